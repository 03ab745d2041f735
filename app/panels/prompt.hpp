#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "panels/picker.hpp"

namespace vertexview::app {

/// Asks for an action's argument and runs it: a path with what its folder holds, one of a few words
/// ("dark|light"), or free text. A refused argument is explained, and the line stays as it was typed.
class ArgumentPrompt {
 public:
  void open(const Action& action);
  void close() noexcept { picker_.close(); }
  [[nodiscard]] const Picker& picker() const noexcept { return picker_; }
  void draw(Ui& ui);

 private:
  struct Entry {
    std::string text;  ///< what the line becomes when it is taken
    bool folder = false;
  };
  void offer(std::vector<PickItem>& items);
  void offer_paths(std::vector<PickItem>& items);
  void take(Ui& ui, const std::string& argument);

  const Action* action_ = nullptr;
  Picker picker_;
  std::vector<Entry> entries_;
  std::string error_;
  std::string error_text_;  ///< the line that error_ speaks of
  std::string folder_;      ///< where the last path was, to begin the next one
};

}  // namespace vertexview::app
