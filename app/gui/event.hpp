#pragma once
#include <cstdint>
#include <glm/vec2.hpp>
#include <string>
#include <vector>

namespace vertexview::app {

/// One thing that a person did, as the window system told it. Keys, buttons and modifiers are GLFW's numbers;
/// positions are in window units from the top left.
struct Event {
  enum class Kind : std::uint8_t { kMove, kButton, kWheel, kKey, kCharacter, kFocus, kDrop };
  Kind kind = Kind::kMove;
  int code = 0;          ///< key or button
  bool pressed = false;  ///< kKey, kButton, kFocus
  bool repeat = false;   ///< kKey: the keyboard's own repetition
  int modifiers = 0;
  char32_t character = 0;
  glm::dvec2 position{0};  ///< kMove: where; kWheel: how far
  double time = 0;
  std::vector<std::string> paths;  ///< kDrop
};

}  // namespace vertexview::app
