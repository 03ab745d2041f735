#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "vertexview/record/element.hpp"

namespace vertexview {

/// Returns what an element of that name is for, upper and lower case alike: "position", "xyz", "x" are
/// kPosition; "color", "rgb", "red" kColor; "intensity", "reflectance" kIntensity; "ring", "label", "normal"
/// and "padding" the semantics of these names; "scalar_intensity" that of an intensity, a ring or a label
/// alike. kNone for any other name.
[[nodiscard]] Semantic semantic_of(std::string_view name) noexcept;

/// Returns which axis or channel the name stands for: 0 for x and red, 1 for y and green, 2 for z and blue, 3
/// for alpha.
[[nodiscard]] std::optional<std::uint32_t> axis_of(std::string_view name) noexcept;

/// Returns whether the numbers of an element of that name run blue, green, red: "bgr", "bgra".
[[nodiscard]] bool is_reversed_color(std::string_view name) noexcept;

/// Returns the elements with a semantic each, and a name for every one that has none. Names decide first.
/// What they leave open is decided by these rules over the unnamed elements, where neighbours of one type
/// count as one run ("fff" is "3f"):
///   position:  the first three of the first run of at least three floats; without one, of integers;
///              without one, a run of two floats; without one, of two integers
///   color:     a run of exactly three or four unsigned integers of at most 32 bits; without one, of floats
///   intensity: where there is no color, the first number that is left
/// Elements with unknown names can become the position as well.
[[nodiscard]] std::vector<Element> with_semantics(std::vector<Element> elements);

}  // namespace vertexview
