#include "session/region_selection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <ranges>
#include <span>
#include <utility>
#include <vector>

#include "session/place.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/vertex/collect_indices.hpp"

namespace vertexview::app {
namespace {

/// Returns the corners of the smallest rectangle around a region.
std::pair<glm::dvec2, glm::dvec2> box_of(const PixelRegion& region) noexcept {
  std::pair box(region.corners.front(), region.corners.front());
  for (const glm::dvec2& corner : region.corners)
    box = {glm::min(box.first, corner), glm::max(box.second, corner)};
  return box;
}

/// Takes " visible" off the end of a text, and returns whether it was there.
bool take_visible(std::string_view& text) noexcept {
  constexpr std::string_view kVisible = " visible";
  if (!text.ends_with(kVisible)) return false;
  text.remove_suffix(kVisible.size());
  return true;
}

/// Returns the numbers that commas part; fewer where one is none.
std::vector<double> numbers_of(std::string_view text) {
  std::vector<double> numbers;
  for (const auto part : std::views::split(text, ','))
    if (const auto number = parse_number({part.begin(), part.end()})) numbers.push_back(*number);
  if (std::cmp_not_equal(numbers.size(), std::ranges::count(text, ',') + 1)) numbers.clear();
  return numbers;
}

/// The points for which dot(normal, p) >= distance.
struct HalfSpace {
  glm::dvec3 normal{0};
  double distance = 0;
};

/// Returns what lies between the rays through the corners of the box: a pyramid without its top in
/// perspective, and an endless block in an orthographic picture. `camera` is relative to the points' origin.
std::array<HalfSpace, 4> space_of(const Camera& camera, const Viewport& viewport, const PixelRegion& region) {
  const auto [low, high] = box_of(region);
  const std::array<glm::dvec2, 4> corners{{low, {high.x, low.y}, high, {low.x, high.y}}};
  const Ray middle = camera.ray(viewport, (corners[0] + corners[2]) * 0.5);
  std::array<HalfSpace, 4> space;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const Ray a = camera.ray(viewport, corners[i]);
    const Ray b = camera.ray(viewport, corners[(i + 1) % corners.size()]);
    const glm::dvec3 along = b.origin + b.direction - a.origin;
    HalfSpace& half = space[i];
    half.normal = glm::normalize(glm::cross(a.direction, along));
    half.distance = glm::dot(half.normal, a.origin);
    const glm::dvec3 inside = middle.origin + middle.direction;
    if (glm::dot(half.normal, inside) < half.distance) half = {-half.normal, -half.distance};
  }
  return space;
}

/// Returns whether the position is inside; one that is not finite is not.
bool holds(const std::array<HalfSpace, 4>& space, const Vector& at) noexcept {
  bool inside = true;
  for (const HalfSpace& half : space) {
    const double height =
        half.normal.x * double{at.x} + half.normal.y * double{at.y} + half.normal.z * double{at.z};
    inside = inside && height >= half.distance;
  }
  return inside;
}

}  // namespace

Result<PixelRegion> parse_pixel_box(std::string_view text) {
  std::string_view box = text;
  const bool visible = take_visible(box);
  const auto n = numbers_of(box);
  if (n.size() == 4 && n[2] > 0 && n[3] > 0)
    return PixelRegion{
        .corners = {{n[0], n[1]}, {n[0] + n[2], n[1]}, {n[0] + n[2], n[1] + n[3]}, {n[0], n[1] + n[3]}},
        .rectangle = true,
        .visible_only = visible};
  return fail(
      ErrorCode::kInvalidArgument,
      fmt::format("{} is no rectangle; expected X,Y,W,H in pixels, as in 100,50,640,480", in_quotes(text)));
}

Result<PixelRegion> parse_lasso(std::string_view text) {
  std::string_view outline = text;
  PixelRegion region{.corners = {}, .rectangle = false, .visible_only = take_visible(outline)};
  bool right = true;
  for (const auto part : std::views::split(outline, ' ')) {
    const auto n = numbers_of({part.begin(), part.end()});
    right = right && n.size() == 2;
    if (right) region.corners.emplace_back(n[0], n[1]);
  }
  if (right && region.corners.size() >= 3) return region;
  return fail(ErrorCode::kInvalidArgument,
              fmt::format("{} is no outline; expected three corners or more, X,Y each, in pixels, as in "
                          "10,10 200,20 100,150",
                          in_quotes(text)));
}

bool contains(const PixelRegion& region, glm::dvec2 pixel) noexcept {
  bool inside = false;
  glm::dvec2 from = region.corners.back();
  for (const glm::dvec2& to : region.corners) {
    if ((from.y <= pixel.y) != (to.y <= pixel.y)) {
      const double at = from.x + (pixel.y - from.y) / (to.y - from.y) * (to.x - from.x);
      inside = inside != (pixel.x < at);
    }
    from = to;
  }
  return inside;
}

Result<IndexSet> find_in_region(const Dataset& file, const Camera& camera, const Viewport& viewport,
                                const PixelRegion& region, Progress* progress) {
  const Camera moved = moved_by(camera, -origin_of(file));
  const auto space = space_of(moved, viewport, region);
  const auto is_inside = [&](const Vector& at) {
    if (!holds(space, at)) return false;
    if (region.rectangle) return true;
    const auto seen = moved.project(viewport, {at.x, at.y, at.z});
    return seen && contains(region, seen->pixel);
  };
  constexpr std::uint64_t kBlock = 4096;  // 80 KiB of canonical records, which stay in the second-level cache
  std::vector<std::vector<ColoredVertex>> blocks(worker_count(file.size(), collect_options(progress)),
                                                 std::vector<ColoredVertex>(kBlock));
  const auto find = [&](const Chunk& chunk, std::size_t worker, IndexSet::Bits& bits) -> Result<void> {
    for (std::uint64_t done = 0; done < chunk.count; done += kBlock) {
      const std::uint64_t count = std::min(kBlock, chunk.count - done);
      const auto block = std::span(blocks[worker]).first(static_cast<std::size_t>(count));
      if (auto read = file.fetch(chunk.first + done, block); !read) return read;
      for (std::uint64_t i = 0; i < count; ++i)
        bits[(done + i) / 64] |= std::uint64_t{is_inside(block[i].position)} << (done + i) % 64;
    }
    return {};
  };
  return collect_indices(file.size(), progress, find);
}

void select_in_region(Session& session, OpenDataset& dataset, PixelRegion region) {
  if (region.visible_only) {
    session.requests.visible.emplace_back(dataset.id, std::move(region));
    return;
  }
  const auto look = [file = dataset.data, camera = session.camera, viewport = session.viewport,
                     region = std::move(region)](Progress& progress) {
    return find_in_region(file, camera, viewport, region, &progress);
  };
  dataset.question = std::make_shared<VertexQuestion>(look, session.wake);
}

}  // namespace vertexview::app
