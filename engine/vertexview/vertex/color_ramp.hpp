#pragma once
#include "vertexview/vertex/colored_vertex.hpp"
#include "vertexview/vertex/layout.hpp"

namespace vertexview {

/// The ramp's colour at `t`, clamped to 0..1; NaN is 0. viridis: equal steps of `t` look equally far apart
/// and grow lighter, also to the colour-blind; turbo: more hues for finer detail; grey: black to white.
/// Exact to 16 bits at the 256 entries of the published tables, on the line between two of them elsewhere.
/// Sources: viridis by Smith, van der Walt and Firing (matplotlib, 2015; CC0), turbo by Mikhailov (Google,
/// 2019; Apache-2.0).
[[nodiscard]] Color ramp_color(Ramp ramp, double t) noexcept;

}  // namespace vertexview
