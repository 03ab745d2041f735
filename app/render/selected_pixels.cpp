#include "render/selected_pixels.hpp"

#include <algorithm>

#include "vertexview/task/parallel_for.hpp"

namespace vertexview::app {
namespace {

constexpr unsigned kVertexBits = 48;  // of an id, see Frame::read_ids()

/// Returns whether the vertex of an id is selected.
bool is_selected(std::uint64_t id, std::span<const IndexSet* const> selected) noexcept {
  if (id == 0) return false;
  const std::uint64_t dataset = (id - 1) >> kVertexBits;
  const std::uint64_t vertex = (id - 1) & ((std::uint64_t{1} << kVertexBits) - 1);
  return dataset < selected.size() && selected[dataset] != nullptr && selected[dataset]->contains(vertex);
}

}  // namespace

gpu::Image selected_pixels(std::span<const std::uint64_t> ids, const Viewport& size,
                           std::span<const IndexSet* const> selected, std::array<std::uint8_t, 4> color) {
  gpu::Image image{size.width, size.height, std::vector<std::uint8_t>(ids.size() * color.size())};
  constexpr std::uint64_t kPixels = std::uint64_t{1} << 14;  // of a chunk: a fraction of a millisecond
  const auto mark = [&](const Chunk& chunk, std::size_t) {
    // Neighbours often show the same vertex, above all where points are large.
    std::uint64_t last = 0;
    bool last_selected = false;
    for (std::uint64_t i = chunk.first; i < chunk.first + chunk.count; ++i) {
      if (ids[i] != last) {
        last = ids[i];
        last_selected = is_selected(last, selected);
      }
      if (last_selected) std::ranges::copy(color, image.rgba.begin() + static_cast<std::ptrdiff_t>(4 * i));
    }
  };
  // Nothing in it fails; where memory is used up the picture shows less.
  static_cast<void>(parallel_for(ids.size(), {.chunk = kPixels}, mark));
  return image;
}

}  // namespace vertexview::app
