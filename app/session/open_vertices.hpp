#pragma once
#include <cstdint>
#include <string>

#include "vertexview/memory/error.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/layout_guess.hpp"

namespace vertexview::app {

/// Who said how the records of a file lie.
enum class LayoutSource : std::uint8_t {
  kDefault,    ///< nobody: the records are taken as canonical ones
  kExtension,  ///< the end of the file's name
  kSidecar,    ///< FILE.layout
  kGiven       ///< a person: on the command line or by the action `layout`
};

/// Returns who says how the records of the file at `path` lie when it is opened with `options`.
[[nodiscard]] LayoutSource layout_source_of(const std::string& path, const Dataset::Options& options);

/// Returns how much of a layout from that source is doubted.
[[nodiscard]] LayoutTrust trust_in(LayoutSource source) noexcept;

/// Returns why a layout may be wrong and what explains the bytes better, as in "...; try --layout kitti".
[[nodiscard]] std::string doubt_text(const LayoutDoubt& doubt, const Layout& layout);

/// Returns whether nobody says where the records of the file at `path` begin and how long they are, so that
/// they are taken as the program presumes.
[[nodiscard]] bool presumes_records(const std::string& path, const Dataset::Options& options);

/// Opens a dataset as Dataset::open() does. Where bytes follow the last whole record, the error also says
/// what to do, because the engine knows no options: which known layouts explain the file where nobody said
/// how its records lie, else how to open the whole records. Every command and every action opens files
/// through this function.
[[nodiscard]] Result<Dataset> open_vertices(const std::string& path, const Dataset::Options& options);

/// Checks that the records of `file` have a position, for work that is of no use without one:
/// kInvalidArgument with no_position_text().
[[nodiscard]] Result<void> check_position(const Dataset& file);

}  // namespace vertexview::app
