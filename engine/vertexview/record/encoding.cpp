#include "vertexview/record/encoding.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <span>

#include "vertexview/memory/printable.hpp"
#include "vertexview/record/element_reader.hpp"

namespace vertexview {
namespace {

using enum ElementType;

constexpr std::array kUnsigned{kUint8, kUint16, kUint32, kUint64};
constexpr std::array kSigned{kInt8, kInt16, kInt32, kInt64};
constexpr std::array kWord{kUint32};
constexpr std::array kHalfWord{kUint16};
constexpr std::array kShortSigned{kInt8, kInt16};

struct Row {
  std::string_view name;
  std::uint32_t components;
  ValueRange range;
  std::span<const ElementType> types;
  std::string_view takes;  ///< the types in words
};

/// In the order of Encoding.
constexpr std::array kRows{
    Row{"plain", 1, {0, 1}, {}, "every type"},
    Row{"unorm", 1, {0, 1}, kUnsigned, "unsigned integers (B, H, I, Q)"},
    Row{"snorm", 1, {-1, 1}, kSigned, "signed integers (b, h, i, q)"},
    Row{"unorm10_10_10_2", 4, {0, 1}, kWord, "uint32 (I)"},
    Row{"snorm10_10_10_2", 4, {-1, 1}, kWord, "uint32 (I)"},
    Row{"unorm5_6_5", 3, {0, 1}, kHalfWord, "uint16 (H)"},
    Row{"ufloat11_11_10", 3, {0, 1}, kWord, "uint32 (I)"},
    Row{"oct", 3, {-1, 1}, kShortSigned, "two signed integers of 8 or 16 bits (2b, 2h)"},
};
static_assert(kRows.size() == static_cast<std::size_t>(Encoding::kOct) + 1);

const Row& row_of(Encoding encoding) noexcept {
  return kRows[static_cast<std::size_t>(encoding)];
}

tl::unexpected<Error> bad_encoding(std::string message) {
  return fail(ErrorCode::kBadFormat, std::move(message));
}

/// Where a name and its encoding stand in a text; without an encoding the name is all of it.
struct Parts {
  std::string_view name;
  std::string_view encoding;
  bool encoded = false;
};

Parts parts_of(std::string_view text) noexcept {
  const std::size_t open = text.ends_with(')') ? text.rfind('(') : std::string_view::npos;
  if (open == std::string_view::npos) return {text, {}};
  return {text.substr(0, open), text.substr(open + 1, text.size() - open - 2), true};
}

tl::unexpected<Error> unknown_encoding(std::string_view found, std::size_t offset) {
  std::string message = "no encoding ";
  message.append(in_quotes(found)).append("; the encodings are ");
  for (std::size_t i = 0; i < kRows.size(); ++i) message.append(i == 0 ? "" : ", ").append(kRows[i].name);
  return tl::unexpected(Error{ErrorCode::kBadFormat, std::move(message), {}, offset});
}

}  // namespace

std::string_view encoding_name(Encoding encoding) noexcept {
  return row_of(encoding).name;
}

std::uint32_t component_count(Encoding encoding) noexcept {
  return row_of(encoding).components;
}

ValueRange encoding_range(Encoding encoding) noexcept {
  return row_of(encoding).range;
}

// Sources: Vulkan 1.3, "Packed formats", where bit 0 is the lowest:
// A2B10G10R10_UNORM_PACK32 and _SNORM_PACK32 (GL_INT_2_10_10_10_REV, DXGI_FORMAT_R10G10B10A2_UNORM),
// R5G6B5_UNORM_PACK16 (GL_UNSIGNED_SHORT_5_6_5, DXGI_FORMAT_B5G6R5_UNORM) and B10G11R11_UFLOAT_PACK32
// (GL_UNSIGNED_INT_10F_11F_11F_REV, DXGI_FORMAT_R11G11B10_FLOAT).
BitField bit_field_of(Encoding encoding, std::uint32_t component) noexcept {
  constexpr BitField k10_10_10_2[]{{0, 10}, {10, 10}, {20, 10}, {30, 2}};
  constexpr BitField k5_6_5[]{{11, 5}, {5, 6}, {0, 5}};
  constexpr BitField k11_11_10[]{{0, 11}, {11, 11}, {22, 10}};
  switch (encoding) {
    case Encoding::kUnorm10_10_10_2:
    case Encoding::kSnorm10_10_10_2:
      return k10_10_10_2[component];
    case Encoding::kUnorm5_6_5:
      return k5_6_5[component];
    case Encoding::kUfloat11_11_10:
      return k11_11_10[component];
    default:
      return {};
  }
}

Result<void> check_encoding(const Element& element) {
  const Row& row = row_of(element.encoding);
  if (element.component && *element.component >= row.components)
    return bad_encoding("element " + in_quotes(element.name) + " is component " +
                        std::to_string(*element.component) + " of " + std::to_string(row.components));
  if (element.encoding == Encoding::kPlain) return {};
  const bool pair = element.encoding != Encoding::kOct || element.count == 2;
  if (!pair || std::ranges::find(row.types, element.type) == row.types.end()) {
    std::string message = "element ";
    message.append(in_quotes(element.name)).append(" of ");
    if (element.count != 1) message.append(std::to_string(element.count)).append(" x ");
    message.append(element_type_name(element.type)).append(" cannot be ").append(row.name);
    return bad_encoding(message.append(", which takes ").append(row.takes));
  }
  if (element.count > std::numeric_limits<std::uint32_t>::max() / row.components)
    return bad_encoding("element " + in_quotes(element.name) + " of " + std::to_string(element.count) +
                        " packed numbers is too long");
  return {};
}

ElementType value_type(const Element& element) noexcept {
  if (element.encoding == Encoding::kPlain) return element.type;
  const bool whole = component_count(element.encoding) == 1 && element_size(element.type) > 2;
  return whole ? kFloat64 : kFloat32;
}

std::string type_text(const Element& element) {
  std::string text(element_type_name(element.type));
  if (element.encoding != Encoding::kPlain) text.append(" ").append(encoding_name(element.encoding));
  return text;
}

Element stored_element(Element element) {
  element.encoding = Encoding::kPlain;
  element.component.reset();
  return element;
}

Result<EncodedName> parse_encoded_name(std::string_view text) {
  const Parts parts = parts_of(text);
  if (!parts.encoded) return EncodedName{text};
  const std::size_t offset = parts.name.size() + 1;
  const auto* const found = std::ranges::find(kRows, parts.encoding, &Row::name);
  if (found == kRows.end()) return unknown_encoding(parts.encoding, offset);
  if (parts.name.empty())
    return tl::unexpected(Error{ErrorCode::kBadFormat,
                                "an encoding follows the name of an element, as in color(unorm)",
                                {},
                                offset - 1});
  return EncodedName{parts.name, static_cast<Encoding>(found - kRows.begin())};
}

std::string encoded_name(const Element& element) {
  if (element.encoding == Encoding::kPlain && !parts_of(element.name).encoded) return element.name;
  std::string text = element.name;
  return text.append("(").append(encoding_name(element.encoding)).append(")");
}

}  // namespace vertexview
