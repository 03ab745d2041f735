#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "vertexview/formats/detail/gltf_document.hpp"
#include "vertexview/io/mapped_file.hpp"
#include "vertexview/memory/error.hpp"
#include "vertexview/task/progress.hpp"

namespace vertexview::detail::gltf {

/// The bytes of a buffer: at least as many as its length, or none where nothing that is read lies in it.
struct BufferBytes {
  enum class Place : std::uint8_t { kFile, kBeside, kMemory };

  std::span<const std::byte> bytes = {};
  Place place = Place::kFile;
  std::uint64_t begin = 0;                           ///< in the file, for kFile
  std::shared_ptr<const MappedFile> file = nullptr;  ///< for kBeside
  std::shared_ptr<const void> owner = nullptr;       ///< for kMemory
};

/// The BIN chunk of a GLB.
struct BinChunk {
  std::span<const std::byte> bytes;
  std::uint64_t begin = 0;  ///< in the file
};

/// Finds the bytes of all buffers that are read: files beside `path` are mapped, base64 in the JSON is
/// decoded on all cores. kBadFormat, with the buffer, where there are fewer bytes than it says;
/// kNotImplemented for any other place; errors of MappedFile::open with the path of the file that is missing;
/// kOutOfMemory; kCancelled.
[[nodiscard]] Result<std::vector<BufferBytes>> find_buffers(std::string_view path, const Document& document,
                                                            const std::optional<BinChunk>& chunk,
                                                            Progress* progress);

}  // namespace vertexview::detail::gltf
