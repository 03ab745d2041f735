#pragma once
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "document/document.hpp"

namespace vertexview::app {

/// Writes a whole file, or nothing, as NewFile does.
[[nodiscard]] Result<void> write_file(const std::string& path, std::span<const std::byte> bytes);

/// `image` as an opaque 8-bit RGB PNG, the same bytes for the same picture. kInvalidArgument for an image
/// without pixels.
[[nodiscard]] Result<std::vector<std::byte>> encode_png(const gpu::Image& image);

/// encode_png and write_file.
[[nodiscard]] Result<void> write_png(const std::string& path, const gpu::Image& image);

/// kInUse when `path` is one of the open files, which must not be overwritten while they are shown.
[[nodiscard]] Result<void> check_not_open(const Document& document, const std::string& path);

/// Writes the pictures and state files that actions have asked for, `picture` being called when one is
/// wanted, and says so in notices. Call it only after a complete frame: everything uploaded, converged and
/// scanned. All requests are gone afterwards, also those that failed; answers with the first failure.
[[nodiscard]] Result<void> serve_requests(Document& document,
                                          const std::function<Result<gpu::Image>()>& picture);

}  // namespace vertexview::app
