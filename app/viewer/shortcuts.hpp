#pragma once
#include <optional>
#include <string_view>

namespace vertexview::app {

/// A key with its modifiers, in GLFW's numbers.
struct Shortcut {
  int key = 0;
  int modifiers = 0;
  friend bool operator==(const Shortcut&, const Shortcut&) = default;
};

/// Reads a shortcut as the action table writes it: "Ctrl+Shift+P", "F", "F1", "+", "Home". nullopt for an
/// empty or unknown one.
[[nodiscard]] std::optional<Shortcut> parse_shortcut(std::string_view text) noexcept;

/// Whether a key event is that shortcut; the keypad's digits and operators count as the main ones, and
/// NumLock and CapsLock do not matter. "+" is the character's own key, with Shift or without.
[[nodiscard]] bool matches(std::string_view shortcut, int key, int modifiers) noexcept;

}  // namespace vertexview::app
