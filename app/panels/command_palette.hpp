#pragma once
#include "panels/picker.hpp"

namespace vertexview::app {

/// The command palette: every action by name, found by a few of its letters. A whole command ("select 2")
/// runs as it is typed.
class CommandPalette {
 public:
  void open() { picker_.open(""); }
  void close() noexcept { picker_.close(); }
  [[nodiscard]] const Picker& picker() const noexcept { return picker_; }
  void draw(Ui& ui);

 private:
  Picker picker_;
};

}  // namespace vertexview::app
