#include "vertexview/formats/detail/text_table.hpp"

#include <algorithm>

#include "vertexview/formats/detail/line_scan.hpp"

namespace vertexview {
namespace {

constexpr std::string_view kBetweenWords = " \t\r,;";

/// How many words a line has, and how many of them are numbers.
struct WordCount {
  std::size_t words = 0;
  std::size_t numbers = 0;
};

WordCount count_words(std::string_view line) noexcept {
  WordCount count;
  std::size_t at = line.find_first_not_of(kBetweenWords);
  while (at != std::string_view::npos) {
    const std::size_t end = std::min(line.find_first_of(kBetweenWords, at), line.size());
    ScannedNumber number;
    ++count.words;
    if (scan_number(line.data() + at, line.data() + end, number) == line.data() + end) ++count.numbers;
    at = line.find_first_not_of(kBetweenWords, end);
  }
  return count;
}

std::string_view without_blanks(std::string_view line) noexcept {
  while (!line.empty() && is_line_blank(line.front())) line.remove_prefix(1);
  while (!line.empty() && is_line_blank(line.back())) line.remove_suffix(1);
  return line;
}

bool is_comment(std::string_view line) noexcept {
  return is_line_comment(line.data(), line.data() + line.size());
}

/// Takes the next line off `rest`, without its end.
std::string_view take_line(std::string_view& rest) noexcept {
  const std::size_t end = rest.find('\n');
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  return line;
}

/// Returns what separates the numbers of a line: a semicolon or a comma where there is one. A comma between
/// numbers that blanks or semicolons separate is part of a number.
char separator_of(std::string_view line) noexcept {
  if (line.find(';') != std::string_view::npos) return ';';
  if (line.find(',') == std::string_view::npos) return ' ';
  // In "1,5 2,5" blanks separate; in "1, 2" and "1 , 2" commas do.
  for (std::size_t at = line.find_first_of(" \t"); at != std::string_view::npos;) {
    const std::size_t next = line.find_first_not_of(" \t", at);
    if (next == std::string_view::npos) break;
    const bool beside = line[next] == ',' || (at > 0 && line[at - 1] == ',');
    if (!beside) return ' ';
    at = line.find_first_of(" \t", next);
  }
  return ',';
}

/// Returns the whole number that is alone on a line.
std::optional<std::uint64_t> count_on(std::string_view line) noexcept {
  ScannedNumber number;
  const char* const begin = line.data();
  const char* const end = begin + line.size();
  if (scan_number(begin, end, number) != end || !number.whole || number.negative ||
      number.digits >= ScannedNumber::kMostDigits)
    return std::nullopt;
  return number.mantissa;
}

/// Returns the numbers of a line by the separator.
std::size_t columns_of(std::string_view line, char separator) noexcept {
  const ScannedLine scanned = scan_line(line.data(), line.data() + line.size(), separator, line.size(),
                                        [](std::size_t, const ScannedNumber&) { return true; });
  return scanned.numbers;
}

/// Returns whether most words of the lines of a table are numbers.
bool is_mostly_numbers(std::string_view lines) noexcept {
  WordCount all;
  while (!lines.empty()) {
    const std::string_view line = without_blanks(take_line(lines));
    if (is_comment(line)) continue;
    const auto [words, numbers] = count_words(line);
    all.words += words;
    all.numbers += numbers;
  }
  return all.numbers > 0 && all.numbers >= all.words - all.words / 4;
}

}  // namespace

bool is_plain_text(std::string_view head) noexcept {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
  const auto allowed = [](char c) {
    const auto code = static_cast<unsigned char>(c);
    return (code >= ' ' && code != 0x7F) || code == '\t' || code == '\r' || code == '\n';
  };
  return !head.empty() && std::ranges::all_of(head, allowed);
}

std::optional<TextTable> find_table(std::string_view text) noexcept {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  std::string_view rest = text.substr(0, kTextHead);
  if (rest.starts_with(kByteOrderMark)) rest.remove_prefix(kByteOrderMark.size());
  TextTable table;
  while (!rest.empty()) {
    const auto begin = static_cast<std::uint64_t>(rest.data() - text.data());
    const std::string_view line = without_blanks(take_line(rest));
    if (line.empty()) continue;
    if (is_comment(line)) {
      // Of several comments the last may name the columns; a line of names decides.
      if (!table.header.empty() && !table.header_is_comment) continue;
      table.header = line;
      table.header_is_comment = true;
      continue;
    }
    const auto [words, numbers] = count_words(line);
    if (numbers == 0) {  // a line of names, of which there is one
      if (!table.header.empty() && !table.header_is_comment) return std::nullopt;
      table.header = line;
      table.header_is_comment = false;
      continue;
    }
    const auto count = table.count ? std::nullopt : count_on(line);
    if (words == 1 && count && count_words(without_blanks(rest.substr(0, rest.find('\n')))).numbers > 1) {
      table.count = count;
      continue;
    }
    table.begin = begin;
    table.separator = separator_of(line);
    table.columns = columns_of(line, table.separator);
    return table;
  }
  return std::nullopt;
}

bool is_table(std::string_view text) noexcept {
  const std::string_view head = text.substr(0, kTextHead);
  const auto table = is_plain_text(head) ? find_table(head) : std::nullopt;
  return table && is_mostly_numbers(head.substr(static_cast<std::size_t>(table->begin)));
}

std::vector<std::string> header_names(std::string_view header) {
  while (!header.empty() && (header.front() == '#' || header.front() == '/' || header.front() == '%' ||
                             header.front() == ';' || is_line_blank(header.front())))
    header.remove_prefix(1);
  // Names may hold blanks where something else separates them.
  std::string_view separators = " \t";
  for (const std::string_view other : {";", ",", "\t"})
    if (header.find(other) != std::string_view::npos) {
      separators = other;
      break;
    }
  std::vector<std::string> names;
  while (!(header = without_blanks(header)).empty()) {
    std::size_t end = 0;
    if (header.front() == '"') {
      end = std::min(header.find('"', 1), header.size());
      names.emplace_back(header.substr(1, end - 1));
      end = header.find_first_of(separators, end);
    } else {
      end = header.find_first_of(separators);
      names.emplace_back(without_blanks(header.substr(0, end)));
    }
    header.remove_prefix(std::min(end, header.size() - 1) + 1);
  }
  return names;
}

}  // namespace vertexview
