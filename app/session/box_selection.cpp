#include "session/box_selection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <glm/geometric.hpp>
#include <ranges>
#include <span>
#include <vector>

#include "session/place.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/vertex/collect_indices.hpp"

namespace vertexview::app {
namespace {

/// The points for which dot(normal, p) >= distance.
struct HalfSpace {
  glm::dvec3 normal{0};
  double distance = 0;
};

/// Returns what lies between the rays through the corners of the box: a pyramid without its top in
/// perspective, and an endless block in an orthographic picture. `camera` is relative to the points' origin.
std::array<HalfSpace, 4> space_of(const Camera& camera, const Viewport& viewport, const PixelBox& box) {
  const std::array<glm::dvec2, 4> corners{{{box.left, box.top},
                                           {box.left + box.width, box.top},
                                           {box.left + box.width, box.top + box.height},
                                           {box.left, box.top + box.height}}};
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

Result<PixelBox> parse_pixel_box(std::string_view text) {
  std::vector<double> numbers;
  for (const auto part : std::views::split(text, ','))
    if (const auto number = parse_number({part.begin(), part.end()})) numbers.push_back(*number);
  const bool four = numbers.size() == 4 && std::ranges::count(text, ',') == 3;
  if (four && numbers[2] > 0 && numbers[3] > 0)
    return PixelBox{numbers[0], numbers[1], numbers[2], numbers[3]};
  return fail(
      ErrorCode::kInvalidArgument,
      fmt::format("{} is no rectangle; expected X,Y,W,H in pixels, as in 100,50,640,480", in_quotes(text)));
}

Result<IndexSet> find_in_box(const Dataset& file, const Camera& camera, const Viewport& viewport,
                             const PixelBox& box, Progress* progress) {
  const auto space = space_of(moved_by(camera, -origin_of(file)), viewport, box);
  constexpr std::uint64_t kBlock = 4096;  // 80 KiB of canonical records, which stay in the second-level cache
  std::vector<std::vector<ColoredVertex>> blocks(worker_count(file.size(), collect_options(progress)),
                                                 std::vector<ColoredVertex>(kBlock));
  const auto find = [&](const Chunk& chunk, std::size_t worker, IndexSet::Bits& bits) -> Result<void> {
    for (std::uint64_t done = 0; done < chunk.count; done += kBlock) {
      const std::uint64_t count = std::min(kBlock, chunk.count - done);
      const auto block = std::span(blocks[worker]).first(static_cast<std::size_t>(count));
      if (auto read = file.fetch(chunk.first + done, block); !read) return read;
      for (std::uint64_t i = 0; i < count; ++i)
        bits[(done + i) / 64] |= std::uint64_t{holds(space, block[i].position)} << (done + i) % 64;
    }
    return {};
  };
  return collect_indices(file.size(), progress, find);
}

void select_in_box(Session& session, OpenDataset& dataset, const PixelBox& box) {
  const auto look = [file = dataset.data, camera = session.camera, viewport = session.viewport,
                     box](Progress& progress) { return find_in_box(file, camera, viewport, box, &progress); };
  dataset.question = std::make_shared<VertexQuestion>(look, session.wake);
}

}  // namespace vertexview::app
