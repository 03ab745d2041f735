#pragma once
#include <string_view>

#include "vertexview/memory/error.hpp"

namespace vertexview::cli {

/// Writes all of `text` to standard output. When the reader has gone away it fails with an Error that carries
/// EPIPE, which the program takes for a quiet end.
[[nodiscard]] Result<void> write_output(std::string_view text);

/// Returns whether somebody reads the standard output on a terminal.
[[nodiscard]] bool stdout_is_terminal() noexcept;

}  // namespace vertexview::cli
