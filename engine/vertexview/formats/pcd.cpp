// Reads PCD, the format of the Point Cloud Library ("The PCD (Point Cloud Data) file format", versions .5 to
// .7). Binary points stay where they are; compressed ones, which lie field by field, and text are decoded.
#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <string>
#include <utility>

#include "vertexview/formats/container.hpp"
#include "vertexview/formats/detail/lzf.hpp"
#include "vertexview/formats/detail/number_lines.hpp"
#include "vertexview/record/texts/pcd_header.hpp"

namespace vertexview {
namespace {

std::string_view text_of(std::span<const std::byte> bytes) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

tl::unexpected<Error> impossible(std::string message, std::uint64_t offset = 0) {
  auto error = fail(ErrorCode::kBadFormat, std::move(message));
  error.value().offset = offset;
  return error;
}

/// Puts the points of fields that lie one after the other into records.
void interleave(std::span<const std::byte> columns, const std::vector<PcdField>& fields, std::uint64_t points,
                std::uint64_t stride, std::byte* records) {
  const std::byte* from = columns.data();
  for (const PcdField& field : fields) {
    const auto size = static_cast<std::size_t>(field.nbytes());
    std::byte* to = records + field.offset;
    for (std::uint64_t i = 0; i < points; ++i, from += size, to += stride) std::memcpy(to, from, size);
  }
}

std::uint32_t little_endian(const std::byte* bytes) noexcept {
  std::uint32_t number = 0;
  for (unsigned i = 0; i < 4; ++i) number |= std::to_integer<std::uint32_t>(bytes[i]) << (8 * i);
  return number;
}

Result<RecordBytes> decompress(std::span<const std::byte> body, std::uint64_t begin,
                               const std::vector<PcdField>& fields, std::uint64_t points,
                               std::uint64_t stride) {
  constexpr std::size_t kSizes = 8;
  if (body.size() < kSizes) return impossible("the sizes of the compressed points are missing", begin);
  const std::uint64_t compressed = little_endian(body.data());
  const std::uint64_t size = little_endian(body.data() + 4);
  if (compressed > body.size() - kSizes)
    return impossible("the compressed points have " + std::to_string(compressed) + " bytes, but " +
                          std::to_string(body.size() - kSizes) + " are left in the file",
                      begin);
  // LZF makes at most 264 bytes of three.
  constexpr std::uint64_t kMostGain = 88;
  if (size / kMostGain > compressed || points > size / stride || points * stride != size)
    return impossible(std::to_string(compressed) + " compressed bytes for " + std::to_string(size) +
                          " bytes cannot be " + std::to_string(points) + " points of " +
                          std::to_string(stride) + " bytes",
                      begin);
  const auto count = static_cast<std::size_t>(size);
  const std::unique_ptr<std::byte[]> columns(new (std::nothrow) std::byte[count]);
  std::shared_ptr<std::byte[]> records(new (std::nothrow) std::byte[count]);
  if (columns == nullptr || records == nullptr)
    return fail(ErrorCode::kOutOfMemory,
                "there is no memory for " + std::to_string(size) + " bytes of decompressed points");
  if (auto done =
          decompress_lzf(body.subspan(kSizes, static_cast<std::size_t>(compressed)), {columns.get(), count});
      !done) {
    Error error = done.error();
    error.offset = begin + kSizes + error.offset.value_or(0);
    return tl::unexpected<Error>(std::move(error));
  }
  interleave({columns.get(), count}, fields, points, stride, records.get());
  const std::span<const std::byte> bytes(records.get(), count);
  return RecordBytes{bytes, std::move(records)};
}

/// Reads points that are lines of numbers, one for each number of a field.
Result<RecordBytes> read_text(std::string_view text, const PcdHeader& header,
                              const std::vector<PcdField>& fields, std::uint64_t points, Progress* progress) {
  std::vector<ColumnTarget> targets;
  for (const PcdField& field : fields) {
    const auto type = pcd_type(field);
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
  const auto survey = survey_lines(lines, progress);
  if (!survey) return tl::unexpected<Error>(survey.error());
  if (survey->lines < points)
    return impossible("the header names " + std::to_string(points) + " points, but " +
                          std::to_string(survey->lines) + " lines follow",
                      header.end);
  const std::uint64_t stride = fields.back().offset + fields.back().nbytes();
  return fill_records(lines, *survey, targets, stride, points, progress);
}

void note_viewpoint(const PcdHeader& header, std::vector<std::string>& notes) {
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
  const auto header = parse_pcd_header(text_of(file.bytes));
  if (!header) return tl::unexpected<Error>(header.error());
  const auto fields = pcd_fields(*header);
  if (!fields) return tl::unexpected<Error>(fields.error());
  auto schema = pcd_schema(*fields);
  if (!schema) return tl::unexpected<Error>(schema.error());
  const auto points = pcd_points(*header);
  if (!points) return tl::unexpected<Error>(points.error());
  Container container{pcd_reader().name, {Member{}}};
  note_viewpoint(*header, container.notes);
  Member& member = container.members.front();
  member.layout.schema = *std::move(schema);
  member.layout.count = *points;
  const std::string_view kind = pcd_data(*header);
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
  return impossible("DATA is '" + std::string(kind) + "'; expected ascii, binary or binary_compressed");
}

}  // namespace

const Reader& pcd_reader() noexcept {
  static constexpr std::array<std::string_view, 1> kEndings{".pcd"};
  static constexpr Reader kReader{"PCD", kEndings, recognises, read};
  return kReader;
}

}  // namespace vertexview
