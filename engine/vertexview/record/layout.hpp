#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/schema.hpp"
#include "vertexview/record/value_range.hpp"

namespace vertexview {

/// How a record's numbers become a position: number * scale + offset, per axis.
struct Placement {
  /// The fields to take the numbers from, in the order x, y, z, each a name or "name[index]". Empty: the
  /// fields whose semantic is kPosition.
  std::vector<std::string> elements = {};
  std::array<double, 3> scale{1, 1, 1};
  std::array<double, 3> offset{0, 0, 0};
  friend bool operator==(const Placement&, const Placement&) = default;
};

/// A perceptual scale of colours for a single number.
enum class Ramp : std::uint8_t { kViridis, kTurbo, kGrey };

/// Which numbers are no colour and full colour (or the two ends of the ramp).
enum class ColorRange : std::uint8_t {
  kAutomatic,  ///< uint8 and uint16: kType; other colours: the smallest of 0..1 (floats), 0..255, 0..65535
               ///< that holds a sample over the whole file; a single number: 2 % to 98 % of such a sample
  kType,       ///< all that the type holds; 0..1 for floats
  kFile,       ///< the smallest and the largest number of the whole file
  kGiven,      ///< Appearance::range
};

/// How a record's numbers become a colour: three or four of them are red, green, blue (and alpha, ignored);
/// one is shown through a ramp.
struct Appearance {
  /// As Placement::elements. Empty: the fields whose semantic is kColor, else kIntensity, else the
  /// third component of the position; without any, white.
  std::vector<std::string> elements = {};
  ColorRange range_kind = ColorRange::kAutomatic;
  ValueRange range = {};  ///< for kGiven
  Ramp ramp = Ramp::kViridis;
  friend bool operator==(const Appearance&, const Appearance&) = default;
};

/// How fixed-stride records lie in a file, and what they mean: `stride` bytes from one record to the next,
/// the first at `data_offset`.
struct Layout : Schema {
  std::uint64_t data_offset = 0;
  Placement position = {};
  Appearance color = {};

  [[nodiscard]] static Layout canonical();
  /// Whether records lie exactly as ColoredVertex does, so that they go to the GPU untouched. What is added
  /// to their positions becomes the origin of the file, see Dataset::origin().
  [[nodiscard]] bool is_canonical() const noexcept;

  friend bool operator==(const Layout&, const Layout&) = default;
};

/// The numbers that make the position: three, two (z is 0), or none. Fields named x, y, z come in that order,
/// all others as they lie. kInvalidArgument when Placement::elements names what is not there or no
/// number.
[[nodiscard]] Result<std::vector<Element>> position_components(const Layout& layout);
/// The numbers that make the colour: three, one (for the ramp), or none (white). Errors as above.
[[nodiscard]] Result<std::vector<Element>> color_components(const Layout& layout);

}  // namespace vertexview
