#include "document/output.hpp"

#include <fmt/format.h>
#include <stb_image_write.h>

#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "document/new_file.hpp"

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

Result<void> write_file(const std::string& path, std::span<const std::byte> bytes) {
  auto file = NewFile::create(path);
  if (!file) return tl::unexpected(std::move(file.error()));
  if (auto written = file->write_at(0, bytes); !written) return written;
  return file->commit();
}

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

Result<void> check_not_open(const Document& document, const std::string& path) {
  std::error_code ignored;  // what does not exist is not open
  for (const Cloud& cloud : document.clouds)
    if (std::filesystem::equivalent(cloud.file.path(), path, ignored))
      return fail(ErrorCode::kInUse, "is open here and is not overwritten; choose another name", path);
  return {};
}

Result<void> serve_requests(Document& document, const std::function<Result<gpu::Image>()>& picture) {
  Result<void> first;
  const auto keep = [&](const Result<void>& result, const std::string& path) {
    if (result)
      document.notify(Notice::Kind::kInfo, fmt::format("wrote {}", path));
    else if (first)
      first = result;
  };
  for (const std::string& path : std::exchange(document.screenshots, {}))
    keep(check_not_open(document, path).and_then(picture).and_then([&](const gpu::Image& image) {
      return write_png(path, image);
    }),
         path);
  for (const std::string& path : std::exchange(document.state_files, {}))
    keep(check_not_open(document, path).and_then([&] {
      const std::string state = state_json(document);
      return write_file(path, std::as_bytes(std::span(state)));
    }),
         path);
  return first;
}

}  // namespace vertexview::app
