#pragma once
#include <cstdint>
#include <glm/vec2.hpp>
#include <string>
#include <vector>

namespace vertexview::app {

/// Keys that change what another one, the mouse or the wheel means: the bits of Event::modifiers.
enum Modifier : int { kShift = 1, kControl = 2, kAlt = 4, kSuper = 8 };

/// One thing that a person did, as the window system reported it. Keys and buttons are numbers of the
/// viewer's window library, which app/gui only passes on; positions are in window units from the top left.
struct Event {
  enum class Kind : std::uint8_t { kMove, kButton, kWheel, kKey, kCharacter, kFocus, kDrop };
  Kind kind = Kind::kMove;
  int code = 0;          ///< key or button
  bool pressed = false;  ///< kKey, kButton, kFocus
  bool repeat = false;   ///< kKey: the key is held down and repeats
  /// Bits of Modifier: what is held once this has happened, so that the press of Alt has kAlt and its release
  /// has not. Every kind of event has them.
  int modifiers = 0;
  char32_t character = 0;
  glm::dvec2 position{0};          ///< kMove, kDrop: where; kWheel: how far
  std::vector<glm::dvec2> passed;  ///< kMove: where the mouse was on its way there, within one frame
  double time = 0;
  std::vector<std::string> paths;  ///< kDrop
};

}  // namespace vertexview::app
