#pragma once
#include <cstdint>
#include <glm/vec2.hpp>
#include <string>
#include <vector>

namespace vertexview::app {

/// Keys that are held while another one is pressed: the bits of Event::modifiers.
enum Modifier : int { kShift = 1, kControl = 2, kAlt = 4, kSuper = 8 };

/// One thing that a person did, as the window system reported it. Keys and buttons are numbers of the
/// viewer's window library, which app/gui only passes on; positions are in window units from the top left.
struct Event {
  enum class Kind : std::uint8_t { kMove, kButton, kWheel, kKey, kCharacter, kFocus, kDrop };
  Kind kind = Kind::kMove;
  int code = 0;          ///< key or button
  bool pressed = false;  ///< kKey, kButton, kFocus
  bool repeat = false;   ///< kKey: the key is held down and repeats
  int modifiers = 0;     ///< bits of Modifier
  char32_t character = 0;
  glm::dvec2 position{0};  ///< kMove: where; kWheel: how far
  double time = 0;
  std::vector<std::string> paths;  ///< kDrop
};

}  // namespace vertexview::app
