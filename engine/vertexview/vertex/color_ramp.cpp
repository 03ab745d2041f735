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

std::uint16_t widened(std::uint8_t channel) noexcept {
  return static_cast<std::uint16_t>(channel * 257);
}

/// Returns a channel of sRGB, 0..65535, of linear light 0..1.
std::uint16_t encoded(double light) noexcept {
  light = std::clamp(light, 0.0, 1.0);
  const double share = light <= 0.0031308 ? 12.92 * light : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
  return to_channel(65535 * share);
}

/// Returns the colour of category `number`: each is a golden angle of hue away from the one before, which
/// never comes back to a hue and keeps any few neighbours far apart, and lightness changes with every number.
Color spread_color(std::uint32_t number) noexcept {
  constexpr double kGoldenAngle = 2.399963229728653;
  constexpr std::array kLightness{0.72, 0.56, 0.86, 0.64, 0.79};
  constexpr double kChroma = 0.14;  // more leaves what a screen can show at some hues
  const double lightness = kLightness[number % kLightness.size()];
  const double a = kChroma * std::cos(number * kGoldenAngle);
  const double b = kChroma * std::sin(number * kGoldenAngle);
  const auto cube = [](double root) { return root * root * root; };
  const double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
  const double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
  const double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
  return {encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
          encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
          encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)};
}

/// Returns the class of that number that a ramp has, or null.
const detail::ClassColor* find_class(Ramp ramp, std::uint32_t number) noexcept {
  if (ramp != Ramp::kSemanticKitti) return nullptr;
  const auto* const found = std::ranges::find(detail::kSemanticKitti, number, &detail::ClassColor::number);
  return found == std::end(detail::kSemanticKitti) ? nullptr : found;
}

}  // namespace

Color category_color(Ramp ramp, std::uint32_t number) noexcept {
  number %= kCategories;
  if (const auto* const found = find_class(ramp, number))
    return {widened(found->red), widened(found->green), widened(found->blue)};
  constexpr std::uint16_t kNone = 0x9000;
  return number == 0 ? Color{kNone, kNone, kNone} : spread_color(number);
}

std::string_view category_name(Ramp ramp, std::uint32_t number) noexcept {
  const auto* const found = find_class(ramp, number);
  return found == nullptr ? std::string_view() : found->name;
}

Color ramp_color(Ramp ramp, double t) noexcept {
  t = t > 0 ? std::min(t, 1.0) : 0.0;  // NaN compares false and becomes 0
  switch (ramp) {
    case Ramp::kViridis:
      return between_entries(detail::kViridis, t);
    case Ramp::kTurbo:
      return between_entries(detail::kTurbo, t);
    case Ramp::kCategories:
    case Ramp::kSemanticKitti:
      return category_color(ramp, static_cast<std::uint32_t>(std::lround(t * (kCategories - 1))));
    case Ramp::kAutomatic:
      return between_entries(detail::kViridis, t);
    case Ramp::kGrey:
      break;
  }
  const std::uint16_t grey = to_channel(65535 * t);
  return {grey, grey, grey};
}

}  // namespace vertexview
