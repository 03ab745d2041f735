#pragma once
#include <functional>
#include <string>

#include "session/session.hpp"

namespace vertexview::app {

/// Returns the first of NAME-001.png, NAME-002.png, ... that does not exist, where NAME is the file name of
/// the active dataset without its extension.
[[nodiscard]] std::string free_picture_name(const Session& session);

/// Fails with kInUse when `path` is one of the open files, which must not be overwritten while they are
/// shown.
[[nodiscard]] Result<void> check_not_open(const Session& session, const std::string& path);

/// Writes the files that actions have asked for and tells each in a notice. `write_picture` draws a picture
/// and writes it to the given path; state files are written here. Call it only after a complete frame, when
/// everything is uploaded, converged and scanned. All requests are gone afterwards, also those that failed;
/// returns the first failure.
[[nodiscard]] Result<void> serve_requests(
    Session& session, const std::function<Result<void>(const std::string& path)>& write_picture);

}  // namespace vertexview::app
