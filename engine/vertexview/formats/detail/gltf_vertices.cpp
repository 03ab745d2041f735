#include "vertexview/formats/detail/gltf_vertices.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "vertexview/memory/ascii.hpp"
#include "vertexview/record/schema_text.hpp"
#include "vertexview/record/semantics.hpp"

namespace vertexview::detail::gltf {
namespace {

// More than any exporter writes; it bounds how many times the bytes of a file are gathered into a record.
constexpr std::size_t kMostAttributes = 64;
// Of an attribute's name: the texts of a layout have to hold all of them.
constexpr std::size_t kLongestAttribute = 64;
constexpr std::string_view kPosition = "position";
constexpr std::string_view kColor = "color";

bool is_signed(ElementType type) noexcept {
  return type == ElementType::kInt8 || type == ElementType::kInt16;
}

/// Returns the largest number of an integer type of glTF.
double largest(ElementType type) noexcept {
  const auto bits = static_cast<int>(8 * element_size(type));
  return std::ldexp(1.0, is_signed(type) ? bits - 1 : bits) - 1;
}

/// Returns what an element is called: the attribute's name in small letters, without the _ of those that an
/// application adds, so that _INTENSITY is an intensity. No attribute but glTF's own is taken for a position
/// or a colour.
std::string element_name(std::string_view attribute) {
  if (attribute == "POSITION") return std::string(kPosition);
  if (attribute == "COLOR_0") return std::string(kColor);
  std::string name = lower_case(attribute.substr(0, kLongestAttribute));
  std::ranges::replace_if(name, [](char c) { return !is_letter(c) && !is_digit(c); }, '_');
  if (name.starts_with('_') && name.size() > 1) name.erase(0, 1);
  const Semantic meant = semantic_of(name);
  const bool taken = meant == Semantic::kPosition || meant == Semantic::kColor ||
                     meant == Semantic::kPadding || name.empty();
  if (taken) name.insert(0, "attribute_");
  return name;
}

std::string unique_name(std::string name, const std::vector<std::string>& names) {
  std::string candidate = name;
  for (std::size_t i = 2; std::ranges::find(names, candidate) != names.end(); ++i)
    candidate = name + "_" + std::to_string(i);
  return candidate;
}

/// Returns which number of the position each axis is of, where the map only scales and swaps axes.
std::optional<std::array<std::size_t, 3>> swapped_axes(const std::array<double, 9>& linear) {
  // Quaternions of quarter turns come within some 1e-8 of it, because exporters hold them as float32; over an
  // object of a kilometre that is a tenth of a millimetre at most.
  constexpr double kNothing = 1e-7;
  std::array<std::size_t, 3> axes{};
  std::array<bool, 3> taken{};
  for (std::size_t row = 0; row < 3; ++row) {
    const auto size = [&](std::size_t column) { return std::abs(linear[3 * row + column]); };
    std::size_t& axis = axes[row];
    for (std::size_t column = 1; column < 3; ++column)
      if (size(column) > size(axis)) axis = column;
    for (std::size_t column = 0; column < 3; ++column)
      if (column != axis && size(column) > kNothing * size(axis)) return std::nullopt;
    if (size(axis) == 0 || std::exchange(taken[axis], true)) return std::nullopt;
  }
  return axes;
}

/// Returns the scale of an axis without what is left of a rotation's rounding.
double without_rounding(double scale) {
  constexpr double kRounding = 1e-7;
  return std::abs(std::abs(scale) - 1) < kRounding ? std::copysign(1.0, scale) : scale;
}

std::string number_of_position(std::size_t axis) {
  return std::string(kPosition).append("[").append(std::to_string(axis)).append("]");
}

/// Places the positions, the height of which is number `height` of them; where no Placement can, they go
/// through a map while they are gathered.
Placement place(const Affine& transform, Column& position, std::size_t& height) {
  Placement placement{.offset = transform.translation, .up = UpAxis::kY};
  const double unit = position.numbers.normalized ? 1 / largest(position.numbers.type) : 1;
  constexpr std::array<std::size_t, 3> kInOrder{0, 1, 2};
  const auto axes = swapped_axes(transform.linear);
  height = axes.value_or(kInOrder)[1];
  if (!axes) {
    position.linear = transform.linear;
    for (double& number : *position.linear) number *= unit;
    return placement;
  }
  for (std::size_t row = 0; row < 3; ++row) {
    placement.scale[row] = without_rounding(transform.linear[3 * row + (*axes)[row]]) * unit;
    if (*axes != kInOrder) placement.elements.push_back(number_of_position((*axes)[row]));
  }
  return placement;
}

/// Returns the colours of the vertices, else those of Gaussian splats, else an intensity, else the height.
Appearance appearance_of(const Schema& schema, std::size_t height) {
  // The colour is 0.5 + number / (2 sqrt(pi)), the first of the spherical harmonics.
  constexpr double kHalf = 1.7724538509055159;
  constexpr const char* kHarmonic = "khr_gaussian_splatting_sh_degree_0_coef_0";
  if (const Element* const color = schema.find(kColor))
    return {.range_kind = color->type == ElementType::kFloat32 ? ColorRange::kType : ColorRange::kAutomatic};
  if (const Element* const harmonic = schema.find(kHarmonic); harmonic != nullptr && harmonic->count == 3)
    return {.elements = {kHarmonic}, .range_kind = ColorRange::kGiven, .range = {-kHalf, kHalf}};
  if (std::ranges::find(schema.elements, Semantic::kIntensity, &Element::semantic) != schema.elements.end())
    return {};
  return {.elements = {number_of_position(height)}};
}

Element element_of(const std::string& name, const Column& column) {
  const Numbers& numbers = column.numbers;
  // Colours are shares of full colour anyway, and the placement scales normalised positions.
  const bool scaled = name == kColor || name == kPosition;
  Element element{.name = name, .type = numbers.type, .count = numbers.components, .offset = column.offset};
  if (column.linear)
    element.type = ElementType::kFloat32;
  else if (numbers.normalized && !scaled)
    element.encoding = is_signed(numbers.type) ? Encoding::kSnorm : Encoding::kUnorm;
  return element;
}

/// Returns where in the buffer the first record begins if the vertices are records there; their columns then
/// have their offsets.
std::optional<std::uint64_t> interleaved(Vertices& vertices) {
  const Column& position = vertices.position();
  if (position.linear || vertices.buffer.place == BufferBytes::Place::kMemory) return std::nullopt;
  const std::uint64_t stride = position.numbers.stride;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> spans;
  spans.reserve(vertices.columns.size());
  for (const auto& [buffer, numbers, offset, linear] : vertices.columns) {
    if (numbers.buffer != position.numbers.buffer || numbers.stride != stride) return std::nullopt;
    spans.emplace_back(numbers.begin, numbers.begin + numbers.size());
  }
  std::ranges::sort(spans);
  for (std::size_t i = 1; i < spans.size(); ++i)
    if (spans[i].first < spans[i - 1].second) return std::nullopt;
  const std::uint64_t begin = spans.front().first;
  if (spans.back().second - begin > stride) return std::nullopt;
  // The last record may lack the bytes after its last element.
  if (vertices.count() > (vertices.buffer.bytes.size() - begin) / stride) return std::nullopt;
  for (Column& column : vertices.columns) column.offset = column.numbers.begin - begin;
  return begin;
}

}  // namespace

Result<Vertices> vertices_of(const Document& document, const Primitive& primitive,
                             const std::vector<BufferBytes>& buffers) {
  if (!primitive.compression.empty()) return compressed("a mesh", primitive.compression);
  if (primitive.attributes.size() > kMostAttributes)
    return fail(ErrorCode::kNotImplemented, "a mesh has " + std::to_string(primitive.attributes.size()) +
                                                " attributes; at most " + std::to_string(kMostAttributes) +
                                                " are read");
  auto attributes = primitive.attributes;
  const auto position =
      std::ranges::find_if(attributes, [](const auto& item) { return item.first == "POSITION"; });
  if (position != attributes.end()) std::rotate(attributes.begin(), position, position + 1);
  Vertices vertices;
  for (const auto& [attribute, accessor] : attributes) {
    std::string name = unique_name(element_name(attribute), vertices.names);
    const auto numbers = numbers_of(document, accessor);
    if (!numbers) {
      const bool needed = vertices.columns.empty() || numbers.error().code != ErrorCode::kNotImplemented;
      if (needed) return tl::unexpected<Error>(numbers.error());
      vertices.left_out.push_back(name.append(" is left out: ").append(numbers.error().message));
      continue;
    }
    if (vertices.columns.empty() && (numbers->components != 3))
      return impossible("POSITION has " + std::to_string(numbers->components) + " numbers; expected 3");
    if (!vertices.columns.empty() && numbers->count != vertices.count())
      return impossible(name + " has " + std::to_string(numbers->count) + " elements, POSITION has " +
                        std::to_string(vertices.count()));
    if (vertices.columns.empty()) vertices.buffer = buffers[numbers->buffer];
    vertices.names.push_back(std::move(name));
    vertices.columns.push_back({.buffer = buffers[numbers->buffer], .numbers = *numbers});
  }
  return vertices;
}

Result<Records> records_of(Vertices& vertices, const Affine& transform) {
  Records records;
  Layout& layout = records.layout;
  std::size_t height = 0;
  layout.count = vertices.count();
  layout.placement = place(transform, vertices.position(), height);
  records.turned = vertices.position().linear.has_value();
  const auto begin = interleaved(vertices);
  records.stay = begin.has_value();
  layout.data_offset = begin.value_or(0);
  std::vector<Element> elements;
  elements.reserve(vertices.columns.size());
  std::uint64_t end = 0;
  for (std::size_t i = 0; i < vertices.columns.size(); ++i) {
    Column& column = vertices.columns[i];
    if (!begin) column.offset = end;
    elements.push_back(element_of(vertices.names[i], column));
    end = column.offset + elements.back().nbytes();
  }
  auto schema = schema_from_elements(std::move(elements), begin ? vertices.position().numbers.stride : end);
  if (!schema) return tl::unexpected<Error>(std::move(schema.error()));
  layout.schema = *std::move(schema);
  layout.appearance = appearance_of(layout.schema, height);
  return records;
}

}  // namespace vertexview::detail::gltf
