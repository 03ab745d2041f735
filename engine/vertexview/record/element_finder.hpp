#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "vertexview/record/element.hpp"
#include "vertexview/record/element_reader.hpp"

namespace vertexview {

/// What the bytes of records look like.
struct FoundElements {
  /// The byte of the given records at which a record begins: not 0 where they were cut in the wrong place.
  std::uint64_t phase = 0;
  /// In the order in which they lie, with names and semantics, from byte `phase` on; the gaps are padding.
  std::vector<Element> elements;
  /// How well the elements explain the bytes: about 1 for floats that look like coordinates, more for vectors
  /// of unit length, a third for single bytes, which anything can be. 0.4 of that without a position.
  double explained = 0;
  bool telling = false;       ///< whether some of them are no accident: see FieldReading::telling
  bool has_position = false;  ///< whether three numbers look like a position
  /// What speaks for them, each a few words: "3 float32 as a position", "normal of unit length".
  std::vector<std::string> reasons;
};

/// A byte at which records rather begin than elsewhere, and the factor that it is worth.
struct LikelyPhase {
  std::uint64_t phase = 0;
  double factor = 1;
};

/// Returns the elements that the records look like when nobody says what they hold: of all ways to divide a
/// record into fields (a position, a colour, unit vectors, single numbers, padding) of one byte order, the
/// one that explains the bytes best. A record may begin at any byte of the given ones; of equally good
/// places, one of `likely` is taken, and one where it begins with its position. Looks at up to 512 records,
/// neighbours in 16 places. May be called from any thread, and with untrusted bytes.
[[nodiscard]] FoundElements find_elements(const RecordSpan& records,
                                          std::span<const LikelyPhase> likely = {});

}  // namespace vertexview
