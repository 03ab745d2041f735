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

/// Reads a shortcut as the action table writes it: "Ctrl+Shift+P", "F", "F1", "+", "Home". nullopt for an
/// empty or unknown one.
[[nodiscard]] std::optional<Shortcut> parse_shortcut(std::string_view text) noexcept;

/// Whether a key event is that shortcut; the keypad's digits and operators count as the main ones, and
/// NumLock and CapsLock do not matter. "+" is the character's own key, with Shift or without.
[[nodiscard]] bool matches(std::string_view shortcut, int key, int modifiers) noexcept;

/// The action whose shortcut `event` is; null where it is none. While somebody is `typing`, only keys with
/// Ctrl or Alt and function keys count, and not those that edit a line of text.
[[nodiscard]] const Action* action_of(const Event& event, bool typing) noexcept;

/// Whether holding the shortcut's key down runs the action again and again.
[[nodiscard]] bool repeats(const Action& action) noexcept;

}  // namespace vertexview::app
