#include "session/record_edit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "vertexview/memory/number_text.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/record/byte_columns.hpp"
#include "vertexview/record/schema_text.hpp"
#include "vertexview/record/semantics.hpp"

namespace vertexview::app {
namespace {

constexpr std::array kLetters{
    TypeLetter{'f', ElementType::kFloat32, "float32"}, TypeLetter{'d', ElementType::kFloat64, "float64"},
    TypeLetter{'e', ElementType::kFloat16, "float16"}, TypeLetter{'b', ElementType::kInt8, "int8"},
    TypeLetter{'B', ElementType::kUint8, "uint8"},     TypeLetter{'h', ElementType::kInt16, "int16"},
    TypeLetter{'H', ElementType::kUint16, "uint16"},   TypeLetter{'i', ElementType::kInt32, "int32"},
    TypeLetter{'I', ElementType::kUint32, "uint32"},   TypeLetter{'q', ElementType::kInt64, "int64"},
    TypeLetter{'Q', ElementType::kUint64, "uint64"},   TypeLetter{'s', ElementType::kBytes, "text"},
    TypeLetter{'x', ElementType::kBytes, "padding"}};

tl::unexpected<Error> refused(std::string message) {
  return fail(ErrorCode::kInvalidArgument, std::move(message));
}

bool is_padding(const Element& element) {
  return element.semantic == Semantic::kPadding;
}

/// Returns the part of a run that is made of its numbers [first, end).
Element part_of(const Element& element, std::uint64_t first, std::uint64_t end) {
  Element part = element;
  part.offset += first * element_size(element.type);
  part.count = static_cast<std::uint32_t>(end - first);
  return part;
}

/// Returns a name that no element has: `name`, or with a number behind it.
std::string unused_name(const std::vector<Element>& elements, const std::string& name) {
  std::string unused = name;
  for (int i = 2; std::ranges::find(elements, unused, &Element::name) != elements.end(); ++i)
    unused = fmt::format("{}_{}", name, i);
  return unused;
}

/// Returns the elements without their numbers in the range, and without padding, which is what is left.
std::vector<Element> without(const Schema& schema, const ByteRange& range) {
  std::vector<Element> kept;
  kept.reserve(schema.elements.size() + 2);
  for (const Element& element : schema.elements) {
    if (is_padding(element)) continue;
    const std::uint64_t end = element.offset + element.nbytes();
    if (end <= range.first || element.offset >= range.end) {
      kept.push_back(element);
      continue;
    }
    const std::uint64_t size = element_size(element.type);
    const bool pair = element.encoding == Encoding::kOct;  // one of its two numbers alone says nothing
    const std::uint64_t before = range.first > element.offset ? (range.first - element.offset) / size : 0;
    const std::uint64_t after =
        range.end < end ? (range.end - element.offset + size - 1) / size : element.count;
    if (before > 0 && !pair) kept.push_back(part_of(element, 0, before));
    if (after < element.count && !pair) {
      kept.push_back(part_of(element, after, element.count));
      if (before > 0) kept.back().name = unused_name(schema.elements, element.name);
    }
  }
  return kept;
}

/// Returns whether numbers next to byte `at` are big-endian: those of the element there, else of any.
bool is_big_endian(const Schema& schema, std::uint64_t at) {
  std::optional<bool> any;
  for (const Element& element : schema.elements) {
    if (element_size(element.type) == 1) continue;
    if (at >= element.offset && at < element.offset + element.nbytes()) return element.big_endian;
    any = any.value_or(false) || element.big_endian;
  }
  return any.value_or(false);
}

/// Returns whether an element has a name of that meaning. Meanings that were found without names are found
/// anew in the changed record.
bool has(const std::vector<Element>& elements, Semantic semantic) {
  return std::ranges::any_of(elements,
                             [&](const Element& element) { return semantic_of(element.name) == semantic; });
}

std::string name_for(const Schema& schema, const std::vector<Element>& kept, const Element& made,
                     char letter) {
  const auto same = std::ranges::find_if(schema.elements, [&](const Element& element) {
    return element.offset == made.offset && element.nbytes() == made.nbytes() &&
           element.type != ElementType::kBytes;
  });
  if (same != schema.elements.end()) return same->name;
  const bool is_float = made.type == ElementType::kFloat32 || made.type == ElementType::kFloat64;
  if (is_float && (made.count == 2 || made.count == 3) && !has(kept, Semantic::kPosition))
    return unused_name(kept, "position");
  const bool channels = made.type == ElementType::kUint8 || made.type == ElementType::kUint16;
  if (channels && (made.count == 3 || made.count == 4) && !has(kept, Semantic::kColor))
    return unused_name(kept, "color");
  return unused_name(kept, fmt::format("{}{}", letter, made.offset));
}

/// Returns the range as long as a number of that letter at least, or why it holds no whole numbers.
Result<ByteRange> whole_numbers(const Schema& schema, ByteRange range, const TypeLetter& letter) {
  const std::uint64_t size = element_size(letter.type);
  if (range.size() < size) range.end = range.first + size;
  if (range.end > schema.stride)
    return refused(fmt::format("a {} at byte {} needs {} bytes, and the record ends at {}", letter.text,
                               range.first, size, schema.stride));
  if (range.size() % size != 0)
    return refused(fmt::format("{} bytes are no whole number of {}s, which take {} each", range.size(),
                               letter.text, size));
  return range;
}

}  // namespace

Result<ByteRange> parse_byte_range(std::string_view text) {
  const std::size_t dash = text.find('-');
  const auto first = parse_whole_number(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : parse_whole_number(text.substr(dash + 1));
  if (first && last && *first <= *last && *last < std::uint64_t{1} << 62U)
    return ByteRange{*first, *last + 1};
  return refused(fmt::format("expected bytes of a record, as in 0-11, found {}", in_quotes(text)));
}

std::string byte_range_text(const ByteRange& range) {
  if (range.size() == 1) return fmt::format("{}", range.first);
  return fmt::format("{}-{}", range.first, range.end - 1);
}

std::span<const TypeLetter> type_letters() noexcept {
  return kLetters;
}

const TypeLetter* find_type_letter(char letter) noexcept {
  const auto* const found = std::ranges::find(kLetters, letter, &TypeLetter::letter);
  return found == kLetters.end() ? nullptr : found;
}

Result<Schema> with_bytes_as(const Schema& schema, ByteRange range, char letter) {
  const TypeLetter* const wanted = find_type_letter(letter);
  if (wanted == nullptr) return refused(fmt::format("{} is no letter of a type", in_quotes({&letter, 1})));
  if (range.first >= range.end || range.end > schema.stride)
    return refused(
        fmt::format("bytes {} are not within a record of {} bytes", byte_range_text(range), schema.stride));
  auto whole = whole_numbers(schema, range, *wanted);
  if (!whole) return tl::unexpected(std::move(whole.error()));
  range = *whole;
  std::vector<Element> elements = without(schema, range);
  if (letter != 'x') {
    Element made{.name = {},
                 .type = wanted->type,
                 .count = static_cast<std::uint32_t>(range.size() / element_size(wanted->type)),
                 .offset = range.first};
    made.big_endian = element_size(made.type) > 1 && is_big_endian(schema, range.first);
    made.name = name_for(schema, elements, made, letter);
    elements.push_back(std::move(made));
  }
  return schema_from_elements(std::move(elements), schema.stride);
}

Layout with_schema(Layout layout, Schema schema) {
  layout.schema = std::move(schema);
  if (!position_numbers(layout)) layout.placement.elements.clear();
  if (!color_numbers(layout)) layout.appearance.elements.clear();
  return layout;
}

Result<std::uint64_t> parse_stride(std::string_view text) {
  auto stride = parse_whole_number(text);
  if (stride && *stride >= kShortestStride && *stride <= kLongestStride) return stride;
  return refused(
      fmt::format("expected {} to {} bytes, found {}", kShortestStride, kLongestStride, in_quotes(text)));
}

Result<LayoutCandidate> layout_of_stride(std::span<const std::byte> bytes, std::uint64_t stride,
                                         Progress* progress) {
  if (auto found = find_layout(bytes, stride, progress)) return *std::move(found);
  if (progress != nullptr && progress->cancelled())
    return fail(ErrorCode::kCancelled, "the search for a layout was cancelled");
  LayoutCandidate plain;
  plain.layout.schema =
      schema_from_elements({{"bytes", ElementType::kBytes, static_cast<std::uint32_t>(stride)}}, stride)
          .value();
  plain.name = plain.layout.schema.format;
  plain.count = bytes.size() / stride;
  if (bytes.size() % stride != 0) plain.layout.count = plain.count;
  plain.reasons.emplace_back("nothing explains records of this length");
  return plain;
}

}  // namespace vertexview::app
