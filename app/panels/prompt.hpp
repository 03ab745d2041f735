#pragma once
#include <string>

#include "actions/completion.hpp"
#include "panels/picker.hpp"

namespace vertexview::app {

/// Asks for an action's argument and runs the action. The kind of the argument decides what is offered and
/// what is refused. A refused argument is explained, and the line stays as it was typed.
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
  std::string error_text_;  ///< the line that error_ is about
  std::string folder_;      ///< the folder of the last path, where the next one begins
};

}  // namespace vertexview::app
