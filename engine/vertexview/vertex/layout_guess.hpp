#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "vertexview/record/layout.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview {

// What coordinates are taken for: in metres, further away than the moon, and smaller than a wavelength of
// light. Zero is no doubt.
inline constexpr double kLargestCoordinate = 1e9;
inline constexpr double kSmallestCoordinate = 1e-6;

/// How well a layout explains the bytes of a file, from a sample over the whole of it.
struct LayoutFit {
  std::string layout;  ///< the name of the layout or its format string, as --layout takes it
  std::string type;    ///< what numbers the records are of where the layout has no name, as in "float64"
  std::uint64_t stride = 0;  ///< bytes of a record
  double score = 0;          ///< 0: not at all; compare with other scores for the same bytes only
  double finite = 0;         ///< the part of the sampled positions whose components are all finite
  double reasonable = 0;  ///< the part of the coordinates that are zero or between 1e-6 and 1e9 in magnitude
  double plausible = 0;   ///< the least part of an element's floats that look like what its name says
  double repeats = 0;     ///< the part of the bytes that equal the byte one stride further on
  std::uint64_t remainder = 0;  ///< bytes after the last whole record
};

/// Returns how well `layout` explains `bytes`. `name` becomes LayoutFit::layout.
[[nodiscard]] LayoutFit fit_of(const Layout& layout, std::string name, std::span<const std::byte> bytes);

/// Returns the presets that explain `bytes` clearly better than `layout` does, the best first; of equally
/// good ones that of fewer bytes a record. Not those that another is clearly better than, nor those whose
/// records are several of a shorter preset that explains the bytes as well. Only presets without a remainder
/// are considered; the bytes before layout.data_offset are left out for all of them. A suggestion for a
/// person, never to be applied unasked.
[[nodiscard]] std::vector<LayoutFit> better_layouts(const Layout& layout, std::span<const std::byte> bytes);

/// Why a layout may be wrong, and which layouts to try instead.
struct LayoutDoubt {
  std::string reason;
  /// As better_layouts() has them; where positions make no sense, layouts without a name as well.
  std::vector<LayoutFit> better;
};

/// Who says how the records of a file lie, and so how much of it is doubted.
enum class LayoutTrust : std::uint8_t {
  kPresumed,  ///< nobody: it is also doubted where a preset explains the bytes clearly better
  kGiven      ///< a person or a sidecar: it is only doubted where it makes nonsense of 32 records or more
};

/// Returns nullopt while the positions of `file` look like positions and, of a presumed layout, no preset
/// explains its bytes clearly better; else the doubt. Positions that are merely unusual (all of them far away
/// or tiny, some marked by a number far from all others) are no reason to doubt a given layout, nor is that
/// it has none. Where positions make no sense, layouts without a name are suggested as well. Looks at a few
/// thousand records, whatever the size of the file.
[[nodiscard]] std::optional<LayoutDoubt> doubt_layout(const Dataset& file,
                                                      LayoutTrust trust = LayoutTrust::kPresumed);

}  // namespace vertexview
