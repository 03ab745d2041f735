#pragma once
#include <cstddef>
#include <span>

#include "vertexview/memory/error.hpp"

namespace vertexview {

/// Decompresses LZF, the compression of binary_compressed point clouds, into `out`, which must have exactly
/// the size of what was compressed. kBadFormat, with the offset in `compressed`, for anything else; `out`
/// then holds anything. May be called from any thread, and with untrusted bytes.
[[nodiscard]] Result<void> decompress_lzf(std::span<const std::byte> compressed, std::span<std::byte> out);

}  // namespace vertexview
