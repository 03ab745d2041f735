#pragma once
#include <cstddef>
#include <string>
#include <string_view>

// Letters and digits of ASCII, whatever the locale of the process: those of <cctype> ask it, and their
// arguments must not be negative. All other bytes are neither, and stay as they are. Every function may be
// called from any thread, with untrusted text.
namespace vertexview {

[[nodiscard]] constexpr bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_letter(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

[[nodiscard]] constexpr char lower_case(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
[[nodiscard]] constexpr char upper_case(char c) noexcept {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

[[nodiscard]] inline std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = lower_case(c);
  return lower;
}
[[nodiscard]] inline std::string upper_case(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) c = upper_case(c);
  return upper;
}

/// Returns whether two texts are the same, upper and lower case alike.
[[nodiscard]] constexpr bool same_letters(std::string_view a, std::string_view b) noexcept {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (lower_case(a[i]) != lower_case(b[i])) return false;
  return true;
}

/// Returns whether `text` ends in `ending`, upper and lower case alike.
[[nodiscard]] constexpr bool ends_in(std::string_view text, std::string_view ending) noexcept {
  return text.size() >= ending.size() && same_letters(text.substr(text.size() - ending.size()), ending);
}

}  // namespace vertexview
