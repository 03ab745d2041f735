#pragma once
#include <optional>
#include <string>

#include "actions/completion.hpp"
#include "panels/picker.hpp"

namespace vertexview::app {

/// Asks for an action's argument and runs the action. The kind of the argument decides what is offered and
/// what is refused: what can never be right, and what points at a vertex or a file that is not there. A
/// refused argument is explained, and the line stays as it was typed.
class ArgumentPrompt {
 public:
  void open(const Action& action);
  void close() noexcept { picker_.close(); }
  [[nodiscard]] const Picker& picker() const noexcept { return picker_; }
  void draw(Ui& ui);
  /// Returns what the prompt shows; nullopt while it is closed.
  [[nodiscard]] std::optional<PromptReport> report() const;

 private:
  [[nodiscard]] const Argument& argument() const noexcept;
  /// Returns whether the line is still the one that was refused.
  [[nodiscard]] bool refused() const noexcept { return !error_.empty() && error_text_ == picker_.text(); }
  void take(Ui& ui, const std::string& text);

  const Action* action_ = nullptr;
  Picker picker_;
  std::string error_;
  std::string error_text_;  ///< the line that error_ is about
  std::string folder_;      ///< the folder of the last path, where the next one begins
};

}  // namespace vertexview::app
