#include "session/search.hpp"

#include <fmt/format.h>

#include <utility>

#include "vertexview/io/file_watch.hpp"
#include "vertexview/vertex/non_finite.hpp"

namespace vertexview::app {

void search_non_finite(Session& session, OpenDataset& dataset, std::uint64_t from) {
  const auto look = [file = dataset.data, from, parts = dataset.statistics.non_finite_parts](
                        Progress& progress) { return find_non_finite(file, from, parts, &progress); };
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
    session.notify(Notice::Kind::kInfo, fmt::format("{}: every position is finite", dataset.name));
  } else if (found.error().code == ErrorCode::kCancelled) {
    session.notify(Notice::Kind::kInfo, fmt::format("{}: the search was stopped", dataset.name));
  } else if (dataset.data.check_unchanged()) {  // a changed file is told by update()
    session.notify(Notice::Kind::kError, describe(found.error()));
  }
  return true;
}

}  // namespace vertexview::app
