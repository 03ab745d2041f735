#include "vertexview/vertex/color_ramp.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "vertexview/vertex/color_ramp_tables.hpp"

namespace vertexview {
namespace {

std::uint16_t to_channel(double value) noexcept {
  return static_cast<std::uint16_t>(std::lround(value));
}

Color between_entries(const std::array<std::uint64_t, 256>& table, double t) noexcept {
  const double place = t * static_cast<double>(table.size() - 1);
  const std::size_t index = std::min(static_cast<std::size_t>(place), table.size() - 2);
  const double part = place - static_cast<double>(index);
  const auto channel = [&](unsigned bits) {
    const auto below = static_cast<double>(table[index] >> bits & 0xffffU);
    const auto above = static_cast<double>(table[index + 1] >> bits & 0xffffU);
    return to_channel(below + part * (above - below));
  };
  return {channel(32), channel(16), channel(0)};
}

}  // namespace

Color ramp_color(Ramp ramp, double t) noexcept {
  t = t > 0 ? std::min(t, 1.0) : 0.0;  // NaN compares false and becomes 0
  switch (ramp) {
    case Ramp::kViridis:
      return between_entries(detail::kViridis, t);
    case Ramp::kTurbo:
      return between_entries(detail::kTurbo, t);
    case Ramp::kGrey:
      break;
  }
  const std::uint16_t grey = to_channel(65535 * t);
  return {grey, grey, grey};
}

}  // namespace vertexview
