#pragma once
#include <deque>
#include <vector>

#include "gui/event.hpp"

namespace vertexview::app {

/// Keeps events in order and hands them out so that each frame sees at most one change of a button and one of
/// each key that edits text, no movement after a button, and no change of modifiers after what they count
/// for: a press and a release that fall into one slow frame are still two.
class EventQueue {
 public:
  void push(Event event);
  /// Removes and returns the events that the next frame may see.
  [[nodiscard]] std::vector<Event> next_frame();
  [[nodiscard]] bool empty() const noexcept { return events_.empty(); }

 private:
  std::deque<Event> events_;
};

}  // namespace vertexview::app
