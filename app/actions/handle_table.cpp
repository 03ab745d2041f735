#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "actions/handlers.hpp"
#include "actions/number_argument.hpp"
#include "session/filter.hpp"
#include "session/number_counts.hpp"
#include "session/sorting.hpp"
#include "session/value_condition.hpp"
#include "vertexview/memory/number_text.hpp"

namespace vertexview::app::handlers {
namespace {

constexpr std::string_view kPlaceForm = "NUMBER PLACE, as in 'x 0'";
constexpr std::string_view kWidthForm = "NUMBER WIDTH, as in 'x 120' or 'x auto'";
constexpr std::string_view kStyleForm = "NUMBER decoded|decimal|hex|bits";
constexpr std::string_view kBrushForm = "NUMBER LOW..HIGH, as in 'x 0.2..0.5', 'x none' or 'none'";
// A narrower column shows no digit, and a wider one is wider than any window.
constexpr double kNarrowest = 16;
constexpr double kWidest = 4000;

OpenDataset& active(Session& session) {
  return *session.find(session.active);
}

tl::unexpected<Error> invalid(std::string message) {
  return fail(ErrorCode::kInvalidArgument, std::move(message));
}

/// Returns the look of a column of the active dataset, to change it.
Result<ColumnLook*> column_named(Session& session, std::string_view action, std::string_view name) {
  OpenDataset& dataset = active(session);
  if (ColumnLook* const column = find_column(dataset.table, dataset.data.layout(), name)) return column;
  auto number = number_named(session, action, name);
  if (!number) return tl::unexpected<Error>(std::move(number.error()));
  return fail(ErrorCode::kNotFound, fmt::format("{}: the table has no column for '{}'", action, name));
}

/// Reads "FIRST-LAST".
Result<IndexRange> parse_rows(std::string_view text) {
  const std::size_t dash = std::min(text.find('-'), text.size());
  const auto first = parse_whole_number(text.substr(0, dash));
  const auto last = parse_whole_number(text.substr(std::min(dash + 1, text.size())));
  if (!first || !last || *last < *first || *last == UINT64_MAX)
    return invalid(fmt::format("select-rows: expected FIRST-LAST, as in 0-99, found '{}'", text));
  return IndexRange{*first, *last + 1};
}

/// Returns the vertices of rows of a sorted table.
IndexSet vertices_of_rows(const OpenDataset& dataset, const IndexRange& rows) {
  std::vector<IndexSet::Bits> chunks(
      static_cast<std::size_t>((dataset.data.size() + IndexSet::kChunk - 1) / IndexSet::kChunk));
  for (std::uint64_t row = rows.begin; row < rows.end; ++row) {
    const std::uint64_t vertex = vertex_of_row(dataset, row);
    const std::uint64_t place = vertex % IndexSet::kChunk;
    chunks[static_cast<std::size_t>(vertex / IndexSet::kChunk)][static_cast<std::size_t>(place / 64)] |=
        std::uint64_t{1} << place % 64;
  }
  IndexSet vertices;
  for (std::size_t chunk = 0; chunk < chunks.size(); ++chunk) vertices.append(chunk, chunks[chunk]);
  return vertices;
}

/// Reads "LOW..HIGH".
Result<std::pair<double, double>> parse_range(std::string_view text) {
  const std::size_t dots = std::min(text.find(".."), text.size());
  const auto low = parse_number(text.substr(0, dots));
  const auto high = parse_number(text.substr(std::min(dots + 2, text.size())));
  if (!low || !high || *low > *high)
    return invalid(fmt::format("brush: expected a range LOW..HIGH, found '{}'", text));
  return std::pair(*low, *high);
}

/// Reads the width of a column in units of the design; 0 for "auto".
Result<float> parse_width(std::string_view text) {
  if (text == "auto") return 0;
  const auto width = parse_number(text);
  if (!width || *width < kNarrowest || *width > kWidest)
    return invalid(
        fmt::format("column-width: expected auto or {} to {}, found '{}'", kNarrowest, kWidest, text));
  return static_cast<float>(*width);
}

}  // namespace

Result<void> sort(Session& session, const std::string& text) {
  OpenDataset& dataset = active(session);
  if (text == "none") return sort_table(session, dataset, std::nullopt);
  std::string_view name = text;
  constexpr std::string_view kDown = " down";
  const bool down = name.ends_with(kDown);
  if (down) name.remove_suffix(kDown.size());
  const auto number = number_named(session, "sort", name);
  if (!number) return tl::unexpected<Error>(number.error());
  return sort_table(session, dataset, SortBy{number->name, down});
}

Result<void> check_rows(std::string_view text) {
  const auto rows = parse_rows(text);
  if (!rows) return tl::unexpected<Error>(rows.error());
  return {};
}

Result<void> select_rows(Session& session, const std::string& text) {
  const auto rows = parse_rows(text);
  if (!rows) return tl::unexpected<Error>(rows.error());
  const OpenDataset& dataset = active(session);
  if (rows->end > row_count(dataset))
    return fail(ErrorCode::kOutOfRange, fmt::format("select-rows: there is no row {}; the table has {} rows",
                                                    rows->end - 1, row_count(dataset)));
  IndexSet vertices = rows_are_vertices(dataset) ? IndexSet(*rows) : vertices_of_rows(dataset, *rows);
  const auto focus = session.selection.focus();
  const bool stays = focus && focus->dataset == dataset.id && vertices.contains(focus->index);
  const std::uint64_t first = vertex_of_row(dataset, rows->begin);
  session.selection.select(dataset.id, std::move(vertices), stays ? focus->index : first);
  return {};
}

Result<void> hide_column(Session& session, const std::string& name) {
  const auto column = column_named(session, "hide-column", name);
  if (!column) return tl::unexpected<Error>(column.error());
  (*column)->hidden = true;
  return {};
}

Result<void> show_column(Session& session, const std::string& name) {
  if (name == "all") {
    for (ColumnLook& column : active(session).table.columns) column.hidden = false;
    return {};
  }
  const auto column = column_named(session, "show-column", name);
  if (!column) return tl::unexpected<Error>(column.error());
  (*column)->hidden = false;
  return {};
}

Result<void> check_move_column(std::string_view text) {
  const auto read = parse_number_argument("move-column", text, kPlaceForm);
  if (!read) return tl::unexpected<Error>(read.error());
  if (!parse_whole_number(read->word))
    return invalid(fmt::format("move-column: expected {}, found '{}'", kPlaceForm, text));
  return {};
}

Result<void> move_column(Session& session, const std::string& text) {
  const auto read = parse_number_argument("move-column", text, kPlaceForm);
  if (!read) return tl::unexpected<Error>(read.error());
  const auto column = column_named(session, "move-column", read->number);
  if (!column) return tl::unexpected<Error>(column.error());
  move_column(active(session).table, read->number,
              static_cast<std::size_t>(parse_whole_number(read->word).value_or(0)));
  return {};
}

Result<void> check_column_width(std::string_view text) {
  const auto read = parse_number_argument("column-width", text, kWidthForm);
  if (!read) return tl::unexpected<Error>(read.error());
  const auto width = parse_width(read->word);
  if (!width) return tl::unexpected<Error>(width.error());
  return {};
}

Result<void> column_width(Session& session, const std::string& text) {
  const auto read = parse_number_argument("column-width", text, kWidthForm);
  if (!read) return tl::unexpected<Error>(read.error());
  const auto column = column_named(session, "column-width", read->number);
  if (!column) return tl::unexpected<Error>(column.error());
  (*column)->width = parse_width(read->word).value_or(0);
  return {};
}

Result<void> check_column_format(std::string_view text) {
  const auto read = parse_number_argument("column-format", text, kStyleForm);
  if (!read) return tl::unexpected<Error>(read.error());
  if (!number_style_named(read->word))
    return invalid(fmt::format("column-format: expected {}, found '{}'", kStyleForm, text));
  return {};
}

Result<void> column_format(Session& session, const std::string& text) {
  const auto read = parse_number_argument("column-format", text, kStyleForm);
  if (!read) return tl::unexpected<Error>(read.error());
  const auto column = column_named(session, "column-format", read->number);
  if (!column) return tl::unexpected<Error>(column.error());
  (*column)->style = number_style_named(read->word).value_or(NumberStyle::kDecoded);
  return {};
}

Result<void> check_brush(std::string_view text) {
  if (text == "none") return {};
  const auto read = parse_number_argument("brush", text, kBrushForm);
  if (!read) return tl::unexpected<Error>(read.error());
  if (read->word == "none") return {};
  const auto range = parse_range(read->word);
  if (!range) return tl::unexpected<Error>(range.error());
  return {};
}

Result<void> brush(Session& session, const std::string& text) {
  auto& brushes = active(session).table.brushes;
  if (text == "none") {
    brushes.clear();
    return filter_typed_and_brushed(session, active(session));
  }
  const auto read = parse_number_argument("brush", text, kBrushForm);
  if (!read) return tl::unexpected<Error>(read.error());
  const auto number = number_named(session, "brush", read->number);
  if (!number) return tl::unexpected<Error>(number.error());
  const auto same = std::ranges::find(brushes, number->name, &Brush::number);
  if (read->word == "none") {
    if (same != brushes.end()) brushes.erase(same);
    return filter_typed_and_brushed(session, active(session));
  }
  const auto range = parse_range(read->word);
  if (!range) return tl::unexpected<Error>(range.error());
  const Brush wanted{number->name, range->first, range->second};
  if (same != brushes.end())
    *same = wanted;
  else
    brushes.push_back(wanted);
  return filter_typed_and_brushed(session, active(session));
}

Result<void> statistics(Session& session, const std::string& name) {
  if (name == "none") {
    session.statistics_of.clear();
    return {};
  }
  const auto number = number_named(session, "statistics", name);
  if (!number) return tl::unexpected<Error>(number.error());
  session.statistics_of = number->name;
  count_numbers(session, active(session));
  return {};
}

}  // namespace vertexview::app::handlers
