#pragma once
#include <array>
#include <cstddef>

#include "vertexview/memory/detail/avx2.hpp"

// What both halves of hole_filling.hpp are written with.
namespace vertexview::gpu::detail {

/// How a window of `size` values is put together: value i takes in value i + step, for each step in turn.
struct Steps {
  explicit Steps(std::size_t size) noexcept {
    std::size_t span = 1;
    for (; span * 2 <= size; span *= 2) step[count++] = span;
    if (span < size) step[count++] = size - span;
  }
  std::array<std::size_t, 8> step{};
  std::size_t count = 0;
};

}  // namespace vertexview::gpu::detail
