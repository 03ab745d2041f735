#include "session/look.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

#include "session/fit.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/memory/printable.hpp"

namespace vertexview::app {
namespace {

using gpu::PointSize;

// "larger" and "smaller" multiply or divide a size in units of the file by this: three steps about double it.
constexpr float kWorldStep = 1.25F;
constexpr float kFewPixels = 2;  // diameter for large datasets and while no file is open

PointSize stepped(const PointSize& current, bool larger) {
  if (current.mode == PointSize::Mode::kWorld)
    return PointSize::world(larger ? current.value * kWorldStep : current.value / kWorldStep);
  // An adaptive size also carries a value in pixels, from which the step starts.
  return PointSize(std::clamp(current.value + (larger ? 1.0F : -1.0F), kSmallestPoint, kLargestPoint));
}

std::optional<PointSize> fixed_size(std::string_view text) {
  if (text == "auto") return PointSize::adaptive();
  if (text.ends_with("m")) {
    const auto units = parse_number(text.substr(0, text.size() - 1));
    // A very small or very large double becomes 0 or infinity as a float.
    const auto size = static_cast<float>(units.value_or(0));
    return size > 0 && std::isfinite(size) ? std::optional(PointSize::world(size)) : std::nullopt;
  }
  if (text.ends_with("px")) text.remove_suffix(2);
  const auto pixels = parse_number(text);
  if (pixels && *pixels >= kSmallestPoint && *pixels <= kLargestPoint)
    return PointSize(static_cast<float>(*pixels));
  return std::nullopt;
}

PointSize suited_point_size(std::uint64_t vertices) {
  if (vertices <= 100) return 9;
  if (vertices <= 10'000) return 4;
  return vertices <= 500'000 ? 3 : kFewPixels;
}

}  // namespace

PointSize point_size_of(const Session& session) noexcept {
  if (session.look.point_size) return *session.look.point_size;
  return session.datasets.empty() ? kFewPixels : suited_point_size(session.datasets.front().data.size());
}

PointSize drawn_point_size(const Session& session) noexcept {
  const PointSize size = point_size_of(session);
  if (size.mode != PointSize::Mode::kAdaptive) return size;
  // The distance between points is estimated as if each dataset were a flat sheet with the area of the
  // largest side of its bounds. Real surfaces bend and points lie unevenly, so the size is enlarged by
  // kOverlap, which closes most gaps; more would hide detail behind overlapping points.
  constexpr double kOverlap = 2.5;
  double area = 0;
  double points = 0;
  // One that lies out of a common view would make the points of all others as large as itself.
  for (const OpenDataset* const dataset : fitted_together(session)) {
    const Bounds bounds = bounds_of(*dataset, Extent::kMost);
    std::array<double, 3> sides = {double{bounds.max.x} - double{bounds.min.x},
                                   double{bounds.max.y} - double{bounds.min.y},
                                   double{bounds.max.z} - double{bounds.min.z}};
    std::sort(sides.begin(), sides.end());
    area += sides[1] * sides[2];
    points += static_cast<double>(dataset->data.size());
  }
  const auto units = static_cast<float>(kOverlap * std::sqrt(area / std::max(points, 1.0)));
  return units > 0 && std::isfinite(units) ? PointSize::world(units) : size;
}

float shown_point_size(const Session& session, const glm::dvec3& position) noexcept {
  const PointSize size = drawn_point_size(session);
  if (size.mode != PointSize::Mode::kWorld) return size.value;
  const auto one = session.camera.project(session.viewport, position);
  const auto other = session.camera.project(session.viewport, position + session.camera.right());
  if (!one || !other) return kSmallestPoint;
  const auto pixels = static_cast<float>(other->pixel.x - one->pixel.x) * size.value;
  return std::clamp(pixels, kSmallestPoint, kLargestPoint);
}

glm::vec3 background_of(Theme theme) noexcept {
  return theme == Theme::kDark ? glm::vec3(0x12, 0x14, 0x19) / 255.0F : glm::vec3(1);
}

glm::vec3 background_of(const Session& session) noexcept {
  return session.look.background.value_or(background_of(session.look.theme));
}

Result<PointSize> point_size_from_text(std::string_view text, const PointSize& current) {
  if (text == "larger" || text == "smaller") return stepped(current, text == "larger");
  if (const auto size = fixed_size(text)) return *size;
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("{} is not a size; expected {} to {} pixels, units of the file as in 0.05m, auto, "
                          "larger or smaller",
                          in_quotes(text), kSmallestPoint, kLargestPoint));
}

std::string format_point_size(const PointSize& size) {
  switch (size.mode) {
    case PointSize::Mode::kAdaptive:
      return "auto";
    case PointSize::Mode::kWorld:
      return fmt::format("{}m", size.value);
    case PointSize::Mode::kPixels:
      break;
  }
  return fmt::format("{}", size.value);
}

Result<float> edl_from_text(std::string_view text) {
  constexpr float kStrongest = 2;
  if (text == "on") return kEdlStrength;
  if (text == "off") return 0;
  const auto strength = parse_number(text);
  if (strength && *strength >= 0 && *strength <= kStrongest) return static_cast<float>(*strength);
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("{} is not a strength; expected on, off or 0 to {}", in_quotes(text), kStrongest));
}

Result<std::optional<glm::vec3>> background_from_text(std::string_view text) {
  if (text == "theme") return std::optional<glm::vec3>();
  if (text == "black") return glm::vec3(0);
  if (text == "grey") return glm::vec3(0x80 / 255.0F);
  if (text == "white") return glm::vec3(1);
  constexpr std::size_t kDigits = 6;
  std::uint32_t rgb = 0;
  const char* const end = text.data() + text.size();
  if (text.size() == kDigits + 1 && text[0] == '#' && text[1] != '-')
    if (const auto read = std::from_chars(text.data() + 1, end, rgb, 16);
        read.ec == std::errc{} && read.ptr == end)
      return glm::vec3(rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF) / 255.0F;
  return fail(
      ErrorCode::kInvalidArgument,
      fmt::format("{} is not a colour; expected #rrggbb, black, grey, white or theme", in_quotes(text)));
}

std::string format_color(const glm::vec3& color) {
  const auto channel = [](float value) { return std::lround(std::clamp(value, 0.0F, 1.0F) * 255); };
  return fmt::format("#{:02x}{:02x}{:02x}", channel(color.r), channel(color.g), channel(color.b));
}

}  // namespace vertexview::app
