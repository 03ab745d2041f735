#include "vertexview/record/texts/pcd_header.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <utility>

#include "vertexview/memory/number_text.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/record/schema_text.hpp"

namespace vertexview {
namespace {

/// Returns where a word of the header begins in its text.
std::uint64_t place_of(const PcdHeader& header, std::string_view word) noexcept {
  return static_cast<std::uint64_t>(word.data() - header.text.data());
}

std::vector<std::string_view> words_of(std::string_view line) {
  constexpr std::string_view kBlank = " \t\r";
  std::vector<std::string_view> words;
  for (std::size_t at = line.find_first_not_of(kBlank); at != std::string_view::npos;
       at = line.find_first_not_of(kBlank, at)) {
    const std::size_t end = std::min(line.find_first_of(kBlank, at), line.size());
    words.push_back(line.substr(at, end - at));
    at = end;
  }
  return words;
}

Result<std::uint64_t> number_of(const PcdHeader& header, std::string_view keyword, std::string_view text) {
  if (const auto number = parse_digits(text)) return *number;
  return fail_at(place_of(header, text),
                 std::string(keyword) + " has " + in_quotes(text) + "; expected a whole number");
}

/// Returns the only number of a line, or nullopt where the header has no such line.
Result<std::optional<std::uint64_t>> number_in(const PcdHeader& header, std::string_view keyword) {
  const auto line = header.lines.find(keyword);
  if (line == header.lines.end()) return std::optional<std::uint64_t>();
  if (line->second.size() != 1)
    return fail_at(
        place_of(header, line->first),
        std::string(keyword) + " has " + std::to_string(line->second.size()) + " values; expected one");
  const auto number = number_of(header, keyword, line->second[0]);
  if (!number) return tl::unexpected<Error>(number.error());
  return std::optional(*number);
}

/// Returns the values of a line, one for each field.
Result<std::vector<std::string_view>> values_of(const PcdHeader& header, std::string_view keyword,
                                                std::size_t fields) {
  const auto line = header.lines.find(keyword);
  if (line == header.lines.end()) {
    if (keyword == "COUNT") return std::vector<std::string_view>(fields, "1");
    return fail_at(0, "the header has no line " + std::string(keyword));
  }
  if (line->second.size() != fields)
    return fail_at(place_of(header, line->first), std::string(keyword) + " has " +
                                                      std::to_string(line->second.size()) + " values for " +
                                                      std::to_string(fields) + " fields");
  return line->second;
}

}  // namespace

Result<PcdHeader> parse_pcd_header(std::string_view text) {
  text = text.substr(0, pcd::kLongestHeader);
  PcdHeader header{.text = text, .lines = {}};
  while (header.end < text.size()) {
    const std::size_t end = text.find('\n', header.end);
    if (end == std::string_view::npos) break;
    const std::uint64_t begin = std::exchange(header.end, end + 1);
    auto words = words_of(text.substr(begin, end - begin));
    if (words.empty() || words[0].starts_with('#')) continue;
    const std::string_view keyword = words[0] == "COLUMNS" ? "FIELDS" : words[0];
    words.erase(words.begin());
    if (!header.lines.emplace(keyword, std::move(words)).second)
      return fail_at(begin, "the header has " + std::string(keyword) + " twice");
    if (keyword == "DATA") return header;
  }
  return fail_at(text.size(),
                 "the header has no line DATA among its first " + std::to_string(text.size()) + " bytes");
}

Result<std::vector<PcdField>> pcd_fields(const PcdHeader& header) {
  const auto names = header.lines.find("FIELDS");
  if (names == header.lines.end() || names->second.empty()) return fail_at(0, "the header names no FIELDS");
  const std::size_t count = names->second.size();
  const auto sizes = values_of(header, "SIZE", count);
  if (!sizes) return tl::unexpected<Error>(sizes.error());
  const auto types = values_of(header, "TYPE", count);
  if (!types) return tl::unexpected<Error>(types.error());
  const auto counts = values_of(header, "COUNT", count);
  if (!counts) return tl::unexpected<Error>(counts.error());
  std::vector<PcdField> fields;
  std::uint64_t offset = 0;
  std::uint64_t numbers = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto size = number_of(header, "SIZE", (*sizes)[i]);
    if (!size) return tl::unexpected<Error>(size.error());
    const auto repeats = number_of(header, "COUNT", (*counts)[i]);
    if (!repeats) return tl::unexpected<Error>(repeats.error());
    if (*size != 1 && *size != 2 && *size != 4 && *size != 8)
      return fail_at(place_of(header, (*sizes)[i]),
                     "SIZE has " + std::to_string(*size) + "; expected 1, 2, 4 or 8");
    if (*repeats == 0 || *repeats > pcd::kMostNumbers || numbers + *repeats > pcd::kMostNumbers)
      return fail_at(header.lines.contains("COUNT") ? place_of(header, (*counts)[i]) : 0,
                     "COUNT has " + std::to_string(*repeats) + "; expected at least 1, and at most " +
                         std::to_string(pcd::kMostNumbers) + " numbers in a point");
    numbers += *repeats;
    fields.push_back(
        {names->second[i], *size, (*types)[i].front(), *repeats, offset, place_of(header, (*types)[i])});
    offset += fields.back().nbytes();
  }
  return fields;
}

Result<ElementType> pcd_type(const PcdField& field) {
  struct Row {
    char type;
    std::uint64_t size;
    ElementType element;
  };
  constexpr Row kRows[]{
      {'F', 4, ElementType::kFloat32}, {'F', 8, ElementType::kFloat64}, {'F', 2, ElementType::kFloat16},
      {'U', 1, ElementType::kUint8},   {'U', 2, ElementType::kUint16},  {'U', 4, ElementType::kUint32},
      {'U', 8, ElementType::kUint64},  {'I', 1, ElementType::kInt8},    {'I', 2, ElementType::kInt16},
      {'I', 4, ElementType::kInt32},   {'I', 8, ElementType::kInt64}};
  for (const Row& row : kRows)
    if (row.type == field.type && row.size == field.size) return row.element;
  return fail_at(field.at, "field " + in_quotes(field.name) + " has TYPE " + field.type + " of " +
                               std::to_string(field.size) + " bytes; expected F, U or I");
}

bool is_packed_color(std::string_view name, std::uint64_t size, std::uint64_t count) noexcept {
  return (name == "rgb" || name == "rgba") && size == 4 && count == 1;
}

Element unpacked_color(Element element) {
  // The bytes of 0xAARRGGBB in the order of the record; the first of the reversed ones is no channel.
  element.name = element.big_endian ? "rgb" : "bgra";
  element.type = ElementType::kUint8;
  element.count = element.big_endian ? 3 : 4;
  element.offset += element.big_endian ? 1 : 0;
  element.big_endian = false;
  return element;
}

Result<Schema> pcd_schema(const std::vector<PcdField>& fields) {
  std::vector<Element> elements;
  for (const PcdField& field : fields) {
    auto type = pcd_type(field);
    if (!type) return tl::unexpected<Error>(type.error());
    if (field.name == "_") continue;  // PCL's name of padding
    Element element{.name = std::string(field.name),
                    .type = *type,
                    .count = static_cast<std::uint32_t>(field.count),
                    .offset = field.offset};
    const bool packed = is_packed_color(field.name, field.size, field.count);
    elements.push_back(packed ? unpacked_color(element) : element);
  }
  return schema_from_elements(std::move(elements), fields.back().offset + fields.back().nbytes());
}

Result<std::uint64_t> pcd_points(const PcdHeader& header) {
  std::array<std::optional<std::uint64_t>, 3> numbers;
  constexpr std::array<std::string_view, 3> kNames{"WIDTH", "HEIGHT", "POINTS"};
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto number = number_in(header, kNames[i]);
    if (!number) return tl::unexpected<Error>(number.error());
    numbers[i] = *number;
  }
  const auto [width, height, points] = numbers;
  const std::uint64_t rows = height.value_or(1);
  if (width && rows != 0 && *width > std::numeric_limits<std::uint64_t>::max() / rows)
    return fail_at(0, "WIDTH " + std::to_string(*width) + " times HEIGHT " + std::to_string(rows) +
                          " is no number of points");
  if (width && points && *points != *width * rows)
    return fail_at(0, "POINTS is " + std::to_string(*points) + ", but WIDTH times HEIGHT is " +
                          std::to_string(*width * rows));
  if (points) return *points;
  if (width) return *width * rows;
  return fail_at(0, "the header names neither POINTS nor WIDTH");
}

std::string_view pcd_data(const PcdHeader& header) {
  const auto line = header.lines.find("DATA");
  return line == header.lines.end() || line->second.empty() ? std::string_view() : line->second.front();
}

}  // namespace vertexview
