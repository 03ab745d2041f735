#pragma once
// Where the lines of numbers of a text begin, and what the lines before them say.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vertexview {

/// A text of lines of numbers. Its views end with the text.
struct TextTable {
  std::uint64_t begin = 0;                            ///< where the first line of numbers begins
  std::size_t columns = 0;                            ///< numbers of that line
  char separator = ' ';                               ///< see NumberLines::separator
  std::string_view header = {};                       ///< the line that may name the columns; "" without
  bool header_is_comment = false;                     ///< whether it stands in a comment
  std::optional<std::uint64_t> count = std::nullopt;  ///< a number alone on the first line: how many follow
};

/// How much of a text is looked at for its first line of numbers.
inline constexpr std::size_t kTextHead = std::size_t{1} << 16;

/// Returns whether bytes can be text that is read here: printable ASCII, tabs and line breaks, with UTF-8
/// beside them, at least one byte.
[[nodiscard]] bool is_plain_text(std::string_view head) noexcept;

/// Finds the first line of numbers in the first kTextHead bytes, after at most one line of names, one of a
/// count, and comments; nullopt where there is none.
[[nodiscard]] std::optional<TextTable> find_table(std::string_view text) noexcept;

/// Returns whether a text has a first line of numbers and most words from there to the end of its first
/// kTextHead bytes are numbers.
[[nodiscard]] bool is_table(std::string_view text) noexcept;

/// Returns the names of a header line, without quotes.
[[nodiscard]] std::vector<std::string> header_names(std::string_view header);

}  // namespace vertexview
