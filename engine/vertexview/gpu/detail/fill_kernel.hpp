#pragma once
#include <array>
#include <cstddef>

// What both halves of hole_filling.hpp are written with.
#if defined(__x86_64__) && defined(__GNUC__)
#define VERTEXVIEW_FILL_AVX2 [[gnu::target("avx2")]]
#else
#define VERTEXVIEW_FILL_AVX2
#endif

namespace vertexview::gpu::detail {

/// Whether functions marked VERTEXVIEW_FILL_AVX2 may be called.
inline bool has_avx2() noexcept {
#if defined(__x86_64__) && defined(__GNUC__)
  return __builtin_cpu_supports("avx2") != 0;
#else
  return false;
#endif
}

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
