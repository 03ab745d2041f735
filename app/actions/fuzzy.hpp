#pragma once
#include <optional>
#include <string_view>

namespace vertexview::app {

/// Returns how well `text` matches what was typed: every letter of `pattern` must occur in order, in either
/// case. Starts of words and runs of letters count more, and shorter texts win. Returns nullopt where it does
/// not match. An empty pattern matches everything equally.
[[nodiscard]] std::optional<int> fuzzy_score(std::string_view pattern, std::string_view text) noexcept;

}  // namespace vertexview::app
