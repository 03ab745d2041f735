#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "vertexview/formats/container.hpp"
#include "vertexview/formats/detail/gltf_buffers.hpp"
#include "vertexview/formats/detail/gltf_document.hpp"
#include "vertexview/memory/error.hpp"
#include "vertexview/task/progress.hpp"

namespace vertexview::detail::gltf {

/// An accessor whose numbers become an element of a record.
struct Column {
  BufferBytes buffer;  ///< that the numbers lie in
  Numbers numbers;
  std::uint64_t offset = 0;  ///< in the record
  /// A linear map, row by row, that three numbers go through; the record holds them as float32.
  std::optional<std::array<double, 9>> linear = std::nullopt;
};

/// Makes records of `stride` bytes of columns with `count` elements each, which fill them, on all cores.
/// `progress`, which may be null, counts bytes of records. kOutOfMemory, kCancelled.
[[nodiscard]] Result<RecordBytes> gather(const std::vector<Column>& columns, std::uint64_t count,
                                         std::uint64_t stride, Progress* progress);

}  // namespace vertexview::detail::gltf
