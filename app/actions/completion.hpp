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
  bool aside = false;       ///< offered beside those that match: Tab alone does not take it
  std::optional<std::uint64_t> bytes = std::nullopt;  ///< the size of a file
};

/// Returns what the argument may become after `typed`, best first: the words of a choice, open files, preset
/// layouts, files that were opened before, and what a path's folder holds. A name that is a pattern offers
/// the files that it matches, where several can be opened. A folder is read anew each time, its first
/// kMostEntries; a line tells where that is not all of it. Returns nothing for numbers and free text.
[[nodiscard]] std::vector<Completion> completions(const Argument& argument, const Session& session,
                                                  std::string_view typed);

/// Returns the recently opened files and folders whose paths have the letters of `typed`; all of them, the
/// latest first, when nothing is typed.
[[nodiscard]] std::vector<Completion> recent_files(const Session& session, std::string_view typed);

}  // namespace vertexview::app
