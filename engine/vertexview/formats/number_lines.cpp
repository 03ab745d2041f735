#include "vertexview/formats/detail/number_lines.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "vertexview/formats/detail/decoded_bytes.hpp"
#include "vertexview/formats/detail/line_scan.hpp"
#include "vertexview/formats/detail/number_store.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/task/parallel_for.hpp"

namespace vertexview {
namespace {

// Bytes of a part: some ten thousand lines, so that claiming one costs nothing, and a cancel is noticed
// within a few milliseconds.
constexpr std::uint64_t kPart = std::uint64_t{1} << 20;

/// Returns the end of the line that begins at `at`: its LF, or the end of the text.
const char* line_end(const char* at, const char* end) noexcept {
  const void* const found = std::memchr(at, '\n', static_cast<std::size_t>(end - at));
  return found == nullptr ? end : static_cast<const char*>(found);
}

std::string quoted_line(std::string_view file, std::size_t begin) {
  constexpr std::size_t kMostShown = 80;
  std::string_view line = file.substr(begin, kMostShown + 1);
  line = line.substr(0, line.find('\n'));
  while (!line.empty() && is_line_blank(line.back())) line.remove_suffix(1);
  std::string shown(line.substr(0, kMostShown));
  for (char& c : shown)
    if (c != '\t' && (c < ' ' || c > '~')) c = '?';
  return '\'' + shown + (line.size() > kMostShown ? "...'" : "'");
}

/// Returns the word at the begin of `text`, for a message.
std::string word_at(std::string_view text) {
  constexpr std::size_t kMostShown = 20;
  const std::size_t end = std::min(text.find_first_of(" \t\r\n,;"), kMostShown);
  std::string word(text.substr(0, end));
  for (char& c : word)
    if (c < ' ' || c > '~') c = '?';
  return word;
}

std::string numbers_text(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " number" : " numbers");
}

std::string describe_fault(const NumberLines& lines, const ScannedLine& line) {
  const std::size_t offset = static_cast<std::size_t>(line.at - lines.file.data());
  switch (line.fault) {
    case LineFault::kDecimalComma:
      return "has a comma between numbers that are not separated by commas; a decimal point is expected";
    case LineFault::kFewer:
      return "has " + numbers_text(line.numbers) + "; expected " + std::to_string(lines.columns);
    case LineFault::kMore:
      return "has more than " + numbers_text(lines.columns);
    case LineFault::kTooLarge:
      return "has the number " + word_at(lines.file.substr(offset)) + ", which its type does not hold";
    default:
      return "has " + in_quotes(word_at(lines.file.substr(offset))) + " where a number is expected";
  }
}

/// Calls take(line begin, line end) for every line that begins in bytes [first, first + count) of the lines.
/// `take` returns the line; a fault ends it.
template <class Take>
Result<void> for_each_line(const NumberLines& lines, const Chunk& part, const Take& take) {
  const char* const begin = lines.file.data() + lines.begin;
  const char* const end = lines.file.data() + lines.file.size();
  const char* at = begin + part.first;
  const char* const stop = at + part.count;
  // A line that began before belongs to the part before.
  if (part.first > 0) at = std::min(line_end(at - 1, stop) + 1, end);
  while (at < stop) {
    const std::size_t longest =
        std::min<std::size_t>(NumberLines::kLongestLine, static_cast<std::size_t>(end - at));
    const char* const last = line_end(at, at + longest);
    const auto offset = static_cast<std::uint64_t>(at - lines.file.data());
    if (last == at + longest && last != end)
      return tl::unexpected<Error>(
          line_error(lines.file, offset, "has more than " + std::to_string(longest) + " bytes"));
    const ScannedLine line = take(at, last);
    if (line.fault != LineFault::kNone)
      return tl::unexpected<Error>(
          line_error(lines.file,
                     std::min(static_cast<std::uint64_t>(line.at - lines.file.data()),
                              offset + static_cast<std::uint64_t>(last - at)),
                     describe_fault(lines, line)));
    at = last == end ? end : last + 1;
  }
  return {};
}

/// Returns how many of the digits count: none of the zeros before and after, of which `exponent` gets those
/// that are left out.
std::uint32_t significant_digits(std::uint64_t mantissa, int& exponent) noexcept {
  if (mantissa == 0) return 0;
  for (; mantissa % 10 == 0; mantissa /= 10) ++exponent;
  std::uint32_t digits = 0;
  for (; mantissa != 0; mantissa /= 10) ++digits;
  return digits;
}

/// Returns whether the shortest text of the float32 next to the number has the same digits.
bool float32_keeps(double value, const ScannedNumber& number) noexcept {
  // float32 keeps any six digits. Of the double there is no doubt that rounding could bring about: the limits
  // are powers of two.
  constexpr std::uint32_t kKept = std::numeric_limits<float>::digits10;
  const double magnitude = std::abs(value);
  if (magnitude > std::numeric_limits<float>::max() ||
      (magnitude != 0 && magnitude < std::numeric_limits<float>::min()))
    return false;
  if (number.digits <= kKept) return true;
  int exponent = number.exponent;
  if (significant_digits(number.mantissa, exponent) <= kKept) return true;
  // More digits are kept where decimal numbers of this exponent lie no closer than floats do.
  int binary = 0;
  std::frexp(static_cast<float>(magnitude), &binary);
  return power_of_ten(exponent) >= std::ldexp(1.0, binary - std::numeric_limits<float>::digits);
}

bool fits_int64(const ScannedNumber& number) noexcept {
  // -0 is no whole number that an integer keeps.
  if (!number.whole || number.digits > ScannedNumber::kMostDigits) return false;
  if (number.negative && number.mantissa == 0) return false;
  return number.mantissa <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
}

/// Takes a number into account, and the double next to it.
void survey_number(const ScannedNumber& number, double value, ColumnSurvey& column) noexcept {
  constexpr std::uint32_t kDoubleDigits = std::numeric_limits<double>::max_digits10;
  if (number.kind != ScannedNumber::Kind::kFinite) {
    column.whole = false;
    return;
  }
  column.low = std::min(column.low, value);
  column.high = std::max(column.high, value);
  column.whole = column.whole && fits_int64(number);
  if (number.digits > ScannedNumber::kMostDigits) {
    column.single = false;
    column.rounded = true;
    return;
  }
  if (column.single && !float32_keeps(value, number)) column.single = false;
  // A double holds whole numbers up to 2^53, and decimal numbers with an error that its digits do not show.
  constexpr std::uint64_t kMostWhole = std::uint64_t{1} << std::numeric_limits<double>::digits;
  if (number.mantissa > kMostWhole) {
    int exponent = 0;
    column.rounded =
        column.rounded || number.whole || significant_digits(number.mantissa, exponent) > kDoubleDigits;
  }
}

/// Writes the numbers of a line to its record.
class LineFiller {
 public:
  /// Writes nothing where `record` is null.
  LineFiller(const NumberLines& lines, std::span<const ColumnTarget> targets) noexcept
      : lines_(lines), targets_(targets) {}

  [[nodiscard]] ScannedLine fill(const char* at, const char* end, std::byte* record) const noexcept {
    return scan_line(at, end, lines_.separator, lines_.columns,
                     [&](std::size_t column, const ScannedNumber& number) {
                       const ColumnTarget& target = targets_[column];
                       return record == nullptr || store_number(number, target.type, record + target.offset);
                     });
  }
  /// Does so, and takes the numbers into account. Of those that their types do not hold only floats are a
  /// fault: there are no larger ones.
  [[nodiscard]] ScannedLine fill(const char* at, const char* end, std::byte* record,
                                 std::span<ColumnSurvey> found) const noexcept {
    return scan_line(at, end, lines_.separator, lines_.columns,
                     [&](std::size_t column, const ScannedNumber& number) {
                       const ColumnTarget& target = targets_[column];
                       double wide = 0;
                       const bool held = to_double(number, wide);
                       std::byte* const to = record + target.offset;
                       static_cast<void>(store_number(number, wide, held, target.type, to));
                       if (held) survey_number(number, wide, found[column]);
                       return held;
                     });
  }

 private:
  const NumberLines& lines_;
  std::span<const ColumnTarget> targets_;
};

/// Returns the bytes of records that have no column.
bool has_gaps(std::span<const ColumnTarget> targets, std::uint64_t stride) noexcept {
  std::uint64_t filled = 0;
  for (const ColumnTarget& target : targets)
    if (target.type != ElementType::kBytes) filled += element_size(target.type);
  return filled != stride;
}

}  // namespace

void ColumnSurvey::add(const ColumnSurvey& other) noexcept {
  low = std::min(low, other.low);
  high = std::max(high, other.high);
  whole = whole && other.whole;
  single = single && other.single;
  rounded = rounded || other.rounded;
}

Result<LineCount> count_lines(const NumberLines& lines, Progress* progress) {
  const std::uint64_t size = lines.file.size() - lines.begin;
  LineCount counted;
  counted.firsts.resize(static_cast<std::size_t>((size + kPart - 1) / kPart));
  auto done = parallel_for(size, {.chunk = kPart, .progress = progress}, [&](const Chunk& part, std::size_t) {
    std::uint64_t count = 0;
    auto scanned = for_each_line(lines, part, [&](const char* at, const char* end) -> ScannedLine {
      if (!is_line_without_numbers(skip_line_blanks(at, end), end, lines.separator)) ++count;
      return {.at = end};
    });
    counted.firsts[static_cast<std::size_t>(part.first / kPart)] = count;
    return scanned;
  });
  if (!done) return tl::unexpected<Error>(done.error());
  for (std::uint64_t& first : counted.firsts) counted.lines += std::exchange(first, counted.lines);
  return counted;
}

std::vector<ColumnSurvey> sample_columns(const NumberLines& lines) {
  // A millisecond's work, of which a part from each eighth of the text.
  constexpr std::uint64_t kPlaces = 8;
  constexpr std::uint64_t kBytes = std::uint64_t{1} << 14;
  std::vector<ColumnSurvey> found(lines.columns);
  const std::uint64_t size = lines.file.size() - lines.begin;
  const std::uint64_t step = std::max(size / kPlaces, kBytes);
  for (std::uint64_t first = 0; first < size; first += step) {
    const Chunk part{first, std::min(kBytes, size - first)};
    static_cast<void>(for_each_line(lines, part, [&](const char* at, const char* end) {
      return scan_line(at, end, lines.separator, lines.columns,
                       [&](std::size_t column, const ScannedNumber& number) {
                         double wide = 0;
                         const bool held = to_double(number, wide);
                         if (held) survey_number(number, wide, found[column]);
                         return held;
                       });
    }));
  }
  return found;
}

Result<RecordBytes> fill_records(const NumberLines& lines, const LineCount& counted,
                                 std::span<const ColumnTarget> targets, std::uint64_t stride,
                                 std::uint64_t count, Progress* progress, std::span<ColumnSurvey> found) {
  count = std::min(count, counted.lines);
  auto memory = detail::decoded_records(count, stride);
  if (!memory) return tl::unexpected<Error>(memory.error());
  std::byte* const records = memory->bytes.data();
  const bool gaps = has_gaps(targets, stride);
  const LineFiller filler(lines, targets);
  const std::uint64_t size = lines.file.size() - lines.begin;
  const ParallelOptions options{.chunk = kPart, .progress = progress};
  std::vector<std::vector<ColumnSurvey>> surveys(worker_count(size, options),
                                                 std::vector<ColumnSurvey>(found.begin(), found.end()));
  const auto fill = [&](const Chunk& part, std::size_t worker) -> Result<void> {
    const auto number = static_cast<std::size_t>(part.first / kPart);
    std::uint64_t index = counted.firsts[number];
    const std::uint64_t last =
        number + 1 < counted.firsts.size() ? counted.firsts[number + 1] : counted.lines;
    // Workers write to surveys of their own, which share no cache line while they do.
    std::vector<ColumnSurvey> survey = std::move(surveys[worker]);
    auto scanned = for_each_line(lines, part, [&](const char* at, const char* end) -> ScannedLine {
      // There may be more lines than before only where the text is changed meanwhile.
      std::byte* const record = index < std::min(last, count) ? records + index * stride : nullptr;
      if (gaps && record != nullptr) std::memset(record, 0, static_cast<std::size_t>(stride));
      const ScannedLine line = survey.empty() || record == nullptr ? filler.fill(at, end, record)
                                                                   : filler.fill(at, end, record, survey);
      if (line.numbers > 0) ++index;
      return line;
    });
    surveys[worker] = std::move(survey);
    if (scanned && index != last) return fail(ErrorCode::kIo, "the text has changed while it was read");
    return scanned;
  };
  auto done = parallel_for(size, options, fill);
  if (!done) return tl::unexpected<Error>(done.error());
  for (const auto& survey : surveys)
    for (std::size_t i = 0; i < survey.size(); ++i) found[i].add(survey[i]);
  return RecordBytes{memory->bytes, std::move(memory->owner)};
}

Error line_error(std::string_view file, std::uint64_t offset, std::string_view what) {
  const auto at = static_cast<std::size_t>(std::min<std::uint64_t>(offset, file.size()));
  const std::string_view before = file.substr(0, at);
  const std::size_t begin = before.rfind('\n') + 1;  // 0 where there is none
  std::string message = "line " + std::to_string(std::ranges::count(before, '\n') + 1) + ' ';
  message.append(what).append(": ").append(quoted_line(file, begin));
  return {.code = ErrorCode::kBadFormat, .message = std::move(message), .offset = at};
}

}  // namespace vertexview
