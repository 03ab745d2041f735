#pragma once
#include <cstddef>
#include <functional>
#include <span>
#include <string>

#include "document/document.hpp"

namespace vertexview::app {

/// Writes a whole file, or nothing, as NewFile does.
[[nodiscard]] Result<void> write_file(const std::string& path, std::span<const std::byte> bytes);

/// Writes `image` as an opaque 8-bit RGB PNG, the same bytes for the same picture. As write_file;
/// kInvalidArgument for an image without pixels.
[[nodiscard]] Result<void> write_png(const std::string& path, const gpu::Image& image);

/// Writes the pictures and state files that actions have asked for, `picture` being called when one is
/// wanted, and says so in notices. Call it only after a complete frame: everything uploaded, converged and
/// scanned. All requests are gone afterwards, also those that failed; answers with the first failure.
[[nodiscard]] Result<void> serve_requests(Document& document,
                                          const std::function<Result<gpu::Image>()>& picture);

}  // namespace vertexview::app
