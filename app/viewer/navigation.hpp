#pragma once
#include <functional>
#include <glm/vec2.hpp>
#include <optional>
#include <set>
#include <vector>

#include "actions/command.hpp"
#include "gui/event.hpp"
#include "session/session.hpp"

namespace vertexview::app {

/// What navigation needs to know of the window it works in.
struct NavigationContext {
  Session& session;
  glm::dvec2 view_origin{0};  ///< top left of the 3D view, in window units
  double density = 1;         ///< pixels to a window unit
  double scale = 1;           ///< window units to a unit of the design
  bool mouse_free = true;     ///< the mouse is over the 3D view and no panel wants it
  bool keys_free = true;      ///< nobody is typing
  /// Returns the vertex near a pixel of the picture.
  std::function<std::optional<VertexId>(glm::dvec2 pixel)> pick;
  /// Runs a command after this frame's input.
  std::function<void(Command command)> run;
};

/// Turns mouse and keys into camera movements: left drag orbits, middle, right or Shift+left drag pans, the
/// wheel zooms to what is under the cursor, a click selects, Ctrl+left drag selects what lies in a box, with
/// Shift what lies in an outline, a
/// double-click sets the pivot or, on the background, shows all; W A S D Q E fly, and the wheel then changes
/// their speed. Keys with Ctrl are left to commands. The mathematics is in engine/vertexview/camera; this
/// class knows which gesture means which movement.
class Navigation {
 public:
  void handle(const Event& event, const NavigationContext& context);
  /// Flies on for `seconds` while keys are held; a gap of more than 0.1 s counts as 0.1 s. Returns true when
  /// the camera moved.
  bool tick(double seconds, const NavigationContext& context);

  [[nodiscard]] bool dragging() const noexcept { return button_ >= 0 && dragging_; }
  /// Returns the corners, in window units, of the box or outline that is being drawn; none where none is.
  [[nodiscard]] std::vector<glm::dvec2> outline() const;
  [[nodiscard]] bool flying() const noexcept { return !held_.empty(); }
  /// Returns the pixel of the picture that the mouse is over; nullopt elsewhere and during a drag.
  [[nodiscard]] std::optional<glm::dvec2> hover() const noexcept { return hover_; }
  [[nodiscard]] static bool is_fly_key(int key) noexcept;

 private:
  void press(const Event& event, const NavigationContext& context);
  void release(const Event& event, const NavigationContext& context);
  void move(const Event& event, const NavigationContext& context);
  void select_outlined(const NavigationContext& context);
  void wheel(const Event& event, const NavigationContext& context);
  void click(glm::dvec2 pixel, const Event& event, const NavigationContext& context);
  [[nodiscard]] glm::dvec2 to_pixel(glm::dvec2 position, const NavigationContext& context) const noexcept;

  int button_ = -1;  ///< the button that began the gesture; negative: none
  bool pans_ = false;
  bool selects_ = false;           ///< the gesture selects what lies in a box or an outline
  std::vector<glm::dvec2> lasso_;  ///< the outline so far, in window units; empty for a box
  bool dragging_ = false;
  int modifiers_ = 0;  ///< what is held since the last event
  glm::dvec2 position_{0};
  glm::dvec2 pressed_at_{0};
  glm::dvec2 last_click_at_{-1e9};
  double last_click_time_ = -1e9;
  std::set<int> held_;      ///< the keys that fly
  double fly_notches_ = 0;  ///< by how many notches the wheel has made flying faster; negative: slower
  std::optional<glm::dvec2> hover_;
};

}  // namespace vertexview::app
