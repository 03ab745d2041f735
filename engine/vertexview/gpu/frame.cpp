#include "vertexview/gpu/frame.hpp"

#include <algorithm>
#include <glm/common.hpp>
#include <tuple>
#include <utility>

#include "vertexview/gpu/finish/picture.hpp"
#include "vertexview/gpu/gl/picture_texture.hpp"
#include "vertexview/gpu/gl/state_guard.hpp"
#include "vertexview/gpu/order/vertex_id.hpp"

namespace vertexview::gpu {

Frame::Frame() = default;
Frame::Frame(Frame&&) noexcept = default;
Frame& Frame::operator=(Frame&&) noexcept = default;
Frame::~Frame() = default;

Result<Frame> Frame::create(Viewport viewport) {
  auto picture = detail::Picture::create(viewport);
  if (!picture) return tl::unexpected(std::move(picture.error()));
  Frame frame;
  frame.picture_ = *std::move(picture);
  return frame;
}

Result<void> Frame::resize(Viewport viewport) {
  if (viewport.width == picture_->viewport.width && viewport.height == picture_->viewport.height) return {};
  // On an error the old picture stays as it was.
  auto picture = detail::Picture::create(viewport);
  if (!picture) return tl::unexpected(std::move(picture.error()));
  picture_ = *std::move(picture);
  return {};
}

Viewport Frame::viewport() const noexcept {
  return picture_->viewport;
}

unsigned Frame::color_texture() const noexcept {
  return picture_->color.name();
}

unsigned Frame::framebuffer() const noexcept {
  return picture_->framebuffer.name();
}

Image Frame::read() const {
  const auto [width, height] = picture_->viewport;
  const std::size_t row = static_cast<std::size_t>(width) * 4;
  Image image{width, height, std::vector<std::uint8_t>(row * static_cast<std::size_t>(height))};
  {
    const detail::StateGuard guard;
    glGetTextureImage(picture_->color.name(), 0, GL_RGBA, GL_UNSIGNED_BYTE,
                      static_cast<GLsizei>(image.rgba.size()), image.rgba.data());
  }
  detail::flip_rows(image.rgba, row);
  return image;
}

std::vector<std::uint64_t> Frame::read_ids() const {
  const auto [width, height] = picture_->viewport;
  if (picture_->canvas == nullptr)
    return std::vector<std::uint64_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  return picture_->canvas->read_window({0, 0}, {width - 1, height - 1}, false).ids;
}

std::optional<ShownVertex> shown_vertex(std::uint64_t id) noexcept {
  if (id == detail::kBackground) return std::nullopt;
  return ShownVertex{detail::dataset_of(id), detail::vertex_of(id)};
}

std::optional<Pick> Frame::pick(glm::ivec2 pixel, int radius) const {
  const auto [width, height] = picture_->viewport;
  // This is far enough to reach every pixel, and small enough to be added to any without overflow.
  constexpr int kFarthest = 1 << 20;
  const int reach = std::clamp(radius, 0, kFarthest);
  const glm::ivec2 middle = glm::clamp(pixel, glm::ivec2(-kFarthest), glm::ivec2(kFarthest));
  const glm::ivec2 low(std::max(middle.x - reach, 0), std::max(middle.y - reach, 0));
  const glm::ivec2 high(std::min(middle.x + reach, width - 1), std::min(middle.y + reach, height - 1));
  if (low.x > high.x || low.y > high.y || picture_->canvas == nullptr) return std::nullopt;
  const detail::PickWindow window = picture_->canvas->read_window(low, high, true);
  const int width_of_window = high.x - low.x + 1;
  const auto columns = static_cast<std::size_t>(width_of_window);
  std::optional<Pick> best;
  std::tuple<std::int64_t, float> best_rank;
  for (std::size_t i = 0; i < window.ids.size(); ++i) {
    if (window.ids[i] == detail::kBackground) continue;
    const glm::ivec2 at = low + glm::ivec2(i % columns, i / columns);
    const std::int64_t dx = at.x - middle.x;
    const std::int64_t dy = at.y - middle.y;
    const std::tuple<std::int64_t, float> rank(dx * dx + dy * dy, -window.nearness[i]);
    if (best && !(rank < best_rank)) continue;
    best_rank = rank;
    best = Pick{detail::dataset_of(window.ids[i]), detail::vertex_of(window.ids[i]), at};
  }
  return best;
}

}  // namespace vertexview::gpu
