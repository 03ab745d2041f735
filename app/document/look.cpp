#include "document/look.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace vertexview::app {
namespace {

using gpu::PointSize;

constexpr float kWorldStep = 1.25F;

template <class Number>
std::optional<Number> number_from(std::string_view text) {
  Number value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

PointSize stepped(const PointSize& current, bool larger) {
  if (current.mode == PointSize::Mode::kWorld)
    return PointSize::world(larger ? current.value * kWorldStep : current.value / kWorldStep);
  // What is as dense as the points lie has pixels of its own to begin with.
  return PointSize(std::clamp(current.value + (larger ? 1.0F : -1.0F), kSmallestPoint, kLargestPoint));
}

std::optional<PointSize> fixed_size(std::string_view text) {
  if (text == "auto") return PointSize::adaptive();
  if (text.ends_with("m")) {
    const auto units = number_from<float>(text.substr(0, text.size() - 1));
    if (units && *units > 0 && std::isfinite(*units)) return PointSize::world(*units);
    return std::nullopt;
  }
  if (text.ends_with("px")) text.remove_suffix(2);
  const auto pixels = number_from<float>(text);
  if (pixels && *pixels >= kSmallestPoint && *pixels <= kLargestPoint) return PointSize(*pixels);
  return std::nullopt;
}

}  // namespace

Result<PointSize> point_size_from_text(std::string_view text, const PointSize& current) {
  if (text == "larger" || text == "smaller") return stepped(current, text == "larger");
  if (const auto size = fixed_size(text)) return *size;
  return fail(
      ErrorCode::kInvalidArgument,
      fmt::format("'{}' is not a size; expected {} to {} pixels, units of the file as in 0.05m, auto, "
                  "larger or smaller",
                  text, kSmallestPoint, kLargestPoint));
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
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("'{}' is not a colour; expected #rrggbb, black, grey, white or theme", text));
}

std::string format_color(const glm::vec3& color) {
  const auto channel = [](float value) { return std::lround(std::clamp(value, 0.0F, 1.0F) * 255); };
  return fmt::format("#{:02x}{:02x}{:02x}", channel(color.r), channel(color.g), channel(color.b));
}

}  // namespace vertexview::app
