#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/record/value_range.hpp"

namespace vertexview {

/// A scale of colours for a single number. Those of categories give each whole number a colour of its own.
enum class Ramp : std::uint8_t {
  kViridis,
  kTurbo,
  kGrey,
  kCategories,     ///< colours that differ as much as they can, and grey for 0, which stands for none
  kSemanticKitti,  ///< those of SemanticKITTI's classes
  kAutomatic,      ///< kCategories for what is a label, else kViridis
};

/// Every ramp, in the order in which they are offered.
inline constexpr std::array kRamps{Ramp::kAutomatic, Ramp::kViridis,    Ramp::kTurbo,
                                   Ramp::kGrey,      Ramp::kCategories, Ramp::kSemanticKitti};

/// Returns the name of the ramp as it is written: "viridis", ..., and "auto" for kAutomatic.
[[nodiscard]] std::string_view ramp_name(Ramp ramp) noexcept;
/// Returns whether each whole number has a colour of its own.
[[nodiscard]] constexpr bool is_categorical(Ramp ramp) noexcept {
  return ramp == Ramp::kCategories || ramp == Ramp::kSemanticKitti;
}

/// Which numbers are shown as no colour and full colour, or as the two ends of the ramp.
enum class ColorRange : std::uint8_t {
  /// uint8, uint16, bool, encodings but floats: kType; other colours: the smallest of 0..1 (floats), 0..255,
  /// 0..65535 (0..127,
  /// 0..32767 where the type ends there) that at most 1 % of a sample over the whole file exceeds, else 0 to
  /// the number that so few exceed; a single number: 2 % to 98 % of such a sample, in which the smallest
  /// number of int16, int32 and int64 is taken for a missing one and left out.
  kAutomatic,
  kType,   ///< every number that the type holds or its encoding gives; 0..1 for floats
  kFile,   ///< the smallest and the largest number of the whole file
  kDepth,  ///< 0..255 where no number of the whole file is larger, else kType, as of encoded numbers
  kGiven,  ///< Appearance::range
};

/// Returns whether the range depends on every record of a file.
[[nodiscard]] constexpr bool reads_whole_file(ColorRange range) noexcept {
  return range == ColorRange::kFile || range == ColorRange::kDepth;
}

/// How a record's numbers become a colour: three or four of them are red, green, blue (and alpha, ignored);
/// one is shown through a ramp.
struct Appearance {
  /// What to take the numbers from, each the name of an element or of one of its numbers (see number_name()),
  /// "name[index]", or x, y, z, red, green, blue for the axes of the position and the record's own colour.
  /// Empty: the elements whose semantic is kColor, else kIntensity, else the third number of the position;
  /// without any, white.
  std::vector<std::string> elements = {};
  ColorRange range_kind = ColorRange::kAutomatic;
  ValueRange range = {};  ///< used by ColorRange::kGiven only
  Ramp ramp = Ramp::kAutomatic;
  friend bool operator==(const Appearance&, const Appearance&) = default;
};

/// Returns the appearance with its colours taken from other numbers. A range that was given for the numbers
/// before says nothing about these, so it becomes automatic.
[[nodiscard]] Appearance colored_by(Appearance appearance, std::vector<std::string> elements);

}  // namespace vertexview
