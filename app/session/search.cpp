#include "session/search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "vertexview/io/file_watch.hpp"
#include "vertexview/vertex/non_finite.hpp"

namespace vertexview::app {
namespace {

/// Returns the first vertex at or after `from` for which a condition holds. It asks in stretches that grow,
/// so that one nearby is found at once and one far away nearly as fast as in a single pass.
Result<std::optional<std::uint64_t>> first_where(const Dataset& file, const Expression& condition,
                                                 std::uint64_t from, Progress& progress) {
  constexpr std::uint64_t kFewest = IndexSet::kChunk;
  constexpr std::uint64_t kMost = 1024 * IndexSet::kChunk;
  for (std::uint64_t length = kFewest; from < file.size(); length = std::min(2 * length, kMost)) {
    const std::uint64_t end = from + std::min(length, file.size() - from);
    const IndexSet stretch(IndexRange{from, end});
    auto found = find_where(file, condition, &progress, &stretch);
    if (!found) return tl::unexpected<Error>(std::move(found.error()));
    if (const auto first = found->member(0)) return first;
    from = end;
  }
  return std::nullopt;
}

}  // namespace

void search_where(Session& session, OpenDataset& dataset, const Expression& condition, std::uint64_t from,
                  std::string nothing_found) {
  const auto look = [file = dataset.data, condition, from](Progress& progress) {
    return first_where(file, condition, from, progress);
  };
  dataset.nothing_found = std::move(nothing_found);
  dataset.search = std::make_shared<VertexSearch>(look, session.wake);
}

void search_non_finite(Session& session, OpenDataset& dataset, std::uint64_t from) {
  const auto look = [file = dataset.data, from, parts = dataset.statistics.non_finite_parts](
                        Progress& progress) { return find_non_finite(file, from, parts, &progress); };
  dataset.nothing_found = fmt::format("{}: every position is finite", dataset.name);
  dataset.search = std::make_shared<VertexSearch>(look, session.wake);
}

bool follow_search(Session& session, OpenDataset& dataset) {
  if (!dataset.search || !dataset.search->finished()) return false;
  const auto search = std::exchange(dataset.search, nullptr);
  const auto& found = search->result();
  if (found && *found) {
    session.selection.select({dataset.id, **found});
    if (session.active == dataset.id) session.scroll_to = *found;
  } else if (found) {
    session.notify(Notice::Kind::kInfo, std::exchange(dataset.nothing_found, {}));
  } else if (found.error().code == ErrorCode::kCancelled) {
    session.notify(Notice::Kind::kInfo, fmt::format("{}: the search was stopped", dataset.name));
  } else if (dataset.data.check_unchanged()) {  // a changed file is told by update()
    session.notify(Notice::Kind::kError, describe(found.error()));
  }
  return true;
}

}  // namespace vertexview::app
