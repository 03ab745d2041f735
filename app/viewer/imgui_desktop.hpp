#pragma once
#include <imgui.h>

#include <array>

#include "gui/imgui_host.hpp"

struct GLFWwindow;
struct GLFWcursor;

namespace vertexview::app {

/// GLFW's window as ImGui sees it: its size, cursors, clipboard and the numbers of its keys. `window` must
/// outlive it.
class ImguiDesktop final : public Desktop {
 public:
  explicit ImguiDesktop(GLFWwindow* window);
  ~ImguiDesktop() override;

  [[nodiscard]] Extent extent() const override;
  void set_cursor(int cursor) override;
  void set_clipboard(const char* text) override;
  [[nodiscard]] const char* clipboard() override;
  void map_keys(std::span<int> numbers) const override;

 private:
  GLFWwindow* window_;
  std::array<GLFWcursor*, ImGuiMouseCursor_COUNT> cursors_{};  ///< null: ImGui's arrow is shown in its place
};

}  // namespace vertexview::app
