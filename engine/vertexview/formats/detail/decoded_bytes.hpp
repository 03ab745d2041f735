#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "vertexview/memory/error.hpp"

namespace vertexview::detail {

/// Memory for what is decoded from a file, which `owner` keeps.
struct DecodedBytes {
  std::span<std::byte> bytes;
  std::shared_ptr<std::byte[]> owner;
};

/// Returns `size` bytes of any value; kOutOfMemory where the system has no room for them. The caller has
/// proved that the file can hold so much.
[[nodiscard]] Result<DecodedBytes> decoded_bytes(std::uint64_t size);
/// Returns so for `count` records of `stride` bytes each, whose product may be too large for 64 bits.
[[nodiscard]] Result<DecodedBytes> decoded_records(std::uint64_t count, std::uint64_t stride);

}  // namespace vertexview::detail
