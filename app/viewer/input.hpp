#pragma once
#include "viewer/event_queue.hpp"

struct GLFWwindow;

namespace vertexview::app {

/// Collects what the window system reported since the last frame.
struct Input {
  EventQueue events;
  bool exposed = true;  ///< the window's size, scale or visible part has changed: it has to be drawn again
};

/// Makes `window` report its events to `input`, which must outlive it and stay where it is.
void listen(GLFWwindow* window, Input& input);

}  // namespace vertexview::app
