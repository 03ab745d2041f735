#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "actions/actions.hpp"

namespace vertexview::app {

/// What an argument may become from what is typed so far.
struct Completion {
  std::string text;         ///< the whole argument, as it would be typed
  std::string label;        ///< what a list shows of it
  std::string detail = {};  ///< what a list shows beside it, as the name of the file of that number
  bool folder = false;      ///< there is more to come: it is a folder
  std::optional<std::uint64_t> bytes = std::nullopt;  ///< the size of a file
};

/// What fits what is typed of an argument, best first: the words of a choice, open files, preset layouts, and
/// what a path's folder holds (read anew each time, at most 2000 entries of it). Empty for numbers and free
/// text.
[[nodiscard]] std::vector<Completion> completions(const Argument& argument, const Session& session,
                                                  std::string_view typed);

/// A path as the system takes it: "~" and "~/" at its begin stand for the home folder, as in a shell.
[[nodiscard]] std::string expanded_path(const std::string& path);

}  // namespace vertexview::app
