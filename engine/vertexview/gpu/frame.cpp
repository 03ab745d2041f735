#include "vertexview/gpu/frame.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <string>
#include <tuple>

#include "vertexview/gpu/detail/frame_state.hpp"
#include "vertexview/gpu/detail/state_guard.hpp"
#include "vertexview/gpu/detail/vertex_id.hpp"

namespace vertexview::gpu {

using detail::Framebuffer;
using detail::Texture;

namespace {

Texture make_texture(GLenum format, Viewport size) {
  auto texture = Texture::create(GLenum{GL_TEXTURE_2D});
  glTextureStorage2D(texture.name(), 1, format, size.width, size.height);
  // Shown pixel by pixel; without mipmaps the default filter would leave the texture incomplete.
  glTextureParameteri(texture.name(), GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTextureParameteri(texture.name(), GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTextureParameteri(texture.name(), GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTextureParameteri(texture.name(), GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  return texture;
}

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
  ids = make_texture(GL_RG32UI, size);
  depth = make_texture(GL_DEPTH_COMPONENT32F, size);
  framebuffer = Framebuffer::create();
  glNamedFramebufferTexture(framebuffer.name(), GL_COLOR_ATTACHMENT0, color.name(), 0);
  glNamedFramebufferTexture(framebuffer.name(), GL_COLOR_ATTACHMENT1, ids.name(), 0);
  glNamedFramebufferTexture(framebuffer.name(), GL_DEPTH_ATTACHMENT, depth.name(), 0);
  constexpr std::array<GLenum, 2> kTargets = {GL_COLOR_ATTACHMENT0, GL_COLOR_ATTACHMENT1};
  glNamedFramebufferDrawBuffers(framebuffer.name(), static_cast<GLsizei>(kTargets.size()), kTargets.data());
  const std::string text = std::to_string(size.width) + " x " + std::to_string(size.height);
  if (glGetError() == GL_OUT_OF_MEMORY)
    return fail(ErrorCode::kOutOfMemory, "no GPU memory for a picture of " + text + " pixels");
  const GLenum status = glCheckNamedFramebufferStatus(framebuffer.name(), GL_DRAW_FRAMEBUFFER);
  if (status != GL_FRAMEBUFFER_COMPLETE)
    return fail(ErrorCode::kDevice,
                "a framebuffer of " + text + " pixels is refused (status " + std::to_string(status) + ")");
  constexpr std::array<GLfloat, 4> kBlack = {0, 0, 0, 1};
  constexpr std::array<GLuint, 4> kNothing = {0, 0, 0, 0};
  constexpr GLfloat kFarthest = 0;
  const detail::StateGuard guard;
  glClearNamedFramebufferfv(framebuffer.name(), GL_COLOR, 0, kBlack.data());
  glClearNamedFramebufferuiv(framebuffer.name(), GL_COLOR, 1, kNothing.data());
  glClearNamedFramebufferfv(framebuffer.name(), GL_DEPTH, 0, &kFarthest);
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
  const auto row = static_cast<std::size_t>(width);
  std::vector<std::uint64_t> ids(row * static_cast<std::size_t>(height));
  {
    const detail::StateGuard guard;
    glGetTextureImage(state_->ids.name(), 0, GL_RG_INTEGER, GL_UNSIGNED_INT,
                      static_cast<GLsizei>(ids.size() * sizeof(ids[0])), ids.data());
  }
  if constexpr (std::endian::native == std::endian::big)
    for (auto& id : ids) id = id << 32 | id >> 32;
  flip_rows(ids, row);
  return ids;
}

std::optional<Pick> Frame::pick(glm::ivec2 pixel, int radius) const {
  const auto [width, height] = state_->viewport;
  const int reach = std::clamp(radius, 0, width + height);
  const glm::ivec2 low(std::max(pixel.x - reach, 0), std::max(pixel.y - reach, 0));
  const glm::ivec2 high(std::min(pixel.x + reach, width - 1), std::min(pixel.y + reach, height - 1));
  if (low.x > high.x || low.y > high.y) return std::nullopt;
  const int columns = high.x - low.x + 1;
  const int rows = high.y - low.y + 1;
  const std::size_t count = static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows);
  std::vector<std::array<GLuint, 2>> ids(count);
  std::vector<GLfloat> depths(count);
  {
    const detail::StateGuard guard;
    const int bottom = height - 1 - high.y;
    glGetTextureSubImage(state_->ids.name(), 0, low.x, bottom, 0, columns, rows, 1, GL_RG_INTEGER,
                         GL_UNSIGNED_INT, static_cast<GLsizei>(count * sizeof(ids[0])), ids.data());
    glGetTextureSubImage(state_->depth.name(), 0, low.x, bottom, 0, columns, rows, 1, GL_DEPTH_COMPONENT,
                         GL_FLOAT, static_cast<GLsizei>(count * sizeof(GLfloat)), depths.data());
  }
  std::optional<Pick> best;
  std::tuple<long, float> best_rank;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t id = std::uint64_t{ids[i][1]} << 32 | ids[i][0];
    if (id == detail::kBackground) continue;
    const int x = low.x + static_cast<int>(i % static_cast<std::size_t>(columns));
    const int y = high.y - static_cast<int>(i / static_cast<std::size_t>(columns));
    const long dx = x - pixel.x;
    const long dy = y - pixel.y;
    const std::tuple<long, float> rank(dx * dx + dy * dy, -depths[i]);
    if (best && !(rank < best_rank)) continue;
    best_rank = rank;
    best = Pick{detail::cloud_of(id), detail::vertex_of(id), {x, y}};
  }
  return best;
}

}  // namespace vertexview::gpu
