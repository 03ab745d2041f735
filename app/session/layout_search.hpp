#pragma once
#include <cstdint>

#include "session/session.hpp"

namespace vertexview::app {

/// Starts to look for the layout that explains records of `stride` bytes of `dataset`, one of the session's,
/// best: see layout_of_stride(). A search that runs already is given up; the layout that is shown stays until
/// update() shows what is found.
void search_layout(Session& session, OpenDataset& dataset, std::uint64_t stride);

/// Shows the layout that the search for one has found for `dataset`, or tells why there is none. Returns
/// whether there was a result.
bool follow_layout_search(Session& session, OpenDataset& dataset);

}  // namespace vertexview::app
