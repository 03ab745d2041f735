#pragma once
#include <concepts>

namespace vertexview {

/// Returns the value with its bytes in the opposite order (std::byteswap of C++23). May be called from any
/// thread.
template <std::unsigned_integral T>
[[nodiscard]] constexpr T byteswapped(T value) noexcept {
  if constexpr (sizeof(T) == 1) return value;
  if constexpr (sizeof(T) == 2) return __builtin_bswap16(value);
  if constexpr (sizeof(T) == 4) return __builtin_bswap32(value);
  if constexpr (sizeof(T) == 8) return __builtin_bswap64(value);
}

}  // namespace vertexview
