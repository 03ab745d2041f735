#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
//
// A folder may have such a file for all files of one ending as well, .EXT.layout: ".bin.layout" for each .bin
// of the folder that has no sidecar of its own, and whose header says nothing either.
//
// A path that is a symbolic link has what lies beside the link, else what lies beside the file that it leads
// to.

/// Returns the path of the sidecar of `path`: "FILE.layout".
[[nodiscard]] std::string sidecar_path(std::string_view path);

/// Returns where a sidecar of `path` is looked for, one after the other: that of `path`, and where that is a
/// symbolic link, of each name that it leads to; the last is beside the file itself.
[[nodiscard]] std::vector<std::string> sidecar_paths(std::string_view path);

/// Returns the path of the layout that the folder of `path` has for files of its ending: "scans/.bin.layout"
/// for "scans/a.BIN". An ending that is a preset's counts as a whole, as that of "a.pcd.bin". "" for a name
/// without an ending.
[[nodiscard]] std::string folder_layout_path(std::string_view path);

/// Returns the layout that the text of a sidecar describes; the text may be untrusted. Errors name the line,
/// as in "line 2: ...", and carry the offset in the text.
[[nodiscard]] Result<Layout> parse_sidecar(std::string_view text);

/// Returns the text that parse_sidecar() turns back into `layout`. kInvalidArgument for a format with
/// a line break in the name of an element, which a sidecar cannot hold; no file has such names.
[[nodiscard]] Result<std::string> sidecar_text(const Layout& layout);

/// Returns the layout that a file of that path describes, as a sidecar does or as any text that
/// parse_layout_text() reads. Errors of parse_sidecar() and of reading, with the path.
[[nodiscard]] Result<Layout> read_layout_file(std::string_view path);

/// Returns the layout that `text` describes, or else that of the file it names: "vertex.h", or "@vertex.h"
/// where the name alone would be a layout. The file is read as a sidecar is. Errors of parse_layout(), where
/// there is no such file, and of read_layout_file().
[[nodiscard]] Result<Layout> layout_or_file(std::string_view text);

/// Returns the layout of the first of sidecar_paths() that is there; nullopt when there is none. Errors of
/// parse_sidecar() and of reading, with the path of the sidecar.
[[nodiscard]] Result<std::optional<Layout>> read_sidecar(std::string_view path);

/// Returns the layout at folder_layout_path(), of `path` or of a name that it leads to; nullopt where there
/// is none. Errors as those of read_sidecar(), with the path of that file.
[[nodiscard]] Result<std::optional<Layout>> read_folder_layout(std::string_view path);

/// Returns the first of sidecar_paths() that is there, whether or not it can be read; "" where there is none.
[[nodiscard]] std::string sidecar_of(std::string_view path);

/// Returns the path of the file that says how the records of `path` lie: that of its sidecar, else that of
/// its folder's layout; "" where there is neither. To be asked where Dataset::layout_source() says kSidecar.
[[nodiscard]] std::string layout_file_of(std::string_view path);

/// Writes sidecar_path() as NewFile writes: completely or not at all, through links, touching no other
/// file. Errors of sidecar_text() and of writing, with the path of the sidecar.
[[nodiscard]] Result<void> write_sidecar(std::string_view path, const Layout& layout);

/// Writes the layout at folder_layout_path(), as write_sidecar() writes, without Layout::count, which is that
/// of one file: where it is given, other files may have bytes after their last whole record too.
/// kInvalidArgument for a name without an ending.
[[nodiscard]] Result<void> write_folder_layout(std::string_view path, const Layout& layout);

}  // namespace vertexview
