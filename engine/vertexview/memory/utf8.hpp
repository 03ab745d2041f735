#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace vertexview {

/// A letter of UTF-8 and how many bytes it takes; 0 bytes where none begins.
struct Utf8Letter {
  char32_t code = 0;
  std::size_t size = 0;
};

/// The last letter that Unicode has room for.
inline constexpr char32_t kLastUnicode = 0x10FFFF;

/// Returns whether a byte belongs to the letter of UTF-8 that began before it: 0b10xxxxxx. A text is cut
/// before a byte that does not.
[[nodiscard]] constexpr bool continues_letter(char byte) noexcept {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

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
    if (!continues_letter(text[i])) return {};
    code = code << 6U | (byte(i) & 0x3FU);
  }
  constexpr char32_t kFirstOf[]{0, 0, 0x80, 0x800, 0x10000};  // what fewer bytes can hold is no letter
  const bool surrogate = code >= 0xD800 && code < 0xE000;
  return code < kFirstOf[size] || surrogate || code > kLastUnicode ? Utf8Letter{} : Utf8Letter{code, size};
}

/// Appends a letter, which is at most kLastUnicode, to a text of UTF-8.
inline void append_utf8(std::string& text, char32_t letter) {
  const auto put = [&](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  const auto put_later = [&](unsigned shift) { put(0x80U | (letter >> shift & 0x3FU)); };
  if (letter < 0x80) return put(letter);
  if (letter < 0x800) return put(0xC0U | letter >> 6U), put_later(0);
  if (letter < 0x10000) return put(0xE0U | letter >> 12U), put_later(6), put_later(0);
  put(0xF0U | letter >> 18U), put_later(12), put_later(6), put_later(0);
}

}  // namespace vertexview
