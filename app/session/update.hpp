#pragma once
#include "session/session.hpp"

namespace vertexview::app {

/// Takes over the results of scans and searches, and tells in notices which open files other programs have
/// changed. A file that became shorter is opened again with the records that it still holds. Returns true
/// when something that is shown has changed. Called once a frame, on the session's thread.
bool update(Session& session);

}  // namespace vertexview::app
