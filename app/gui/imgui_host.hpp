#pragma once
#include <span>
#include <string>

#include "gui/event.hpp"
#include "gui/fonts.hpp"
#include "session/session.hpp"

namespace vertexview::app {

/// What ImGui needs of the window it works in. Called on the window's thread.
class Desktop {
 public:
  Desktop() = default;
  Desktop(const Desktop&) = delete;
  Desktop& operator=(const Desktop&) = delete;
  virtual ~Desktop() = default;

  /// How large the window's content is.
  struct Extent {
    float width = 1;          ///< in window units, those of Event::position
    float height = 1;         ///< in window units
    float density = 1;        ///< pixels to a window unit; 0 while the window is minimised
    float content_scale = 1;  ///< how much larger than at 96 dots an inch the screen shows things, in pixels
  };
  [[nodiscard]] virtual Extent extent() const = 0;
  /// Shows the cursor of this ImGuiMouseCursor number over the window.
  virtual void set_cursor(int cursor) = 0;
  virtual void set_clipboard(const char* text) = 0;
  /// Returns the text that was copied last, or null where there is none; it is valid until the next call.
  [[nodiscard]] virtual const char* clipboard() = 0;
  /// Writes to `numbers`, indexed by ImGuiKey, the number that Event::code has for that key.
  virtual void map_keys(std::span<int> numbers) const = 0;
};

/// Owns ImGui in one window: context, fonts, drawing, and its input, which comes from our own events instead
/// of ImGui's GLFW backend. That backend asks for the state of the mouse at the time of the frame, which
/// loses a click's position and a key's press when a frame is slow.
class ImguiHost {
 public:
  /// Creates ImGui's context for `desktop`, which must outlive this object. A `scale_override` above 0 takes
  /// the place of the screen's scale.
  explicit ImguiHost(Desktop& desktop, float scale_override);
  ImguiHost(const ImguiHost&) = delete;
  ImguiHost& operator=(const ImguiHost&) = delete;
  ~ImguiHost();

  /// Takes over the theme and the screen's scale; loads the fonts again only when the scale has changed.
  void set_look(Theme theme);
  void feed(std::span<const Event> events);
  void new_frame();
  /// Draws the frame that was built into the current framebuffer.
  void render();

  [[nodiscard]] const Fonts& fonts() const noexcept { return fonts_; }
  /// Returns how many ImGui units make one unit of a design at 96 dots an inch.
  [[nodiscard]] float scale() const noexcept { return scale_; }
  /// Returns how many pixels make one ImGui unit.
  [[nodiscard]] float density() const noexcept { return density_; }
  [[nodiscard]] const std::string& missing_fonts() const noexcept { return missing_fonts_; }

 private:
  Desktop* desktop_;
  float scale_override_ = 0;
  float scale_ = 0;
  float density_ = 1;
  Theme theme_ = Theme::kDark;
  Fonts fonts_;
  std::string missing_fonts_;
  double last_time_ = 0;
  int cursor_ = 0;  ///< the cursor shown; at first ImGuiMouseCursor_Arrow
};

}  // namespace vertexview::app
