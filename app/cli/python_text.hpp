#pragma once
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace vertexview::cli {

/// The most bytes that write_float and write_integer write.
inline constexpr std::size_t kLongestNumber = 32;

/// Appends text; `out` must have the room. The functions here return the end of what they wrote.
[[nodiscard]] inline char* write_text(char* out, std::string_view text) noexcept {
  std::memcpy(out, text.data(), text.size());
  return out + text.size();
}

template <class Integer>
[[nodiscard]] inline char* write_integer(char* out, Integer value) noexcept {
  return std::to_chars(out, out + kLongestNumber, value).ptr;
}

/// `value` as Python's repr() writes it: the shortest digits that read back as the same double, with an
/// exponent from 1e16 up and below 1e-4.
[[nodiscard]] inline char* write_float(char* out, double value) noexcept {
  const double size = std::fabs(value);
  if (!(size < 1e16)) {
    if (std::isnan(value)) return write_text(out, "nan");
    if (std::isinf(value)) return write_text(out, value < 0 ? "-inf" : "inf");
  } else if (size >= 1e-4 || size == 0) {
    const auto whole = static_cast<std::int64_t>(size);
    if (static_cast<double>(whole) != size)
      return std::to_chars(out, out + kLongestNumber, value, std::chars_format::fixed).ptr;
    if (std::signbit(value)) *out++ = '-';
    return write_text(write_integer(out, whole), ".0");
  }
  return std::to_chars(out, out + kLongestNumber, value, std::chars_format::scientific).ptr;
}

}  // namespace vertexview::cli
