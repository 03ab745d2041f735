#pragma once
#include <cstdint>
#include <string>

#include "session/session.hpp"
#include "vertexview/vertex/expression.hpp"

namespace vertexview::app {

/// Starts to look for a vertex of `dataset`, one of the session's, whose position is not finite: the first at
/// or after `from`, and then from the first vertex on. A search that runs already is given up. update()
/// selects what is found. Where the scan has counted, only a part of the file is read.
void search_non_finite(Session& session, OpenDataset& dataset, std::uint64_t from);

/// Starts to look for the first vertex of `dataset`, one of the session's, at or after `from` for which a
/// condition holds; from there on the file is read no further. A search that runs already is given up.
/// update() selects what is found, and tells `nothing_found` where there is none.
void search_where(Session& session, OpenDataset& dataset, const Expression& condition, std::uint64_t from,
                  std::string nothing_found);

/// Takes over what the search of `dataset` has found, and tells where it found nothing. Returns whether there
/// was a result.
bool follow_search(Session& session, OpenDataset& dataset);

}  // namespace vertexview::app
