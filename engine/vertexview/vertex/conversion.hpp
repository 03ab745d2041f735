#pragma once
// How RecordConverter does its work: what a record's numbers become, and the loops that do it. Not for
// callers.
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "vertexview/record/element_reader.hpp"
#include "vertexview/vertex/colored_vertex.hpp"
#include "vertexview/vertex/layout.hpp"

namespace vertexview {

/// Where the position comes from.
enum class PositionRule : std::uint8_t {
  kNone,    ///< nowhere: NaN
  kMoved,   ///< float32 numbers, bit for bit
  kMapped,  ///< number * scale + shift in double precision, rounded to float32
};

/// Where the colour comes from.
enum class ColorRule : std::uint8_t {
  kWhite,
  kMoved,    ///< three uint16, as they are
  kWidened,  ///< three uint8, times 257
  kMapped,   ///< (number - low) * factor, clamped to 0..65535, NaN to 0, and rounded
  kScalar,   ///< one number - low, rounded to float32, and four zero bytes
};

/// Everything a loop needs to know. Immutable once made.
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

  static constexpr double kFull = 65535;  ///< what full colour is
};

/// Bytes of a record gathered into sixteen: windows of sixteen bytes are loaded at `offset` of the record,
/// byte `order[i]` of each goes to byte i (0x80: a zero), and the results are united.
struct ByteGather {
  static constexpr std::size_t kBytes = 16;
  struct Window {
    std::uint64_t offset = 0;
    std::array<std::uint8_t, kBytes> order = {};
  };
  std::array<Window, 3> windows = {};
  std::size_t used = 0;  ///< at least one; those beyond gather nothing and may be loaded all the same
};

/// One way to convert: two loops, positions before colours, which may write what the second overwrites.
struct ConversionLoops {
  /// Fills positions, or colours and padding, of `records.count` <= kBlock records.
  using Loop = void (*)(const ConversionLoops& loops, const ConversionPlan& plan, const RecordSpan& records,
                        ColoredVertex* out) noexcept;
  /// Records converted at once: they stay in the first-level cache from one loop to the other. Few, because
  /// the second loop asks the memory for nothing; longer, it would be heard.
  static constexpr std::uint64_t kBlock = 64;

  Loop position = nullptr;
  Loop color = nullptr;
  std::uint64_t step = 1;   ///< records.count must be a multiple of it
  std::uint64_t reach = 0;  ///< bytes that are read from the begin of a record on; may pass its end
  std::array<ByteGather, 2> position_bytes;
  std::array<ByteGather, 2> color_bytes;  ///< the second one for the upper half of three doubles

  /// How many of `records`, from the first one, these loops convert without reading past the last one.
  [[nodiscard]] std::uint64_t count_of(const RecordSpan& records) const noexcept;
};

/// The reference: plain C++, any machine, any layout.
[[nodiscard]] ConversionLoops scalar_loops(const ConversionPlan& plan) noexcept;

/// The same result from AVX2, for records `stride` bytes apart. scalar_loops where the processor or the
/// compiler has none, or for the part of a layout that has no fast way: 64-bit integers, bools, numbers of
/// several types.
[[nodiscard]] ConversionLoops avx2_loops(const ConversionPlan& plan, std::uint64_t stride);

}  // namespace vertexview
