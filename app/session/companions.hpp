#pragma once
#include <string>

#include "session/session.hpp"

namespace vertexview::app {

/// Opens the active dataset's file again together with a companion, "FILE" or "FILE=LAYOUT" as
/// parse_companion() reads it. The camera and the selection stay. kNotFound when nothing is open; errors of
/// parse_companion() and Dataset::open(); the session is then unchanged.
[[nodiscard]] Result<void> join_file(Session& session, const std::string& companion);

/// Offers to join what obviously belongs to a file that was just opened: labels, of its name and for as many
/// records, that lie beside it or in a folder "labels" beside its own, where SemanticKITTI has them.
void offer_companion(Session& session, const OpenDataset& dataset);

}  // namespace vertexview::app
