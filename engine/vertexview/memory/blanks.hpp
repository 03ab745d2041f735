#pragma once
#include <algorithm>
#include <string_view>

namespace vertexview {

/// The characters that separate words in layouts, sidecars and actions.
inline constexpr std::string_view kBlanks = " \t\r\n";

[[nodiscard]] constexpr bool is_blank(char c) noexcept {
  return kBlanks.find(c) != std::string_view::npos;
}

/// Returns `text` without the blanks before it.
[[nodiscard]] constexpr std::string_view without_blanks_before(std::string_view text) noexcept {
  return text.substr(std::min(text.find_first_not_of(kBlanks), text.size()));
}

/// Returns `text` without the blanks on both sides.
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text) noexcept {
  text = without_blanks_before(text);
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

}  // namespace vertexview
