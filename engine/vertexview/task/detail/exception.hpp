#pragma once
#include "vertexview/memory/error.hpp"

namespace vertexview::detail {

/// Returns kOutOfMemory. Its text is so short that a std::string holds it without memory of its own: whoever
/// has no memory can still tell so.
[[nodiscard]] Error out_of_memory() noexcept;

/// Returns the exception that is being handled as an Error; std::bad_alloc becomes kOutOfMemory. Call it only
/// within a catch. It never throws, because an exception that left a worker would end the program, and one
/// that left a Task would leave it unfinished for ever.
[[nodiscard]] Error error_of_exception() noexcept;

}  // namespace vertexview::detail
