#pragma once
// What every fuzz target uses.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <source_location>
#include <string_view>

#include "vertexview/memory/error.hpp"

namespace vertexview::fuzz {

/// Ends the program, which the fuzzer reports as a crash, where a promise does not hold. Optimised code does
/// not tell one call from another in the stack that is printed, so the line is told.
inline void require(bool promise, const std::source_location& place = std::source_location::current()) {
  if (promise) return;
  std::fprintf(stderr, "%s:%u: the promise is broken\n", place.file_name(), place.line());
  std::abort();
}

/// Requires that an error says what is wrong and, where it says where, that the place is in the input or at
/// its end.
inline void require_told(const Error& error, std::size_t size) {
  require(!error.message.empty());
  require(!error.offset || *error.offset <= size);
}

/// Returns the fuzzer's input as text.
inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Removes the first line, and the byte that ends it, from `text`; returns the line.
inline std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  return line;
}

}  // namespace vertexview::fuzz
