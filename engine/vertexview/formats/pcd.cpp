// Reads PCD, the format of the Point Cloud Library ("The PCD (Point Cloud Data) file format", versions .5 to
// .7). Binary points stay where they are; compressed ones, which lie field by field, and text are decoded.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <limits>
#include <map>
#include <string>
#include <utility>

#include "vertexview/formats/container.hpp"
#include "vertexview/formats/detail/decoded_bytes.hpp"
#include "vertexview/formats/detail/file_bytes.hpp"
#include "vertexview/formats/detail/lzf.hpp"
#include "vertexview/formats/detail/number_lines.hpp"
#include "vertexview/formats/detail/pcd_header.hpp"
#include "vertexview/record/schema_text.hpp"

namespace vertexview {
namespace {

/// The lines before the points: each a keyword and its values.
struct Header {
  std::map<std::string_view, std::vector<std::string_view>> lines;
  std::uint64_t end = 0;  ///< where the points begin
};

/// A field as the header names it.
struct Field {
  std::string_view name;
  std::uint64_t size = 0;
  char type = 'F';
  std::uint64_t count = 1;
  std::uint64_t offset = 0;  ///< in the record

  [[nodiscard]] std::uint64_t nbytes() const noexcept { return size * count; }
};

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

/// Returns the lines up to and with DATA, which is the last.
Result<Header> parse_header(std::string_view text) {
  text = text.substr(0, pcd::kLongestHeader);
  Header header;
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

Result<std::uint64_t> number_of(std::string_view keyword, std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size()) return number;
  return fail_at(0, std::string(keyword) + " has '" + std::string(text) + "'; expected a whole number");
}

/// Returns the only number of a line, or nullopt where the header has no such line.
Result<std::optional<std::uint64_t>> number_in(const Header& header, std::string_view keyword) {
  const auto line = header.lines.find(keyword);
  if (line == header.lines.end()) return std::optional<std::uint64_t>();
  if (line->second.size() != 1)
    return fail_at(
        0, std::string(keyword) + " has " + std::to_string(line->second.size()) + " values; expected one");
  const auto number = number_of(keyword, line->second[0]);
  if (!number) return tl::unexpected<Error>(number.error());
  return std::optional(*number);
}

/// Returns the values of a line, one for each field.
Result<std::vector<std::string_view>> values_of(const Header& header, std::string_view keyword,
                                                std::size_t fields) {
  const auto line = header.lines.find(keyword);
  if (line == header.lines.end()) {
    if (keyword == "COUNT") return std::vector<std::string_view>(fields, "1");
    return fail_at(0, "the header has no line " + std::string(keyword));
  }
  if (line->second.size() != fields)
    return fail_at(0, std::string(keyword) + " has " + std::to_string(line->second.size()) + " values for " +
                          std::to_string(fields) + " fields");
  return line->second;
}

Result<std::vector<Field>> parse_fields(const Header& header) {
  const auto names = header.lines.find("FIELDS");
  if (names == header.lines.end() || names->second.empty()) return fail_at(0, "the header names no FIELDS");
  const std::size_t count = names->second.size();
  const auto sizes = values_of(header, "SIZE", count);
  if (!sizes) return tl::unexpected<Error>(sizes.error());
  const auto types = values_of(header, "TYPE", count);
  if (!types) return tl::unexpected<Error>(types.error());
  const auto counts = values_of(header, "COUNT", count);
  if (!counts) return tl::unexpected<Error>(counts.error());
  std::vector<Field> fields;
  std::uint64_t offset = 0;
  std::uint64_t numbers = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto size = number_of("SIZE", (*sizes)[i]);
    if (!size) return tl::unexpected<Error>(size.error());
    const auto repeats = number_of("COUNT", (*counts)[i]);
    if (!repeats) return tl::unexpected<Error>(repeats.error());
    if (*size != 1 && *size != 2 && *size != 4 && *size != 8)
      return fail_at(0, "SIZE has " + std::to_string(*size) + "; expected 1, 2, 4 or 8");
    if (*repeats == 0 || *repeats > pcd::kMostNumbers || numbers + *repeats > pcd::kMostNumbers)
      return fail_at(0, "COUNT has " + std::to_string(*repeats) + "; expected at least 1, and at most " +
                            std::to_string(pcd::kMostNumbers) + " numbers in a point");
    numbers += *repeats;
    fields.push_back({names->second[i], *size, (*types)[i].front(), *repeats, offset});
    offset += fields.back().nbytes();
  }
  return fields;
}

/// Returns the type of a field's numbers.
Result<ElementType> type_of(const Field& field) {
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
  return fail_at(0, "field '" + std::string(field.name) + "' has TYPE " + field.type + " of " +
                        std::to_string(field.size) + " bytes; expected F, U or I");
}

/// Returns whether a field holds red, green and blue in the bits of one number, as PCL writes them.
bool is_packed_color(const Field& field) noexcept {
  return (field.name == "rgb" || field.name == "rgba") && field.size == 4 && field.count == 1;
}

Result<Schema> schema_of(const std::vector<Field>& fields) {
  std::vector<Element> elements;
  for (const Field& field : fields) {
    auto type = type_of(field);
    if (!type) return tl::unexpected<Error>(type.error());
    if (field.name == "_") continue;  // PCL's name of padding
    Element element{.name = std::string(field.name),
                    .type = *type,
                    .count = static_cast<std::uint32_t>(field.count),
                    .offset = field.offset};
    if (is_packed_color(field)) {
      element.name = "bgra";  // the order of the bytes of 0xAARRGGBB
      element.type = ElementType::kUint8;
      element.count = 4;
    }
    elements.push_back(std::move(element));
  }
  return schema_from_elements(std::move(elements), fields.back().offset + fields.back().nbytes());
}

/// Returns how many points the header names.
Result<std::uint64_t> points_of(const Header& header) {
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

/// Puts the points of fields that lie one after the other into records.
void interleave(std::span<const std::byte> columns, const std::vector<Field>& fields, std::uint64_t points,
                std::uint64_t stride, std::byte* records) {
  const std::byte* from = columns.data();
  for (const Field& field : fields) {
    const auto size = static_cast<std::size_t>(field.nbytes());
    std::byte* to = records + field.offset;
    for (std::uint64_t i = 0; i < points; ++i, from += size, to += stride) std::memcpy(to, from, size);
  }
}

Result<RecordBytes> decompress(std::span<const std::byte> body, std::uint64_t begin,
                               const std::vector<Field>& fields, std::uint64_t points, std::uint64_t stride) {
  constexpr std::size_t kSizes = 8;
  if (body.size() < kSizes) return fail_at(begin, "the sizes of the compressed points are missing");
  const LittleEndian sizes(body);
  const std::uint64_t compressed = sizes.number<std::uint32_t>(0);
  const std::uint64_t size = sizes.number<std::uint32_t>(4);
  if (compressed > body.size() - kSizes)
    return fail_at(begin, "the compressed points have " + std::to_string(compressed) + " bytes, but " +
                              std::to_string(body.size() - kSizes) + " are left in the file");
  // LZF makes at most 264 bytes of three.
  constexpr std::uint64_t kMostGain = 88;
  if (size / kMostGain > compressed || points > size / stride || points * stride != size)
    return fail_at(begin, std::to_string(compressed) + " compressed bytes for " + std::to_string(size) +
                              " bytes cannot be " + std::to_string(points) + " points of " +
                              std::to_string(stride) + " bytes");
  const auto columns = detail::decoded_bytes(size);
  if (!columns) return tl::unexpected<Error>(columns.error());
  auto records = detail::decoded_bytes(size);
  if (!records) return tl::unexpected<Error>(records.error());
  if (auto done = decompress_lzf(body.subspan(kSizes, static_cast<std::size_t>(compressed)), columns->bytes);
      !done) {
    Error error = done.error();
    error.offset = begin + kSizes + error.offset.value_or(0);
    return tl::unexpected<Error>(std::move(error));
  }
  interleave(columns->bytes, fields, points, stride, records->bytes.data());
  return RecordBytes{records->bytes, std::move(records->owner)};
}

/// Reads points that are lines of numbers, one for each number of a field.
Result<RecordBytes> read_text(std::string_view text, const Header& header, const std::vector<Field>& fields,
                              std::uint64_t points, Progress* progress) {
  std::vector<ColumnTarget> targets;
  for (const Field& field : fields) {
    const auto type = type_of(field);
    if (!type) return tl::unexpected<Error>(type.error());
    // Padding has numbers in the text too.
    const ElementType target = field.name == "_" ? ElementType::kBytes : *type;
    for (std::uint64_t i = 0; i < field.count; ++i)
      targets.push_back({target, field.offset + i * field.size});
  }
  const NumberLines lines{text, header.end, targets.size()};
  if (lines.columns > NumberLines::kMostColumns)
    return fail(ErrorCode::kNotImplemented, "has points of " + std::to_string(lines.columns) +
                                                " numbers as text; at most " +
                                                std::to_string(NumberLines::kMostColumns) + " are read");
  const auto counted = count_lines(lines, progress);
  if (!counted) return tl::unexpected<Error>(counted.error());
  if (counted->lines < points)
    return fail_at(header.end, "the header names " + std::to_string(points) + " points, but " +
                                   std::to_string(counted->lines) + " lines follow");
  const std::uint64_t stride = fields.back().offset + fields.back().nbytes();
  return fill_records(lines, *counted, targets, stride, points, progress);
}

void note_viewpoint(const Header& header, std::vector<std::string>& notes) {
  const auto line = header.lines.find("VIEWPOINT");
  constexpr std::array<std::string_view, 7> kNone{"0", "0", "0", "1", "0", "0", "0"};
  if (line != header.lines.end() && !std::ranges::equal(line->second, kNone))
    notes.emplace_back("the viewpoint of the sensor is ignored");
}

bool recognises(const FileBytes& file) noexcept {
  const std::string_view text = text_of(file.bytes);
  return text.starts_with("# .PCD") || text.starts_with("VERSION .7\n") ||
         text.starts_with("VERSION 0.7\n") || text.starts_with("VERSION .7\r\n") ||
         text.starts_with("VERSION 0.7\r\n");
}

Result<Container> read(const FileBytes& file, Progress* progress) {
  const auto header = parse_header(text_of(file.bytes));
  if (!header) return tl::unexpected<Error>(header.error());
  const auto fields = parse_fields(*header);
  if (!fields) return tl::unexpected<Error>(fields.error());
  auto schema = schema_of(*fields);
  if (!schema) return tl::unexpected<Error>(schema.error());
  const auto points = points_of(*header);
  if (!points) return tl::unexpected<Error>(points.error());
  Container container{pcd_reader().name, {Member{}}};
  note_viewpoint(*header, container.notes);
  Member& member = container.members.front();
  member.layout.schema = *std::move(schema);
  member.layout.count = *points;
  const auto& data = header->lines.at("DATA");
  const std::string_view kind = data.empty() ? "" : data.front();
  if (kind == "binary") {
    member.layout.data_offset = header->end;
    return container;
  }
  if (kind == "binary_compressed") {
    auto records = decompress(file.bytes.subspan(header->end), header->end, *fields, *points,
                              member.layout.schema.stride);
    if (!records) return tl::unexpected<Error>(records.error());
    member.memory = *std::move(records);
    return container;
  }
  if (kind == "ascii") {
    auto records = read_text(text_of(file.bytes), *header, *fields, *points, progress);
    if (!records) return tl::unexpected<Error>(records.error());
    member.memory = *std::move(records);
    return container;
  }
  return fail_at(0, "DATA is '" + std::string(kind) + "'; expected ascii, binary or binary_compressed");
}

}  // namespace

const Reader& pcd_reader() noexcept {
  static constexpr std::array<std::string_view, 1> kEndings{".pcd"};
  static constexpr Reader kReader{"PCD", kEndings, recognises, read};
  return kReader;
}

}  // namespace vertexview
