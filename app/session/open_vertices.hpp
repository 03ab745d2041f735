#pragma once
#include <string>

#include "vertexview/memory/error.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/layout_guess.hpp"

namespace vertexview::app {

/// Returns how much of a layout from that source is doubted.
[[nodiscard]] LayoutTrust trust_in(LayoutSource source) noexcept;

/// Returns why a layout may be wrong and what explains the bytes better, as in "...; try --layout kitti".
[[nodiscard]] std::string doubt_text(const LayoutDoubt& doubt, const Layout& layout);

/// Returns whether nobody said where the records of `file`, which was opened with `options`, begin and how
/// long they are, so that they are taken as the program presumes.
[[nodiscard]] bool presumes_records(const Dataset& file, const Dataset::Options& options);

/// Opens a dataset as Dataset::open() does. Where bytes follow the last whole record, the error also says
/// what to do, because the engine knows no options: which known layouts explain the file where nobody said
/// how its records lie, else how to open the whole records. Every command and every action opens files
/// through this function.
[[nodiscard]] Result<Dataset> open_vertices(const std::string& path, const Dataset::Options& options);

/// Checks that the records of `file` have a position, for work that is of no use without one:
/// kInvalidArgument with no_position_text().
[[nodiscard]] Result<void> check_position(const Dataset& file);

}  // namespace vertexview::app
