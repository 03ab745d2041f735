#include "render/marked_pixels.hpp"

#include <algorithm>

#include "vertexview/task/parallel_for.hpp"

namespace vertexview::app {
namespace {

constexpr std::array<std::uint8_t, 4> kNothing{};

/// Returns the colour that marks the vertex of an id.
const std::array<std::uint8_t, 4>& color_of(std::uint64_t id, std::span<const MarkedVertices> marked,
                                            const MarkColors& colors) noexcept {
  const auto shown = gpu::shown_vertex(id);
  if (!shown || shown->dataset >= marked.size() || !marked[shown->dataset].any()) return kNothing;
  const auto& [drawn, selected, unfaded] = marked[shown->dataset];
  std::uint64_t vertex = shown->vertex;
  if (drawn != nullptr) vertex = drawn->member(vertex).value_or(vertex);
  if (selected != nullptr && selected->contains(vertex)) return colors.selected;
  return unfaded != nullptr && !unfaded->contains(vertex) ? colors.faded : kNothing;
}

}  // namespace

gpu::Image marked_pixels(std::span<const std::uint64_t> ids, const Viewport& size,
                         std::span<const MarkedVertices> marked, const MarkColors& colors) {
  gpu::Image image{size.width, size.height, std::vector<std::uint8_t>(ids.size() * kNothing.size())};
  constexpr std::uint64_t kPixels = std::uint64_t{1} << 14;  // of a chunk: a fraction of a millisecond
  const auto mark = [&](const Chunk& chunk, std::size_t) {
    // Neighbours often show the same vertex, above all where points are large.
    std::uint64_t last = 0;
    std::array<std::uint8_t, 4> color = kNothing;
    for (std::uint64_t i = chunk.first; i < chunk.first + chunk.count; ++i) {
      if (ids[i] != last) {
        last = ids[i];
        color = color_of(last, marked, colors);
      }
      if (color != kNothing)
        std::ranges::copy(color, image.rgba.begin() + static_cast<std::ptrdiff_t>(4 * i));
    }
  };
  // Nothing in it fails; where memory is used up the picture shows less.
  static_cast<void>(parallel_for(ids.size(), {.chunk = kPixels}, mark));
  return image;
}

}  // namespace vertexview::app
