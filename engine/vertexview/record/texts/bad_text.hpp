#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "vertexview/memory/error.hpp"

namespace vertexview::detail {

/// Returns the failing side of a Result for what is wrong at byte `at` of a text.
[[nodiscard]] tl::unexpected<Error> bad_text(std::size_t at, std::string message,
                                             ErrorCode code = ErrorCode::kBadFormat);

/// Returns `text` in quotes, no longer than a line of an error is worth; "the end" for none.
[[nodiscard]] std::string found_text(std::string_view text);

}  // namespace vertexview::detail
