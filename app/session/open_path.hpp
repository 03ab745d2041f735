#pragma once
#include <cstddef>
#include <string>

#include "session/session.hpp"

namespace vertexview::app {

// The most files of a folder or a pattern, or parts of a file, that are opened at once. Each has a mapping, a
// scan, a thread that watches it and its share of the GPU's memory, and a list of more is no longer read. Who
// wants others names them.
inline constexpr std::size_t kMostFiles = 64;

/// Opens what `path` names, as open_file() opens a file; every road that is given a path leads here,
/// but for the action `open-whole`.
/// - A file: that file, with all its members where they are parts of one whole (see Container::show_all),
///   at most kMostFiles; FILE#NAME its member of that name, see parse_member_path().
/// - A folder: the vertex files in it, which are those that is_vertex_file_name() knows and those with a
///   layout beside them, in natural order (frame_2 before frame_10); folders in it are not entered.
/// - A path that does not exist and whose name has a * or a ?: the files that match it, whatever they are
///   called, in the same order.
///
/// A file or a folder that was opened is added to Session::recent. Of a folder or a pattern, the first
/// kMostFiles are opened, a notice says how many were left out and how to open those, and a file that cannot
/// be opened is told in a notice. Errors: those of open_file(); kNotFound for a folder without vertex files
/// and a pattern that nothing matches; where no file could be opened, the error of the first. The session is
/// then unchanged.
[[nodiscard]] Result<void> open_path(Session& session, const std::string& path,
                                     const Dataset::Options& options);

}  // namespace vertexview::app
