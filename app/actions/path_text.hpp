#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace vertexview::app {

// What a person reads and types of paths in the window. A path is bytes; a line of text is not: it shows no
// line breaks, and keeps only letters of the Basic Multilingual Plane. So a line has the other bytes of a
// path as escapes, \n, \t, \\ or \xFF, and reading them back gives the same path.

/// Returns a path as lines and lists show it.
[[nodiscard]] std::string escaped_path(std::string_view path);
/// Returns the path that a line stands for; a backslash that begins no escape stands for itself.
[[nodiscard]] std::string unescaped_path(std::string_view text);

/// Returns a path as the system takes it: "~" and "~/" at its beginning stand for the home folder, as in a
/// shell.
[[nodiscard]] std::string expanded_path(const std::string& path);

/// Returns the folder that a folder lies in, absolute and with a slash at its end; "" is the current folder,
/// and the parent of "/" is "/". Folders are left as `cd ..` leaves them, links included.
[[nodiscard]] std::string parent_folder(const std::string& folder);

/// Returns what a line with a path becomes when a person has changed it from `before` to `after` and means
/// more than these letters; nullopt when it stays `after`. A path from / or ~/ that is typed or pasted after
/// the slash of another one replaces it, and a slash at the end that is taken away takes its folder with it.
[[nodiscard]] std::optional<std::string> followed_edit(std::string_view before, std::string_view after);

}  // namespace vertexview::app
