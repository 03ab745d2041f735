#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "vertexview/vertex/layout_text.hpp"

namespace vertexview::app {

// The argument of the action `layout`, "LAYOUT [--SETTING [VALUE]]...": the schema as a preset or a format
// string (in quotes where it has spaces; a quote within them is written twice), then settings as the command
// line has them; see layout_settings().

/// Splits the argument into its schema and its settings, without reading the schema. kInvalidArgument for an
/// unknown setting, a missing or wrong value, and a quote without an end.
[[nodiscard]] Result<LayoutText> parse_layout_argument(std::string_view argument);

/// Returns the argument that parse_layout_argument() reads back to an equal text.
[[nodiscard]] std::string layout_argument(const LayoutText& text);

/// Returns the layout that the argument describes, of which the schema may be what layout_or_file() takes.
/// Errors of parse_layout_argument() and with_changes(); kBadFormat for a format that does not parse, whose
/// message ends with caret_text() on lines of its own.
[[nodiscard]] Result<Layout> layout_of_argument(std::string_view argument);

/// Returns the options of a command line that give the layout, each word as a shell reads it: "--layout kitti
/// --offset 372".
[[nodiscard]] std::string layout_options(const Layout& layout);

/// Returns which numbers a record of the schema holds, those of padding left out: "3 floats, 4 bytes".
[[nodiscard]] std::string numbers_text(const Schema& schema);

/// Returns what is wrong with a layout that has no position, and how to name one where its records hold
/// enough numbers for that.
[[nodiscard]] std::string no_position_text(const Layout& layout);

/// Returns two lines: the line of the text that has the byte `offset`, and a caret under it. Of a long line
/// only the part around the caret is shown, so that its line has at most `width` characters, the indentation
/// of two not counted.
[[nodiscard]] std::string caret_text(std::string_view text, std::uint64_t offset, std::size_t width = 48);

/// Returns the word as a POSIX shell reads it back: in single quotes where it needs them, and as $'\033'
/// where a terminal must not see its bytes.
[[nodiscard]] std::string shell_word(std::string_view word);

}  // namespace vertexview::app
