#pragma once
#include <string_view>

#include "vertexview/memory/error.hpp"

namespace vertexview::cli {

/// Opens something unusable as each of the descriptors 0 to 2 that the caller closed: otherwise the next file
/// that is opened would get that number, and what is told on standard error would be written into it. Reading
/// and writing them fails as before. Call it before anything is opened.
void hold_standard_descriptors() noexcept;

/// Writes all of `text` to standard output. When the reader has gone away it fails with an Error that carries
/// EPIPE, which the program takes for a quiet end.
[[nodiscard]] Result<void> write_output(std::string_view text);

/// Returns whether somebody reads the standard output on a terminal.
[[nodiscard]] bool stdout_is_terminal() noexcept;

}  // namespace vertexview::cli
