// Writes PLY files of one element, the vertices: numbers in little endian, one property each, because other
// programs know the names x, y, z and red, green, blue, and few know lists of a vertex.
#include <span>
#include <string>

#include "vertexview/formats/detail/number_columns.hpp"
#include "vertexview/formats/writer.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/layout.hpp"
#include "vertexview/record/texts/ply_header.hpp"

namespace vertexview {
namespace {

/// Calls take(element) for each element that can be written, and drop(element, reason) for all others.
template <class Take, class Drop>
void sort_out(const Schema& schema, Take take, Drop drop) {
  static_assert(kMostPlyProperties == 4096);
  constexpr std::string_view kTooMany = "a PLY file of more than 4096 properties is not written";
  std::uint64_t taken = 0;
  for (const Element& element : shown_elements(schema)) {
    if (element.type == ElementType::kBytes) {
      drop(element, "PLY has numbers alone, and these are bytes");
    } else if (ply_type_name(column_type(element)).empty()) {
      drop(element, "PLY has no integers of 64 bits");
    } else if (element.number_count() > kMostPlyProperties - taken) {
      drop(element, kTooMany);
    } else {
      taken += element.number_count();
      take(element);
    }
  }
}

/// Returns the columns of the file; what is left out is told in `notes`.
std::vector<NumberColumn> columns_of(const RecordSource& source, std::vector<std::string>& notes) {
  std::vector<NumberColumn> columns;
  sort_out(
      source.schema, [&](const Element& element) { append_columns(columns, source.schema, element); },
      [&](const Element& element, std::string_view reason) { notes.push_back(left_out(element, reason)); });
  const Layout layout{.schema = source.schema, .placement = source.placement};
  name_by_meaning(columns, layout, Semantic::kPosition, {"x", "y", "z"});
  name_by_meaning(columns, layout, Semantic::kColor, {"red", "green", "blue"});
  return columns;
}

std::string header(std::span<const NumberColumn> columns, std::uint64_t count) {
  std::string text = "ply\nformat binary_little_endian 1.0\nelement vertex ";
  text.append(std::to_string(count)).append("\n");
  for (const NumberColumn& column : columns) {
    text.append("property ").append(ply_type_name(column.type));
    text.append(" ").append(column.name).append("\n");
  }
  return text.append("end_header\n");
}

Writer::Encode encoder(const ColumnWriter& writer, std::uint64_t stride) {
  if (writer.copies(stride)) return records_as_they_are();
  return [writer](const RecordSpan& records, std::vector<std::byte>& room) {
    room.resize(static_cast<std::size_t>(records.count * writer.size()));
    std::byte* out = room.data();
    for (std::uint64_t i = 0; i < records.count; ++i)
      out = writer.write(records.data + i * records.stride, out);
    return std::span<const std::byte>(room);
  };
}

Result<Writer::Plan> prepare(const RecordSource& source, Progress&) {
  Writer::Plan plan;
  const auto columns = columns_of(source, plan.notes);
  if (columns.empty()) return nothing_to_write(source.schema, plan.notes);
  plan.header = header(columns, source.count);
  plan.encode = encoder(ColumnWriter(columns), source.schema.stride);
  return plan;
}

}  // namespace

const Writer& ply_writer() noexcept {
  static constexpr Writer kWriter{.extension = ".ply", .name = "PLY", .prepare = prepare};
  return kWriter;
}

}  // namespace vertexview
