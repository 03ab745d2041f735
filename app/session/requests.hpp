#pragma once
#include <functional>
#include <string>

#include "session/session.hpp"

namespace vertexview::app {

/// The first of NAME-001.png, NAME-002.png, ... that does not exist, for a picture of the active dataset.
[[nodiscard]] std::string free_picture_name(const Session& session);

/// kInUse when `path` is one of the open files, which must not be overwritten while they are shown.
[[nodiscard]] Result<void> check_not_open(const Session& session, const std::string& path);

/// Writes the files that actions have asked for and says so in notices: `write_picture` draws and writes a
/// picture to the path that it is given, and state files are written here. Call it only after a complete
/// frame: everything uploaded, converged and scanned. All requests are gone afterwards, also those that
/// failed; answers with the first failure.
[[nodiscard]] Result<void> serve_requests(
    Session& session, const std::function<Result<void>(const std::string& path)>& write_picture);

}  // namespace vertexview::app
