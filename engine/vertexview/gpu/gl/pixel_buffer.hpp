#pragma once
#include <cstddef>
#include <memory>
#include <type_traits>

namespace vertexview::gpu::detail {

/// Returns memory of at least `bytes`, to be freed with free_pixels(). It lies on large pages where the
/// system has them: touching a picture's memory for the first time is a good part of the time to the first
/// picture, and small pages make up most of that. Never returns null: without memory the process ends.
[[nodiscard]] void* allocate_pixels(std::size_t bytes);
void free_pixels(void* memory) noexcept;

struct PixelDeleter {
  void operator()(void* memory) const noexcept { free_pixels(memory); }
};

/// An array with one value for each pixel.
template <class T>
using PixelBuffer = std::unique_ptr<T[], PixelDeleter>;

/// Returns an array of `count` values without initialising them, because every pixel is written before it is
/// read.
template <class T>
[[nodiscard]] PixelBuffer<T> make_pixels(std::size_t count) {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
  return PixelBuffer<T>(static_cast<T*>(allocate_pixels(count * sizeof(T))));
}

}  // namespace vertexview::gpu::detail
