// Writes binary glTF 2.0 ("glTF 2.0 Specification", Khronos Group) with one mesh of points: interleaved
// records of a position, a colour and the other numbers, which glTF calls attributes of an application.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "vertexview/formats/detail/number_columns.hpp"
#include "vertexview/formats/writer.hpp"
#include "vertexview/memory/ascii.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/value_range.hpp"

namespace vertexview {
namespace {

// Each attribute begins at a multiple of this, and so does each record.
constexpr std::uint64_t kAlignment = 4;
// The longest byteStride that glTF allows.
constexpr std::uint64_t kLongestRecord = 252;
constexpr std::uint32_t kMostComponents = 4;
// Before the chunks; before each chunk.
constexpr std::size_t kFileHeader = 12;
constexpr std::size_t kChunkHeader = 8;

std::uint64_t aligned(std::uint64_t size) noexcept {
  return (size + kAlignment - 1) / kAlignment * kAlignment;
}

/// An element of a record and what it becomes.
struct Attribute {
  Element element;
  std::string name;
  ElementType type;      ///< of the numbers that are written
  std::uint64_t offset;  ///< in the record that is written
};

/// Returns glTF's number of the type of an attribute; 0 where it has none.
int component_type(ElementType type) noexcept {
  switch (type) {
    case ElementType::kInt8:
      return 5120;
    case ElementType::kUint8:
      return 5121;
    case ElementType::kInt16:
      return 5122;
    case ElementType::kUint16:
      return 5123;
    case ElementType::kFloat32:
      return 5126;
    default:
      return 0;
  }
}

/// Returns the name of an application's attribute: _INTENSITY.
std::string attribute_name(std::string_view name) {
  std::string text = "_";
  for (const char c : name) text += is_letter(c) || is_digit(c) ? upper_case(c) : '_';
  return text;
}

std::string unique_name(const std::string& name, const std::vector<Attribute>& attributes) {
  std::string candidate = name;
  for (std::size_t i = 2; std::ranges::find(attributes, candidate, &Attribute::name) != attributes.end(); ++i)
    candidate = name + "_" + std::to_string(i);
  return candidate;
}

/// Returns why an element is no attribute; "" where it is one.
std::string_view reason_against(const Element& element, std::uint64_t end) noexcept {
  if (element.type == ElementType::kBytes) return "glTF has numbers alone, and these are bytes";
  if (component_type(column_type(element)) == 0)
    return "an attribute of glTF has no integers of 32 or 64 bits and no doubles";
  if (element.number_count() > kMostComponents) return "an attribute of glTF has at most 4 numbers";
  const std::uint64_t size = std::uint64_t{element_size(column_type(element))} * element.number_count();
  if (end + size > kLongestRecord) return "a vertex of glTF has at most 252 bytes";
  return {};
}

/// What is written of a schema.
struct Vertex {
  std::vector<Attribute> attributes;  ///< the position and the colour first
  std::vector<std::string> dropped;   ///< a line for each element that is none
  std::uint64_t stride = 0;
};

Vertex vertex_of(const Schema& schema) {
  Vertex vertex;
  for (const Element& element : shown_elements(schema)) {
    const auto reason = reason_against(element, vertex.stride);
    if (!reason.empty()) {
      vertex.dropped.push_back(left_out(element, reason));
      continue;
    }
    const ElementType type = column_type(element);
    const std::size_t index = vertex.attributes.size();
    std::string name = index == 0   ? "POSITION"
                       : index == 1 ? "COLOR_0"
                                    : unique_name(attribute_name(element.name), vertex.attributes);
    vertex.attributes.push_back({element, std::move(name), type, vertex.stride});
    vertex.stride = aligned(vertex.stride + std::uint64_t{element_size(type)} * element.number_count());
  }
  return vertex;
}

/// What is written of the positions.
struct Positions {
  std::uint64_t count = 0;                ///< of those that are finite
  std::array<ValueRange, 3> bounds = {};  ///< of these, axis by axis
};

std::array<float, 3> position_of(const std::byte* record) noexcept {
  std::array<float, 3> numbers{};
  std::memcpy(numbers.data(), record, sizeof(numbers));
  return numbers;
}

bool is_finite(const std::array<float, 3>& position) noexcept {
  return std::ranges::all_of(position, [](float number) { return std::isfinite(number); });
}

void include(Positions& all, const std::array<float, 3>& position) noexcept {
  for (std::size_t axis = 0; axis < position.size(); ++axis) {
    ValueRange& range = all.bounds[axis];
    range = {std::min(range.low, double{position[axis]}), std::max(range.high, double{position[axis]})};
  }
  ++all.count;
}

Result<Positions> find_positions(const RecordSource& source, Progress& progress) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  constexpr ValueRange kNone{kInfinity, -kInfinity};
  std::vector<Positions> parts(worker_count_of(source), Positions{0, {kNone, kNone, kNone}});
  const auto visit = [&](const RecordSpan& records, std::uint64_t, std::size_t worker) -> Result<void> {
    Positions part = parts[worker];
    for (std::uint64_t i = 0; i < records.count; ++i)
      if (const auto position = position_of(records.data + i * records.stride); is_finite(position))
        include(part, position);
    parts[worker] = part;
    return {};
  };
  if (auto visited = visit_records(source, progress, visit); !visited)
    return tl::unexpected<Error>(visited.error());
  Positions all{0, {kNone, kNone, kNone}};
  for (const Positions& part : parts) {
    all.count += part.count;
    for (std::size_t axis = 0; axis < 3; ++axis)
      all.bounds[axis] = {std::min(all.bounds[axis].low, part.bounds[axis].low),
                          std::max(all.bounds[axis].high, part.bounds[axis].high)};
  }
  return all;
}

/// Returns a number with the digits that make it the same double again.
std::string digits(double number) {
  return shortest_text(number, ElementType::kFloat64);
}

template <class Number>
std::string list_of(const std::array<double, 3>& numbers, Number text) {
  std::string list = "[";
  for (const double number : numbers) list.append(list.size() > 1 ? "," : "").append(text(number));
  return list.append("]");
}

std::string accessor_text(const Vertex& vertex, const Attribute& attribute, const Positions& positions) {
  constexpr std::array<std::string_view, kMostComponents> kTypes{"SCALAR", "VEC2", "VEC3", "VEC4"};
  std::string text = R"({"bufferView":0,"byteOffset":)";
  text.append(std::to_string(attribute.offset)).append(",\"componentType\":");
  text.append(std::to_string(component_type(attribute.type))).append(",\"count\":");
  text.append(std::to_string(positions.count))
      .append(",\"type\":\"")
      .append(kTypes[attribute.element.number_count() - 1]);
  text.append("\"");
  if (&attribute == &vertex.attributes[0]) {
    const auto& [x, y, z] = positions.bounds;
    text.append(",\"min\":").append(list_of({x.low, y.low, z.low}, digits));
    text.append(",\"max\":").append(list_of({x.high, y.high, z.high}, digits));
  }
  if (&attribute == &vertex.attributes[1]) text.append(",\"normalized\":true");
  return text.append("}");
}

/// Returns the matrix, column by column, that turns the axis up to y, which is up in glTF; "" for y.
std::string_view matrix_of(UpAxis up) noexcept {
  switch (up) {
    case UpAxis::kX:
      return "[0,1,0,0,0,0,1,0,1,0,0,0,0,0,0,1]";
    case UpAxis::kMinusX:
      return "[0,-1,0,0,1,0,0,0,0,0,1,0,0,0,0,1]";
    case UpAxis::kMinusY:
      return "[1,0,0,0,0,-1,0,0,0,0,-1,0,0,0,0,1]";
    case UpAxis::kZ:
      return "[1,0,0,0,0,0,-1,0,0,1,0,0,0,0,0,1]";
    case UpAxis::kMinusZ:
      return "[1,0,0,0,0,0,1,0,0,-1,0,0,0,0,0,1]";
    case UpAxis::kY:
      break;
  }
  return {};
}

std::string nodes_text(const Placement& placement) {
  std::string points = R"({"mesh":0)";
  if (placement.offset != std::array<double, 3>{})
    points.append(",\"translation\":").append(list_of(placement.offset, digits));
  points.append("}");
  const std::string_view matrix = matrix_of(placement.up);
  if (matrix.empty()) return points;
  std::string turned = R"({"children":[1],"matrix":)";
  return turned.append(matrix).append("},").append(points);
}

std::string json_of(const Vertex& vertex, const RecordSource& source, const Positions& positions) {
  const std::string size = std::to_string(positions.count * vertex.stride);
  std::string attributes;
  std::string accessors;
  for (std::size_t i = 0; i < vertex.attributes.size(); ++i) {
    const std::string_view comma = i == 0 ? "" : ",";
    attributes.append(comma).append("\"").append(vertex.attributes[i].name).append("\":");
    attributes.append(std::to_string(i));
    accessors.append(comma).append(accessor_text(vertex, vertex.attributes[i], positions));
  }
  std::string text =
      R"({"asset":{"version":"2.0","generator":"vertexview"},"scene":0,"scenes":[{"nodes":[0]}],)";
  text.append("\"nodes\":[").append(nodes_text(source.placement));
  text.append(R"(],"meshes":[{"name":"points","primitives":[{"mode":0,"attributes":{)").append(attributes);
  text.append(R"(}}]}],"buffers":[{"byteLength":)").append(size);
  text.append(R"(}],"bufferViews":[{"buffer":0,"byteLength":)").append(size);
  text.append(",\"byteStride\":").append(std::to_string(vertex.stride));
  text.append(R"(,"target":34962}],"accessors":[)").append(accessors).append("]}");
  text.resize(static_cast<std::size_t>(aligned(text.size())), ' ');
  return text;
}

void append_number(std::string& text, std::uint64_t number) {
  for (unsigned byte = 0; byte < 4; ++byte) text += static_cast<char>(number >> (8 * byte) & 0xFFU);
}

constexpr std::uint64_t kLongestFile = std::numeric_limits<std::uint32_t>::max();

tl::unexpected<Error> too_many(std::uint64_t count, std::uint64_t stride) {
  return fail(ErrorCode::kInvalidArgument,
              std::to_string(count) + " vertices of " + std::to_string(stride) +
                  " bytes are too many for a .glb, which has at most 4 GiB; write a .ply");
}

Result<std::string> header(const Vertex& vertex, const RecordSource& source, const Positions& positions) {
  const std::uint64_t count = positions.count;
  if (count == 0)
    return fail(ErrorCode::kInvalidArgument,
                "there is no finite position, and glTF has no meshes without any");
  const std::string json = json_of(vertex, source, positions);
  const std::uint64_t size = count * vertex.stride;
  const std::uint64_t whole = kFileHeader + 2 * kChunkHeader + json.size() + size;
  if (whole > kLongestFile) return too_many(count, vertex.stride);
  std::string text = "glTF";
  append_number(text, 2);
  append_number(text, whole);
  append_number(text, json.size());
  text.append("JSON").append(json);
  append_number(text, size);
  return text.append("BIN\0", sizeof(std::uint32_t));
}

/// An attribute as it is written.
struct WrittenAttribute {
  std::uint64_t offset;
  ColumnWriter numbers;
};

std::vector<WrittenAttribute> written_attributes(const Vertex& vertex, const Schema& schema) {
  std::vector<WrittenAttribute> all;
  all.reserve(vertex.attributes.size());
  for (const Attribute& attribute : vertex.attributes) {
    std::vector<NumberColumn> columns;
    append_columns(columns, schema, attribute.element);
    all.push_back({attribute.offset, ColumnWriter(columns)});
  }
  return all;
}

Writer::Encode encoder(const Vertex& vertex, const Schema& schema) {
  return [all = written_attributes(vertex, schema), stride = static_cast<std::size_t>(vertex.stride)](
             const RecordSpan& records, std::vector<std::byte>& room) {
    room.assign(static_cast<std::size_t>(records.count) * stride, std::byte{0});
    std::byte* out = room.data();
    for (std::uint64_t i = 0; i < records.count; ++i) {
      const std::byte* const record = records.data + i * records.stride;
      if (!is_finite(position_of(record))) continue;
      for (const auto& [offset, numbers] : all) numbers.write(record, out + offset);
      out += stride;
    }
    return std::span<const std::byte>(room.data(), out);
  };
}

Result<Writer::Plan> prepare(const RecordSource& source, Progress& progress) {
  Vertex vertex = vertex_of(source.schema);
  if (source.count > kLongestFile / vertex.stride) return too_many(source.count, vertex.stride);
  const auto positions = find_positions(source, progress);
  if (!positions) return tl::unexpected<Error>(positions.error());
  auto text = header(vertex, source, *positions);
  if (!text) return tl::unexpected<Error>(text.error());
  Writer::Plan plan{.header = *std::move(text),
                    .encode = encoder(vertex, source.schema),
                    .notes = std::move(vertex.dropped)};
  if (const std::uint64_t left = source.count - positions->count; left > 0)
    plan.notes.push_back((left == 1 ? "1 vertex" : grouped(left) + " vertices") +
                         std::string(" whose position is not finite ") + (left == 1 ? "is" : "are") +
                         " left out");
  return plan;
}

}  // namespace

const Writer& glb_writer() noexcept {
  static constexpr Writer kWriter{.extension = ".glb",
                                  .name = "glTF",
                                  .takes = Writer::Records::kShown,
                                  .places = true,
                                  .prepare = prepare};
  return kWriter;
}

}  // namespace vertexview
