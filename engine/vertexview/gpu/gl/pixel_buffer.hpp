#pragma once
#include <cstddef>
#include <memory>
#include <type_traits>

namespace vertexview::gpu::detail {

/// Memory of at least `bytes`, on large pages where the system has them: a picture's first touch is a good
/// part of the time to the first picture, and most of that is small pages. Never null.
[[nodiscard]] void* allocate_pixels(std::size_t bytes);
void free_pixels(void* memory) noexcept;

struct PixelDeleter {
  void operator()(void* memory) const noexcept { free_pixels(memory); }
};

/// A value a pixel.
template <class T>
using PixelBuffer = std::unique_ptr<T[], PixelDeleter>;

/// Left unset: every pixel is written before it is read.
template <class T>
[[nodiscard]] PixelBuffer<T> make_pixels(std::size_t count) {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
  return PixelBuffer<T>(static_cast<T*>(allocate_pixels(count * sizeof(T))));
}

}  // namespace vertexview::gpu::detail
