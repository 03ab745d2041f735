#include "vertexview/record/semantics.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>

namespace vertexview {
namespace {

constexpr char lower_case(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Returns whether `name` is `lower`, a name in small letters, in any case.
bool is_name(std::string_view name, std::string_view lower) noexcept {
  return std::ranges::equal(name, lower, {}, lower_case);
}

/// Returns whether `name` is one of `names`, in any case. Shorter lists are filled up with empty names, which
/// no name equals.
bool is_among(std::string_view name, std::span<const std::string_view> names) noexcept {
  return !name.empty() &&
         std::ranges::any_of(names, [&](std::string_view known) { return is_name(name, known); });
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
    {Semantic::kLabel,
     {"label", "labels", "class", "classification", "class_id", "category", "instance", "instance_id"}},
    {Semantic::kPadding, {"padding", "pad", "_", "unused", "reserved"}},
};

constexpr std::array<std::array<std::string_view, 4>, 4> kAxes{{{"x", "r", "red", "diffuse_red"},
                                                                {"y", "g", "green", "diffuse_green"},
                                                                {"z", "b", "blue", "diffuse_blue"},
                                                                {"w", "a", "alpha", "diffuse_alpha"}}};

bool is_integer(ElementType type) {
  return !is_float(type) && type != ElementType::kBool && type != ElementType::kBytes;
}
bool is_channel(ElementType type) {
  return type == ElementType::kUint8 || type == ElementType::kUint16 || type == ElementType::kUint32;
}

/// Joins unnamed neighbours of one type that lie next to each other.
std::vector<Element> joined(std::vector<Element> elements) {
  std::vector<Element> runs;
  for (Element& element : elements) {
    const bool joins = !runs.empty() && runs.back().name.empty() && element.name.empty() &&
                       runs.back().semantic == element.semantic && runs.back().type == element.type &&
                       runs.back().big_endian == element.big_endian &&
                       runs.back().offset + runs.back().nbytes() == element.offset &&
                       element.count <= 0xFFFFFFFFU - runs.back().count;
    if (joins)
      runs.back().count += element.count;
    else
      runs.push_back(std::move(element));
  }
  return runs;
}

/// Gives the first `count` numbers of elements[index] a meaning, and makes the rest an element of its own.
void take(std::vector<Element>& elements, std::size_t index, std::uint32_t count, Semantic semantic,
          std::string_view name) {
  Element& element = elements[index];
  Element rest = element;
  element.semantic = semantic;
  if (!element.name.empty()) return;
  element.name = name;
  element.count = count;
  rest.count -= count;
  rest.offset += element.nbytes();
  if (rest.count > 0)
    elements.insert(elements.begin() + static_cast<std::ptrdiff_t>(index) + 1, std::move(rest));
}

template <class Fits>
bool take_first(std::vector<Element>& elements, std::uint32_t most, Semantic semantic, std::string_view name,
                Fits fits) {
  for (std::size_t i = 0; i < elements.size(); ++i)
    if (elements[i].semantic == Semantic::kNone && fits(elements[i])) {
      take(elements, i, std::min(most, elements[i].count), semantic, name);
      return true;
    }
  return false;
}

bool has(const std::vector<Element>& elements, Semantic semantic) {
  return std::ranges::find(elements, semantic, &Element::semantic) != elements.end();
}

void find_position(std::vector<Element>& elements) {
  constexpr auto take_position = [](std::vector<Element>& from, auto fits) {
    return take_first(from, 3, Semantic::kPosition, "position", fits);
  };
  take_position(elements, [](const Element& f) { return is_float(f.type) && f.count >= 3; }) ||
      take_position(elements, [](const Element& f) { return is_integer(f.type) && f.count >= 3; }) ||
      take_position(elements, [](const Element& f) { return is_float(f.type) && f.count == 2; }) ||
      take_position(elements, [](const Element& f) { return is_integer(f.type) && f.count == 2; });
}

void find_color(std::vector<Element>& elements) {
  constexpr auto three_or_four = [](const Element& f) {
    return f.name.empty() && (f.count == 3 || f.count == 4);
  };
  take_first(elements, 4, Semantic::kColor, "color",
             [&](const Element& f) { return is_channel(f.type) && three_or_four(f); }) ||
      take_first(elements, 4, Semantic::kColor, "color",
                 [&](const Element& f) { return is_float(f.type) && three_or_four(f); }) ||
      has(elements, Semantic::kIntensity) ||
      take_first(elements, 1, Semantic::kIntensity, "intensity", [](const Element& f) {
        return f.name.empty() && f.count > 0 && (is_float(f.type) || is_integer(f.type));
      });
}

void name_the_rest(std::vector<Element>& elements) {
  std::size_t number = 0;
  for (Element& element : elements) {
    if (!element.name.empty()) continue;
    if (element.semantic == Semantic::kPadding) {
      element.name = "padding";
      continue;
    }
    const auto taken = [&](const std::string& name) {
      return std::ranges::find(elements, name, &Element::name) != elements.end();
    };
    do element.name = "field" + std::to_string(number++);
    while (std::ranges::count(elements, element.name, &Element::name) > 1 && taken(element.name));
  }
}

bool is_scalar(Semantic semantic) {
  return semantic == Semantic::kIntensity || semantic == Semantic::kRing || semantic == Semantic::kLabel;
}

}  // namespace

Semantic semantic_of(std::string_view name) noexcept {
  // CloudCompare saves the fields that it shows as colours under such names, an intensity or a class as well;
  // what else is called so is no position and no colour, whatever follows.
  constexpr std::string_view kScalar = "scalar_";
  const bool scalar = name.size() > kScalar.size() && is_name(name.substr(0, kScalar.size()), kScalar);
  if (scalar) name.remove_prefix(kScalar.size());
  for (const NamedSemantic& row : kNames)
    if (is_among(name, row.names)) return scalar && !is_scalar(row.semantic) ? Semantic::kNone : row.semantic;
  return Semantic::kNone;
}

std::optional<std::uint32_t> axis_of(std::string_view name) noexcept {
  for (std::uint32_t axis = 0; axis < kAxes.size(); ++axis)
    if (is_among(name, kAxes[axis])) return axis;
  return std::nullopt;
}

bool is_reversed_color(std::string_view name) noexcept {
  return is_name(name, "bgr") || is_name(name, "bgra");
}

std::vector<Element> with_semantics(std::vector<Element> elements) {
  for (Element& element : elements)
    if (element.semantic == Semantic::kNone) element.semantic = semantic_of(element.name);
  elements = joined(std::move(elements));
  if (!has(elements, Semantic::kPosition)) find_position(elements);
  if (!has(elements, Semantic::kColor)) find_color(elements);
  name_the_rest(elements);
  return elements;
}

}  // namespace vertexview
