#pragma once
#include <cstddef>
#include <string>
#include <string_view>

// Names come from files and from command lines, which may be hostile: written as they are, an escape sequence
// in one could move the cursor, change colours or the title, or forge lines of a terminal. Every function may
// be called from any thread, with untrusted text.
namespace vertexview {

/// Returns `text` without what commands a terminal: control characters, letters that turn the direction of
/// writing, and bytes that are no UTF-8 become escapes, \x1B. Line breaks and tabs stay.
[[nodiscard]] std::string printable(std::string_view text);

/// Returns `name` as one line shows it: like printable(), and with line breaks and tabs as escapes too.
[[nodiscard]] std::string printable_name(std::string_view name);

/// Returns `name` as messages show it: printable_name() between apostrophes. Of more than `most` bytes only
/// the first are shown, and three dots.
[[nodiscard]] std::string in_quotes(std::string_view name, std::size_t most = std::string_view::npos);

}  // namespace vertexview
