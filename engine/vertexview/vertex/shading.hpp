#pragma once
#include <cstdint>

#include "vertexview/record/layout.hpp"

namespace vertexview {

/// Where the colour of a point comes from when it is drawn.
enum class ColorSource : std::uint8_t {
  kStored,  ///< the three uint16 at bytes 12 to 17 of the canonical record
  kScalar,  ///< the float32 at bytes 12 to 15, through the ramp
  kX,       ///< the first coordinate of the canonical position, through the ramp
  kY,
  kZ,
};

/// How the canonical records of one dataset become colours: an appearance with everything that depends on the
/// data resolved. It is plain data that a renderer hands to its shaders, so a change of it never touches the
/// records.
struct Shading {
  ColorSource source = ColorSource::kStored;
  /// The numbers that the two ends of the ramp stand for, as they are in the canonical record: coordinates
  /// are relative to the dataset's origin. For kStored: the channel values shown as none and full of a
  /// colour.
  ValueRange range{0, 65535};
  Ramp ramp = Ramp::kViridis;  ///< never kAutomatic
  friend bool operator==(const Shading&, const Shading&) = default;
};

}  // namespace vertexview
