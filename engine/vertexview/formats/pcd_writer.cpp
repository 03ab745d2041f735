// Writes PCD files, version .7, with binary points: numbers in little endian, named as the Point Cloud
// Library names them. It knows no colours but those of 8 bits in one number, 0xAARRGGBB, which every version
// of it reads from a field rgba of type U.
#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "vertexview/formats/detail/color_depth.hpp"
#include "vertexview/formats/detail/number_columns.hpp"
#include "vertexview/formats/writer.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/texts/pcd_header.hpp"

namespace vertexview {
namespace {

constexpr std::string_view kColor = "rgba";
constexpr unsigned kColorBits = 8;
constexpr std::size_t kChannels = 4;

/// A field of the header.
struct Field {
  std::string name;
  ElementType type = ElementType::kUint32;
  std::uint32_t count = 1;
};

/// What is written of a record: the columns, then the colour.
struct Points {
  std::vector<Field> fields;
  std::vector<NumberColumn> columns;
  std::vector<Element> color;
  std::vector<std::string> notes;
};

bool is_among(const std::vector<Element>& numbers, const Element& number) {
  return std::ranges::any_of(numbers, [&](const Element& other) { return same_number(other, number); });
}

/// Adds the columns of an element, but for those of the colour.
void add_columns(Points& points, const RecordSource& source, const Element& element) {
  const auto begin = static_cast<std::ptrdiff_t>(points.columns.size());
  append_columns(points.columns, source.schema, element);
  const auto colors =
      std::remove_if(points.columns.begin() + begin, points.columns.end(),
                     [&](const NumberColumn& column) { return is_among(points.color, column.element); });
  points.columns.erase(colors, points.columns.end());
}

/// Returns the name of the run that a column is a number of, "data" of "data[2]"; "" for one that has a name
/// of its own.
std::string_view run_of(const NumberColumn& column) {
  const std::string_view name = column.element.name;
  if (column.name != as_word(column.element.name) || !name.ends_with(']')) return {};
  return name.substr(0, name.rfind('['));
}

/// Returns the fields of columns: one for a run of numbers that have no names of their own.
std::vector<Field> fields_of(std::span<const NumberColumn> columns) {
  std::vector<Field> fields;
  std::string_view run;
  for (const NumberColumn& column : columns) {
    const std::string_view name = run_of(column);
    if (!name.empty() && name == run && fields.back().type == column.type) {
      ++fields.back().count;
      continue;
    }
    run = name;
    fields.push_back({name.empty() ? column.name : as_word(std::string(name)), column.type, 1});
  }
  return fields;
}

/// Gives fields the names that the Point Cloud Library has for what they are.
void name_fields(std::vector<Field>& fields) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kNames{
      {{"nx", "normal_x"}, {"ny", "normal_y"}, {"nz", "normal_z"}}};
  for (const auto& [ours, theirs] : kNames) {
    const auto field = std::ranges::find(fields, ours, &Field::name);
    if (field != fields.end() && std::ranges::find(fields, theirs, &Field::name) == fields.end())
      field->name = theirs;
  }
}

Points points_of(const RecordSource& source) {
  Points points;
  points.color = own_color(source.schema);
  std::uint64_t numbers = points.color.empty() ? 0 : 1;
  for (const Element& element : shown_elements(source.schema)) {
    if (element.type == ElementType::kBytes) {
      points.notes.push_back(left_out(element, "PCD has numbers alone, and these are bytes"));
    } else if (element.number_count() > pcd::kMostNumbers - numbers) {
      points.notes.push_back(left_out(element, "a PCD point of more than 65536 numbers is not written"));
    } else {
      numbers += element.number_count();
      add_columns(points, source, element);
    }
  }
  name_by_meaning(points.columns, {.schema = source.schema, .placement = source.placement},
                  Semantic::kPosition, {"x", "y", "z"});
  points.fields = fields_of(points.columns);
  name_fields(points.fields);
  if (!points.color.empty()) points.fields.push_back({.name = std::string(kColor)});
  return points;
}

char letter_of(ElementType type) noexcept {
  switch (type) {
    case ElementType::kInt8:
    case ElementType::kInt16:
    case ElementType::kInt32:
    case ElementType::kInt64:
      return 'I';
    case ElementType::kFloat32:
    case ElementType::kFloat64:
      return 'F';
    default:
      return 'U';
  }
}

std::string header(const std::vector<Field>& fields, std::uint64_t count) {
  std::string names = "FIELDS";
  std::string sizes = "SIZE";
  std::string types = "TYPE";
  std::string counts = "COUNT";
  for (const Field& field : fields) {
    names.append(" ").append(field.name);
    sizes.append(" ").append(std::to_string(element_size(field.type)));
    types.append(" ").append(1, letter_of(field.type));
    counts.append(" ").append(std::to_string(field.count));
  }
  const std::string points = std::to_string(count);
  std::string text = "# .PCD v0.7 - Point Cloud Data file format\nVERSION 0.7\n";
  for (const std::string& line : {names, sizes, types, counts}) text.append(line).append("\n");
  text.append("WIDTH ").append(points).append("\nHEIGHT 1\nVIEWPOINT 0 0 0 1 0 0 0\nPOINTS ");
  return text.append(points).append("\nDATA binary\n");
}

Writer::Encode encoder(const ColumnWriter& columns, std::optional<ColorDepth> depth, std::uint64_t stride) {
  if (!depth && columns.copies(stride)) return records_as_they_are();
  return [columns, depth = std::move(depth)](const RecordSpan& records, std::vector<std::byte>& room) {
    room.resize(static_cast<std::size_t>(records.count * (columns.size() + (depth ? kChannels : 0))));
    std::byte* out = room.data();
    for (std::uint64_t i = 0; i < records.count; ++i) {
      const std::byte* const record = records.data + i * records.stride;
      out = columns.write(record, out);
      if (!depth) continue;
      const auto [red, green, blue, alpha] = depth->color(record);
      for (const std::uint16_t channel : {blue, green, red, alpha}) *out++ = static_cast<std::byte>(channel);
    }
    return std::span<const std::byte>(room);
  };
}

Result<Writer::Plan> prepare(const RecordSource& source, Progress& progress) {
  Points points = points_of(source);
  if (points.fields.empty()) return nothing_to_write(source.schema, points.notes);
  Writer::Plan plan{.header = header(points.fields, source.count), .encode = {}, .notes = points.notes};
  if (plan.header.size() > pcd::kLongestHeader)
    return fail(ErrorCode::kInvalidArgument, "a record of " + std::to_string(points.fields.size()) +
                                                 " fields is too long for PCD: their header has " +
                                                 std::to_string(plan.header.size()) + " bytes; at most " +
                                                 std::to_string(pcd::kLongestHeader));
  std::optional<ColorDepth> depth;
  if (!points.color.empty()) {
    auto found = ColorDepth::find(source, points.color, kColorBits, progress);
    if (!found) return tl::unexpected<Error>(found.error());
    if (!found->exact()) plan.notes.emplace_back("colours are rounded to 8 bits, of which PCD has them");
    depth = *std::move(found);
  }
  plan.encode = encoder(ColumnWriter(points.columns), std::move(depth), source.schema.stride);
  return plan;
}

}  // namespace

const Writer& pcd_writer() noexcept {
  static constexpr Writer kWriter{.extension = ".pcd", .name = "PCD", .prepare = prepare};
  return kWriter;
}

}  // namespace vertexview
