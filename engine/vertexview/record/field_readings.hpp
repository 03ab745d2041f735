#pragma once
#include <cstdint>
#include <vector>

#include "vertexview/record/element.hpp"
#include "vertexview/record/record_sample.hpp"

namespace vertexview {

/// What some bytes of a record may be.
enum class FieldKind : std::uint8_t { kPadding, kNumber, kPosition, kColor, kNormal, kRotation, kUv };

/// One reading of the bytes that begin somewhere in a record: `count` numbers of one type.
struct FieldReading {
  FieldKind kind = FieldKind::kNumber;
  ElementType type = ElementType::kUint8;
  std::uint32_t count = 1;
  /// How well it explains its bytes, in bytes: floats that look like coordinates count about in full, single
  /// bytes, which anything can be, by a third, and what no accident makes (vectors of unit length) by more.
  double score = 0;
  /// Whether no accident makes it: vectors of unit length, colours that were bytes before they were floats.
  bool telling = false;

  [[nodiscard]] std::size_t nbytes() const noexcept { return std::size_t{count} * element_size(type); }
};

/// Returns for every byte of the records which fields may begin there; those at the end of a record go on in
/// the next one. Readings that the bytes contradict are left out. May be called from any thread.
[[nodiscard]] std::vector<std::vector<FieldReading>> read_fields(const RecordSample& sample, bool big_endian);

/// Returns whether a float is what coordinates, colours and times are: zero, or neither next to nothing nor
/// enormous. Random bits are so in two cases of five as float32, in one of fifteen as float64; small
/// integers, and colours with a full alpha, never are.
[[nodiscard]] bool is_plausible(double value, ElementType type) noexcept;

}  // namespace vertexview
