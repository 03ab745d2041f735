#include "viewer/input.hpp"

#include <GLFW/glfw3.h>

#include <utility>

namespace vertexview::app {
namespace {

static_assert(kShift == GLFW_MOD_SHIFT && kControl == GLFW_MOD_CONTROL && kAlt == GLFW_MOD_ALT &&
              kSuper == GLFW_MOD_SUPER);

Input& input_of(GLFWwindow* window) noexcept {
  return *static_cast<Input*>(glfwGetWindowUserPointer(window));
}

Event event_now(Event::Kind kind) {
  Event event;
  event.kind = kind;
  event.time = glfwGetTime();
  return event;
}

void on_move(GLFWwindow* window, double x, double y) {
  Event event = event_now(Event::Kind::kMove);
  event.position = {x, y};
  input_of(window).events.push(std::move(event));
}

void on_enter(GLFWwindow* window, int entered) {
  // The mouse has left the window: at a place far from everything, ImGui highlights nothing.
  if (entered == 0) on_move(window, -1e6, -1e6);
}

void on_button(GLFWwindow* window, int button, int action, int modifiers) {
  Event event = event_now(Event::Kind::kButton);
  event.code = button;
  event.pressed = action == GLFW_PRESS;
  event.modifiers = modifiers;
  input_of(window).events.push(std::move(event));
}

void on_wheel(GLFWwindow* window, double x, double y) {
  Event event = event_now(Event::Kind::kWheel);
  event.position = {x, y};
  input_of(window).events.push(std::move(event));
}

void on_key(GLFWwindow* window, int key, int /*scancode*/, int action, int modifiers) {
  Event event = event_now(Event::Kind::kKey);
  event.code = key;
  event.pressed = action != GLFW_RELEASE;
  event.repeat = action == GLFW_REPEAT;
  event.modifiers = modifiers;
  input_of(window).events.push(std::move(event));
}

void on_character(GLFWwindow* window, unsigned character) {
  Event event = event_now(Event::Kind::kCharacter);
  event.character = static_cast<char32_t>(character);
  input_of(window).events.push(std::move(event));
}

void on_focus(GLFWwindow* window, int focused) {
  Event event = event_now(Event::Kind::kFocus);
  event.pressed = focused != 0;
  input_of(window).events.push(std::move(event));
}

void on_drop(GLFWwindow* window, int count, const char** paths) {
  Event event = event_now(Event::Kind::kDrop);
  event.paths.assign(paths, paths + count);
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
