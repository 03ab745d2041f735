#include "vertexview/formats/detail/number_lines.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <memory>
#include <new>
#include <optional>
#include <utility>

#include "vertexview/formats/detail/line_scan.hpp"
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
      return "has '" + word_at(lines.file.substr(offset)) + "' where a number is expected";
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

/// Takes a number into account; returns false for one that no double holds.
bool survey_number(const ScannedNumber& number, ColumnSurvey& column) noexcept {
  constexpr std::uint32_t kDoubleDigits = std::numeric_limits<double>::max_digits10;
  double value = 0;
  if (!to_double(number, value)) return false;
  if (number.kind != ScannedNumber::Kind::kFinite) {
    column.whole = false;
    return true;
  }
  column.low = std::min(column.low, value);
  column.high = std::max(column.high, value);
  column.whole = column.whole && fits_int64(number);
  if (number.digits > ScannedNumber::kMostDigits) {
    column.single = false;
    column.rounded = true;
    return true;
  }
  if (column.single && !float32_keeps(value, number)) column.single = false;
  // A double holds whole numbers up to 2^53, and decimal numbers with an error that its digits do not show.
  constexpr std::uint64_t kMostWhole = std::uint64_t{1} << std::numeric_limits<double>::digits;
  if (number.mantissa > kMostWhole) {
    int exponent = 0;
    column.rounded =
        column.rounded || number.whole || significant_digits(number.mantissa, exponent) > kDoubleDigits;
  }
  return true;
}

template <class T>
bool store(T value, std::byte* to) noexcept {
  std::memcpy(to, &value, sizeof value);
  return true;
}

template <class Integer>
bool store_whole(const ScannedNumber& number, std::byte* to) noexcept {
  Integer value = 0;
  const char* const begin = number.text.data();
  const char* const end = begin + number.text.size();
  const auto [last, error] = std::from_chars(begin, end, value);
  if (error == std::errc() && last == end) return store(value, to);
  // A whole number may also be written as 3.0 or 1e3.
  double other = 0;
  constexpr double kBelow = static_cast<double>(std::numeric_limits<Integer>::min());
  const double above = std::ldexp(1.0, std::numeric_limits<Integer>::digits);
  if (number.whole || !to_double(number, other) || !(other >= kBelow && other < above) ||
      other != std::trunc(other))
    return false;
  return store(static_cast<Integer>(other), to);
}

/// Writes the number in native byte order; returns false where the type does not hold it.
bool store_number(const ScannedNumber& number, ElementType type, std::byte* to) noexcept {
  switch (type) {
    case ElementType::kFloat32: {
      float value = 0;
      return to_float(number, value) && store(value, to);
    }
    case ElementType::kFloat64: {
      double value = 0;
      return to_double(number, value) && store(value, to);
    }
    case ElementType::kUint8:
      return store_whole<std::uint8_t>(number, to);
    case ElementType::kInt8:
      return store_whole<std::int8_t>(number, to);
    case ElementType::kUint16:
      return store_whole<std::uint16_t>(number, to);
    case ElementType::kInt16:
      return store_whole<std::int16_t>(number, to);
    case ElementType::kUint32:
      return store_whole<std::uint32_t>(number, to);
    case ElementType::kInt32:
      return store_whole<std::int32_t>(number, to);
    case ElementType::kUint64:
      return store_whole<std::uint64_t>(number, to);
    case ElementType::kInt64:
      return store_whole<std::int64_t>(number, to);
    default:
      return type == ElementType::kBytes;
  }
}

}  // namespace

void ColumnSurvey::add(const ColumnSurvey& other) noexcept {
  low = std::min(low, other.low);
  high = std::max(high, other.high);
  whole = whole && other.whole;
  single = single && other.single;
  rounded = rounded || other.rounded;
}

Result<LineSurvey> survey_lines(const NumberLines& lines, Progress* progress) {
  const std::uint64_t size = lines.file.size() - lines.begin;
  const ParallelOptions options{.chunk = kPart, .progress = progress};
  LineSurvey survey;
  survey.columns.resize(lines.columns);
  survey.firsts.resize(static_cast<std::size_t>((size + kPart - 1) / kPart));
  std::vector<std::vector<ColumnSurvey>> columns(worker_count(size, options), survey.columns);
  auto done = parallel_for(size, options, [&](const Chunk& part, std::size_t worker) {
    // Workers write to columns of their own, which share no cache line while they do.
    std::vector<ColumnSurvey> found = std::move(columns[worker]);
    std::uint64_t count = 0;
    auto scanned = for_each_line(lines, part, [&](const char* at, const char* end) {
      const ScannedLine line = scan_line(at, end, lines.separator, lines.columns,
                                         [&](std::size_t column, const ScannedNumber& number) {
                                           return survey_number(number, found[column]);
                                         });
      if (line.numbers > 0) ++count;
      return line;
    });
    columns[worker] = std::move(found);
    survey.firsts[static_cast<std::size_t>(part.first / kPart)] = count;
    return scanned;
  });
  if (!done) return tl::unexpected<Error>(done.error());
  for (const auto& found : columns)
    for (std::size_t i = 0; i < found.size(); ++i) survey.columns[i].add(found[i]);
  for (std::uint64_t& first : survey.firsts) survey.lines += std::exchange(first, survey.lines);
  return survey;
}

Result<RecordBytes> fill_records(const NumberLines& lines, const LineSurvey& survey,
                                 std::span<const ColumnTarget> targets, std::uint64_t stride,
                                 std::uint64_t count, Progress* progress) {
  count = std::min(count, survey.lines);
  const auto no_memory = [&] {
    return fail(ErrorCode::kOutOfMemory, "there is no memory for " + std::to_string(count) + " records of " +
                                             std::to_string(stride) + " bytes that the text becomes");
  };
  if (count > std::numeric_limits<std::ptrdiff_t>::max() / std::max<std::uint64_t>(stride, 1))
    return no_memory();
  const auto size = static_cast<std::size_t>(count * stride);
  std::shared_ptr<std::byte[]> records(new (std::nothrow) std::byte[size]);
  if (records == nullptr) return no_memory();
  std::uint64_t filled = 0;
  for (const ColumnTarget& target : targets)
    if (target.type != ElementType::kBytes) filled += element_size(target.type);
  const bool gaps = filled != stride;
  const auto fill = [&](const Chunk& part, std::size_t) -> Result<void> {
    const auto number = static_cast<std::size_t>(part.first / kPart);
    std::uint64_t index = survey.firsts[number];
    const std::uint64_t all = number + 1 < survey.firsts.size() ? survey.firsts[number + 1] : survey.lines;
    const std::uint64_t last = std::min(all, count);
    auto scanned = for_each_line(lines, part, [&](const char* at, const char* end) -> ScannedLine {
      if (index >= last) return {.at = end};
      std::byte* const record = records.get() + index * stride;
      if (gaps) std::memset(record, 0, static_cast<std::size_t>(stride));
      const ScannedLine line = scan_line(
          at, end, lines.separator, lines.columns, [&](std::size_t column, const ScannedNumber& value) {
            return store_number(value, targets[column].type, record + targets[column].offset);
          });
      if (line.numbers > 0) ++index;
      return line;
    });
    if (scanned && index < last) return fail(ErrorCode::kIo, "the text has changed while it was read");
    return scanned;
  };
  auto done = parallel_for(lines.file.size() - lines.begin, {.chunk = kPart, .progress = progress}, fill);
  if (!done) return tl::unexpected<Error>(done.error());
  const std::span<const std::byte> bytes(records.get(), size);
  return RecordBytes{bytes, std::move(records)};
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
