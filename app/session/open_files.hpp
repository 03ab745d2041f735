#pragma once
#include <cstdint>
#include <string>

#include "session/session.hpp"

namespace vertexview::app {

// Every file that is shown comes in here: from the command line, by the action `open`, from the prompt,
// dropped on the window, reloaded and read with another layout. Each asks open_vertices(), as `info`,
// `dump` and `convert` do, so that all of them find the layout in the same way, and all refuse a file with
// bytes after its last whole record unless they are told to leave those out (Layout::allow_tail or
// Layout::count). A script thus never takes a wrong layout for a success. A person in the window is offered
// to open the whole records (Notice::refused), which is a click.

/// Opens `path` as a further dataset, makes it active, starts its scan and fits the view. On an error the
/// session is as it was.
[[nodiscard]] Result<void> open_file(Session& session, const std::string& path,
                                     const Dataset::Options& options);

/// Opens the active dataset's file again as it was opened. The camera stays, and the selection where the
/// record still exists. kNotFound when nothing is open; on any error the session is as it was.
[[nodiscard]] Result<void> reload_file(Session& session);

/// Shows the active dataset with another layout. Where only its appearance is another, that is all that
/// changes: see show_appearance(). Else its file is opened again; the camera stays where the dataset lies
/// where it lay, and the view is fitted otherwise; the selection stays where the records keep their places.
/// Errors as those of reload_file().
[[nodiscard]] Result<void> show_layout(Session& session, const Layout& layout);

/// Opens the file of the dataset `id`, which must be open, again with other options. The camera stays; a scan
/// that finishes fits the view unless the person has moved it. Errors as those of reload_file().
[[nodiscard]] Result<void> reopen_dataset(Session& session, DatasetId id, const Dataset::Options& options);

/// Shows the active dataset with other colours. Its file is neither opened nor scanned again, except for
/// ColorRange::kFile, whose range a scan finds in the background; id, selection, statistics and camera stay.
/// kNotFound when nothing is open, errors of Dataset::with_appearance: the session is then as it was.
[[nodiscard]] Result<void> show_appearance(Session& session, const Appearance& appearance);

/// Removes the dataset `id`, which must be open; its scan is cancelled.
void close_dataset(Session& session, DatasetId id);

}  // namespace vertexview::app
