#pragma once
// The numbers of one line, for every reader of lines: what separates them, what a comment is, and what is
// wrong with a line.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "vertexview/formats/detail/number_scan.hpp"

namespace vertexview {

/// Returns whether `c` is a blank within a line. The CR of a CRLF is one.
[[nodiscard]] constexpr bool is_line_blank(char c) noexcept {
  return c == ' ' || c == '\t' || c == '\r';
}

[[nodiscard]] inline const char* skip_line_blanks(const char* at, const char* end) noexcept {
  while (at != end && is_line_blank(*at)) ++at;
  return at;
}

/// Returns whether a line that begins at `at`, where no blank is, is a comment.
[[nodiscard]] inline bool is_line_comment(const char* at, const char* end) noexcept {
  if (at == end) return false;
  return *at == '#' || *at == '%' || *at == ';' || (*at == '/' && at + 1 != end && at[1] == '/');
}

/// Returns whether the line [at, end), whose blanks before are skipped, is empty or a comment.
[[nodiscard]] inline bool is_line_without_numbers(const char* at, const char* end, char separator) noexcept {
  // Between semicolons one at the begin is an empty cell.
  const bool cell = separator == ';' && at != end && *at == ';';
  return at == end || (!cell && is_line_comment(at, end));
}

enum class LineFault : std::uint8_t {
  kNone,
  kNoNumber,      ///< something else stands where a number is expected
  kDecimalComma,  ///< a comma where the numbers are not separated by commas
  kFewer,
  kMore,
  kTooLarge,  ///< a number that its type does not hold
};

/// What came of a line.
struct ScannedLine {
  LineFault fault = LineFault::kNone;
  const char* at = nullptr;  ///< the end of the line, or where the fault is
  std::size_t numbers = 0;   ///< 0 for a blank line and a comment
};

/// Calls visit(column, number) for each number of the line [at, end), of which there have to be `columns`;
/// `visit` returns whether the number is taken. A separator after the last number is no fault.
template <class Visit>
[[nodiscard]] ScannedLine scan_line(const char* at, const char* end, char separator, std::size_t columns,
                                    const Visit& visit) noexcept {
  at = skip_line_blanks(at, end);
  if (is_line_without_numbers(at, end, separator)) return {.at = end};
  ScannedNumber number;
  std::size_t count = 0;
  for (;;) {
    const char* next = scan_number(at, end, number);
    if (next == nullptr) return {LineFault::kNoNumber, at, count};
    if (count == columns) return {LineFault::kMore, at, count};
    if (!visit(count, number)) return {LineFault::kTooLarge, at, count};
    ++count;
    at = skip_line_blanks(next, end);
    if (at == end) break;
    if (separator != ' ' && *at == separator) {
      at = skip_line_blanks(at + 1, end);
      if (at == end) break;
    } else if (*at == ',') {
      return {LineFault::kDecimalComma, at, count};
    } else if (separator != ' ' || at == next) {
      return {LineFault::kNoNumber, at, count};
    }
  }
  return {count == columns ? LineFault::kNone : LineFault::kFewer, end, count};
}

}  // namespace vertexview
