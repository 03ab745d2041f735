#pragma once
#include <optional>
#include <span>
#include <string>

#include "gui/ui.hpp"

namespace vertexview::app {

/// A line that a Picker offers.
struct PickItem {
  std::string label;
  std::string detail;  ///< dim, after the label
  std::string right;   ///< dim, at the right edge
};

/// A box at the top of the window with a line of text and, below it, the items that it offers; the palette
/// and the prompts are made of it. Up and Down choose, Enter takes, Tab completes, Alt+Up asks for the level
/// above, Escape and a click elsewhere close.
class Picker {
 public:
  enum class Answer { kNone, kTaken, kComplete, kAbove, kClosed };

  void open(std::string text);
  void close() noexcept { open_ = false; }
  [[nodiscard]] bool is_open() const noexcept { return open_; }
  /// Returns whether the box is open but does not have the keyboard yet: what is typed now has to wait.
  [[nodiscard]] bool is_taking_focus() const noexcept { return open_ && !has_focus_; }
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  void set_text(std::string text);
  /// Returns the item that kTaken or kComplete speaks of; nullopt where nothing is offered or chosen.
  [[nodiscard]] std::optional<std::size_t> chosen() const noexcept { return chosen_; }

  /// Draws the box and returns what the person did. `title` is shown above the line, `hint` in it while it is
  /// empty, `note` below it (an error in its colour). With `free_text`, nothing is chosen until an arrow key
  /// or the mouse chooses.
  Answer draw(const Ui& ui, const char* title, const char* hint, const std::string& note, bool note_is_error,
              std::span<const PickItem> items, bool free_text);

 private:
  void move_choice(std::size_t count, bool free_text);
  void draw_items(const Ui& ui, std::span<const PickItem> items, Answer& answer);

  bool open_ = false;
  bool has_focus_ = false;
  bool move_caret_ = false;
  int frames_ = 0;
  std::string text_;
  std::string last_text_;
  std::optional<std::size_t> chosen_;
  std::size_t top_ = 0;
};

}  // namespace vertexview::app
