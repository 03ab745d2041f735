#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace vertexview {

/// How a number of an element is stored; kBytes for bytes that are no number.
enum class ElementType : std::uint8_t {
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

/// What an element is for.
enum class Semantic : std::uint8_t { kNone, kPosition, kColor, kNormal, kIntensity, kRing, kLabel, kPadding };

/// How the stored number becomes the meant one.
enum class Encoding : std::uint8_t {
  kPlain,  ///< the stored number is the meant one
  kUnorm,  ///< an unsigned integer divided by the largest that its type holds: 0..1
  kSnorm,  ///< a signed integer divided by the largest that its type holds: -1..1
};

/// One named number of a record, or a run of `count` numbers of one type that lie one after the other, the
/// first at byte `offset`.
struct Element {
  std::string name;
  ElementType type = ElementType::kFloat32;
  std::uint32_t count = 1;
  std::uint64_t offset = 0;
  Semantic semantic = Semantic::kNone;
  bool big_endian = false;
  Encoding encoding = Encoding::kPlain;

  /// Returns the bytes of the whole run.
  [[nodiscard]] std::uint64_t nbytes() const noexcept;
  friend bool operator==(const Element&, const Element&) = default;
};

/// Returns the bytes of one number of `type`; 1 for kBytes and kBool.
[[nodiscard]] std::uint32_t element_size(ElementType type) noexcept;
/// Returns "float32", "uint16", ...
[[nodiscard]] std::string_view element_type_name(ElementType type) noexcept;

}  // namespace vertexview
