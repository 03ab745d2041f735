#pragma once
#include <cstddef>
#include <string>

#include "vertexview/memory/error.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/layout_guess.hpp"

namespace vertexview::app {

/// The most layouts that are offered for a file whose layout is in doubt, best first: a fourth best hardly
/// ever is the right one, and a line has no room for more.
inline constexpr std::size_t kMostLayoutsOffered = 3;

/// Returns how much of a layout from that source is doubted.
[[nodiscard]] LayoutTrust trust_in(LayoutSource source) noexcept;

/// Returns why a layout may be wrong and what explains the bytes better, as in "...; try --layout kitti".
[[nodiscard]] std::string doubt_text(const LayoutDoubt& doubt, const Layout& layout);

/// Returns which layout a file was guessed to have, and the options that say so or refuse it: "guessed: 16
/// bytes a record, 4 floats; --layout kitti says so, --no-guess refuses".
[[nodiscard]] std::string guess_text(Layout layout);

/// Returns whether nobody said where the records of `file`, which was opened with `options`, begin and how
/// long they are, so that they are taken as the program presumes.
[[nodiscard]] bool presumes_records(const Dataset& file, const Dataset::Options& options);

/// Opens a dataset as Dataset::open() does. Where bytes follow the last whole record, the error also says
/// what to do, because the engine knows no options: which layouts explain the file where nobody said how its
/// records lie, else how to open the whole records. Every command and every action opens files
/// through this function.
[[nodiscard]] Result<Dataset> open_vertices(const std::string& path, Dataset::Options options);

/// Adds what to do to the error of Dataset::open() with these options, where bytes follow the last whole
/// record; other errors stay as they are.
void add_advice(Error& error, const std::string& path, const Dataset::Options& options);

/// Checks that the records of `file` have a position, for work that is of no use without one:
/// kInvalidArgument with no_position_text().
[[nodiscard]] Result<void> check_position(const Dataset& file);

}  // namespace vertexview::app
