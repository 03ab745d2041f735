#pragma once
#include <cstddef>
#include <string_view>

namespace vertexview {

/// The characters that separate words in layouts, sidecars and actions.
inline constexpr std::string_view kBlanks = " \t\r\n";

/// Compared one by one, this takes a fraction of the time of a search among kBlanks.
[[nodiscard]] constexpr bool is_blank(char c) noexcept {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// Returns `text` without the blanks before it.
[[nodiscard]] constexpr std::string_view without_blanks_before(std::string_view text) noexcept {
  std::size_t blanks = 0;
  while (blanks < text.size() && is_blank(text[blanks])) ++blanks;
  return text.substr(blanks);
}

/// Returns `text` without the blanks on both sides.
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text) noexcept {
  text = without_blanks_before(text);
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

}  // namespace vertexview
