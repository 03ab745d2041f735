#include "gui/imgui_host.hpp"

#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <array>

#include "gui/theme.hpp"

namespace vertexview::app {
namespace {

void map_keys(ImGuiIO& io) {
  io.KeyMap[ImGuiKey_Tab] = GLFW_KEY_TAB;
  io.KeyMap[ImGuiKey_LeftArrow] = GLFW_KEY_LEFT;
  io.KeyMap[ImGuiKey_RightArrow] = GLFW_KEY_RIGHT;
  io.KeyMap[ImGuiKey_UpArrow] = GLFW_KEY_UP;
  io.KeyMap[ImGuiKey_DownArrow] = GLFW_KEY_DOWN;
  io.KeyMap[ImGuiKey_PageUp] = GLFW_KEY_PAGE_UP;
  io.KeyMap[ImGuiKey_PageDown] = GLFW_KEY_PAGE_DOWN;
  io.KeyMap[ImGuiKey_Home] = GLFW_KEY_HOME;
  io.KeyMap[ImGuiKey_End] = GLFW_KEY_END;
  io.KeyMap[ImGuiKey_Insert] = GLFW_KEY_INSERT;
  io.KeyMap[ImGuiKey_Delete] = GLFW_KEY_DELETE;
  io.KeyMap[ImGuiKey_Backspace] = GLFW_KEY_BACKSPACE;
  io.KeyMap[ImGuiKey_Space] = GLFW_KEY_SPACE;
  io.KeyMap[ImGuiKey_Enter] = GLFW_KEY_ENTER;
  io.KeyMap[ImGuiKey_Escape] = GLFW_KEY_ESCAPE;
  io.KeyMap[ImGuiKey_KeyPadEnter] = GLFW_KEY_KP_ENTER;
  io.KeyMap[ImGuiKey_A] = GLFW_KEY_A;
  io.KeyMap[ImGuiKey_C] = GLFW_KEY_C;
  io.KeyMap[ImGuiKey_V] = GLFW_KEY_V;
  io.KeyMap[ImGuiKey_X] = GLFW_KEY_X;
  io.KeyMap[ImGuiKey_Y] = GLFW_KEY_Y;
  io.KeyMap[ImGuiKey_Z] = GLFW_KEY_Z;
}

void set_modifiers(ImGuiIO& io, int modifiers) {
  io.KeyCtrl = (modifiers & GLFW_MOD_CONTROL) != 0;
  io.KeyShift = (modifiers & GLFW_MOD_SHIFT) != 0;
  io.KeyAlt = (modifiers & GLFW_MOD_ALT) != 0;
  io.KeySuper = (modifiers & GLFW_MOD_SUPER) != 0;
}

void release_all(ImGuiIO& io) {
  std::ranges::fill(io.KeysDown, false);
  std::ranges::fill(io.MouseDown, false);
  set_modifiers(io, 0);
}

void feed_one(ImGuiIO& io, const Event& event) {
  switch (event.kind) {
    case Event::Kind::kMove:
      io.MousePos = {static_cast<float>(event.position.x), static_cast<float>(event.position.y)};
      break;
    case Event::Kind::kButton:
      if (event.code < ImGuiMouseButton_COUNT) io.MouseDown[event.code] = event.pressed;
      set_modifiers(io, event.modifiers);
      break;
    case Event::Kind::kWheel:
      io.MouseWheelH += static_cast<float>(event.position.x);
      io.MouseWheel += static_cast<float>(event.position.y);
      break;
    case Event::Kind::kKey:
      if (event.code >= 0 && event.code < IM_ARRAYSIZE(io.KeysDown)) io.KeysDown[event.code] = event.pressed;
      set_modifiers(io, event.modifiers);
      break;
    case Event::Kind::kCharacter:
      io.AddInputCharacter(static_cast<unsigned>(event.character));
      break;
    case Event::Kind::kFocus:
      if (!event.pressed) release_all(io);
      break;
    case Event::Kind::kDrop:
      break;
  }
}

}  // namespace

struct ImguiHost::Cursors {
  std::array<GLFWcursor*, ImGuiMouseCursor_COUNT> of{};
  int shown = ImGuiMouseCursor_Arrow;
};

ImguiHost::ImguiHost(GLFWwindow* window, float scale_override)
    : window_(window), scale_override_(scale_override), cursors_(new Cursors) {
  IMGUI_CHECKVERSION();
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.BackendPlatformName = "vertexview";
  io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
  // A blinking caret would redraw an idle window for ever.
  io.ConfigInputTextCursorBlink = false;
  io.SetClipboardTextFn = [](void* user, const char* text) {
    glfwSetClipboardString(static_cast<GLFWwindow*>(user), text);
  };
  io.GetClipboardTextFn = [](void* user) { return glfwGetClipboardString(static_cast<GLFWwindow*>(user)); };
  io.ClipboardUserData = window;
  map_keys(io);
  const auto cursor = [this](int which, int shape) {
    cursors_->of[static_cast<std::size_t>(which)] = glfwCreateStandardCursor(shape);
  };
  cursor(ImGuiMouseCursor_Arrow, GLFW_ARROW_CURSOR);
  cursor(ImGuiMouseCursor_TextInput, GLFW_IBEAM_CURSOR);
  cursor(ImGuiMouseCursor_ResizeNS, GLFW_VRESIZE_CURSOR);
  cursor(ImGuiMouseCursor_ResizeEW, GLFW_HRESIZE_CURSOR);
  cursor(ImGuiMouseCursor_Hand, GLFW_HAND_CURSOR);
  ImGui_ImplOpenGL3_Init("#version 450 core");
}

ImguiHost::~ImguiHost() {
  ImGui_ImplOpenGL3_Shutdown();
  ImGui::DestroyContext();
  for (GLFWcursor* const cursor : cursors_->of)
    if (cursor != nullptr) glfwDestroyCursor(cursor);
  delete cursors_;
}

void ImguiHost::set_look(Theme theme) {
  int width = 1;
  int height = 1;
  int pixel_width = 1;
  int pixel_height = 1;
  glfwGetWindowSize(window_, &width, &height);
  glfwGetFramebufferSize(window_, &pixel_width, &pixel_height);
  float content_scale = 1;
  glfwGetWindowContentScale(window_, &content_scale, nullptr);
  // X11 counts a window in pixels and Wayland and macOS in points: one of the two factors is then 1.
  const float density =
      width > 0 && pixel_width > 0 ? static_cast<float>(pixel_width) / static_cast<float>(width) : density_;
  const float wanted = scale_override_ > 0 ? scale_override_ : content_scale / density;
  const float scale = std::clamp(wanted, 0.5F, 4.0F);
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
  io.DisplayFramebufferScale = {density, density};
  const bool rescaled = scale != scale_ || density != density_ || fonts_.text == nullptr;
  if (!rescaled && theme == theme_) return;
  scale_ = scale;
  density_ = density;
  theme_ = theme;
  apply_style(theme, scale);
  if (!rescaled) return;
  missing_fonts_.clear();
  fonts_ = load_fonts(scale, density, missing_fonts_);
  ImGui_ImplOpenGL3_DestroyDeviceObjects();
  ImGui_ImplOpenGL3_CreateDeviceObjects();
}

void ImguiHost::feed(std::span<const Event> events) {
  ImGuiIO& io = ImGui::GetIO();
  for (const Event& event : events) feed_one(io, event);
}

void ImguiHost::new_frame() {
  const double now = glfwGetTime();
  ImGui::GetIO().DeltaTime = static_cast<float>(std::max(now - last_time_, 1e-4));
  last_time_ = now;
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
}

void ImguiHost::render() {
  ImGui::Render();
  set_cursor();
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void ImguiHost::set_cursor() {
  const int wanted = ImGui::GetMouseCursor();
  if (wanted == cursors_->shown || wanted < 0) return;
  cursors_->shown = wanted;
  GLFWcursor* const cursor = cursors_->of[static_cast<std::size_t>(wanted)];
  glfwSetCursor(window_, cursor != nullptr ? cursor : cursors_->of[ImGuiMouseCursor_Arrow]);
}

}  // namespace vertexview::app
