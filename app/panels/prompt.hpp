#pragma once
#include <string>

#include "actions/completion.hpp"
#include "panels/picker.hpp"

namespace vertexview::app {

/// Asks for an action's argument and runs it. What is offered, and what is refused, follows from the kind of
/// the argument. A refused one is explained, and the line stays as it was typed.
class ArgumentPrompt {
 public:
  void open(const Action& action);
  void close() noexcept { picker_.close(); }
  [[nodiscard]] const Picker& picker() const noexcept { return picker_; }
  void draw(Ui& ui);

 private:
  [[nodiscard]] const Argument& argument() const noexcept;
  void take(Ui& ui, const std::string& text);

  const Action* action_ = nullptr;
  Picker picker_;
  std::string error_;
  std::string error_text_;  ///< the line that error_ speaks of
  std::string folder_;      ///< where the last path was, to begin the next one
};

}  // namespace vertexview::app
