#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "vertexview/memory/error.hpp"

namespace vertexview::app::edits {

/// A whole number from 0. kInvalidArgument for anything else.
[[nodiscard]] Result<std::uint64_t> read_index(std::string_view text);

[[nodiscard]] tl::unexpected<Error> nothing_open(std::string_view action);

}  // namespace vertexview::app::edits
