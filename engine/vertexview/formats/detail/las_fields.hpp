#pragma once
// Which numbers of a record become which fields of a LAS point of format 0 to 3.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "vertexview/formats/writer.hpp"
#include "vertexview/record/element.hpp"

namespace vertexview::las {

// Offsets of the fields that every point has, and their bytes.
inline constexpr std::uint64_t kIntensity = 12;
inline constexpr std::uint64_t kReturns = 14;
inline constexpr std::uint64_t kClassification = 15;
inline constexpr std::uint64_t kScanAngle = 16;
inline constexpr std::uint64_t kUserData = 17;
inline constexpr std::uint64_t kSourceId = 18;
inline constexpr std::uint64_t kFixedBytes = 20;

/// A number that a field takes as it is.
struct PlainField {
  Element number;
  std::uint64_t offset = 0;  ///< in the point
};

/// The numbers that are written. What is left out for whatever its numbers are is told in `notes`.
struct Fields {
  std::vector<Element> position;  ///< two or three
  std::vector<Element> color;     ///< three, or none
  std::optional<Element> intensity;
  std::optional<Element> label;
  double most_label = 31;  ///< the classes have five bits; a byte of LAS, flags included, is kept as it is
  std::vector<PlainField> plain;
  bool timed = false;
  std::vector<std::string> notes;

  /// Returns the point format: 0 to 3.
  [[nodiscard]] std::uint8_t format() const noexcept {
    return static_cast<std::uint8_t>((timed ? 1U : 0U) + (color.empty() ? 0U : 2U));
  }
  /// Returns where the colours are in a point.
  [[nodiscard]] std::uint64_t color_offset() const noexcept {
    return kFixedBytes + (timed ? sizeof(double) : 0);
  }
  /// Returns the bytes of a point.
  [[nodiscard]] std::uint64_t size() const noexcept {
    return color_offset() + (color.empty() ? 0 : 3 * sizeof(std::uint16_t));
  }
};

/// Chooses them. Positions, colours, intensity and label are those that the layout means; the rest has to be
/// called as the reader calls the fields. kInvalidArgument where the record has no position.
[[nodiscard]] Result<Fields> choose_fields(const RecordSource& source);

}  // namespace vertexview::las
