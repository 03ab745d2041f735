#include "vertexview/record/semantics.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>

namespace vertexview {
namespace {

std::string lower_case(std::string_view name) {
  std::string lower(name);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

struct NamedSemantic {
  Semantic semantic;
  std::array<std::string_view, 14> names;
};

constexpr NamedSemantic kNames[]{
    {Semantic::kPosition,
     {"p", "position", "positions", "pos", "xyz", "xy", "point", "points", "coordinates", "location",
      "vertex", "x", "y", "z"}},
    {Semantic::kColor,
     {"c", "color", "colors", "colour", "colours", "rgb", "rgba", "bgr", "bgra", "r", "g", "b", "a", "col"}},
    {Semantic::kColor,
     {"red", "green", "blue", "alpha", "diffuse_red", "diffuse_green", "diffuse_blue", "diffuse_alpha"}},
    {Semantic::kNormal, {"normal", "normals", "nx", "ny", "nz", "normal_x", "normal_y", "normal_z"}},
    {Semantic::kIntensity,
     {"intensity", "intensities", "i", "reflectance", "reflectivity", "remission", "amplitude"}},
    {Semantic::kRing, {"ring", "ring_index", "laser", "laser_id", "channel", "beam"}},
    {Semantic::kLabel, {"label", "labels", "class", "classification", "class_id", "category"}},
    {Semantic::kPadding, {"padding", "pad", "_", "unused", "reserved"}},
};

constexpr std::array<std::array<std::string_view, 4>, 4> kAxes{{{"x", "r", "red", "diffuse_red"},
                                                                {"y", "g", "green", "diffuse_green"},
                                                                {"z", "b", "blue", "diffuse_blue"},
                                                                {"w", "a", "alpha", "diffuse_alpha"}}};

bool is_float(ElementType type) {
  return type == ElementType::kFloat16 || type == ElementType::kFloat32 || type == ElementType::kFloat64;
}
bool is_integer(ElementType type) {
  return !is_float(type) && type != ElementType::kBool && type != ElementType::kBytes;
}
bool is_channel(ElementType type) {
  return type == ElementType::kUint8 || type == ElementType::kUint16 || type == ElementType::kUint32;
}

/// Joins unnamed neighbours of one type that touch.
std::vector<Element> joined(std::vector<Element> fields) {
  std::vector<Element> runs;
  for (Element& field : fields) {
    const bool joins = !runs.empty() && runs.back().name.empty() && field.name.empty() &&
                       runs.back().semantic == field.semantic && runs.back().type == field.type &&
                       runs.back().big_endian == field.big_endian &&
                       runs.back().offset + runs.back().nbytes() == field.offset &&
                       field.count <= 0xFFFFFFFFU - runs.back().count;
    if (joins)
      runs.back().count += field.count;
    else
      runs.push_back(std::move(field));
  }
  return runs;
}

/// Gives the first `count` elements of fields[index] a meaning, and the rest an element of its own.
void take(std::vector<Element>& fields, std::size_t index, std::uint32_t count, Semantic semantic,
          std::string_view name) {
  Element& field = fields[index];
  Element rest = field;
  field.semantic = semantic;
  if (!field.name.empty()) return;
  field.name = name;
  field.count = count;
  rest.count -= count;
  rest.offset += field.nbytes();
  if (rest.count > 0) fields.insert(fields.begin() + static_cast<std::ptrdiff_t>(index) + 1, std::move(rest));
}

template <class Fits>
bool take_first(std::vector<Element>& fields, std::uint32_t most, Semantic semantic, std::string_view name,
                Fits fits) {
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (fields[i].semantic == Semantic::kNone && fits(fields[i])) {
      take(fields, i, std::min(most, fields[i].count), semantic, name);
      return true;
    }
  return false;
}

bool has(const std::vector<Element>& fields, Semantic semantic) {
  return std::ranges::find(fields, semantic, &Element::semantic) != fields.end();
}

void find_position(std::vector<Element>& fields) {
  constexpr auto take_position = [](std::vector<Element>& from, auto fits) {
    return take_first(from, 3, Semantic::kPosition, "position", fits);
  };
  take_position(fields, [](const Element& f) { return is_float(f.type) && f.count >= 3; }) ||
      take_position(fields, [](const Element& f) { return is_integer(f.type) && f.count >= 3; }) ||
      take_position(fields, [](const Element& f) { return is_float(f.type) && f.count == 2; }) ||
      take_position(fields, [](const Element& f) { return is_integer(f.type) && f.count == 2; });
}

void find_color(std::vector<Element>& fields) {
  constexpr auto three_or_four = [](const Element& f) {
    return f.name.empty() && (f.count == 3 || f.count == 4);
  };
  take_first(fields, 4, Semantic::kColor, "color",
             [&](const Element& f) { return is_channel(f.type) && three_or_four(f); }) ||
      take_first(fields, 4, Semantic::kColor, "color",
                 [&](const Element& f) { return is_float(f.type) && three_or_four(f); }) ||
      has(fields, Semantic::kIntensity) ||
      take_first(fields, 1, Semantic::kIntensity, "intensity", [](const Element& f) {
        return f.name.empty() && f.count > 0 && (is_float(f.type) || is_integer(f.type));
      });
}

void name_the_rest(std::vector<Element>& fields) {
  std::size_t number = 0;
  for (Element& field : fields) {
    if (!field.name.empty()) continue;
    if (field.semantic == Semantic::kPadding) {
      field.name = "padding";
      continue;
    }
    const auto taken = [&](const std::string& name) {
      return std::ranges::find(fields, name, &Element::name) != fields.end();
    };
    do field.name = "field" + std::to_string(number++);
    while (std::ranges::count(fields, field.name, &Element::name) > 1 && taken(field.name));
  }
}

}  // namespace

Semantic semantic_of(std::string_view name) noexcept {
  if (name.empty()) return Semantic::kNone;
  const std::string lower = lower_case(name);
  for (const NamedSemantic& row : kNames)
    if (std::ranges::find(row.names, lower) != row.names.end()) return row.semantic;
  return Semantic::kNone;
}

std::optional<std::uint32_t> axis_of(std::string_view name) noexcept {
  const std::string lower = lower_case(name);
  for (std::uint32_t axis = 0; axis < kAxes.size(); ++axis)
    if (std::ranges::find(kAxes[axis], lower) != kAxes[axis].end()) return axis;
  return std::nullopt;
}

bool is_reversed_color(std::string_view name) noexcept {
  const std::string lower = lower_case(name);
  return lower == "bgr" || lower == "bgra";
}

std::vector<Element> with_semantics(std::vector<Element> fields) {
  for (Element& field : fields)
    if (field.semantic == Semantic::kNone) field.semantic = semantic_of(field.name);
  fields = joined(std::move(fields));
  if (!has(fields, Semantic::kPosition)) find_position(fields);
  if (!has(fields, Semantic::kColor)) find_color(fields);
  name_the_rest(fields);
  return fields;
}

}  // namespace vertexview
