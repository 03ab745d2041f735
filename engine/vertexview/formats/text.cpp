// Reads points as text: a line of numbers for each, as XYZ, CSV, TSV, PTS and ASC files have. No standard
// says what their columns are, so that the header line or the numbers tell.
#include <array>
#include <string>
#include <utility>

#include "vertexview/formats/container.hpp"
#include "vertexview/formats/detail/file_bytes.hpp"
#include "vertexview/formats/detail/number_lines.hpp"
#include "vertexview/formats/detail/text_columns.hpp"
#include "vertexview/formats/detail/text_table.hpp"

namespace vertexview {
namespace {

bool recognises(const FileBytes& file) noexcept {
  return is_table(text_of(file.bytes));
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

/// Returns the error of lines that have no two numbers: that of the first line with another fault, if any.
tl::unexpected<Error> refuse_lines(const NumberLines& lines, const LineCount& counted, Progress* progress) {
  const std::vector<ColumnTarget> nowhere(lines.columns, {.type = ElementType::kBytes});
  const auto read = fill_records(lines, counted, nowhere, 0, counted.lines, progress);
  return tl::unexpected<Error>(
      read ? line_error(lines.file, lines.begin, "has one number, of which no position can be made")
           : read.error());
}

Result<RecordBytes> fill(const NumberLines& lines, const LineCount& counted, const TextColumns& columns,
                         Progress* progress, std::span<ColumnSurvey> found) {
  const std::uint64_t stride = columns.layout.schema.stride;
  return fill_records(lines, counted, columns.targets, stride, counted.lines, progress, found);
}

Result<Container> read(const FileBytes& file, Progress* progress) {
  const std::string_view text = text_of(file.bytes);
  const auto table = find_table(text);
  if (!table) return fail(ErrorCode::kBadFormat, "is text without a line of numbers");
  const NumberLines lines{text, table->begin, table->columns, table->separator};
  if (lines.columns > NumberLines::kMostColumns)
    return tl::unexpected<Error>(line_error(
        text, lines.begin, "has more than " + std::to_string(NumberLines::kMostColumns) + " numbers"));
  const auto counted = count_lines(lines, progress);
  if (!counted) return tl::unexpected<Error>(counted.error());
  if (lines.columns < 2) return refuse_lines(lines, *counted, progress);
  std::vector<std::string> notes;
  const auto names = names_of(*table, notes);
  auto columns = choose_columns(sample_columns(lines), names);
  if (!columns) return tl::unexpected<Error>(columns.error());
  std::vector<ColumnSurvey> found(lines.columns);
  auto records = fill(lines, *counted, *columns, progress, found);
  if (!records) return tl::unexpected<Error>(records.error());
  if (table->count && *table->count != counted->lines)
    return fail(ErrorCode::kBadFormat, "the first line says that " + std::to_string(*table->count) +
                                           " points follow, but " + std::to_string(counted->lines) + " do");
  const auto guessed = std::exchange(columns, choose_columns(found, names));
  if (!columns) return tl::unexpected<Error>(columns.error());
  if (columns->targets != guessed->targets) {
    records = fill(lines, *counted, *columns, progress, {});
    if (!records) return tl::unexpected<Error>(records.error());
  }
  Container container{text_reader().name, {Member{}}, std::move(notes)};
  container.notes.insert(container.notes.end(), columns->notes.begin(), columns->notes.end());
  Member& member = container.members.front();
  member.layout = std::move(columns->layout);
  member.layout.count = counted->lines;
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
