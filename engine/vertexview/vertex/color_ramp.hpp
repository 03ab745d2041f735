#pragma once
#include "vertexview/vertex/colored_vertex.hpp"
#include "vertexview/vertex/layout.hpp"

namespace vertexview {

/// The ramp's colour at `t`, clamped to 0..1; NaN is 0. viridis: equal steps of `t` look equally far apart
/// and grow lighter, also to the colour-blind; turbo: more hues for finer detail; grey: black to white.
/// Sources: viridis by van der Walt and Smith (matplotlib, 2015), through ten of its colours; turbo by
/// Mikhailov (Google AI blog, 2019), by its polynomial.
[[nodiscard]] Color ramp_color(Ramp ramp, double t) noexcept;

}  // namespace vertexview
