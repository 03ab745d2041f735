#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/memory/error.hpp"

namespace vertexview {

/// The element type of a field.
enum class ScalarType : std::uint8_t {
  kInt8,
  kUint8,
  kInt16,
  kUint16,
  kInt32,
  kUint32,
  kInt64,
  kUint64,
  kFloat16,
  kFloat32,
  kFloat64,
  kBool,
  kBytes
};

/// What a field is for.
enum class Semantic : std::uint8_t { kNone, kPosition, kColor, kNormal, kIntensity, kRing, kLabel, kPadding };

/// `count` elements of `type` at byte `offset` of each record.
struct Field {
  std::string name;
  ScalarType type = ScalarType::kFloat32;
  std::uint32_t count = 1;
  std::uint64_t offset = 0;
  Semantic semantic = Semantic::kNone;
  bool big_endian = false;

  [[nodiscard]] std::uint64_t nbytes() const noexcept;
};

/// Bytes of one element of `type`; 1 for kBytes and kBool.
[[nodiscard]] std::uint32_t scalar_size(ScalarType type) noexcept;
/// "float32", "uint16", ...
[[nodiscard]] std::string_view scalar_name(ScalarType type) noexcept;

/// How fixed-stride records lie in a file: `stride` bytes from one record to the next, the first at
/// `data_offset`.
struct Layout {
  std::string format;  ///< the Python struct string it came from, as in "@3f3Hxx"
  std::vector<Field> fields;
  std::uint64_t stride = 0;
  std::uint64_t data_offset = 0;

  /// The canonical record: position 3 x float32 at 0, color 3 x uint16 at 12, padding 2 bytes at 18,
  /// stride 20.
  [[nodiscard]] static Layout canonical();
  /// Whether records lie exactly as ColoredVertex does, so that they go to the GPU untouched.
  [[nodiscard]] bool is_canonical() const noexcept;
};

}  // namespace vertexview
