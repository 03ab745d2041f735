#pragma once
#include "session/session.hpp"

namespace vertexview::app {

/// Counts the categories that the colours of `dataset` show, in the background, and takes over what was
/// counted. Where they show none, there is nothing to count. Returns whether a count came in.
bool follow_categories(Session& session, OpenDataset& dataset);

}  // namespace vertexview::app
