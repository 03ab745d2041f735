#include "vertexview/gpu/finish/picture.hpp"

#include <array>
#include <string>

#include "vertexview/gpu/gl/picture_texture.hpp"
#include "vertexview/gpu/gl/state_guard.hpp"

namespace vertexview::gpu::detail {

Result<std::unique_ptr<Picture>> Picture::create(Viewport size) {
  GLint largest = 0;
  glGetIntegerv(GL_MAX_TEXTURE_SIZE, &largest);
  if (size.width < 1 || size.height < 1 || size.width > largest || size.height > largest)
    return fail(ErrorCode::kInvalidArgument, "a picture must be 1 to " + std::to_string(largest) +
                                                 " pixels wide and high, not " + std::to_string(size.width) +
                                                 " x " + std::to_string(size.height));
  while (glGetError() != GL_NO_ERROR) {
  }
  auto made = std::make_unique<Picture>();
  made->viewport = size;
  made->color = make_texture(GL_RGBA8, size);
  made->framebuffer = Framebuffer::create();
  glNamedFramebufferTexture(made->framebuffer.name(), GL_COLOR_ATTACHMENT0, made->color.name(), 0);
  if (auto complete = check_complete(size, made->framebuffer); !complete)
    return tl::unexpected(std::move(complete.error()));
  constexpr std::array<GLfloat, 4> kBlack = {0, 0, 0, 1};
  const StateGuard guard;
  glClearNamedFramebufferfv(made->framebuffer.name(), GL_COLOR, 0, kBlack.data());
  return made;
}

}  // namespace vertexview::gpu::detail
