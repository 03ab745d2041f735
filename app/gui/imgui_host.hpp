#pragma once
#include <span>
#include <string>

#include "gui/event.hpp"
#include "gui/fonts.hpp"
#include "session/document.hpp"

struct GLFWwindow;

namespace vertexview::app {

/// ImGui's life in one window: context, fonts, drawing, and its input, which comes from our own events
/// instead of ImGui's GLFW backend. That backend asks for the state of the mouse at the time of the frame,
/// which loses a click's position and a key's press when a frame is slow.
class ImguiHost {
 public:
  explicit ImguiHost(GLFWwindow* window, float scale_override);
  ImguiHost(const ImguiHost&) = delete;
  ImguiHost& operator=(const ImguiHost&) = delete;
  ~ImguiHost();

  /// Takes over theme and content scale; reloads fonts only when the scale has changed.
  void set_look(Theme theme);
  void feed(std::span<const Event> events);
  void new_frame();
  /// Draws the frame that was built into the current framebuffer.
  void render();

  [[nodiscard]] const Fonts& fonts() const noexcept { return fonts_; }
  /// ImGui units to one unit of a design at 96 dots an inch.
  [[nodiscard]] float scale() const noexcept { return scale_; }
  /// Pixels to one ImGui unit.
  [[nodiscard]] float density() const noexcept { return density_; }
  [[nodiscard]] const std::string& missing_fonts() const noexcept { return missing_fonts_; }

 private:
  void set_cursor();

  GLFWwindow* window_ = nullptr;
  float scale_override_ = 0;
  float scale_ = 0;
  float density_ = 1;
  Theme theme_ = Theme::kDark;
  Fonts fonts_;
  std::string missing_fonts_;
  double last_time_ = 0;
  struct Cursors;
  Cursors* cursors_ = nullptr;
};

}  // namespace vertexview::app
