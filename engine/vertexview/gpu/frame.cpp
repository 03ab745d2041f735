#include "vertexview/gpu/frame.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <glm/common.hpp>
#include <string>
#include <tuple>
#include <utility>

#include "vertexview/gpu/finish/frame_state.hpp"
#include "vertexview/gpu/gl/picture_texture.hpp"
#include "vertexview/gpu/gl/state_guard.hpp"
#include "vertexview/gpu/order/vertex_id.hpp"

namespace vertexview::gpu {

using detail::check_complete;
using detail::Framebuffer;
using detail::make_framebuffer;
using detail::make_texture;
using detail::Texture;

namespace {

/// OpenGL's rows run upwards, ours downwards.
template <class T>
void flip_rows(std::vector<T>& pixels, std::size_t row) {
  const std::size_t rows = pixels.size() / row;
  for (std::size_t y = 0; y < rows / 2; ++y) {
    T* const upper = pixels.data() + y * row;
    std::swap_ranges(upper, upper + row, pixels.data() + (rows - 1 - y) * row);
  }
}

}  // namespace

Result<void> Frame::State::allocate(Viewport size) {
  GLint largest = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &largest);
  if (size.width < 1 || size.height < 1 || size.width > largest || size.height > largest)
    return fail(ErrorCode::kInvalidArgument, "a picture must be 1 to " + std::to_string(largest) +
                                                 " pixels wide and high, not " + std::to_string(size.width) +
                                                 " x " + std::to_string(size.height));
  while (glGetError() != GL_NO_ERROR) {
  }
  viewport = size;
  color = make_texture(GL_RGBA8, size);
  framebuffer = Framebuffer::create();
  glNamedFramebufferTexture(framebuffer.name(), GL_COLOR_ATTACHMENT0, color.name(), 0);
  if (auto complete = check_complete(viewport, framebuffer); !complete) return complete;
  constexpr std::array<GLfloat, 4> kBlack = {0, 0, 0, 1};
  const detail::StateGuard guard;
  glClearNamedFramebufferfv(framebuffer.name(), GL_COLOR, 0, kBlack.data());
  return {};
}

Result<void> Frame::State::require_raster(bool separate_colors) {
  while (glGetError() != GL_NO_ERROR) {
  }
  if (!raster) {
    ids = make_texture(GL_RG32UI, viewport);
    depth = make_texture(GL_DEPTH_COMPONENT32F, viewport);
    raster = Framebuffer::create();
    glNamedFramebufferTexture(raster.name(), GL_COLOR_ATTACHMENT1, ids.name(), 0);
    glNamedFramebufferTexture(raster.name(), GL_DEPTH_ATTACHMENT, depth.name(), 0);
    constexpr std::array<GLenum, 2> kTargets = {GL_COLOR_ATTACHMENT0, GL_COLOR_ATTACHMENT1};
    glNamedFramebufferDrawBuffers(raster.name(), static_cast<GLsizei>(kTargets.size()), kTargets.data());
    colors_apart.reset();
  }
  if (colors_apart == separate_colors) return {};
  if (separate_colors && !unlit) unlit = make_texture(GL_RGBA8, viewport);
  const GLuint colors = separate_colors ? unlit.name() : color.name();
  glNamedFramebufferTexture(raster.name(), GL_COLOR_ATTACHMENT0, colors, 0);
  colors_apart = separate_colors;
  where = Ids::kNone;  // the picture begins anew in the other texture
  return check_complete(viewport, raster);
}

Result<void> Frame::State::require_filled() {
  if (filled.framebuffer) return {};
  while (glGetError() != GL_NO_ERROR) {
  }
  Filled made;
  made.color = make_texture(GL_RGBA8, viewport);
  made.ids = make_texture(GL_RG32UI, viewport);
  made.depth = make_texture(GL_DEPTH_COMPONENT32F, viewport);
  const std::array colors = {made.color.name(), made.ids.name()};
  auto target = make_framebuffer(viewport, colors, made.depth.name());
  if (!target) return tl::unexpected(std::move(target.error()));
  made.framebuffer = *std::move(target);
  filled = std::move(made);
  return {};
}

Frame::Frame() = default;
Frame::Frame(Frame&&) noexcept = default;
Frame& Frame::operator=(Frame&&) noexcept = default;
Frame::~Frame() = default;

Result<Frame> Frame::create(Viewport viewport) {
  Frame frame;
  frame.state_ = std::make_unique<State>();
  if (auto made = frame.state_->allocate(viewport); !made) return tl::unexpected(std::move(made.error()));
  return frame;
}

Result<void> Frame::resize(Viewport viewport) {
  if (viewport.width == state_->viewport.width && viewport.height == state_->viewport.height) return {};
  // Into a new state: on an error the old picture stays as it was.
  auto made = std::make_unique<State>();
  if (auto allocated = made->allocate(viewport); !allocated) return allocated;
  state_ = std::move(made);
  return {};
}

Viewport Frame::viewport() const noexcept {
  return state_->viewport;
}

unsigned Frame::color_texture() const noexcept {
  return state_->color.name();
}

unsigned Frame::framebuffer() const noexcept {
  return state_->framebuffer.name();
}

Image Frame::read() const {
  const auto [width, height] = state_->viewport;
  const std::size_t row = static_cast<std::size_t>(width) * 4;
  Image image{width, height, std::vector<std::uint8_t>(row * static_cast<std::size_t>(height))};
  {
    const detail::StateGuard guard;
    glGetTextureImage(state_->color.name(), 0, GL_RGBA, GL_UNSIGNED_BYTE,
                      static_cast<GLsizei>(image.rgba.size()), image.rgba.data());
  }
  flip_rows(image.rgba, row);
  return image;
}

std::vector<std::uint64_t> Frame::read_ids() const {
  const auto [width, height] = state_->viewport;
  const Window all = read_window({0, 0}, {width - 1, height - 1}, false);
  return all.ids;
}

Frame::Window Frame::read_window(glm::ivec2 low, glm::ivec2 high, bool with_nearness) const {
  const glm::ivec2 size = high - low + 1;
  const auto columns = static_cast<std::size_t>(size.x);
  const auto rows = static_cast<std::size_t>(size.y);
  Window window{std::vector<std::uint64_t>(columns * rows), std::vector<float>(columns * rows)};
  if (state_->where == State::Ids::kCanvas) {
    const detail::CpuCanvas& canvas = *state_->canvas;
    for (std::size_t i = 0; i < window.ids.size(); ++i) {
      const std::size_t y = static_cast<std::size_t>(low.y) + i / columns;
      const std::size_t at = y * static_cast<std::size_t>(state_->viewport.width) +
                             static_cast<std::size_t>(low.x) + i % columns;
      window.ids[i] = canvas.id_at(at);
      if (with_nearness && window.ids[i] != detail::kBackground) window.nearness[i] = -canvas.distance_at(at);
    }
  } else if (state_->where == State::Ids::kTexture) {
    const detail::StateGuard guard;
    const int bottom = state_->viewport.height - 1 - high.y;
    const auto read = [&](const Texture& texture, GLenum format, GLenum type, GLsizei bytes, void* out) {
      glGetTextureSubImage(texture.name(), 0, low.x, bottom, 0, static_cast<GLsizei>(columns),
                           static_cast<GLsizei>(rows), 1, format, type, bytes, out);
    };
    read(state_->shown_ids(), GL_RG_INTEGER, GL_UNSIGNED_INT,
         static_cast<GLsizei>(window.ids.size() * sizeof(std::uint64_t)), window.ids.data());
    if constexpr (std::endian::native == std::endian::big)
      for (auto& id : window.ids) id = id << 32 | id >> 32;
    flip_rows(window.ids, columns);
    if (with_nearness) {
      read(state_->shown_depth(), GL_DEPTH_COMPONENT, GL_FLOAT,
           static_cast<GLsizei>(window.nearness.size() * sizeof(float)), window.nearness.data());
      flip_rows(window.nearness, columns);
    }
  }
  return window;
}

std::optional<Pick> Frame::pick(glm::ivec2 pixel, int radius) const {
  const auto [width, height] = state_->viewport;
  // Far enough to reach every pixel, small enough to be added to any pixel.
  constexpr int kFarthest = 1 << 20;
  const int reach = std::clamp(radius, 0, kFarthest);
  const glm::ivec2 middle = glm::clamp(pixel, glm::ivec2(-kFarthest), glm::ivec2(kFarthest));
  const glm::ivec2 low(std::max(middle.x - reach, 0), std::max(middle.y - reach, 0));
  const glm::ivec2 high(std::min(middle.x + reach, width - 1), std::min(middle.y + reach, height - 1));
  if (low.x > high.x || low.y > high.y) return std::nullopt;
  const Window window = read_window(low, high, true);
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
    best = Pick{detail::cloud_of(window.ids[i]), detail::vertex_of(window.ids[i]), at};
  }
  return best;
}

}  // namespace vertexview::gpu
