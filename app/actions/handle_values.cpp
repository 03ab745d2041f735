#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "actions/handlers.hpp"
#include "actions/number_argument.hpp"
#include "session/open_files.hpp"
#include "session/query.hpp"
#include "session/rows_text.hpp"
#include "session/scalar_color.hpp"
#include "session/search.hpp"
#include "session/sorting.hpp"
#include "session/value_condition.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/record/element_reader.hpp"

namespace vertexview::app::handlers {
namespace {

constexpr std::string_view kUseForm = "NUMBER x|y|z, as in 'intensity z'";
// More rows are no text that a person pastes; `convert` writes files.
constexpr std::uint64_t kMostRows = 1'000'000;

/// Looks for the next vertex that has the same number, or another one.
Result<void> next_value(Session& session, std::string_view action, const std::string& text, bool different) {
  const auto from = number_of_vertex(session, action, text);
  if (!from) return tl::unexpected<Error>(from.error());
  OpenDataset& dataset = *session.find(session.active);
  const std::string condition = value_condition(dataset.data, from->number, from->vertex, different);
  auto compiled = condition_from_text(condition, dataset.data.layout().schema);
  if (!compiled) return tl::unexpected<Error>(std::move(compiled.error()));
  search_where(session, dataset, *compiled, from->vertex + 1,
               fmt::format("{}: no vertex after {} has {}", dataset.name, grouped(from->vertex), condition));
  return {};
}

/// Colours by the number that is `step` columns behind the one that gives the colour.
Result<void> step_color(Session& session, bool forward) {
  const Dataset& file = session.active_dataset()->data;
  std::vector<std::string> names;
  for (const RecordColumn& column : record_columns(file.layout()))
    if (column.is_number()) names.push_back(column.name);
  if (names.empty()) return fail(ErrorCode::kNotFound, "the records have no number to colour by");
  const auto now = scalar_color_of(file);
  const auto found = now ? std::ranges::find(names, now->element) : names.end();
  const auto place = static_cast<std::size_t>(found - names.begin());
  const bool none = found == names.end();
  const std::size_t next = forward ? (none ? 0 : (place + 1) % names.size())
                                   : (none ? names.size() - 1 : (place + names.size() - 1) % names.size());
  return color(session, names[next]);
}

/// Returns the names of the numbers that make the position when `number` becomes the one of `axis`. The two
/// change places where it was another axis before.
std::vector<std::string> position_with(const Layout& layout, const std::string& number, std::size_t axis) {
  std::vector<std::string> names;
  if (const auto now = position_numbers(layout))
    for (const Element& one : *now) names.push_back(one.name);
  for (const RecordColumn& column : record_columns(layout))
    if (names.size() < 3 && column.is_number() && std::ranges::find(names, column.name) == names.end())
      names.push_back(column.name);
  while (names.size() < 3) names.push_back(number);
  if (const auto before = std::ranges::find(names, number); before != names.end())
    std::swap(*before, names[axis]);
  names[axis] = number;
  return names;
}

Result<std::size_t> parse_axis(std::string_view text, std::string_view word) {
  constexpr std::array<std::string_view, 3> kAxes{"x", "y", "z"};
  const auto* const axis = std::ranges::find(kAxes, word);
  if (axis != kAxes.end()) return static_cast<std::size_t>(axis - kAxes.begin());
  return fail(ErrorCode::kInvalidArgument, fmt::format("use-as: expected {}, found '{}'", kUseForm, text));
}

}  // namespace

Result<void> copy_value(Session& session, const std::string& text) {
  const auto which = number_of_vertex(session, "copy-value", text);
  if (!which) return tl::unexpected<Error>(which.error());
  const Dataset& file = session.active_dataset()->data;
  for (const TableColumn& column : table_columns(file.layout(), session.active_dataset()->table))
    if (column.element.name == which->number.name) {
      std::vector<std::byte> room;
      session.requests.clipboard = styled_text(file.record(which->vertex, room).data(), column.element,
                                               file.layout(), column.look.style);
      return {};
    }
  return fail(ErrorCode::kNotFound,
              fmt::format("copy-value: the table has no column for '{}'", which->number.name));
}

Result<void> copy_rows(Session& session, const std::string& name) {
  const VertexId focus = *session.selection.focus();
  const OpenDataset& dataset = *session.find(focus.dataset);
  const IndexSet& chosen = session.selection.of(focus.dataset).vertices;
  if (chosen.count() > kMostRows)
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("copy-rows: {} vertices are selected, and {} are copied at most; the command "
                            "convert writes files",
                            grouped(chosen.count()), grouped(kMostRows)));
  std::vector<std::pair<std::uint64_t, std::uint64_t>> rows;
  const auto ranges =
      chosen.empty() ? std::vector{IndexRange{focus.index, focus.index + 1}} : chosen.ranges();
  for (const IndexRange& range : ranges)
    for (std::uint64_t vertex = range.begin; vertex < range.end; ++vertex)
      rows.emplace_back(row_of_vertex(dataset, vertex), vertex);
  std::ranges::sort(rows);
  std::vector<std::uint64_t> indices;
  indices.reserve(rows.size());
  for (const auto& [row, vertex] : rows) indices.push_back(vertex);
  std::vector<RecordColumn> columns;
  for (TableColumn& column : table_columns(dataset.data.layout(), dataset.table))
    if (!column.look.hidden) columns.push_back(std::move(column.element));
  session.requests.clipboard =
      rows_text(dataset.data, indices, columns, rows_format_named(name).value_or(RowsFormat::kTsv));
  return {};
}

Result<void> next_equal(Session& session, const std::string& text) {
  return next_value(session, "next-equal", text, false);
}

Result<void> next_different(Session& session, const std::string& text) {
  return next_value(session, "next-different", text, true);
}

Result<void> next_color(Session& session) {
  return step_color(session, true);
}

Result<void> previous_color(Session& session) {
  return step_color(session, false);
}

Result<void> check_use_as(std::string_view text) {
  const auto read = parse_number_argument("use-as", text, kUseForm);
  if (!read) return tl::unexpected<Error>(read.error());
  const auto axis = parse_axis(text, read->word);
  if (!axis) return tl::unexpected<Error>(axis.error());
  return {};
}

Result<void> use_as(Session& session, const std::string& text) {
  const auto read = parse_number_argument("use-as", text, kUseForm);
  if (!read) return tl::unexpected<Error>(read.error());
  const auto axis = parse_axis(text, read->word);
  if (!axis) return tl::unexpected<Error>(axis.error());
  const auto number = number_named(session, "use-as", read->number);
  if (!number) return tl::unexpected<Error>(number.error());
  const Layout& layout = session.active_dataset()->data.layout();
  LayoutChanges changes;
  changes.position = position_with(layout, number->name, *axis);
  auto changed = with_changes(layout, changes);
  if (!changed) return tl::unexpected<Error>(std::move(changed.error()));
  return show_layout(session, session.active, *changed);
}

}  // namespace vertexview::app::handlers
