#include "vertexview/gpu/points/cpu_canvas.hpp"

#include <algorithm>
#include <bit>

#include "vertexview/gpu/order/vertex_id.hpp"

namespace vertexview::gpu::detail {

CpuCanvas::CpuCanvas(Viewport viewport)
    : Canvas(kBackend),
      viewport_(viewport),
      pixels_(static_cast<std::size_t>(viewport.width) * static_cast<std::size_t>(viewport.height)) {
  now = make_layer();
  image = make_pixels<std::uint32_t>(pixels_);
}

CpuCanvas::Layer CpuCanvas::make_layer() const {
  Layer layer;
  layer.keys = make_pixels<std::uint64_t>(pixels_);
  layer.resolved = make_pixels<std::uint64_t>(pixels_);
  layer.records = make_pixels<ColoredVertex>(pixels_);
  layer.rgba = make_pixels<std::uint32_t>(pixels_);
  return layer;
}

KeyImage CpuCanvas::key_image() const noexcept {
  // Depths have 31 bits and lose some only where 32 bits are too few for all indices.
  constexpr unsigned kLeast = 32;
  const auto bits = std::max(kLeast, static_cast<unsigned>(std::bit_width(row.records())));
  return {now.keys.get(), static_cast<std::uint32_t>(viewport_.width),
          static_cast<std::uint32_t>(viewport_.height), (std::uint64_t{1} << bits) - 1};
}

std::uint64_t CpuCanvas::id_at(std::size_t at) const noexcept {
  const std::size_t source = source_of(at);
  if (source >= pixels_) return kBackground;
  const std::uint64_t key = now.keys[source];
  return key == KeyImage::kEmpty ? kBackground : row.id_of(key & key_image().index_mask);
}

PickWindow CpuCanvas::read_window(glm::ivec2 low, glm::ivec2 high, bool with_nearness) const {
  const glm::ivec2 size = high - low + 1;
  const std::size_t count = static_cast<std::size_t>(size.x) * static_cast<std::size_t>(size.y);
  PickWindow window{std::vector<std::uint64_t>(count), std::vector<float>(count)};
  std::size_t i = 0;
  for (int y = low.y; y <= high.y; ++y)
    for (int x = low.x; x <= high.x; ++x, ++i) {
      const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(viewport_.width) +
                             static_cast<std::size_t>(x);
      window.ids[i] = id_at(at);
      if (with_nearness && window.ids[i] != kBackground) window.nearness[i] = -distance_at(at);
    }
  return window;
}

float CpuCanvas::distance_at(std::size_t at) const noexcept {
  return key_distance(now.keys[source_of(at)], key_image(), view->orthographic);
}

}  // namespace vertexview::gpu::detail
