#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "vertexview/record/layout_finder.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview {

// What coordinates are taken for: in metres, further away than the moon, and smaller than a wavelength of
// light. Zero is no doubt.
inline constexpr double kLargestCoordinate = 1e9;
inline constexpr double kSmallestCoordinate = 1e-6;

/// Returns the layouts that `bytes`, of a file of which nothing is known, look more like than canonical
/// records: those of find_layouts() that have a position and explain enough of them. `sure` says whether
/// the first may be taken unasked: then it leaves no bytes over as well, because nobody but a person knows
/// what those are. There are no candidates where the bytes are canonical records that make sense, which most
/// files are told to be by 256 of their records, nor where they are fewer than 32 of them: those fit any
/// layout by accident. May be called from any thread, and with untrusted bytes.
[[nodiscard]] FoundLayouts guess_layout(std::span<const std::byte> bytes);

/// Why a layout may be wrong, and which layouts to try instead.
struct LayoutDoubt {
  std::string reason;
  std::vector<LayoutCandidate> better;  ///< the best first
};

/// Who says how the records of a file lie, and so how much of it is doubted.
enum class LayoutTrust : std::uint8_t {
  kPresumed,  ///< nobody: it is also doubted where another layout explains the bytes better
  kGiven      ///< a person, a sidecar or a sure guess: only doubted where it makes nonsense of 32 records
};

/// Returns nullopt while the positions of `file` look like positions and, of a presumed layout, no other
/// explains its bytes better; else the doubt, with the layouts that find_layouts() finds from the first
/// record on. Positions that are merely unusual (all of them far away or tiny, some marked by a number far
/// from all others) are no reason to doubt a given layout, nor is that it has none. Looks at a few thousand
/// records, whatever the size of the file.
[[nodiscard]] std::optional<LayoutDoubt> doubt_layout(const Dataset& file,
                                                      LayoutTrust trust = LayoutTrust::kPresumed);

}  // namespace vertexview
