#include "viewer/imgui_desktop.hpp"

#include <GLFW/glfw3.h>

#include <utility>

namespace vertexview::app {
namespace {

constexpr std::array<std::pair<int, int>, 22> kKeys{{{ImGuiKey_Tab, GLFW_KEY_TAB},
                                                     {ImGuiKey_LeftArrow, GLFW_KEY_LEFT},
                                                     {ImGuiKey_RightArrow, GLFW_KEY_RIGHT},
                                                     {ImGuiKey_UpArrow, GLFW_KEY_UP},
                                                     {ImGuiKey_DownArrow, GLFW_KEY_DOWN},
                                                     {ImGuiKey_PageUp, GLFW_KEY_PAGE_UP},
                                                     {ImGuiKey_PageDown, GLFW_KEY_PAGE_DOWN},
                                                     {ImGuiKey_Home, GLFW_KEY_HOME},
                                                     {ImGuiKey_End, GLFW_KEY_END},
                                                     {ImGuiKey_Insert, GLFW_KEY_INSERT},
                                                     {ImGuiKey_Delete, GLFW_KEY_DELETE},
                                                     {ImGuiKey_Backspace, GLFW_KEY_BACKSPACE},
                                                     {ImGuiKey_Space, GLFW_KEY_SPACE},
                                                     {ImGuiKey_Enter, GLFW_KEY_ENTER},
                                                     {ImGuiKey_Escape, GLFW_KEY_ESCAPE},
                                                     {ImGuiKey_KeyPadEnter, GLFW_KEY_KP_ENTER},
                                                     {ImGuiKey_A, GLFW_KEY_A},
                                                     {ImGuiKey_C, GLFW_KEY_C},
                                                     {ImGuiKey_V, GLFW_KEY_V},
                                                     {ImGuiKey_X, GLFW_KEY_X},
                                                     {ImGuiKey_Y, GLFW_KEY_Y},
                                                     {ImGuiKey_Z, GLFW_KEY_Z}}};

constexpr std::array<std::pair<int, int>, 5> kCursors{{{ImGuiMouseCursor_Arrow, GLFW_ARROW_CURSOR},
                                                       {ImGuiMouseCursor_TextInput, GLFW_IBEAM_CURSOR},
                                                       {ImGuiMouseCursor_ResizeNS, GLFW_VRESIZE_CURSOR},
                                                       {ImGuiMouseCursor_ResizeEW, GLFW_HRESIZE_CURSOR},
                                                       {ImGuiMouseCursor_Hand, GLFW_HAND_CURSOR}}};

}  // namespace

ImguiDesktop::ImguiDesktop(GLFWwindow* window) : window_(window) {
  for (const auto& [cursor, shape] : kCursors)
    cursors_[static_cast<std::size_t>(cursor)] = glfwCreateStandardCursor(shape);
}

ImguiDesktop::~ImguiDesktop() {
  for (GLFWcursor* const cursor : cursors_)
    if (cursor != nullptr) glfwDestroyCursor(cursor);
}

Desktop::Extent ImguiDesktop::extent() const {
  int width = 1;
  int height = 1;
  int pixel_width = 1;
  int pixel_height = 1;
  Extent extent;
  glfwGetWindowSize(window_, &width, &height);
  glfwGetFramebufferSize(window_, &pixel_width, &pixel_height);
  glfwGetWindowContentScale(window_, &extent.content_scale, nullptr);
  extent.width = static_cast<float>(width);
  extent.height = static_cast<float>(height);
  // X11 counts a window in pixels and Wayland and macOS in points: density or content scale is then 1.
  extent.density = width > 0 ? static_cast<float>(pixel_width) / extent.width : 0;
  return extent;
}

void ImguiDesktop::set_cursor(int cursor) {
  GLFWcursor* const wanted = cursors_.at(static_cast<std::size_t>(cursor));
  glfwSetCursor(window_, wanted != nullptr ? wanted : cursors_[ImGuiMouseCursor_Arrow]);
}

void ImguiDesktop::set_clipboard(const char* text) {
  glfwSetClipboardString(window_, text);
}

const char* ImguiDesktop::clipboard() {
  return glfwGetClipboardString(window_);
}

void ImguiDesktop::map_keys(std::span<int> numbers) const {
  for (const auto& [key, number] : kKeys) numbers[static_cast<std::size_t>(key)] = number;
}

}  // namespace vertexview::app
