#include "session/sorting.hpp"

#include <fmt/format.h>

#include <utility>

#include "vertexview/io/file_watch.hpp"
#include "vertexview/record/element_text.hpp"

namespace vertexview::app {
namespace {

// Asks for nothing that the records do not have: with another layout they may lack the number.
void start(Session& session, OpenDataset& dataset, const SortBy& by, const Element& number) {
  dataset.sorting_by = by;
  const auto sort = [file = dataset.data, number, by](Progress& progress) {
    return sort_records(file, number, {.descending = by.descending, .progress = &progress});
  };
  dataset.sorting = std::make_shared<Sorting>(sort, session.wake);
}

}  // namespace

Result<void> sort_table(Session& session, OpenDataset& dataset, std::optional<SortBy> sort) {
  if (!sort) {
    dataset.sorting.reset();
    dataset.order.reset();
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
  if (dataset.table.sort && !dataset.order && !dataset.sorting) {
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

std::uint64_t vertex_of_row(const OpenDataset& dataset, std::uint64_t row) noexcept {
  return dataset.order ? dataset.order->record_at(row) : row;
}

std::uint64_t row_of_vertex(const OpenDataset& dataset, std::uint64_t vertex) {
  return dataset.order ? dataset.order->row_of(dataset.data, vertex) : vertex;
}

}  // namespace vertexview::app
