#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "vertexview/vertex/layout.hpp"

namespace vertexview {

// A sidecar is a small text file beside the records, FILE.layout, that says how they lie:
//
//   # anything after a hash is a comment
//   <3f:position:f:intensity:
//   offset = 128
//   ramp = turbo
//
// The first line is a format string or the name of a preset; lines "NAME = TEXT" after it are changes, see
// set_change().

/// "FILE.layout".
[[nodiscard]] std::string sidecar_path(std::string_view path);

/// The layout that a sidecar's text describes. Errors name the line, as "line 2: ...", and carry its offset
/// in the text.
[[nodiscard]] Result<Layout> parse_sidecar(std::string_view text);

/// What parse_sidecar() turns back into `layout`.
[[nodiscard]] std::string sidecar_text(const Layout& layout);

/// The layout of the sidecar of `path`; nullopt without one. Errors of parse_sidecar and of reading, with the
/// sidecar's path.
[[nodiscard]] Result<std::optional<Layout>> read_sidecar(std::string_view path);

/// Writes the sidecar of `path` as NewFile writes: all of it or nothing, links followed, no other file
/// touched.
[[nodiscard]] Result<void> write_sidecar(std::string_view path, const Layout& layout);

}  // namespace vertexview
