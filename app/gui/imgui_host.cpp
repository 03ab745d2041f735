#include "gui/imgui_host.hpp"

#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>

#include "gui/theme.hpp"

namespace vertexview::app {
namespace {

void set_modifiers(ImGuiIO& io, int modifiers) {
  io.KeyCtrl = (modifiers & kControl) != 0;
  io.KeyShift = (modifiers & kShift) != 0;
  io.KeyAlt = (modifiers & kAlt) != 0;
  io.KeySuper = (modifiers & kSuper) != 0;
}

void release_all(ImGuiIO& io) {
  std::ranges::fill(io.KeysDown, false);
  std::ranges::fill(io.MouseDown, false);
  set_modifiers(io, 0);
}

void feed_one(ImGuiIO& io, const Event& event) {
  set_modifiers(io, event.modifiers);
  switch (event.kind) {
    case Event::Kind::kMove:
      io.MousePos = {static_cast<float>(event.position.x), static_cast<float>(event.position.y)};
      break;
    case Event::Kind::kButton:
      if (event.code < ImGuiMouseButton_COUNT) io.MouseDown[event.code] = event.pressed;
      break;
    case Event::Kind::kWheel:
      io.MouseWheelH += static_cast<float>(event.position.x);
      io.MouseWheel += static_cast<float>(event.position.y);
      break;
    case Event::Kind::kKey:
      if (event.code >= 0 && event.code < IM_ARRAYSIZE(io.KeysDown)) io.KeysDown[event.code] = event.pressed;
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

ImguiHost::ImguiHost(Desktop& desktop, float scale_override)
    : desktop_(&desktop), scale_override_(scale_override) {
  IMGUI_CHECKVERSION();
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.BackendPlatformName = "vertexview";
  io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
  // A blinking caret would make an idle window draw for ever.
  io.ConfigInputTextCursorBlink = false;
  io.SetClipboardTextFn = [](void* user, const char* text) {
    static_cast<Desktop*>(user)->set_clipboard(text);
  };
  io.GetClipboardTextFn = [](void* user) { return static_cast<Desktop*>(user)->clipboard(); };
  io.ClipboardUserData = desktop_;
  desktop.map_keys(io.KeyMap);
  ImGui_ImplOpenGL3_Init("#version 450 core");
}

ImguiHost::~ImguiHost() {
  ImGui_ImplOpenGL3_Shutdown();
  ImGui::DestroyContext();
}

void ImguiHost::set_look(Theme theme) {
  const auto [width, height, pixels_per_unit, content_scale] = desktop_->extent();
  const float density = pixels_per_unit > 0 ? pixels_per_unit : density_;
  const float wanted = scale_override_ > 0 ? scale_override_ : content_scale / density;
  const float scale = std::clamp(wanted, 0.5F, 4.0F);
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {width, height};
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
  const double now = seconds_since_start();
  ImGui::GetIO().DeltaTime = static_cast<float>(std::max(now - last_time_, 1e-4));
  last_time_ = now;
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
}

void ImguiHost::render() {
  ImGui::Render();
  if (const int cursor = ImGui::GetMouseCursor(); cursor >= 0 && cursor != cursor_) {
    cursor_ = cursor;
    desktop_->set_cursor(cursor);
  }
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace vertexview::app
