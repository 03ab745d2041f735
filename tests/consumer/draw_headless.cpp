#include <algorithm>
#include <cstdio>

#include "vertexview/gpu/context.hpp"
#include "vertexview/gpu/frame.hpp"
#include "vertexview/gpu/point_renderer.hpp"
#include "vertexview/gpu/vertex_buffer.hpp"

namespace {

// Draws the file fitted into a square picture and returns how many of its pixels show a vertex.
vertexview::Result<long> visible_pixels(const char* path) {
  using namespace vertexview;
  auto file = Dataset::open(path);
  if (!file) return tl::unexpected(file.error());
  const auto context = gpu::HeadlessContext::create();
  if (!context) return tl::unexpected(context.error());
  auto renderer = gpu::PointRenderer::create();
  if (!renderer) return tl::unexpected(renderer.error());
  auto frame = gpu::Frame::create({400, 400});
  if (!frame) return tl::unexpected(frame.error());
  auto buffer = gpu::VertexBuffer::create(*file);
  if (!buffer) return tl::unexpected(buffer.error());
  if (auto uploaded = buffer->upload_all(); !uploaded) return tl::unexpected(uploaded.error());

  const auto camera = default_camera(sample(*file).bounds, frame->viewport());
  const gpu::DrawnDataset clouds[] = {{&*buffer}};
  while (!renderer->draw(camera, clouds, {.point_size = 5}, *frame).converged) {
  }
  const auto ids = frame->read_ids();
  return static_cast<long>(std::count_if(ids.begin(), ids.end(), [](auto id) { return id != 0; }));
}

}  // namespace

int main(int, char** argv) {
  const auto pixels = visible_pixels(argv[1]);
  if (!pixels) return std::fprintf(stderr, "%s\n", describe(pixels.error()).c_str()), 1;
  std::printf("%ld pixels\n", *pixels);
}
