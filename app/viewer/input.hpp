#pragma once
#include <glm/vec2.hpp>

#include "viewer/event_queue.hpp"

struct GLFWwindow;

namespace vertexview::app {

/// Collects what the window system reported since the last frame.
struct Input {
  EventQueue events;
  glm::dvec2 pointer{0};  ///< where it was last, also while something is dragged over the window
  bool exposed = true;    ///< the window's size, scale or visible part has changed: it has to be drawn again
};

/// Makes `window` report its events to `input`, which must outlive it and stay where it is.
void listen(GLFWwindow* window, Input& input);

}  // namespace vertexview::app
