#pragma once
// Lines of numbers become records of a fixed stride, on every core, in two passes over the text: the first
// counts the lines, so that memory is allocated once; the second reads the numbers, fills the records, and
// finds out what types they need. Which types to fill in a sample suggests; where it was wrong, the second
// pass is done once more. None keeps anything for each line.
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/formats/container.hpp"
#include "vertexview/record/element.hpp"
#include "vertexview/task/progress.hpp"

namespace vertexview {

/// A text of lines that hold `columns` numbers each. Blank lines, and those that begin with # // ; or %, are
/// left out. Lines end in LF or CRLF, the last one with the text too.
struct NumberLines {
  std::string_view file;    ///< the whole file, in which errors name the line
  std::uint64_t begin = 0;  ///< where in the file the lines begin
  std::size_t columns = 0;  ///< numbers of a line
  char separator = ' ';     ///< ',' or ';', with or without blanks; ' ': blanks and tabs alone

  /// The most numbers of a line: more than any format of points has, while a text without line breaks must
  /// not become a record of millions.
  static constexpr std::size_t kMostColumns = 1024;
  /// The most bytes of a line: kMostColumns numbers of 64 bits in full digits are a fortieth of it.
  static constexpr std::size_t kLongestLine = std::size_t{1} << 20;
};

/// What the numbers of a column need.
struct ColumnSurvey {
  double low = std::numeric_limits<double>::infinity();    ///< the smallest finite number, about
  double high = -std::numeric_limits<double>::infinity();  ///< the largest
  bool whole = true;     ///< whether each is a whole number of 64 bits, written without point and exponent
  bool single = true;    ///< whether float32 keeps every digit of each
  bool rounded = false;  ///< whether a number has more digits than float64 keeps

  void add(const ColumnSurvey& other) noexcept;
};

/// How many lines there are.
struct LineCount {
  std::uint64_t lines = 0;
  std::vector<std::uint64_t> firsts;  ///< for fill_records(): the number of the first line of every part
};

/// Counts the lines that are neither blank nor a comment, and looks at none of their numbers. kBadFormat,
/// with the number of the line and the offset in the file, for one that is too long. `progress` counts bytes
/// and can cancel (kCancelled).
[[nodiscard]] Result<LineCount> count_lines(const NumberLines& lines, Progress* progress);

/// Looks at the numbers of some thousand lines, spread over the text, on this thread. What is wrong with a
/// line is for fill_records() to find.
[[nodiscard]] std::vector<ColumnSurvey> sample_columns(const NumberLines& lines);

/// Where the numbers of a column go.
struct ColumnTarget {
  ElementType type = ElementType::kFloat64;  ///< kBytes: nowhere
  std::uint64_t offset = 0;                  ///< in the record
  friend bool operator==(const ColumnTarget&, const ColumnTarget&) = default;
};

/// Returns the first `count` lines as records of `stride` bytes, of which bytes without a column are zero; a
/// target for every column lies within the stride. Floats are rounded once. `progress` counts bytes.
///
/// kBadFormat, with the number of the line and the offset in the file, where any line has other than
/// `columns` numbers, something that is no number, or a number that its type does not hold; kOutOfMemory,
/// kCancelled. With `found`, which has a survey for every column, a whole number that its type does not hold
/// is no error: `found` tells what the column needs.
[[nodiscard]] Result<RecordBytes> fill_records(const NumberLines& lines, const LineCount& counted,
                                               std::span<const ColumnTarget> targets, std::uint64_t stride,
                                               std::uint64_t count, Progress* progress,
                                               std::span<ColumnSurvey> found = {});

/// Returns the error of a line of the file: kBadFormat with the number of the line that `offset` lies in, as
/// in "line 12 has ...", and the line itself.
[[nodiscard]] Error line_error(std::string_view file, std::uint64_t offset, std::string_view what);

}  // namespace vertexview
