#pragma once
#include "viewer/event_queue.hpp"

struct GLFWwindow;

namespace vertexview::app {

/// What a window was told since the last frame.
struct Input {
  EventQueue events;
  bool exposed = true;  ///< its size, scale or visible part has changed: it has to be drawn again
};

/// Makes `window` tell `input`, which must outlive it and stay where it is.
void listen(GLFWwindow* window, Input& input);

}  // namespace vertexview::app
