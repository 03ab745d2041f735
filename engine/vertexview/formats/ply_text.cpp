// Reads the text records of a PLY file: one is a line.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "vertexview/formats/detail/decoded_bytes.hpp"
#include "vertexview/formats/detail/file_bytes.hpp"
#include "vertexview/formats/detail/number_store.hpp"
#include "vertexview/formats/detail/ply_records.hpp"
#include "vertexview/memory/blanks.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/task/parallel_for.hpp"

namespace vertexview {
namespace {

/// Bytes of text that a thread reads at once: some milliseconds' work, so that a cancel is noticed at once.
constexpr std::uint64_t kChunk = std::uint64_t{1} << 20U;

/// Takes the first word off a trimmed line; "" at its end.
std::string_view take_word(std::string_view& line) noexcept {
  const char* begin = line.data();
  const char* const end = begin + line.size();
  begin = std::find_if_not(begin, end, is_blank);
  const char* const word_end = std::find_if(begin, end, is_blank);
  line = {word_end, static_cast<std::size_t>(end - word_end)};
  return {begin, static_cast<std::size_t>(word_end - begin)};
}

/// What to do with the words of a property.
struct Column {
  const PlyProperty* property = nullptr;
  std::uint64_t offset = 0;  ///< in the record; of a list, which has no place there, any
};

std::vector<Column> columns_of(const PlyElement& element) {
  std::vector<Column> columns;
  std::uint64_t offset = 0;
  for (const PlyProperty& property : element.properties) {
    columns.push_back({&property, offset});
    if (!property.length_type) offset += element_size(property.type);
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
      const PlyProperty& property = *column.property;
      rest = without_blanks_before(rest);
      const std::string_view from = rest;
      if (from.empty()) return bad(line, record, "has no number for property " + in_quotes(property.name));
      ScannedNumber number;
      const bool read = take_number(rest, number);
      if (property.length_type) {
        if (!read || !skip_list(number, rest))
          return bad(from, record, "has no list for property " + in_quotes(property.name));
        continue;
      }
      if (!read || !store(number, property.type, out + column.offset))
        return bad(from, record,
                   "has " + in_quotes(take_word(rest = from).substr(0, kQuoted)) + " for property " +
                       in_quotes(property.name) + ", expected a number of type " +
                       std::string(element_type_name(property.type)));
    }
    if (!without_blanks_before(rest).empty())
      return bad(rest, record, "has more numbers than the header names");
    return {};
  }

 private:
  /// Characters of a wrong word that an error shows.
  static constexpr std::size_t kQuoted = 40;
  /// Bytes of a number: scan_number() wants a limit, and no number needs so many.
  static constexpr std::size_t kLongestNumber = std::size_t{1} << 20U;

  /// Takes the number off that `rest` begins with, up to a blank or the end; returns false for any other
  /// word.
  static bool take_number(std::string_view& rest, ScannedNumber& number) noexcept {
    const char* const begin = rest.data();
    const char* const end = begin + rest.size();
    const char* const stop = scan_number(begin, begin + std::min(rest.size(), kLongestNumber), number);
    if (stop == nullptr || (stop != end && !is_blank(*stop))) return false;
    rest.remove_prefix(static_cast<std::size_t>(stop - begin));
    return true;
  }

  /// Writes a number; a float may be infinite for being too large, as other readers have it.
  static bool store(const ScannedNumber& number, ElementType type, std::byte* out) noexcept {
    return store_number(number, type, out) || type == ElementType::kFloat32 || type == ElementType::kFloat64;
  }

  static bool skip_list(const ScannedNumber& length, std::string_view& rest) noexcept {
    std::uint64_t count = 0;
    if (!store_number(length, ElementType::kUint64, reinterpret_cast<std::byte*>(&count))) return false;
    for (std::uint64_t i = 0; i < count; ++i)
      if (take_word(rest).empty()) return false;
    return true;
  }

  [[nodiscard]] tl::unexpected<Error> bad(std::string_view where, std::uint64_t record,
                                          const std::string& what) const {
    std::string message = "record ";
    message.append(std::to_string(record))
        .append(" of element ")
        .append(in_quotes(element_.name))
        .append(" ")
        .append(what);
    return fail_at(body_.offset_of(where), std::move(message));
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
  return fail_at(size, "the header promises " + std::to_string(element.count) + " records of element " +
                           in_quotes(element.name) + ", and the text " + found);
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
  if (auto fits = check_room(element, body, bytes.size()); !fits) return tl::unexpected<Error>(fits.error());
  const std::uint64_t stride = element.fixed_bytes();
  auto records = detail::decoded_records(element.count, stride);
  if (!records) return tl::unexpected<Error>(records.error());
  std::byte* const room = records->bytes.data();
  const LineReader reader(element, body);
  const auto read = parallel_for(body.size(), options, [&](const Chunk& chunk, std::size_t) {
    std::uint64_t line = (*lines)[chunk.first / kChunk];
    Result<void> result;
    body.each_line(chunk, [&](std::string_view text) {
      const std::uint64_t record = line++ - *first;  // a line before the first wraps and is no record either
      if (record < element.count) result = reader.read(text, record, room + record * stride);
      return result.has_value() && line < *first + element.count;
    });
    return result;
  });
  if (!read) return tl::unexpected<Error>(read.error());
  return RecordBytes{records->bytes, std::move(records->owner)};
}

}  // namespace vertexview
