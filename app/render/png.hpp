#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "vertexview/gpu/frame.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::app {

/// Returns `image` as an opaque 8-bit RGB PNG, the same bytes for the same picture. Fails with
/// kInvalidArgument for an image without pixels.
[[nodiscard]] Result<std::vector<std::byte>> encode_png(const gpu::Image& image);

/// Writes the PNG of `image` to `path`. Fails as encode_png and write_file do.
[[nodiscard]] Result<void> write_png(const std::string& path, const gpu::Image& image);

}  // namespace vertexview::app
