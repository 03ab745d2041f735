#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace vertexview {

/// Returns the names by which `path` leads to its file: `path` itself, and where that is a symbolic link, the
/// name in it as seen from here, and so on; the last one is no link, and need not be there. Links that lead
/// in a circle end after as many names as the system follows. May be called from any thread.
[[nodiscard]] std::vector<std::string> link_names(std::string_view path);

}  // namespace vertexview
