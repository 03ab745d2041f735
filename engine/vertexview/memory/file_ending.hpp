#pragma once
#include <cstddef>
#include <string_view>

namespace vertexview {

/// Returns whether the name of a file ends in `ending`, which is in lower case and begins with a dot, and is
/// more than that; upper and lower case alike: scan.PLY ends in ".ply", and a file called .ply does not.
[[nodiscard]] constexpr bool has_file_ending(std::string_view path, std::string_view ending) noexcept {
  if (path.size() <= ending.size()) return false;
  path.remove_prefix(path.size() - ending.size());
  for (std::size_t i = 0; i < ending.size(); ++i) {
    const char c = path[i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != ending[i]) return false;
  }
  return true;
}

}  // namespace vertexview
