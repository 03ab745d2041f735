#pragma once
#include <string>
#include <string_view>

#include "vertexview/memory/error.hpp"

namespace vertexview::cli {

// Names come from files and from command lines, which may be hostile: written as they are, an escape sequence
// in one could move the cursor, change colours or the title, or forge lines of a terminal.

/// Returns `text` without what commands a terminal: control characters, letters that turn the direction of
/// writing, and bytes that are no UTF-8 become escapes, \x1B. Line breaks and tabs stay.
[[nodiscard]] std::string printable(std::string_view text);

/// Returns `name` as one line shows it: like printable(), and with line breaks and tabs as escapes too.
[[nodiscard]] std::string printable_name(std::string_view name);

// What is told on standard error never fails the work: where it is closed or full, the text is lost.

/// Writes the text as a line to standard error, printable.
void tell(std::string_view text);
/// Writes "vertexview: TEXT" as a line to standard error, printable.
void complain(std::string_view text);
/// Writes describe(error) like that, its path as one line shows it.
void complain(const Error& error);

}  // namespace vertexview::cli
