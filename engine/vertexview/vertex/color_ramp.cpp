#include "vertexview/vertex/color_ramp.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace vertexview {
namespace {

using Rgb = std::array<double, 3>;  // each 0..255

Color to_color(const Rgb& rgb) noexcept {
  const auto channel = [](double value) {
    return static_cast<std::uint16_t>(std::lround(std::clamp(value, 0.0, 255.0) * 257));
  };
  return {channel(rgb[0]), channel(rgb[1]), channel(rgb[2])};
}

constexpr std::array<Rgb, 10> kViridis{{{68, 1, 84},
                                        {72, 40, 120},
                                        {62, 74, 137},
                                        {49, 104, 142},
                                        {38, 130, 142},
                                        {31, 158, 137},
                                        {53, 183, 121},
                                        {110, 206, 88},
                                        {181, 222, 43},
                                        {253, 231, 37}}};

constexpr std::ptrdiff_t kLast = kViridis.size() - 1;

/// A Catmull-Rom spline through the ten colours.
Rgb viridis(double t) noexcept {
  const double place = t * static_cast<double>(kLast);
  const auto segment = std::min(static_cast<std::ptrdiff_t>(place), kLast - 1);
  const double u = place - static_cast<double>(segment);
  const auto knot = [](std::ptrdiff_t index) -> const Rgb& {
    return kViridis[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(index, 0, kLast))];
  };
  Rgb rgb;
  for (std::size_t i = 0; i < rgb.size(); ++i) {
    const double a = knot(segment - 1)[i];
    const double b = knot(segment)[i];
    const double c = knot(segment + 1)[i];
    const double d = knot(segment + 2)[i];
    rgb[i] = b + 0.5 * u * (c - a + u * (2 * a - 5 * b + 4 * c - d + u * (3 * (b - c) + d - a)));
  }
  return rgb;
}

Rgb turbo(double t) noexcept {
  return {34.61 + t * (1172.33 - t * (10793.56 - t * (33300.12 - t * (38394.49 - t * 14825.05)))),
          23.31 + t * (557.33 + t * (1225.33 - t * (3574.96 - t * (1073.77 + t * 707.56)))),
          27.2 + t * (3211.1 - t * (15327.97 - t * (27814 - t * (22569.18 - t * 6838.66))))};
}

}  // namespace

Color ramp_color(Ramp ramp, double t) noexcept {
  t = t > 0 ? std::min(t, 1.0) : 0.0;  // NaN compares false
  switch (ramp) {
    case Ramp::kViridis:
      return to_color(viridis(t));
    case Ramp::kTurbo:
      return to_color(turbo(t));
    case Ramp::kGrey:
      break;
  }
  return to_color({255 * t, 255 * t, 255 * t});
}

}  // namespace vertexview
