#pragma once
#include <string_view>

#include "vertexview/memory/ascii.hpp"

namespace vertexview {

/// Returns whether the name of a file ends in `ending`, which is in lower case and begins with a dot, and is
/// more than that; upper and lower case alike: scan.PLY ends in ".ply", and a file called .ply does not.
[[nodiscard]] constexpr bool has_file_ending(std::string_view path, std::string_view ending) noexcept {
  return path.size() > ending.size() && ends_in(path, ending);
}

}  // namespace vertexview
