#pragma once
#include <cstddef>
#include <string_view>

namespace vertexview {

/// A letter of UTF-8 and how many bytes it takes; 0 bytes where none begins.
struct Utf8Letter {
  char32_t code = 0;
  std::size_t size = 0;
};

/// Returns the letter that begins `text`, which is not empty. Overlong forms, surrogates and what lies beyond
/// U+10FFFF are no letters. May be called from any thread, with untrusted text.
[[nodiscard]] constexpr Utf8Letter utf8_letter(std::string_view text) noexcept {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < size) return {};
  char32_t code = first & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {};
    code = code << 6U | (byte(i) & 0x3FU);
  }
  constexpr char32_t kFirstOf[]{0, 0, 0x80, 0x800, 0x10000};  // what fewer bytes can hold is no letter
  const bool surrogate = code >= 0xD800 && code < 0xE000;
  return code < kFirstOf[size] || surrogate || code > 0x10FFFF ? Utf8Letter{} : Utf8Letter{code, size};
}

}  // namespace vertexview
