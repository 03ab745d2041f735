#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace vertexview::cli {

/// The name of `names` that a person who typed `typed` probably meant, or "" when none is near: at most one
/// wrong, missing, superfluous or swapped character in three.
[[nodiscard]] std::string nearest(std::string_view typed, const std::vector<std::string>& names);

}  // namespace vertexview::cli
