#pragma once
#include "vertexview/record/layout.hpp"
#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview {

/// Returns the ramp's colour at `t`, which is clamped to 0..1; NaN counts as 0. Equal steps along viridis
/// look equally far apart and grow lighter, also to the colour-blind; turbo has more hues for finer detail;
/// grey runs from black to white. Exact to 16 bits at the 256 entries of the published tables, linear between
/// two of them. Sources: viridis by Smith, van der Walt and Firing (matplotlib, 2015; CC0), turbo by
/// Mikhailov (Google, 2019; Apache-2.0).
[[nodiscard]] Color ramp_color(Ramp ramp, double t) noexcept;

}  // namespace vertexview
