#include "viewer/shortcuts.hpp"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "viewer/navigation.hpp"

namespace vertexview::app {
namespace {

constexpr int kModifierMask = GLFW_MOD_CONTROL | GLFW_MOD_SHIFT | GLFW_MOD_ALT | GLFW_MOD_SUPER;

constexpr std::array<std::pair<std::string_view, int>, 4> kModifiers{{{"Ctrl+", GLFW_MOD_CONTROL},
                                                                      {"Shift+", GLFW_MOD_SHIFT},
                                                                      {"Alt+", GLFW_MOD_ALT},
                                                                      {"Super+", GLFW_MOD_SUPER}}};

constexpr std::array<std::pair<std::string_view, int>, 24> kNames{
    {{"+", GLFW_KEY_EQUAL},        {"-", GLFW_KEY_MINUS},
     {"Home", GLFW_KEY_HOME},      {"End", GLFW_KEY_END},
     {"Enter", GLFW_KEY_ENTER},    {"Esc", GLFW_KEY_ESCAPE},
     {"Escape", GLFW_KEY_ESCAPE},  {"Del", GLFW_KEY_DELETE},
     {"Delete", GLFW_KEY_DELETE},  {"Tab", GLFW_KEY_TAB},
     {"Space", GLFW_KEY_SPACE},    {"Backspace", GLFW_KEY_BACKSPACE},
     {"PageUp", GLFW_KEY_PAGE_UP}, {"PageDown", GLFW_KEY_PAGE_DOWN},
     {"Up", GLFW_KEY_UP},          {"Down", GLFW_KEY_DOWN},
     {"Left", GLFW_KEY_LEFT},      {"Right", GLFW_KEY_RIGHT},
     {"[", GLFW_KEY_LEFT_BRACKET}, {"]", GLFW_KEY_RIGHT_BRACKET},
     {",", GLFW_KEY_COMMA},        {".", GLFW_KEY_PERIOD},
     {"/", GLFW_KEY_SLASH},        {"?", GLFW_KEY_SLASH}}};

int key_of(std::string_view name) noexcept {
  if (name.size() == 1) {
    const char c = name.front();
    if (c >= 'A' && c <= 'Z') return GLFW_KEY_A + (c - 'A');
    if (c >= '0' && c <= '9') return GLFW_KEY_0 + (c - '0');
  }
  if (name.size() >= 2 && name.front() == 'F') {
    int number = 0;
    const auto [end, error] = std::from_chars(name.data() + 1, name.data() + name.size(), number);
    if (error == std::errc{} && end == name.data() + name.size() && number >= 1 && number <= 25)
      return GLFW_KEY_F1 + number - 1;
  }
  for (const auto& [known, key] : kNames)
    if (name == known) return key;
  return GLFW_KEY_UNKNOWN;
}

int main_key(int key) noexcept {
  if (key >= GLFW_KEY_KP_0 && key <= GLFW_KEY_KP_9) return GLFW_KEY_0 + (key - GLFW_KEY_KP_0);
  switch (key) {
    case GLFW_KEY_KP_ADD:
      return GLFW_KEY_EQUAL;
    case GLFW_KEY_KP_SUBTRACT:
      return GLFW_KEY_MINUS;
    case GLFW_KEY_KP_ENTER:
      return GLFW_KEY_ENTER;
    default:
      return key;
  }
}

}  // namespace

std::optional<Shortcut> parse_shortcut(std::string_view text) noexcept {
  Shortcut shortcut;
  for (bool found = true; found;) {
    found = false;
    for (const auto& [name, modifier] : kModifiers) {
      if (!text.starts_with(name)) continue;
      text.remove_prefix(name.size());
      shortcut.modifiers |= modifier;
      found = true;
    }
  }
  shortcut.key = key_of(text);
  if (shortcut.key == GLFW_KEY_UNKNOWN) return std::nullopt;
  return shortcut;
}

bool matches(std::string_view text, int key, int modifiers) noexcept {
  const auto shortcut = parse_shortcut(text);
  if (!shortcut || main_key(key) != shortcut->key) return false;
  const bool shift_types_it = shortcut->key == GLFW_KEY_EQUAL;
  const int mask = shift_types_it ? kModifierMask & ~GLFW_MOD_SHIFT : kModifierMask;
  return (modifiers & mask) == (shortcut->modifiers & mask);
}

const Action* action_of(const Event& event, bool typing) noexcept {
  if (event.kind != Event::Kind::kKey || !event.pressed) return nullptr;
  const bool command_key = (event.modifiers & (GLFW_MOD_CONTROL | GLFW_MOD_ALT)) != 0 ||
                           (event.code >= GLFW_KEY_F1 && event.code <= GLFW_KEY_F25);
  const bool edits_line = event.code == GLFW_KEY_A || event.code == GLFW_KEY_C || event.code == GLFW_KEY_V ||
                          event.code == GLFW_KEY_X || event.code == GLFW_KEY_Y || event.code == GLFW_KEY_Z;
  if (typing && (!command_key || edits_line)) return nullptr;
  for (const Action& action : actions())
    if (!action.shortcut.empty() && matches(action.shortcut, event.code, event.modifiers)) return &action;
  return nullptr;
}

std::string_view menu_of(const Event& event) noexcept {
  const bool alt_alone = (event.modifiers & kModifierMask) == kAlt;
  if (event.kind != Event::Kind::kKey || !event.pressed || !alt_alone) return {};
  if (Navigation::is_fly_key(event.code)) return {};
  for (const Action& action : actions())
    if (!action.menu.empty() && key_of(action.menu.substr(0, 1)) == event.code) return action.menu;
  return {};
}

bool repeats(const Action& action) noexcept {
  constexpr std::array<std::string_view, 4> kRepeating{"Up", "Down", "+", "-"};
  return std::ranges::find(kRepeating, action.shortcut) != kRepeating.end();
}

}  // namespace vertexview::app
