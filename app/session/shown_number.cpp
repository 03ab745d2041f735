#include "session/shown_number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

#include "vertexview/memory/number_load.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/encoding.hpp"

namespace vertexview::app {
namespace {

constexpr std::array<std::pair<std::string_view, NumberStyle>, 4> kStyles{{{"decoded", NumberStyle::kDecoded},
                                                                           {"decimal", NumberStyle::kDecimal},
                                                                           {"hex", NumberStyle::kHex},
                                                                           {"bits", NumberStyle::kBits}}};

/// The bits of a stored number.
struct StoredBits {
  std::uint64_t bits = 0;
  unsigned width = 0;  ///< how many; 0: the number is not stored by itself
};

std::uint64_t load_bits(const std::byte* from, std::uint32_t nbytes, bool reversed) noexcept {
  switch (nbytes) {
    case 1:
      return load_number<std::uint8_t>(from, reversed);
    case 2:
      return load_number<std::uint16_t>(from, reversed);
    case 4:
      return load_number<std::uint32_t>(from, reversed);
    default:
      return load_number<std::uint64_t>(from, reversed);
  }
}

StoredBits bits_of(const std::byte* record, const RecordColumn& element) noexcept {
  const std::uint32_t nbytes = element_size(element.type);
  const bool reversed = is_reversed(element.big_endian);
  const std::uint32_t component = element.component.value_or(0);
  const BitField field = bit_field_of(element.encoding, component);
  const std::byte* from = record + element.offset;
  if (field.width > 0)
    return {load_bits(from, nbytes, reversed) >> field.shift & ((std::uint64_t{1} << field.width) - 1),
            field.width};
  if (element.encoding == Encoding::kOct) {
    if (component == 2) return {};
    from += std::size_t{component} * nbytes;
  }
  return {load_bits(from, nbytes, reversed), 8 * nbytes};
}

std::string binary_text(const StoredBits& stored) {
  std::string text;
  for (unsigned left = stored.width; left > 0; --left) {
    text += (stored.bits >> (left - 1) & 1U) != 0 ? '1' : '0';
    if (left > 1 && (left - 1) % 8 == 0) text += ' ';
  }
  return text;
}

}  // namespace

std::string_view number_style_name(NumberStyle style) noexcept {
  return kStyles[static_cast<std::size_t>(style)].first;
}

std::optional<NumberStyle> number_style_named(std::string_view name) noexcept {
  const auto found = std::ranges::find(kStyles, name, [](const auto& one) { return one.first; });
  return found != kStyles.end() ? std::optional(found->second) : std::nullopt;
}

bool is_scaled(const RecordColumn& element, const Layout& layout) noexcept {
  return element.semantic == Semantic::kPosition && element.axis < 3 && layout.placement.moves(element.axis);
}

bool is_converted(const RecordColumn& element, const Layout& layout) noexcept {
  return element.encoding != Encoding::kPlain || is_scaled(element, layout);
}

Scalar shown_value(const Scalar& value, const RecordColumn& element, const Layout& layout) {
  if (!is_scaled(element, layout)) return value;
  return std::visit(
      [&](const auto& number) -> Scalar {
        if constexpr (std::is_same_v<std::decay_t<decltype(number)>, std::string_view>)
          return number;
        else
          return layout.placement.place(static_cast<double>(number), element.axis);
      },
      value);
}

ElementType shown_type(const RecordColumn& element, const Layout& layout) noexcept {
  return is_scaled(element, layout) ? ElementType::kFloat64 : value_type(element);
}

std::string stored_text(const std::optional<Scalar>& stored, const RecordColumn& element) {
  return stored ? shortest_text(*stored, element.type) : std::string();
}

std::string shown_text(const Scalar& value, const RecordColumn& element, const Layout& layout) {
  return shortest_text(shown_value(value, element, layout), shown_type(element, layout));
}

std::string styled_text(const std::byte* record, const RecordColumn& element, const Layout& layout,
                        NumberStyle style) {
  const ElementReader reader(element);
  if (style == NumberStyle::kDecoded) return shown_text(reader.value(record), element, layout);
  if (style == NumberStyle::kDecimal) return stored_text(reader.stored(record), element);
  const StoredBits stored = bits_of(record, element);
  if (stored.width == 0) return {};
  if (style == NumberStyle::kBits) return binary_text(stored);
  return fmt::format("0x{:0{}x}", stored.bits, (stored.width + 3) / 4);
}

}  // namespace vertexview::app
