#pragma once
#include <string_view>

#include "vertexview/memory/error.hpp"
#include "vertexview/memory/printable.hpp"

namespace vertexview::cli {

// What is told on standard error never fails the work: where it is closed or full, the text is lost.

/// Writes the text as a line to standard error, printable. Line breaks stay where two blanks follow, as
/// before the lines of a caret; others, which only a name brings along, become escapes.
void tell(std::string_view text);
/// Writes "vertexview: TEXT" as a line to standard error, printable.
void complain(std::string_view text);
/// Writes describe(error) like that.
void complain(const Error& error);

}  // namespace vertexview::cli
