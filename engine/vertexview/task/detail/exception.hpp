#pragma once
#include "vertexview/memory/error.hpp"

namespace vertexview::detail {

/// The exception that is being handled, as an Error: std::bad_alloc is kOutOfMemory. Only within a catch.
[[nodiscard]] Error error_of_exception();

}  // namespace vertexview::detail
