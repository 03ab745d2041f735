// Finds the vertices in the header of a PLY file, and which of their properties are the position and the
// colour.
#include "vertexview/record/texts/ply_layout.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

#include "vertexview/memory/ascii.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/record/schema_text.hpp"

namespace vertexview {
namespace {

/// A channel of a Gaussian splat's colour is 0.5 + 0.28209479177387814 * f_dc, whose factor is the spherical
/// harmonic of degree 0: it is 0 and 1 where f_dc is this much below and above zero.
constexpr double kSplatColor = 1.7724538509055159;

/// Returns the name of the property called `name`, upper and lower case alike; "" where there is none.
std::string property_called(const Schema& schema, std::string_view name) {
  const auto found = std::ranges::find_if(
      schema.elements, [&](const Element& element) { return same_letters(element.name, name); });
  return found == schema.elements.end() ? std::string() : found->name;
}

/// Returns the names of the properties called so, or nothing unless all are there.
template <std::size_t N>
std::vector<std::string> properties_called(const Schema& schema,
                                           const std::array<std::string_view, N>& names) {
  std::vector<std::string> found;
  found.reserve(N);
  for (const std::string_view name : names) found.push_back(property_called(schema, name));
  return std::ranges::count(found, std::string()) > 0 ? std::vector<std::string>() : found;
}

/// Returns the one number to colour by where no property is a colour or an intensity: the first of the scalar
/// fields that CloudCompare keeps, which somebody has computed to look at them.
std::vector<std::string> scalar_field(const Schema& schema) {
  for (const Element& element : schema.elements)
    if (element.name.starts_with("scalar_")) return {element.name};
  return {};
}

/// Returns whether the numbers are those called `names`, in this order.
bool same_numbers(const Result<std::vector<Element>>& numbers, const std::vector<std::string>& names) {
  return numbers && std::ranges::equal(*numbers, names, {}, &Element::name);
}

/// Makes clear which numbers are the position where others have a name that can mean one as well, such as p.
void choose_position(Layout& layout) {
  auto names = properties_called(layout.schema, std::array<std::string_view, 3>{"x", "y", "z"});
  if (!same_numbers(position_numbers(layout), names)) layout.placement.elements = std::move(names);
}

/// Does so for the colour. A file may have several at once, of which red, green, blue are those that all
/// programs read.
void choose_color(Layout& layout) {
  using Names = std::array<std::string_view, 3>;
  Appearance& appearance = layout.appearance;
  if (auto splat = properties_called(layout.schema, Names{"f_dc_0", "f_dc_1", "f_dc_2"}); !splat.empty()) {
    appearance.elements = std::move(splat);
    appearance.range_kind = ColorRange::kGiven;
    appearance.range = {-kSplatColor, kSplatColor};
    return;
  }
  const auto numbers = color_numbers(layout);
  for (const Names& called : {Names{"red", "green", "blue"},
                              Names{"diffuse_red", "diffuse_green", "diffuse_blue"}, Names{"r", "g", "b"}}) {
    auto names = properties_called(layout.schema, called);
    if (names.empty()) continue;
    if (!same_numbers(numbers, names)) appearance.elements = std::move(names);
    return;
  }
  const bool meant =
      numbers && !numbers->empty() &&
      (numbers->front().semantic == Semantic::kColor || numbers->front().semantic == Semantic::kIntensity);
  if (!meant) appearance.elements = scalar_field(layout.schema);
}

/// Returns a name that is not yet among `taken`, to which it is added, and that a format string can hold: a
/// colon ends a name there. One that is taken gets the number of its property, or the next that is free.
std::string free_name(std::unordered_set<std::string>& taken, std::string name) {
  std::ranges::replace(name, ':', '_');
  std::string unique = name;
  for (std::size_t number = taken.size() + 1; !taken.insert(unique).second; ++number)
    unique = name + '_' + std::to_string(number);
  return unique;
}

}  // namespace

Result<std::size_t> find_ply_vertices(const PlyHeader& header) {
  const auto found = std::ranges::find(header.elements, "vertex", &PlyElement::name);
  if (found != header.elements.end()) return static_cast<std::size_t>(found - header.elements.begin());
  std::string names;
  for (const PlyElement& element : header.elements)
    names.append(names.empty() ? "" : ", ").append(in_quotes(element.name));
  return fail(ErrorCode::kBadFormat, "the file has no element 'vertex'; it has " +
                                         (names.empty() ? std::string("no elements") : names));
}

Result<Layout> ply_layout(const PlyElement& vertex, bool big_endian) {
  std::vector<Element> elements;
  std::unordered_set<std::string> names;
  std::uint64_t offset = 0;
  for (const PlyProperty& property : vertex.properties) {
    if (property.length_type) continue;
    elements.push_back({.name = free_name(names, property.name),
                        .type = property.type,
                        .offset = offset,
                        .big_endian = big_endian && element_size(property.type) > 1});
    offset += element_size(property.type);
  }
  if (elements.empty()) return fail(ErrorCode::kBadFormat, "the vertices of the file have no numbers");
  auto schema = schema_from_elements(std::move(elements));
  if (!schema) return tl::unexpected<Error>(schema.error());
  Layout layout;
  layout.schema = *std::move(schema);
  layout.count = vertex.count;
  choose_position(layout);
  choose_color(layout);
  return layout;
}

}  // namespace vertexview
