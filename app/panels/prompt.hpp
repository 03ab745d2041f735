#pragma once
#include <optional>
#include <string>
#include <vector>

#include "actions/completion.hpp"
#include "panels/picker.hpp"

namespace vertexview::app {

/// Asks for an action's argument and runs the action. The kind of the argument decides what is offered and
/// what is refused: what can never be right, and what points at a vertex or a file that is not there. A
/// refused argument is explained, and the line stays as it was typed.
///
/// A line with a path has the escapes of escaped_path(). Enter on a folder shows what is in it; Alt+Up, or
/// Backspace behind its slash, goes to the folder it lies in. As long as nothing is typed, the line for what
/// is opened offers recent files first.
class ArgumentPrompt {
 public:
  void open(const Action& action, const Session& session);
  void close() noexcept { picker_.close(); }
  [[nodiscard]] const Picker& picker() const noexcept { return picker_; }
  void draw(Ui& ui);
  /// Returns what the prompt shows; nullopt while it is closed.
  [[nodiscard]] std::optional<PromptReport> report() const;

 private:
  [[nodiscard]] const Argument& argument() const noexcept;
  /// Returns whether the line is a path that is typed, not one that is chosen.
  [[nodiscard]] bool types_path() const noexcept;
  /// Returns what the line stands for: the bytes of a path, else its text.
  [[nodiscard]] std::string typed() const;
  void look_up(const Session& session);
  [[nodiscard]] std::string note() const;
  /// Returns whether the line is still the one that was refused.
  [[nodiscard]] bool refused() const noexcept { return !error_.empty() && error_text_ == picker_.text(); }
  void take(Ui& ui, const std::string& text);
  void take_line(Ui& ui, const Completion* entry);
  void complete(const Completion* entry);
  void follow(const std::string& before);

  const Action* action_ = nullptr;
  Picker picker_;
  std::string error_;
  std::string error_text_;  ///< the line that error_ is about
  std::string folder_;      ///< the folder of the last path, where the next one begins
  std::string first_text_;  ///< what the line began with
  std::vector<Completion> offered_;
  /// The text that offered_ belongs to: a large folder is read once for it, not in each frame.
  std::optional<std::string> offered_text_;
};

}  // namespace vertexview::app
