#pragma once
#include <array>
#include <cstddef>

#include "vertexview/memory/detail/avx2.hpp"

// What hole_filling.cpp and fill_radii.cpp share.
namespace vertexview::gpu::detail {

/// The steps that combine windows of `size` values in place: when value i takes in value i + step, for each
/// step in turn, every value ends up standing for the `size` values that begin at it. These are about
/// log2(size) passes instead of size - 1.
struct Steps {
  explicit Steps(std::size_t size) noexcept {
    std::size_t span = 1;
    for (; span * 2 <= size; span *= 2) step[count++] = span;
    if (span < size) step[count++] = size - span;
  }
  std::array<std::size_t, 8> step{};  // the largest window, of 17 values, needs 5
  std::size_t count = 0;
};

}  // namespace vertexview::gpu::detail
