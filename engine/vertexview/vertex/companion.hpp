#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "vertexview/record/layout.hpp"

namespace vertexview {

/// A file whose records continue those of another: record i of a dataset consists of the i-th record of each.
struct Companion {
  std::string path;
  /// The layout; with nullopt, what its sidecar, its format or the end of its name says.
  std::optional<Layout> layout = std::nullopt;
  friend bool operator==(const Companion&, const Companion&) = default;
};

/// Reads "FILE" or "FILE=LAYOUT", where LAYOUT is what layout_or_file() takes. The name of a file that exists
/// may hold a = itself. Errors of layout_or_file(); an offset counts in `text`, or in the file of the error.
[[nodiscard]] Result<Companion> parse_companion(std::string_view text);

/// Returns the layout that files with that ending have as companions: ".label" holds SemanticKITTI's labels,
/// 16 bits for the class and 16 for the instance, coloured by class. nullopt for others.
[[nodiscard]] std::optional<Layout> usual_companion_layout(std::string_view path);

}  // namespace vertexview
