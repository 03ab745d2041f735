#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "vertexview/record/layout.hpp"

namespace vertexview {

// A sidecar is a small text file beside the records, FILE.layout, that says how they lie:
//
//   # anything after a hash is a comment, unless the hash is in a name of the format
//   <3f:position:f:intensity:
//   offset = 128
//   ramp = turbo
//
// The first line is a format string or the name of a preset; lines "NAME = TEXT" after it are changes, see
// set_change(). Any other text that parse_layout_text() reads may stand in its place, such as a struct of C
// with its own comments; it ends before the first of the lines at the end that are changes.

/// Returns the path of the sidecar of `path`: "FILE.layout".
[[nodiscard]] std::string sidecar_path(std::string_view path);

/// Returns the layout that the text of a sidecar describes; the text may be untrusted. Errors name the line,
/// as in "line 2: ...", and carry the offset in the text.
[[nodiscard]] Result<Layout> parse_sidecar(std::string_view text);

/// Returns the text that parse_sidecar() turns back into `layout`. kInvalidArgument for a format with
/// a line break in the name of an element, which a sidecar cannot hold; no file has such names.
[[nodiscard]] Result<std::string> sidecar_text(const Layout& layout);

/// Returns the layout that a file of that path describes, as a sidecar does or as any text that
/// parse_layout_text() reads. Errors of parse_sidecar() and of reading, with the path.
[[nodiscard]] Result<Layout> read_layout_file(std::string_view path);

/// Returns the layout of the sidecar of `path`; nullopt when there is no sidecar. Errors of parse_sidecar()
/// and of reading, with the path of the sidecar.
[[nodiscard]] Result<std::optional<Layout>> read_sidecar(std::string_view path);

/// Writes the sidecar of `path` as NewFile writes: completely or not at all, through links, touching no other
/// file. Errors of sidecar_text() and of writing, with the path of the sidecar.
[[nodiscard]] Result<void> write_sidecar(std::string_view path, const Layout& layout);

}  // namespace vertexview
