#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "actions/actions.hpp"

namespace vertexview::app {

/// One way to complete what is typed so far of an argument.
struct Completion {
  std::string text;         ///< the whole argument, as it would be typed
  std::string label;        ///< what a list shows of it
  std::string detail = {};  ///< what a list shows beside the label, as the name of the file of that number
  bool folder = false;      ///< the argument is a folder, so more may be typed after it
  std::optional<std::uint64_t> bytes = std::nullopt;  ///< the size of a file
};

/// Returns what the argument may become after `typed`, best first: the words of a choice, open files, preset
/// layouts, and what a path's folder holds (read anew each time, at most 2000 matching entries). Returns
/// nothing for numbers and free text.
[[nodiscard]] std::vector<Completion> completions(const Argument& argument, const Session& session,
                                                  std::string_view typed);

/// Returns a path as the system takes it: "~" and "~/" at its beginning stand for the home folder, as in a
/// shell.
[[nodiscard]] std::string expanded_path(const std::string& path);

}  // namespace vertexview::app
