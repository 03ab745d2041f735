#pragma once
#include <optional>
#include <string>

namespace vertexview::posix {

/// Returns the descriptor of this process that `path` names, perhaps through symbolic links, open or not:
/// "/dev/stdout", "/dev/fd/N", "/proc/self/fd/N". The names in /dev have this meaning even where /dev has no
/// such files, as in shells: nobody who writes to /dev/stdout wants a file there.
[[nodiscard]] std::optional<int> named_descriptor(const std::string& path);

/// Returns where a rename must put a file that is to be found at `path`: it would replace a symbolic link
/// instead of what the link points to, which need not exist yet. Returns `path` itself where its links have
/// no name at their end, as those of another process's descriptors may.
[[nodiscard]] std::string follow_links(const std::string& path);

}  // namespace vertexview::posix
