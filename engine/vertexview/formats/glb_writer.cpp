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

#include "vertexview/formats/detail/little_steps.hpp"
#include "vertexview/formats/writer.hpp"
#include "vertexview/record/element_text.hpp"

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

/// Returns the type in which numbers are written that glTF has no type for but holds.
ElementType written_type(ElementType type) noexcept {
  switch (type) {
    case ElementType::kFloat16:
      return ElementType::kFloat32;
    case ElementType::kBool:
      return ElementType::kUint8;
    default:
      return type;
  }
}

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
  for (const char c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool digit = c >= '0' && c <= '9';
    text += letter ? static_cast<char>(c >= 'a' ? c - 'a' + 'A' : c) : digit ? c : '_';
  }
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
  if (component_type(written_type(element.type)) == 0)
    return "an attribute of glTF has no integers of 32 or 64 bits and no doubles";
  if (element.count > kMostComponents) return "an attribute of glTF has at most 4 numbers";
  const std::uint64_t size = std::uint64_t{element_size(written_type(element.type))} * element.count;
  if (end + size > kLongestRecord) return "a vertex of glTF has at most 252 bytes";
  return {};
}

/// What is written of a schema.
struct Plan {
  std::vector<Attribute> attributes;  ///< the position and the colour first
  std::vector<std::string> dropped;   ///< a line for each element that is none
  std::uint64_t stride = 0;
};

Plan plan_of(const Schema& schema) {
  Plan plan;
  for (const Element& element : shown_elements(schema)) {
    const auto reason = reason_against(element, plan.stride);
    if (!reason.empty()) {
      std::string text = "element '";
      plan.dropped.push_back(text.append(element.name).append("' is left out: ").append(reason));
      continue;
    }
    const ElementType type = written_type(element.type);
    const std::size_t index = plan.attributes.size();
    std::string name = index == 0   ? "POSITION"
                       : index == 1 ? "COLOR_0"
                                    : unique_name(attribute_name(element.name), plan.attributes);
    plan.attributes.push_back({element, std::move(name), type, plan.stride});
    plan.stride = aligned(plan.stride + std::uint64_t{element_size(type)} * element.count);
  }
  return plan;
}

std::vector<std::string> drops(const Schema& schema) {
  return plan_of(schema).dropped;
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

std::string accessor_text(const Plan& plan, const Attribute& attribute, const RecordSource& source,
                          std::uint64_t count) {
  constexpr std::array<std::string_view, kMostComponents> kTypes{"SCALAR", "VEC2", "VEC3", "VEC4"};
  std::string text = R"({"bufferView":0,"byteOffset":)";
  text.append(std::to_string(attribute.offset)).append(",\"componentType\":");
  text.append(std::to_string(component_type(attribute.type))).append(",\"count\":");
  text.append(std::to_string(count)).append(",\"type\":\"").append(kTypes[attribute.element.count - 1]);
  text.append("\"");
  if (&attribute == &plan.attributes[0]) {
    const auto& [x, y, z] = source.bounds;
    text.append(",\"min\":").append(list_of({x.low, y.low, z.low}, digits));
    text.append(",\"max\":").append(list_of({x.high, y.high, z.high}, digits));
  }
  if (&attribute == &plan.attributes[1]) text.append(",\"normalized\":true");
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

std::string json_of(const Plan& plan, const RecordSource& source, std::uint64_t count) {
  const std::string size = std::to_string(count * plan.stride);
  std::string attributes;
  std::string accessors;
  for (std::size_t i = 0; i < plan.attributes.size(); ++i) {
    const std::string_view comma = i == 0 ? "" : ",";
    attributes.append(comma).append("\"").append(plan.attributes[i].name).append("\":");
    attributes.append(std::to_string(i));
    accessors.append(comma).append(accessor_text(plan, plan.attributes[i], source, count));
  }
  std::string text =
      R"({"asset":{"version":"2.0","generator":"vertexview"},"scene":0,"scenes":[{"nodes":[0]}],)";
  text.append("\"nodes\":[").append(nodes_text(source.placement));
  text.append(R"(],"meshes":[{"name":"points","primitives":[{"mode":0,"attributes":{)").append(attributes);
  text.append(R"(}}]}],"buffers":[{"byteLength":)").append(size);
  text.append(R"(}],"bufferViews":[{"buffer":0,"byteLength":)").append(size);
  text.append(",\"byteStride\":").append(std::to_string(plan.stride));
  text.append(R"(,"target":34962}],"accessors":[)").append(accessors).append("]}");
  text.resize(static_cast<std::size_t>(aligned(text.size())), ' ');
  return text;
}

void append_number(std::string& text, std::uint64_t number) {
  for (unsigned byte = 0; byte < 4; ++byte) text += static_cast<char>(number >> (8 * byte) & 0xFFU);
}

Result<std::string> header(const RecordSource& source) {
  const std::uint64_t count = source.count - source.non_finite;
  if (count == 0)
    return fail(ErrorCode::kNotImplemented,
                "there is no finite position, and glTF has no meshes without any");
  const Plan plan = plan_of(source.schema);
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max();
  const bool fits = count <= kMost / plan.stride;
  const std::string json = fits ? json_of(plan, source, count) : std::string();
  const std::uint64_t size = count * plan.stride;
  const std::uint64_t whole = kFileHeader + 2 * kChunkHeader + json.size() + size;
  if (!fits || whole > kMost)
    return fail(ErrorCode::kNotImplemented,
                std::to_string(count) + " vertices of " + std::to_string(plan.stride) +
                    " bytes are too many for a .glb, which has at most 4 GiB; write a .ply");
  std::string text = "glTF";
  append_number(text, 2);
  append_number(text, whole);
  append_number(text, json.size());
  text.append("JSON").append(json);
  append_number(text, size);
  return text.append("BIN\0", sizeof(std::uint32_t));
}

/// The steps that write an attribute.
struct AttributeSteps {
  std::uint64_t offset;
  std::vector<detail::LittleStep> steps;
};

std::vector<AttributeSteps> steps_of(const Plan& plan) {
  std::vector<AttributeSteps> all;
  all.reserve(plan.attributes.size());
  for (const Attribute& attribute : plan.attributes) {
    std::vector<Element> numbers(attribute.element.count, attribute.element);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      numbers[i].count = 1;
      numbers[i].offset += i * element_size(attribute.element.type);
    }
    all.push_back({attribute.offset, detail::little_steps(numbers)});
  }
  return all;
}

bool is_finite(const std::byte* position) noexcept {
  std::array<float, 3> numbers{};
  std::memcpy(numbers.data(), position, sizeof(numbers));
  return std::ranges::all_of(numbers, [](float number) { return std::isfinite(number); });
}

Writer::Encode encoder(const Schema& schema) {
  const Plan plan = plan_of(schema);
  return [all = steps_of(plan), stride = static_cast<std::size_t>(plan.stride)](
             const RecordSpan& records, std::vector<std::byte>& room) {
    room.assign(static_cast<std::size_t>(records.count) * stride, std::byte{0});
    std::byte* out = room.data();
    for (std::uint64_t i = 0; i < records.count; ++i) {
      const std::byte* const record = records.data + i * records.stride;
      if (!is_finite(record)) continue;
      for (const auto& [offset, steps] : all) {
        std::byte* to = out + offset;
        for (const detail::LittleStep& step : steps) to = detail::take_step(step, record, to);
      }
      out += stride;
    }
    return std::span<const std::byte>(room.data(), out);
  };
}

}  // namespace

const Writer& glb_writer() noexcept {
  static constexpr Writer kWriter{.extension = ".glb",
                                  .name = "glTF",
                                  .takes = Writer::Records::kShown,
                                  .header = header,
                                  .encoder = encoder,
                                  .drops = drops};
  return kWriter;
}

}  // namespace vertexview
