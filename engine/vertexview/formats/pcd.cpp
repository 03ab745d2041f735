// Reads PCD, the format of the Point Cloud Library ("The PCD (Point Cloud Data) file format", versions .5 to
// .7). Binary points stay where they are. Compressed ones are decompressed and then stay as they are, field
// by field; text is decoded.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "vertexview/formats/container.hpp"
#include "vertexview/formats/detail/decoded_bytes.hpp"
#include "vertexview/formats/detail/file_bytes.hpp"
#include "vertexview/formats/detail/lzf.hpp"
#include "vertexview/formats/detail/number_lines.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/record/texts/pcd_header.hpp"

namespace vertexview {
namespace {

/// Returns the fields of points, of which each has a plane of its own in `columns`, one after the other.
std::vector<RecordStream> planes_of(std::span<const std::byte> columns, const std::vector<PcdField>& fields,
                                    std::uint64_t points) {
  std::vector<RecordStream> planes;
  planes.reserve(fields.size());
  for (const PcdField& field : fields) {
    const std::uint64_t size = field.nbytes();
    planes.push_back({columns.data() + field.offset * points, size, size, field.offset});
  }
  return planes;
}

/// Returns the points of `body`, which begins at byte `begin` of the file, decompressed: field by field.
Result<detail::DecodedBytes> decompress(std::span<const std::byte> body, std::uint64_t begin,
                                        std::uint64_t points, std::uint64_t stride) {
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
  auto columns = detail::decoded_bytes(size);
  if (!columns) return columns;
  if (auto done = decompress_lzf(body.subspan(kSizes, static_cast<std::size_t>(compressed)), columns->bytes);
      !done) {
    Error error = done.error();
    error.offset = begin + kSizes + error.offset.value_or(0);
    return tl::unexpected<Error>(std::move(error));
  }
  return columns;
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
  const auto counted = count_lines(lines, progress);
  if (!counted) return tl::unexpected<Error>(counted.error());
  if (counted->lines < points)
    return fail_at(header.end, "the header names " + std::to_string(points) + " points, but " +
                                   std::to_string(counted->lines) + " lines follow");
  const std::uint64_t stride = fields.back().offset + fields.back().nbytes();
  return fill_records(lines, *counted, targets, stride, points, progress);
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
    auto columns =
        decompress(file.bytes.subspan(header->end), header->end, *points, member.layout.schema.stride);
    if (!columns) return tl::unexpected<Error>(columns.error());
    member.streams = planes_of(columns->bytes, *fields, *points);
    member.owners.push_back(std::move(columns->owner));
    return container;
  }
  if (kind == "ascii") {
    auto records = read_text(text_of(file.bytes), *header, *fields, *points, progress);
    if (!records) return tl::unexpected<Error>(records.error());
    member.memory = *std::move(records);
    return container;
  }
  return fail_at(0, "DATA is " + in_quotes(kind) + "; expected ascii, binary or binary_compressed");
}

}  // namespace

const Reader& pcd_reader() noexcept {
  static constexpr std::array<std::string_view, 1> kEndings{".pcd"};
  static constexpr Reader kReader{"PCD", kEndings, recognises, read};
  return kReader;
}

}  // namespace vertexview
