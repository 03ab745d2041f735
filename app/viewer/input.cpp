#include "viewer/input.hpp"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <array>
#include <utility>

namespace vertexview::app {
namespace {

static_assert(kShift == GLFW_MOD_SHIFT && kControl == GLFW_MOD_CONTROL && kAlt == GLFW_MOD_ALT &&
              kSuper == GLFW_MOD_SUPER);

Input& input_of(GLFWwindow* window) noexcept {
  return *static_cast<Input*>(glfwGetWindowUserPointer(window));
}

struct ModifierKeys {
  int modifier;
  int left;
  int right;
};

constexpr std::array<ModifierKeys, 4> kModifierKeys{
    {{kShift, GLFW_KEY_LEFT_SHIFT, GLFW_KEY_RIGHT_SHIFT},
     {kControl, GLFW_KEY_LEFT_CONTROL, GLFW_KEY_RIGHT_CONTROL},
     {kAlt, GLFW_KEY_LEFT_ALT, GLFW_KEY_RIGHT_ALT},
     {kSuper, GLFW_KEY_LEFT_SUPER, GLFW_KEY_RIGHT_SUPER}}};

bool is_modifier_key(int key) noexcept {
  return std::ranges::any_of(
      kModifierKeys, [key](const ModifierKeys& keys) { return key == keys.left || key == keys.right; });
}

// Returns the modifiers whose keys are down. GLFW takes note of a key before it reports it, so within a
// callback this is the state right after the event that is being reported.
int held_modifiers(GLFWwindow* window) {
  const auto down = [window](int key) { return glfwGetKey(window, key) == GLFW_PRESS; };
  int held = 0;
  for (const ModifierKeys& keys : kModifierKeys)
    if (down(keys.left) || down(keys.right)) held |= keys.modifier;
  return held;
}

Event event_now(GLFWwindow* window, Event::Kind kind) {
  Event event;
  event.kind = kind;
  event.modifiers = held_modifiers(window);
  event.time = glfwGetTime();
  return event;
}

void on_move(GLFWwindow* window, double x, double y) {
  Event event = event_now(window, Event::Kind::kMove);
  event.position = {x, y};
  input_of(window).pointer = event.position;
  input_of(window).events.push(std::move(event));
}

void on_enter(GLFWwindow* window, int entered) {
  // The mouse has left the window: at a place far from everything, ImGui highlights nothing.
  if (entered == 0) on_move(window, -1e6, -1e6);
}

void on_button(GLFWwindow* window, int button, int action, int modifiers) {
  Event event = event_now(window, Event::Kind::kButton);
  event.code = button;
  event.pressed = action == GLFW_PRESS;
  event.modifiers = modifiers;
  input_of(window).events.push(std::move(event));
}

void on_wheel(GLFWwindow* window, double x, double y) {
  Event event = event_now(window, Event::Kind::kWheel);
  event.position = {x, y};
  input_of(window).events.push(std::move(event));
}

void on_key(GLFWwindow* window, int key, int /*scancode*/, int action, int modifiers) {
  Event event = event_now(window, Event::Kind::kKey);
  event.code = key;
  event.pressed = action != GLFW_RELEASE;
  event.repeat = action == GLFW_REPEAT;
  // X11 and Wayland report what was held before the key: right for an ordinary key, also where a person has
  // made Caps Lock a Ctrl or where Ctrl is sticky, and one event late for the key of a modifier itself.
  if (!is_modifier_key(key)) event.modifiers = modifiers;
  input_of(window).events.push(std::move(event));
}

void on_character(GLFWwindow* window, unsigned character) {
  Event event = event_now(window, Event::Kind::kCharacter);
  event.character = static_cast<char32_t>(character);
  input_of(window).events.push(std::move(event));
}

void on_focus(GLFWwindow* window, int focused) {
  Event event = event_now(window, Event::Kind::kFocus);
  event.pressed = focused != 0;
  input_of(window).events.push(std::move(event));
}

void on_drop(GLFWwindow* window, int count, const char** paths) {
  Event event = event_now(window, Event::Kind::kDrop);
  event.paths.assign(paths, paths + count);
  event.position = input_of(window).pointer;
  input_of(window).events.push(std::move(event));
}

void on_exposed(GLFWwindow* window) {
  input_of(window).exposed = true;
}

}  // namespace

void listen(GLFWwindow* window, Input& input) {
  glfwSetWindowUserPointer(window, &input);
  glfwSetCursorPosCallback(window, on_move);
  glfwSetCursorEnterCallback(window, on_enter);
  glfwSetMouseButtonCallback(window, on_button);
  glfwSetScrollCallback(window, on_wheel);
  glfwSetKeyCallback(window, on_key);
  glfwSetCharCallback(window, on_character);
  glfwSetWindowFocusCallback(window, on_focus);
  glfwSetDropCallback(window, on_drop);
  glfwSetWindowRefreshCallback(window, on_exposed);
  glfwSetFramebufferSizeCallback(window, [](GLFWwindow* resized, int, int) { on_exposed(resized); });
  glfwSetWindowContentScaleCallback(window, [](GLFWwindow* moved, float, float) { on_exposed(moved); });
}

}  // namespace vertexview::app
