#include "session/sorting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "session/filter.hpp"
#include "vertexview/io/file_watch.hpp"
#include "vertexview/record/element_text.hpp"

namespace vertexview::app {
namespace {

/// Returns the vertices that the rows show; null: all.
std::shared_ptr<const IndexSet> passing(const OpenDataset& dataset) noexcept {
  return dataset.filter ? dataset.filter->vertices : nullptr;
}

/// Returns the records that the rows show.
const Dataset& sorted_data(const OpenDataset& dataset) noexcept {
  return dataset.filter ? dataset.filter->data : dataset.data;
}

// Asks for nothing that the records do not have: with another layout they may lack the number.
void start(Session& session, OpenDataset& dataset, const SortBy& by, const Element& number) {
  dataset.sorting_by = by;
  dataset.sorting_these = passing(dataset);
  const auto sort = [file = sorted_data(dataset), number, by](Progress& progress) {
    return sort_records(file, number, {.descending = by.descending, .progress = &progress});
  };
  dataset.sorting = std::make_shared<Sorting>(sort, session.wake);
}

}  // namespace

Result<void> sort_table(Session& session, OpenDataset& dataset, std::optional<SortBy> sort) {
  if (!sort) {
    dataset.sorting.reset();
    dataset.order.reset();
    dataset.ordered.reset();
    dataset.table.sort.reset();
    return {};
  }
  const auto number = find_number(dataset.data.layout().schema, sort->number);
  if (!number)
    return fail(ErrorCode::kNotFound, fmt::format("sort: the records have no number '{}'", sort->number));
  start(session, dataset, *sort, *number);
  return {};
}

bool follow_sorting(Session& session, OpenDataset& dataset) {
  // The filter may have changed, or the records were read again.
  if (dataset.table.sort && !dataset.sorting && (!dataset.order || dataset.ordered != passing(dataset))) {
    const auto number = find_number(dataset.data.layout().schema, dataset.table.sort->number);
    if (number)
      start(session, dataset, *dataset.table.sort, *number);
    else
      dataset.table.sort.reset();
    return true;
  }
  if (!dataset.sorting || !dataset.sorting->finished()) return false;
  auto order = std::exchange(dataset.sorting, nullptr)->take_result();
  if (order) {
    dataset.order = std::make_shared<const SortOrder>(*std::move(order));
    dataset.ordered = std::exchange(dataset.sorting_these, nullptr);
    dataset.table.sort = std::exchange(dataset.sorting_by, {});
    return true;
  }
  if (!dataset.order) dataset.table.sort.reset();
  if (order.error().code == ErrorCode::kCancelled)
    session.notify(Notice::Kind::kInfo, fmt::format("{}: sorting was stopped", dataset.name));
  else if (dataset.data.check_unchanged())  // a changed file is told by update()
    session.notify(Notice::Kind::kError, describe(order.error()));
  return true;
}

std::uint64_t row_count(const OpenDataset& dataset) noexcept {
  return sorted_data(dataset).size();
}

bool rows_are_vertices(const OpenDataset& dataset) noexcept {
  return !dataset.filter && order_of_rows(dataset) == nullptr;
}

const SortOrder* order_of_rows(const OpenDataset& dataset) noexcept {
  return dataset.ordered == passing(dataset) ? dataset.order.get() : nullptr;
}

std::uint64_t vertex_of_row(const OpenDataset& dataset, std::uint64_t row) noexcept {
  const SortOrder* const order = order_of_rows(dataset);
  const std::uint64_t place = order != nullptr ? order->record_at(row) : row;
  return dataset.filter ? dataset.filter->vertices->member(place).value_or(0) : place;
}

std::uint64_t row_of_vertex(const OpenDataset& dataset, std::uint64_t vertex) {
  if (row_count(dataset) == 0) return 0;
  const std::uint64_t passed = dataset.filter ? dataset.filter->vertices->count_below(vertex) : vertex;
  const std::uint64_t place = std::min(passed, row_count(dataset) - 1);
  const SortOrder* const order = order_of_rows(dataset);
  return order != nullptr ? order->row_of(sorted_data(dataset), place) : place;
}

}  // namespace vertexview::app
