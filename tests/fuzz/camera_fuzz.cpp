// Reads the lines as texts of cameras, each over the camera that the line before it gave. A camera has to be
// one that can be drawn, and has to be written as a text that reads back to it, bit for bit.
#include <array>
#include <bit>
#include <cmath>

#include "promises.hpp"
#include "vertexview/camera/camera.hpp"

namespace {

using namespace vertexview;
using fuzz::require;

bool same_bits(glm::dvec3 a, glm::dvec3 b) {
  return std::bit_cast<std::array<std::uint64_t, 3>>(a) == std::bit_cast<std::array<std::uint64_t, 3>>(b);
}

bool same_bits(const Camera& a, const Camera& b) {
  return a == b && same_bits(a.eye, b.eye) && same_bits(a.target, b.target) && same_bits(a.up, b.up);
}

bool is_direction(glm::dvec3 vector) {
  constexpr double kRounding = 1e-9;
  return std::abs(std::hypot(vector.x, vector.y, vector.z) - 1) < kRounding;
}

void check(const Camera& camera) {
  constexpr double kLargestCoordinate = 1e100;
  for (const glm::dvec3 vector : {camera.eye, camera.target, camera.up})
    for (int axis = 0; axis < 3; ++axis) require(std::abs(vector[axis]) <= kLargestCoordinate);
  require(camera.fov_degrees >= 1 && camera.fov_degrees <= 170);
  require(camera.distance() > 0 && !camera.up_along_view());
  require(is_direction(camera.forward()) && is_direction(camera.right()) && is_direction(camera.true_up()));
  // The target is in the middle of the picture.
  const Viewport viewport{640, 480};
  const auto shown = camera.project(viewport, camera.target);
  require(!shown || (std::isfinite(shown->pixel.x) && std::isfinite(shown->depth)));
  require(is_direction(camera.ray(viewport, {1, 1}).direction));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = fuzz::text_of(data, size);
  Camera base;
  while (!text.empty()) {
    const std::string_view line = fuzz::take_line(text);
    const auto camera = parse_camera(line, base);
    if (!camera) {
      fuzz::require_told(camera.error(), line.size());
      require(camera.error().code == ErrorCode::kInvalidArgument);
      continue;
    }
    check(*camera);
    const auto again = parse_camera(format_camera(*camera), Camera{});
    require(again && same_bits(*again, *camera));
    base = *camera;
  }
  return 0;
}
