// Reads the text records of a PLY file: one is a line.
#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "vertexview/formats/detail/ply_records.hpp"
#include "vertexview/memory/blanks.hpp"
#include "vertexview/task/parallel_for.hpp"

namespace vertexview {
namespace {

/// Bytes of text that a thread reads at once: some milliseconds' work, so that a cancel is noticed at once.
constexpr std::uint64_t kChunk = std::uint64_t{1} << 20U;

/// Takes the first word off a trimmed line; "" at its end.
std::string_view take_word(std::string_view& line) noexcept {
  // Compared one by one, this takes a fraction of the time of a search among kBlanks.
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  const char* begin = line.data();
  const char* const end = begin + line.size();
  while (begin != end && blank(*begin)) ++begin;
  const char* word_end = begin;
  while (word_end != end && !blank(*word_end)) ++word_end;
  line = {word_end, static_cast<std::size_t>(end - word_end)};
  return {begin, static_cast<std::size_t>(word_end - begin)};
}

/// Returns a word as a double, in what ways programs write one: "+1", and "1.#INF", "-1.#IND", "1.#QNAN" of
/// Microsoft's library. What no double can hold becomes infinite or zero. Nullopt for what is no number.
std::optional<double> double_of(std::string_view word) noexcept {
  if (word.starts_with('+') && !word.starts_with("+-")) word.remove_prefix(1);
  double number = 0;
  const char* const begin = word.data();
  const char* const end = begin + word.size();
  const auto [stop, error] = std::from_chars(begin, end, number);
  if (error == std::errc::invalid_argument) return std::nullopt;
  if (error == std::errc::result_out_of_range) {
    if (stop != end) return std::nullopt;
    const bool negative = word.starts_with('-');
    if (negative) word.remove_prefix(1);
    const bool tiny = word.find("e-") != std::string_view::npos ||
                      word.find("E-") != std::string_view::npos || word.starts_with('0') ||
                      word.starts_with('.');
    const double size = tiny ? 0 : std::numeric_limits<double>::infinity();
    return negative ? -size : size;
  }
  if (stop == end) return number;
  const std::string_view rest(stop, static_cast<std::size_t>(end - stop));
  if (!rest.starts_with('#')) return std::nullopt;
  return rest.starts_with("#INF") ? std::copysign(std::numeric_limits<double>::infinity(), number)
                                  : std::numeric_limits<double>::quiet_NaN();
}

/// Returns a word as a number of type T: rounded once where T is a float; nullopt where T cannot hold it.
template <class T>
std::optional<T> number_of(std::string_view word) noexcept {
  T number{};
  const char* const begin = word.data();
  const char* const end = begin + word.size();
  const auto [stop, error] = std::from_chars(begin, end, number);
  if (error == std::errc() && stop == end) return number;
  const auto wide = double_of(word);
  if (!wide) return std::nullopt;
  if constexpr (std::is_floating_point_v<T>) {
    const bool fits = !(std::fabs(*wide) > std::numeric_limits<T>::max());
    return static_cast<T>(fits ? *wide : std::copysign(std::numeric_limits<double>::infinity(), *wide));
  } else {
    // Some programs write whole numbers as 255.0. The range of T ends at a power of two, which a double
    // holds.
    const double beyond = std::ldexp(1.0, std::numeric_limits<T>::digits);
    const double least = std::is_signed_v<T> ? -beyond : 0;
    if (!(*wide >= least && *wide < beyond) || *wide != std::floor(*wide)) return std::nullopt;
    return static_cast<T>(*wide);
  }
}

/// Writes a word to `out` as a number of type T; returns false where it is none.
template <class T>
bool store(std::string_view word, std::byte* out) noexcept {
  const auto number = number_of<T>(word);
  if (number) std::memcpy(out, &*number, sizeof(T));
  return number.has_value();
}

using Store = bool (*)(std::string_view word, std::byte* out) noexcept;

Store store_of(ElementType type) noexcept {
  switch (type) {
    case ElementType::kInt8:
      return store<std::int8_t>;
    case ElementType::kUint8:
      return store<std::uint8_t>;
    case ElementType::kInt16:
      return store<std::int16_t>;
    case ElementType::kUint16:
      return store<std::uint16_t>;
    case ElementType::kInt32:
      return store<std::int32_t>;
    case ElementType::kUint32:
      return store<std::uint32_t>;
    case ElementType::kInt64:
      return store<std::int64_t>;
    case ElementType::kUint64:
      return store<std::uint64_t>;
    case ElementType::kFloat64:
      return store<double>;
    default:  // ply_type() gives no other
      return store<float>;
  }
}

/// What to do with the words of a property.
struct Column {
  const PlyProperty* property = nullptr;
  Store store = nullptr;     ///< null for a list
  std::uint64_t offset = 0;  ///< in the record
};

std::vector<Column> columns_of(const PlyElement& element) {
  std::vector<Column> columns;
  std::uint64_t offset = 0;
  for (const PlyProperty& property : element.properties) {
    if (property.length_type) {
      columns.push_back({&property});
      continue;
    }
    columns.push_back({&property, store_of(property.type), offset});
    offset += element_size(property.type);
  }
  return columns;
}

/// The text behind the header, and its lines.
class Body {
 public:
  Body(const PlyHeader& header, std::span<const std::byte> bytes)
      : text_(reinterpret_cast<const char*>(bytes.data()), bytes.size()),
        begin_(header.end),
        line_end_(header.line_end) {}

  [[nodiscard]] std::uint64_t size() const noexcept { return text_.size() - begin_; }

  /// Calls visit(line) for each line that begins in `chunk` and has a word, until it returns false.
  template <class Visit>
  void each_line(const Chunk& chunk, Visit visit) const {
    std::size_t at = begin_ + chunk.first;
    const std::size_t end = at + chunk.count;
    if (chunk.first > 0 && text_[at - 1] != line_end_) {
      // No further than the chunk: a text of one endless line would be searched to its end by each of them.
      at = text_.substr(0, end).find(line_end_, at);
      if (at == std::string_view::npos) return;
      ++at;
    }
    while (at < end) {
      const std::size_t line_end = std::min(text_.find(line_end_, at), text_.size());
      const std::string_view line = trimmed(text_.substr(at, line_end - at));
      if (!line.empty() && !visit(line)) return;
      at = line_end + 1;
    }
  }

  [[nodiscard]] std::uint64_t offset_of(std::string_view part) const noexcept {
    return static_cast<std::uint64_t>(part.data() - text_.data());
  }

 private:
  std::string_view text_;
  std::size_t begin_;
  char line_end_;
};

/// Reads the lines of one element.
class LineReader {
 public:
  LineReader(const PlyElement& element, const Body& body) : element_(element), body_(body) {}

  Result<void> read(std::string_view line, std::uint64_t record, std::byte* out) const {
    std::string_view rest = line;
    for (const Column& column : columns_) {
      const std::string_view word = take_word(rest);
      if (word.empty())
        return bad(line, record, "has no number for property '" + column.property->name + "'");
      if (column.store == nullptr) {
        if (!skip_list(word, rest))
          return bad(word, record, "has no list for property '" + column.property->name + "'");
        continue;
      }
      if (!column.store(word, out + column.offset))
        return bad(word, record,
                   "has '" + std::string(word.substr(0, kQuoted)) + "' for property '" +
                       column.property->name + "', expected a number of type " +
                       std::string(element_type_name(column.property->type)));
    }
    if (!without_blanks_before(rest).empty())
      return bad(rest, record, "has more numbers than the header names");
    return {};
  }

 private:
  /// Characters of a wrong word that an error shows.
  static constexpr std::size_t kQuoted = 40;

  static bool skip_list(std::string_view length, std::string_view& rest) noexcept {
    const auto count = number_of<std::uint64_t>(length);
    if (!count) return false;
    for (std::uint64_t i = 0; i < *count; ++i)
      if (take_word(rest).empty()) return false;
    return true;
  }

  [[nodiscard]] tl::unexpected<Error> bad(std::string_view where, std::uint64_t record,
                                          const std::string& what) const {
    std::string message = "record ";
    message.append(std::to_string(record))
        .append(" of element '")
        .append(element_.name)
        .append("' ")
        .append(what);
    return tl::unexpected<Error>(Error{
        .code = ErrorCode::kBadFormat, .message = std::move(message), .offset = body_.offset_of(where)});
  }

  const PlyElement& element_;
  const Body& body_;
  std::vector<Column> columns_ = columns_of(element_);
};

/// Returns the lines that begin before each chunk, and behind the last the number of all lines.
Result<std::vector<std::uint64_t>> lines_before(const Body& body, const ParallelOptions& options) {
  std::vector<std::uint64_t> lines((body.size() + kChunk - 1) / kChunk + 1);
  const auto counted = parallel_for(body.size(), options, [&](const Chunk& chunk, std::size_t) {
    std::uint64_t count = 0;
    body.each_line(chunk, [&](std::string_view) { return ++count, true; });
    lines[chunk.first / kChunk + 1] = count;
  });
  if (!counted) return tl::unexpected<Error>(counted.error());
  for (std::size_t i = 1; i < lines.size(); ++i) lines[i] += lines[i - 1];
  return lines;
}

tl::unexpected<Error> too_short(const PlyElement& element, const std::string& found, std::uint64_t size) {
  return tl::unexpected<Error>(Error{.code = ErrorCode::kBadFormat,
                                     .message = "the header promises " + std::to_string(element.count) +
                                                " records of element '" + element.name + "', and the text " +
                                                found,
                                     .offset = size});
}

/// Checks that lines of so many characters can hold the element. A number takes a digit and a blank at least,
/// so that decoded records take at most 4 times the memory of their text. Of a few records, the first line
/// that is too short says more.
Result<void> check_room(const PlyElement& element, const Body& body, std::uint64_t size) {
  constexpr std::uint64_t kFew = std::uint64_t{1} << 20U;  // bytes that any machine has
  const std::uint64_t least = 2 * element.properties.size();
  // There is a line for each record already, and a record has less than 64 KiB: no product wraps.
  if (element.count * element.fixed_bytes() <= kFew || element.count <= (body.size() + 1) / least) return {};
  return too_short(element, "has only " + std::to_string(body.size()) + " characters", size);
}

/// Returns how many lines lie before those of the element, where `lines` are enough for both.
Result<std::uint64_t> first_line(const PlyHeader& header, std::size_t index, std::uint64_t lines,
                                 std::uint64_t size) {
  std::uint64_t before = 0;
  for (std::size_t i = 0; i <= index; ++i) {
    const PlyElement& element = header.elements[i];
    // A record without properties is an empty line, if any.
    const std::uint64_t count = element.properties.empty() ? 0 : element.count;
    if (count > lines - before)
      return too_short(element, "ends after " + std::to_string(lines - before) + " of them", size);
    if (i < index) before += count;
  }
  return before;
}

}  // namespace

Result<RecordBytes> read_ply_text(const PlyHeader& header, std::size_t index,
                                  std::span<const std::byte> bytes, Progress* progress) {
  const PlyElement& element = header.elements[index];
  const Body body(header, bytes);
  const ParallelOptions options{.chunk = kChunk, .progress = progress};
  const auto lines = lines_before(body, options);
  if (!lines) return tl::unexpected<Error>(lines.error());
  const auto first = first_line(header, index, lines->back(), bytes.size());
  if (!first) return tl::unexpected<Error>(first.error());
  if (auto room = check_room(element, body, bytes.size()); !room) return tl::unexpected<Error>(room.error());
  RecordBytes records;
  const std::uint64_t stride = element.fixed_bytes();
  const auto room = ply_room(element.count, stride, records);
  if (!room) return tl::unexpected<Error>(room.error());
  const LineReader reader(element, body);
  const auto read = parallel_for(body.size(), options, [&](const Chunk& chunk, std::size_t) {
    std::uint64_t line = (*lines)[chunk.first / kChunk];
    Result<void> result;
    body.each_line(chunk, [&](std::string_view text) {
      const std::uint64_t record = line++ - *first;  // a line before the first wraps and is no record either
      if (record < element.count) result = reader.read(text, record, *room + record * stride);
      return result.has_value() && line < *first + element.count;
    });
    return result;
  });
  if (!read) return tl::unexpected<Error>(read.error());
  return records;
}

}  // namespace vertexview
