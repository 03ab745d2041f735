#include "panels/layout/cloud_picture.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/geometric.hpp>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

#include "vertexview/camera/camera.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview::app {
namespace {

// The places of sample_layout(), so that a cold disk is read only once.
constexpr std::uint64_t kPlaces = 256;
constexpr std::uint64_t kRun = 16;

std::vector<ColoredVertex> read_places(const Dataset& file, const Progress& progress) {
  std::vector<ColoredVertex> vertices;
  const bool all = file.size() <= kPlaces * kRun;
  const std::uint64_t run = all ? file.size() : kRun;
  const std::uint64_t places = all ? 1 : kPlaces;
  vertices.reserve(static_cast<std::size_t>(places * run));
  for (std::uint64_t place = 0; place < places && !progress.cancelled(); ++place) {
    const std::uint64_t first =
        std::min(file.size() * file.stride() / places * place / file.stride(), file.size() - run);
    const std::size_t end = vertices.size();
    vertices.resize(end + static_cast<std::size_t>(run));
    file.read_shown(first, std::span(vertices).subspan(end));
  }
  return vertices;
}

/// Returns the middle of most of the values, and how far from it they still count.
std::pair<float, float> middle_and_reach(std::vector<float> values) {
  constexpr std::size_t kFew = 50;  // a fiftieth at either end may be flawed
  constexpr float kBeyond = 1.5F;   // of the half width that the others have
  const auto nth = [&](std::size_t n) {
    std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(n));
    return values[n];
  };
  const float low = nth(values.size() / kFew);
  const float high = nth(values.size() - 1 - values.size() / kFew);
  return {std::midpoint(low, high), kBeyond * (high / 2 - low / 2)};
}

std::uint32_t pixel_of(const Color& color) {
  constexpr std::uint32_t kOpaque = 0xFF000000;
  const auto byte = [](std::uint16_t channel) { return (channel + 128U) / 257U; };
  return byte(color.red) | (byte(color.green) << 8U) | (byte(color.blue) << 16U) | kOpaque;
}

std::uint32_t with_opacity(std::uint32_t color, float share) {
  constexpr float kMost = 255;
  constexpr std::uint32_t kShift = 24;
  return (color & 0x00FFFFFFU) | (static_cast<std::uint32_t>(std::lround(share * kMost)) << kShift);
}

/// Returns the finite positions with z up, and the colours of the same.
CloudSample finite_points(const std::vector<ColoredVertex>& vertices, UpAxis up) {
  const WorldAxes axes = world_axes(up);
  CloudSample cloud;
  cloud.points.reserve(vertices.size());
  cloud.colors.reserve(vertices.size());
  for (const ColoredVertex& vertex : vertices) {
    const glm::dvec3 at(vertex.position.x, vertex.position.y, vertex.position.z);
    // The square of a larger number is no float any more.
    constexpr double kFarthest = 1e18;
    if (!(std::abs(at.x) < kFarthest && std::abs(at.y) < kFarthest && std::abs(at.z) < kFarthest)) continue;
    cloud.points.emplace_back(glm::dot(at, axes.right), glm::dot(at, axes.ahead), glm::dot(at, axes.up));
    cloud.colors.push_back(pixel_of(vertex.color));
  }
  return cloud;
}

/// Keeps the points that do not lie far from most others, around the middle of these.
void keep_most(CloudSample& cloud) {
  if (cloud.points.empty()) return;
  glm::vec3 middle(0);
  glm::vec3 reach(0);
  for (int axis = 0; axis < 3; ++axis) {
    std::vector<float> values;
    values.reserve(cloud.points.size());
    for (const glm::vec3& point : cloud.points) values.push_back(point[axis]);
    std::tie(middle[axis], reach[axis]) = middle_and_reach(std::move(values));
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < cloud.points.size(); ++i) {
    const glm::vec3 point = cloud.points[i] - middle;
    if (std::abs(point.x) > reach.x || std::abs(point.y) > reach.y || std::abs(point.z) > reach.z) continue;
    cloud.points[kept] = point;
    cloud.colors[kept++] = cloud.colors[i];
    cloud.across = std::max(cloud.across, std::hypot(point.x, point.y));
    cloud.height = std::max(cloud.height, std::abs(point.z));
  }
  cloud.points.resize(kept);
  cloud.colors.resize(kept);
}

}  // namespace

CloudSample sample_cloud(const Layout& layout, std::span<const std::byte> bytes, const Progress& progress) {
  if (!has_position(layout)) return {};
  Dataset::Options options;
  options.layout = layout;
  options.changes.allow_tail = true;
  options.whole_range = false;
  const auto file = Dataset::over(bytes, options);
  if (!file || file->empty()) return {};
  CloudSample cloud = finite_points(read_places(*file, progress), layout.placement.up);
  if (progress.cancelled()) return {};
  keep_most(cloud);
  return cloud;
}

PixelImage draw_cloud(const CloudSample& cloud, int width, int height, float turn, int dot) {
  constexpr float kAbove = 0.45F;   // radians, as the first view of a file is
  constexpr float kMargin = 0.92F;  // of the picture that the points fill
  constexpr float kFaintest = 0.4F;
  PixelImage image{width, height, {}};
  image.pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  const float tall = cloud.across * std::sin(kAbove) + cloud.height * std::cos(kAbove);
  const float nearest = cloud.across * std::cos(kAbove) + cloud.height * std::sin(kAbove);
  const float wide = std::max(cloud.across, std::numeric_limits<float>::min());
  const float scale =
      kMargin / 2 *
      std::min(static_cast<float>(width) / wide,
               static_cast<float>(height) / std::max(tall, std::numeric_limits<float>::min()));
  std::vector<float> depth(image.pixels.size(), std::numeric_limits<float>::max());
  for (std::size_t i = 0; i < cloud.points.size(); ++i) {
    const glm::vec3& point = cloud.points[i];
    const float right = point.x * std::cos(turn) - point.y * std::sin(turn);
    const float ahead = point.x * std::sin(turn) + point.y * std::cos(turn);
    const float up = point.z * std::cos(kAbove) + ahead * std::sin(kAbove);
    const float away = ahead * std::cos(kAbove) - point.z * std::sin(kAbove);
    const int left = static_cast<int>(std::floor(static_cast<float>(width) / 2 + right * scale)) - dot / 2;
    const int top = static_cast<int>(std::floor(static_cast<float>(height) / 2 - up * scale)) - dot / 2;
    const float share = nearest > 0 ? std::clamp((away / nearest + 1) / 2, 0.0F, 1.0F) : 0;
    const std::uint32_t color = with_opacity(cloud.colors[i], 1 - (1 - kFaintest) * share);
    for (int y = std::max(top, 0); y < std::min(top + dot, height); ++y)
      for (int x = std::max(left, 0); x < std::min(left + dot, width); ++x) {
        const auto at =
            static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
        if (away >= depth[at]) continue;
        depth[at] = away;
        image.pixels[at] = color;
      }
  }
  return image;
}

}  // namespace vertexview::app
