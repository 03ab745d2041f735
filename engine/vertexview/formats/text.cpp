// Reads points as text: a line of numbers for each, as XYZ, CSV, TSV, PTS and ASC files have. No standard
// says what their columns are, so that the header line or the numbers tell.
#include <array>
#include <string>
#include <utility>

#include "vertexview/formats/container.hpp"
#include "vertexview/formats/detail/number_lines.hpp"
#include "vertexview/formats/detail/text_columns.hpp"
#include "vertexview/formats/detail/text_table.hpp"

namespace vertexview {
namespace {

std::string_view text_of(std::span<const std::byte> bytes) noexcept {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool recognises(const FileBytes& file) noexcept {
  const std::string_view head = text_of(file.bytes).substr(0, kTextHead);
  if (!is_plain_text(head)) return false;
  const auto table = find_table(head);
  return table && is_mostly_numbers(head.substr(static_cast<std::size_t>(table->begin)));
}

/// Returns the names of the columns: those of the header, if it names each.
std::vector<std::string> names_of(const TextTable& table, std::vector<std::string>& notes) {
  if (table.header.empty()) return {};
  auto names = header_names(table.header);
  if (table.header_is_comment) {  // any comment, unless it speaks of these columns
    if (names.size() != table.columns || !name_a_position(names)) names.clear();
  } else if (names.size() != table.columns) {
    notes.push_back("the header names " + std::to_string(names.size()) + " columns, but lines have " +
                    std::to_string(table.columns) + ", so it is ignored");
    names.clear();
  }
  return names;
}

Result<Container> read(const FileBytes& file, Progress* progress) {
  const std::string_view text = text_of(file.bytes);
  const auto table = find_table(text);
  if (!table) return fail(ErrorCode::kBadFormat, "is text without a line of numbers");
  const NumberLines lines{text, table->begin, table->columns, table->separator};
  if (lines.columns > NumberLines::kMostColumns)
    return tl::unexpected<Error>(line_error(
        text, lines.begin, "has more than " + std::to_string(NumberLines::kMostColumns) + " numbers"));
  const auto survey = survey_lines(lines, progress);
  if (!survey) return tl::unexpected<Error>(survey.error());
  if (lines.columns < 2)
    return tl::unexpected<Error>(
        line_error(text, lines.begin, "has one number, of which no position can be made"));
  if (table->count && *table->count != survey->lines)
    return fail(ErrorCode::kBadFormat, "the first line says that " + std::to_string(*table->count) +
                                           " points follow, but " + std::to_string(survey->lines) + " do");
  std::vector<std::string> notes;
  auto columns = choose_columns(survey->columns, names_of(*table, notes));
  if (!columns) return tl::unexpected<Error>(columns.error());
  auto records =
      fill_records(lines, *survey, columns->targets, columns->layout.schema.stride, survey->lines, progress);
  if (!records) return tl::unexpected<Error>(records.error());
  Container container{text_reader().name, {Member{}}, std::move(notes)};
  container.notes.insert(container.notes.end(), columns->notes.begin(), columns->notes.end());
  Member& member = container.members.front();
  member.layout = std::move(columns->layout);
  member.layout.count = survey->lines;
  member.memory = *std::move(records);
  return container;
}

}  // namespace

const Reader& text_reader() noexcept {
  static constexpr std::array<std::string_view, 5> kEndings{".asc", ".csv", ".pts", ".tsv", ".xyz"};
  static constexpr Reader kReader{"text", kEndings, recognises, read};
  return kReader;
}

}  // namespace vertexview
