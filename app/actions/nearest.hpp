#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vertexview::app {

/// Returns how many single-character insertions, removals, replacements and swaps of neighbours turn `a` into
/// `b` (the optimal string alignment distance).
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

/// Returns up to `most` of `names`, nearest to `typed` first; those that begin with or contain it come before
/// others. None is further away than half of the characters. A name that is listed twice in `names` comes
/// once.
[[nodiscard]] std::vector<std::string_view> nearest_names(std::string_view typed,
                                                          std::span<const std::string_view> names,
                                                          std::size_t most = 3);

/// Returns what to say after "'TYPED' is unknown": "; did you mean 'NAME'?" with the nearest names, and
/// before it all of `known` where they are few or none is near.
[[nodiscard]] std::string suggestion(std::string_view typed, std::span<const std::string_view> known);

}  // namespace vertexview::app
