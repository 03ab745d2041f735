#include "viewer/event_queue.hpp"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <utility>

namespace vertexview::app {
namespace {

using Kind = Event::Kind;

// Returns whether ImGui edits a line of text by this key. Letters and digits come as characters too; ImGui
// looks at their keys only while Ctrl is held.
bool edits_text(const Event& event) {
  if (event.kind != Kind::kKey) return false;
  if (event.code == GLFW_KEY_LEFT_SHIFT || event.code == GLFW_KEY_RIGHT_SHIFT) return false;
  return event.code >= GLFW_KEY_ESCAPE || (event.modifiers & GLFW_MOD_CONTROL) != 0;
}

bool is_command(const Event& event) {
  return event.kind == Kind::kKey && event.pressed &&
         (event.modifiers & (GLFW_MOD_CONTROL | GLFW_MOD_ALT)) != 0;
}

// Returns whether the meaning of `event` depends on the modifiers that ImGui is told for its frame.
bool reads_modifiers(const Event& event) {
  return event.kind == Kind::kWheel || event.kind == Kind::kButton || (event.pressed && edits_text(event));
}

bool must_wait(const Event& event, const std::vector<Event>& taken) {
  const auto any = [&](auto&& predicate) { return std::ranges::any_of(taken, predicate); };
  const auto any_of_kind = [&](Kind kind) { return any([&](const Event& e) { return e.kind == kind; }); };
  // ImGui knows one set of modifiers a frame, that of its last event.
  if (!taken.empty() && taken.back().modifiers != event.modifiers && any(reads_modifiers)) return true;
  switch (event.kind) {
    case Kind::kMove:
    case Kind::kWheel:
      return any_of_kind(Kind::kButton) || (event.kind == Kind::kMove && any_of_kind(Kind::kWheel));
    case Kind::kButton:
      return any_of_kind(Kind::kButton) || any_of_kind(Kind::kKey);
    case Kind::kKey:
      // The panel that a key with Ctrl opens may want the letters after it for itself, and ImGui misses a
      // command whose keys are pressed and released within one frame.
      if (any(is_command)) return true;
      // Enter submits the text as ImGui has it, so ImGui must have seen all of its letters in earlier frames.
      return edits_text(event) && any([&](const Event& e) {
               return e.kind == Kind::kCharacter || (e.kind == Kind::kKey && e.code == event.code);
             });
    case Kind::kCharacter:
      return any([](const Event& e) { return e.pressed && edits_text(e); });
    case Kind::kFocus:
    case Kind::kDrop:
      return false;
  }
  return false;
}

}  // namespace

void EventQueue::push(Event event) {
  if (event.kind == Kind::kMove && !events_.empty() && events_.back().kind == Kind::kMove) {
    event.passed = std::move(events_.back().passed);
    event.passed.push_back(events_.back().position);
    events_.back() = std::move(event);
    return;
  }
  events_.push_back(std::move(event));
}

std::vector<Event> EventQueue::next_frame() {
  std::vector<Event> taken;
  while (!events_.empty() && !must_wait(events_.front(), taken)) {
    taken.push_back(std::move(events_.front()));
    events_.pop_front();
  }
  return taken;
}

}  // namespace vertexview::app
