#include "vertexview/memory/python_repr.hpp"

#include <cmath>
#include <cstdint>
#include <type_traits>
#include <variant>

namespace vertexview {

char* write_float_repr(char* out, double value) noexcept {
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

char* write_bytes_repr(char* out, std::string_view bytes) noexcept {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const bool apostrophe = bytes.find('\'') != std::string_view::npos;
  const char quote = apostrophe && bytes.find('"') == std::string_view::npos ? '"' : '\'';
  *out++ = 'b';
  *out++ = quote;
  for (const char c : bytes) {
    const auto code = static_cast<unsigned char>(c);
    if (c == '\t') {
      out = write_text(out, "\\t");
    } else if (c == '\n') {
      out = write_text(out, "\\n");
    } else if (c == '\r') {
      out = write_text(out, "\\r");
    } else if (code < 0x20 || code >= 0x7F) {
      out = write_text(out, "\\x");
      *out++ = kDigits[code >> 4U];
      *out++ = kDigits[code & 15U];
    } else {
      if (c == quote || c == '\\') *out++ = '\\';
      *out++ = c;
    }
  }
  *out++ = quote;
  return out;
}

// A Scalar always holds a value, so std::visit does not throw.
// NOLINTNEXTLINE(bugprone-exception-escape)
char* write_repr(char* out, const Scalar& value) noexcept {
  return std::visit(
      [out](const auto& held) {
        using T = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<T, bool>)
          return write_text(out, held ? "True" : "False");
        else if constexpr (std::is_same_v<T, double>)
          return write_float_repr(out, held);
        else if constexpr (std::is_same_v<T, std::string_view>)
          return write_bytes_repr(out, held);
        else
          return write_integer(out, held);
      },
      value);
}

}  // namespace vertexview
