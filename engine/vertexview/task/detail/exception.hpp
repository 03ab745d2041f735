#pragma once
#include "vertexview/memory/error.hpp"

namespace vertexview::detail {

/// Returns the exception that is being handled as an Error; std::bad_alloc becomes kOutOfMemory. Call it only
/// within a catch.
[[nodiscard]] Error error_of_exception();

}  // namespace vertexview::detail
