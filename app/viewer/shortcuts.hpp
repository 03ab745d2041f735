#pragma once
#include <optional>
#include <string_view>

#include "actions/actions.hpp"
#include "gui/event.hpp"

namespace vertexview::app {

/// A key with its modifiers, in GLFW's numbers.
struct Shortcut {
  int key = 0;
  int modifiers = 0;
  friend bool operator==(const Shortcut&, const Shortcut&) = default;
};

/// Reads a shortcut as the action table writes it: "Ctrl+Shift+P", "F", "F1", "+", "Home". Returns nullopt
/// for an empty or unknown one.
[[nodiscard]] std::optional<Shortcut> parse_shortcut(std::string_view text) noexcept;

/// Returns whether `key` with `modifiers` is that shortcut. The keypad's digits and operators count as the
/// main ones, and NumLock and CapsLock do not matter. "+" is the key of that character, with Shift or
/// without.
[[nodiscard]] bool matches(std::string_view shortcut, int key, int modifiers) noexcept;

/// Returns the action whose shortcut `event` is, or null. While somebody is `typing`, only keys with Ctrl or
/// Alt and function keys count, and not those that edit a line of text.
[[nodiscard]] const Action* action_of(const Event& event, bool typing) noexcept;

/// Returns the menu that `event` opens: the one whose name begins with the letter that is pressed with Alt
/// alone. Returns an empty text for none, and for a letter that flies, which Alt makes slow.
[[nodiscard]] std::string_view menu_of(const Event& event) noexcept;

/// Returns whether holding the shortcut's key down runs the action again and again.
[[nodiscard]] bool repeats(const Action& action) noexcept;

}  // namespace vertexview::app
