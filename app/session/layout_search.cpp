#include "session/layout_search.hpp"

#include <fmt/format.h>

#include <utility>

#include "session/open_files.hpp"
#include "session/record_edit.hpp"

namespace vertexview::app {

void search_layout(Session& session, OpenDataset& dataset, std::uint64_t stride) {
  const auto look = [file = dataset.data, stride](Progress& progress) {
    const RandomAccess places(file.records().files());
    return layout_of_stride(file.source(), stride, &progress);
  };
  dataset.layout_search = std::make_shared<LayoutSearch>(look, session.wake);
}

bool follow_layout_search(Session& session, OpenDataset& dataset) {
  if (!dataset.layout_search || !dataset.layout_search->finished()) return false;
  const auto search = std::exchange(dataset.layout_search, nullptr);
  const auto& found = search->result();
  if (found) {
    if (const auto shown = show_layout(session, dataset.id, found->layout); !shown)
      session.tell(shown.error());
  } else if (found.error().code == ErrorCode::kCancelled) {
    session.notify(Notice::Kind::kInfo, fmt::format("{}: the search for a layout was stopped", dataset.name));
  } else {
    session.notify(Notice::Kind::kError, describe(found.error()));
  }
  return true;
}

}  // namespace vertexview::app
