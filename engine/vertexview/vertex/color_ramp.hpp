#pragma once
#include <cstdint>
#include <string_view>

#include "vertexview/record/layout.hpp"
#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview {

/// The numbers that a ramp of categories has colours for: from 0 on, and again from there.
inline constexpr std::uint32_t kCategories = 1024;

/// Returns the colour of `number`, modulo kCategories, on a ramp of categories. Those of kCategories are
/// spread over hue and lightness in Ottosson's Oklab (2020), so that neighbouring numbers differ most; those
/// of kSemanticKitti are its authors' (Behley et al. 2019, semantic-kitti.yaml), and the others where they
/// name none.
[[nodiscard]] Color category_color(Ramp ramp, std::uint32_t number) noexcept;

/// Returns what a ramp of categories calls `number`, as in "road"; "" where it has no name.
[[nodiscard]] std::string_view category_name(Ramp ramp, std::uint32_t number) noexcept;

/// Returns the ramp's colour at `t`, which is clamped to 0..1; NaN counts as 0. On a ramp of categories, `t`
/// is the share of the last one; kAutomatic stands for kViridis. Equal steps along viridis look equally far
/// apart and grow lighter, also to the colour-blind; turbo has more hues for finer detail; grey runs from
/// black to white. Exact to 16 bits at the 256 entries of the published tables, linear between two of them.
/// Sources: viridis by Smith, van der Walt and Firing (matplotlib, 2015; CC0), turbo by Mikhailov (Google,
/// 2019; Apache-2.0).
[[nodiscard]] Color ramp_color(Ramp ramp, double t) noexcept;

}  // namespace vertexview
