#include "session/filter.hpp"

#include <fmt/format.h>

#include <utility>

#include "session/query.hpp"
#include "session/value_condition.hpp"
#include "vertexview/io/file_watch.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/memory/printable.hpp"

namespace vertexview::app {
namespace {

Result<Filter> make_filter(const Dataset& file, const Expression& condition, Progress& progress) {
  auto vertices = find_where(file, condition, &progress);
  if (!vertices) return tl::unexpected<Error>(std::move(vertices.error()));
  auto data = file.only(*vertices);
  if (!data) return tl::unexpected<Error>(std::move(data.error()));
  auto statistics = scan(*data);
  if (!statistics) return tl::unexpected<Error>(std::move(statistics.error()));
  return Filter{condition, std::make_shared<const IndexSet>(*std::move(vertices)), *std::move(data),
                *std::move(statistics)};
}

}  // namespace

void start_filter(Session& session, OpenDataset& dataset, const Expression& condition) {
  const auto look = [file = dataset.data, condition](Progress& progress) {
    return make_filter(file, condition, progress);
  };
  dataset.filtering = std::make_shared<FilterTask>(look, session.wake);
  dataset.filter_sought = condition.text();
}

void end_filter(OpenDataset& dataset) {
  dataset.filter = nullptr;
  dataset.filtering = nullptr;
  dataset.filter_sought.clear();
}

Result<void> filter_typed_and_brushed(Session& session, OpenDataset& dataset) {
  const std::string& typed = dataset.filter_typed;
  const std::string brushed = brush_expression(dataset.table.brushes);
  const std::string both =
      typed.empty() || brushed.empty() ? typed + brushed : fmt::format("({}) && {}", typed, brushed);
  if (both.empty()) {
    end_filter(dataset);
    return {};
  }
  auto condition = condition_from_text(both, dataset.data.layout().schema);
  if (!condition) return tl::unexpected<Error>(std::move(condition.error()));
  start_filter(session, dataset, *condition);
  return {};
}

bool follow_filter(Session& session, OpenDataset& dataset) {
  if (!dataset.filtering || !dataset.filtering->finished()) return false;
  const auto task = std::exchange(dataset.filtering, nullptr);
  dataset.filter_sought.clear();
  auto found = task->take_result();
  if (found) {
    auto filter = std::make_shared<Filter>(*std::move(found));
    // The appearance may have changed meanwhile.
    const bool same = filter->data.layout() == dataset.data.layout() &&
                      filter->data.color_range() == dataset.data.color_range();
    auto data = same ? Result<Dataset>(filter->data) : dataset.data.only(*filter->vertices);
    if (data) {
      filter->data = *std::move(data);
      session.notify(Notice::Kind::kInfo,
                     fmt::format("{}: {} of {} vertices pass the filter", dataset.name,
                                 grouped(filter->vertices->count()), grouped(dataset.data.size())));
      dataset.filter = std::move(filter);
      return true;
    }
    found = tl::unexpected<Error>(std::move(data.error()));
  }
  if (found.error().code == ErrorCode::kCancelled)
    session.notify(Notice::Kind::kInfo, fmt::format("{}: the filter was stopped", dataset.name));
  else if (dataset.data.check_unchanged())  // a changed file is told by update()
    session.notify(Notice::Kind::kError, describe(found.error()));
  return true;
}

std::string filter_text(const OpenDataset& dataset) {
  if (!dataset.filter_sought.empty()) return dataset.filter_sought;
  return dataset.filter ? dataset.filter->condition.text() : std::string();
}

void filter_again(Session& session, OpenDataset& dataset, const std::string& condition) {
  if (condition.empty()) return;
  const auto compiled = condition_from_text(condition, dataset.data.layout().schema);
  if (compiled) return start_filter(session, dataset, *compiled);
  session.notify(Notice::Kind::kWarning, fmt::format("{}: the filter {} was ended: {}", dataset.name,
                                                     in_quotes(condition), compiled.error().message));
}

Result<void> set_data(OpenDataset& dataset, Dataset data) {
  if (dataset.filter) {
    auto filtered = data.only(*dataset.filter->vertices);
    if (!filtered) return tl::unexpected<Error>(std::move(filtered.error()));
    auto filter = std::make_shared<Filter>(*dataset.filter);
    filter->data = *std::move(filtered);
    dataset.filter = std::move(filter);
  }
  dataset.data = std::move(data);
  return {};
}

const Dataset& drawn_data(const Session& session, const OpenDataset& dataset) noexcept {
  return dataset.filter && session.filter_rest == FilterRest::kHidden ? dataset.filter->data : dataset.data;
}

std::shared_ptr<const IndexSet> drawn_vertices(const Session& session, const OpenDataset& dataset) noexcept {
  if (!dataset.filter || session.filter_rest != FilterRest::kHidden) return nullptr;
  return dataset.filter->vertices;
}

const IndexSet* unfaded_vertices(const Session& session, const OpenDataset& dataset) noexcept {
  if (!dataset.filter || session.filter_rest != FilterRest::kFaded) return nullptr;
  return dataset.filter->vertices.get();
}

const Statistics& filtered_statistics(const OpenDataset& dataset) noexcept {
  return dataset.filter ? dataset.filter->statistics : dataset.statistics;
}

void keep_filtered(const OpenDataset& dataset, IndexSet& vertices) {
  if (dataset.filter) vertices &= *dataset.filter->vertices;
}

}  // namespace vertexview::app
