#pragma once
// The rules and loops that RecordConverter uses. Not for callers.
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/layout.hpp"
#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview {

/// How the position is made.
enum class PositionRule : std::uint8_t {
  kNone,    ///< there is no position: NaN
  kMoved,   ///< float32 numbers are copied bit for bit
  kMapped,  ///< number * scale + shift in double precision, rounded to float32
};

/// How the colour is made.
enum class ColorRule : std::uint8_t {
  kWhite,
  kMoved,    ///< three uint16 are copied as they are
  kWidened,  ///< three uint8, times 257
  kMapped,   ///< (number - low) * factor, clamped to 0..65535, NaN to 0, and rounded
  kScalar,   ///< one number - low as float32 in place of the colour, then four zero bytes
};

/// Everything a loop needs to know about a layout. Immutable once made.
struct ConversionPlan {
  /// Colour and padding, as the last eight bytes of a record.
  struct Tail {
    Color color;
    std::uint16_t padding = 0;
  };

  PositionRule position_rule = PositionRule::kNone;
  ColorRule color_rule = ColorRule::kWhite;
  std::vector<Element> position;  ///< none, two (z is 0) or three
  std::vector<Element> color;     ///< none, one or three
  std::array<double, 3> scale{1, 1, 1};
  std::array<double, 3> shift{0, 0, 0};
  double low = 0;
  double factor = 1;

  static constexpr double kFull = 65535;  ///< the channel value of full colour
};

/// Gathers bytes of a record into a register of sixteen. Sixteen bytes are loaded at the `offset` of each
/// window; byte `order[i]` of them goes to byte i (0x80: a zero); the results of all windows are combined by
/// a bitwise or.
struct ByteGather {
  static constexpr std::size_t kBytes = 16;
  struct Window {
    std::uint64_t offset = 0;
    std::array<std::uint8_t, kBytes> order = {};
  };
  std::array<Window, 3> windows = {};
  std::size_t used = 0;  ///< at least 1; windows beyond gather zeros and may be loaded all the same
};

/// One way to convert: a loop for positions, then one for colours. The first may write where the second
/// overwrites it.
struct ConversionLoops {
  /// Fills the positions, or the colours and the padding, of `records.count` <= kBlock records.
  using Loop = void (*)(const ConversionLoops& loops, const ConversionPlan& plan, const RecordSpan& records,
                        ColoredVertex* out) noexcept;
  /// Records that the first loop converts before the second one: they stay in the first-level cache from one
  /// to the other. Not more, because the memory stands idle while the second loop runs from the cache.
  static constexpr std::uint64_t kBlock = 64;

  Loop position = nullptr;
  Loop color = nullptr;
  std::uint64_t step = 1;   ///< records.count must be a multiple of it
  std::uint64_t reach = 0;  ///< bytes read from the begin of a record on; may pass its end
  std::array<ByteGather, 2> position_bytes;
  std::array<ByteGather, 2> color_bytes;  ///< the second one for the upper half of three doubles

  /// Returns how many of `records`, from the first one, these loops convert without reading past the last
  /// record.
  [[nodiscard]] std::uint64_t count_of(const RecordSpan& records) const noexcept;
};

/// Returns the reference loops: plain C++, for any machine and any layout.
[[nodiscard]] ConversionLoops scalar_loops(const ConversionPlan& plan) noexcept;

/// Returns AVX2 loops with the same result as scalar_loops(), for records `stride` bytes apart. Where the
/// processor or the compiler has no AVX2, and for the part of a layout without a fast way (64-bit integers,
/// bools, encoded numbers, numbers of several types), the loops are those of scalar_loops().
[[nodiscard]] ConversionLoops avx2_loops(const ConversionPlan& plan, std::uint64_t stride);

}  // namespace vertexview
