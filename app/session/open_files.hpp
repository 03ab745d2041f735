#pragma once
#include <cstdint>
#include <string>

#include "session/session.hpp"

namespace vertexview::app {

// Every file that is shown is opened here, whether it comes from the command line, from the action `open`,
// from the prompt or by a drop on the window (by open_path(), which knows folders and patterns too), and
// also when it is reloaded or read with another layout. All of these open it as open_vertices() does, which
// `info`, `dump` and `convert` call. So they all find the layout in the same way, and all refuse a file with
// bytes after its last whole record unless told to leave those out (Layout::allow_tail or Layout::count): a
// script never takes a wrong layout for a success. With Dataset::Options::guess, which the program sets
// unless told --no-guess, a layout that the bytes leave no doubt about is taken where nobody said one, and
// told. In a window, where a person sees what comes of it, the likeliest layout is taken also where none is
// sure, and without any the whole records are opened; both is told as a doubt, and the Layout panel shows the
// others. Where somebody did say how the records lie, a window offers to open the whole ones with one click
// (Session::tell).

/// Opens `path` as a further dataset, makes it active, starts its scan and fits the view. On an error the
/// session is unchanged.
[[nodiscard]] Result<void> open_file(Session& session, const std::string& path, Dataset::Options options);

/// Opens the active dataset's file again with the options it was opened with; a layout that was guessed stays
/// while it leaves no bytes over. The camera stays, and so does
/// the selection of records that still exist. kNotFound when nothing is open; on any error the session is
/// unchanged.
[[nodiscard]] Result<void> reload_file(Session& session);

/// Shows the dataset `id` with another layout. Where only the appearance or the up axis differ, it does
/// what show_appearance() does, and turns the view like show_up(). Otherwise the file is opened again: the
/// view is fitted unless the dataset lies where it lay before, and the selection is kept where every record
/// consists of the same bytes as before. Errors as those of reload_file().
[[nodiscard]] Result<void> show_layout(Session& session, DatasetId id, const Layout& layout);

/// Opens the file of the dataset `id`, which must be open, again with other options. The camera stays; a scan
/// that finishes later fits the view unless the person has moved the camera. Errors as those of
/// reload_file().
[[nodiscard]] Result<void> reopen_dataset(Session& session, DatasetId id, const Dataset::Options& options);

/// Shows the dataset `id` with other colours. Its file is neither opened nor scanned again, except that a
/// scan in the background finds a range of the whole file. Id, selection, statistics and camera stay.
/// kNotFound where it is not open, and the errors of Dataset::with_appearance; the session is then unchanged.
[[nodiscard]] Result<void> show_appearance(Session& session, DatasetId id, const Appearance& appearance);

/// Shows all open files with that axis up: turns the view around its target so that it looks at the files
/// from the same side as before, and fits it where it was fitted. No file is opened, scanned or uploaded
/// again.
void show_up(Session& session, UpAxis up);

/// Closes the dataset `id`, which must be open, cancels its scan and its search, and forgets which doubts
/// about it were told.
void close_dataset(Session& session, DatasetId id);

}  // namespace vertexview::app
