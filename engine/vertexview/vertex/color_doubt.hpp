#pragma once
#include <optional>
#include <string>

#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/statistics.hpp"

namespace vertexview {

/// Why the colours of a dataset look black, and the range that shows them.
struct ColorDoubt {
  std::string reason;  ///< "its colours reach 255 of 65535 and look black"
  std::string range;   ///< the text of the setting color-range that shows them: "8", "10" or "file"
};

/// Returns the doubt where the brightest channel of a whole file uses less than 1/64 of an automatic range,
/// so that nobody could tell it from black: 8-bit colours in 16-bit numbers for instance. Nullopt where a
/// person has chosen the range, where a ramp shows a single number, and where every channel is 0. `whole` is
/// what scan() gives for `file`. May be called from any thread.
[[nodiscard]] std::optional<ColorDoubt> doubt_colors(const Dataset& file, const Statistics& whole);

}  // namespace vertexview
