#pragma once
#include "session/session.hpp"

namespace vertexview::app {

/// Takes over finished scans, and tells of files that other programs have changed: of one that became shorter
/// the records that are left stay open. True when something to show has changed. Call once a frame.
bool update(Session& session);

}  // namespace vertexview::app
