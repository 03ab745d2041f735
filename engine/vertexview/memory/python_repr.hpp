#pragma once
// Values as Python's repr() writes them: the one place that knows how. The functions write to `out`, which
// must have the room, and return the end of what they wrote. All may be called from any thread.
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstring>
#include <string_view>

#include "vertexview/memory/value.hpp"

namespace vertexview {

/// The most bytes that a number takes, whatever its type and its notation.
inline constexpr std::size_t kLongestNumber = 32;

/// Returns the most bytes that the repr of a bytes object of `size` bytes takes: four each, and the quotes.
[[nodiscard]] constexpr std::size_t longest_bytes_repr(std::size_t size) noexcept {
  return 4 * size + 3;
}

/// Writes the text unchanged.
[[nodiscard]] inline char* write_text(char* out, std::string_view text) noexcept {
  if (!text.empty()) std::memcpy(out, text.data(), text.size());
  return out + text.size();
}

/// Writes an integer in decimal.
template <std::integral Integer>
[[nodiscard]] char* write_integer(char* out, Integer value) noexcept {
  return std::to_chars(out, out + kLongestNumber, value).ptr;
}

/// Writes repr(float): the shortest digits that read back as the same double, with ".0" where they are whole
/// and with an exponent from 1e16 up and below 1e-4.
[[nodiscard]] char* write_float_repr(char* out, double value) noexcept;

/// Writes repr(bytes): b'...', or b"..." where that saves the escapes of apostrophes. Takes at most
/// longest_bytes_repr(bytes.size()) bytes.
[[nodiscard]] char* write_bytes_repr(char* out, std::string_view bytes) noexcept;

/// Writes repr() of any scalar: an integer, a float, True or False, bytes.
[[nodiscard]] char* write_repr(char* out, const Scalar& value) noexcept;

}  // namespace vertexview
