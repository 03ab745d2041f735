#pragma once
// Numbers of any alignment and byte order in memory: the project's one load, and its one decoder of halves.
// Every function may be called from any thread; nothing is checked, so the bytes must exist.
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "vertexview/memory/byteswapped.hpp"

namespace vertexview {

/// The unsigned integer of `Size` bytes: 1, 2, 4 or 8.
template <std::size_t Size>
using UnsignedOf =
    std::conditional_t<Size == 1, std::uint8_t,
                       std::conditional_t<Size == 2, std::uint16_t,
                                          std::conditional_t<Size == 4, std::uint32_t, std::uint64_t>>>;

/// Returns the number that `half` stands for: IEEE 754 binary16, exactly, a NaN with its payload. The
/// function has no branch, so that a column of halves is read by vector instructions.
[[nodiscard]] constexpr double double_from_half(std::uint16_t half) noexcept {
  // The fields of a half are 42 bits higher in a double, whose exponent is biased by 1008 more.
  const auto magnitude = std::bit_cast<double>((std::uint64_t{half} & 0x7FFFU) << 42U) * 0x1p1008;
  const std::uint64_t special = magnitude >= 65536 ? 0x7FFULL << 52U : 0;  // infinities and NaNs
  const std::uint64_t sign = (std::uint64_t{half} & 0x8000U) << 48U;
  return std::bit_cast<double>(std::bit_cast<std::uint64_t>(magnitude) | special | sign);
}

/// Returns the half nearest to `number`, ties to even; `overflow` is set for finite numbers from 65520, which
/// become infinite.
[[nodiscard]] std::uint16_t half_from_double(double number, bool& overflow) noexcept;

/// IEEE 754 binary16, which C++20 has no type for.
struct Half {
  std::uint16_t bits;
  constexpr explicit operator double() const noexcept { return double_from_half(bits); }
};

/// Returns the number of type T at `from`, which may be unaligned, in its stored byte order or with its bytes
/// `reversed`.
template <class T>
[[nodiscard]] T load_number(const std::byte* from, bool reversed) noexcept {
  static_assert(std::is_trivially_copyable_v<T> && sizeof(T) == sizeof(UnsignedOf<sizeof(T)>));
  UnsignedOf<sizeof(T)> bits;
  std::memcpy(&bits, from, sizeof(bits));
  if (reversed) bits = byteswapped(bits);
  return std::bit_cast<T>(bits);
}

/// Returns whether numbers of that byte order have to be reversed on this machine.
[[nodiscard]] constexpr bool is_reversed(bool big_endian) noexcept {
  return big_endian != (std::endian::native == std::endian::big);
}

}  // namespace vertexview
