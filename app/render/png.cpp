#include "render/png.hpp"

#include <fmt/format.h>
#include <stb_image_write.h>

#include "vertexview/io/new_file.hpp"

namespace vertexview::app {
namespace {

void append(void* context, void* data, int size) {
  auto& bytes = *static_cast<std::vector<std::byte>*>(context);
  const auto* first = static_cast<const std::byte*>(data);
  bytes.insert(bytes.end(), first, first + size);
}

std::vector<std::uint8_t> without_alpha(const gpu::Image& image) {
  std::vector<std::uint8_t> rgb;
  rgb.reserve(image.rgba.size() / 4 * 3);
  for (std::size_t pixel = 0; pixel + 3 < image.rgba.size(); pixel += 4)
    rgb.insert(rgb.end(), {image.rgba[pixel], image.rgba[pixel + 1], image.rgba[pixel + 2]});
  return rgb;
}

}  // namespace

Result<std::vector<std::byte>> encode_png(const gpu::Image& image) {
  const auto rgb = without_alpha(image);
  std::vector<std::byte> png;
  const bool encoded =
      image.width > 0 && image.height > 0 &&
      stbi_write_png_to_func(&append, &png, image.width, image.height, 3, rgb.data(), image.width * 3) != 0;
  if (!encoded)
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("a picture of {}x{} pixels cannot be a PNG", image.width, image.height));
  return png;
}

Result<void> write_png(const std::string& path, const gpu::Image& image) {
  return encode_png(image).and_then([&](const auto& png) { return write_file(path, png); });
}

}  // namespace vertexview::app
