#pragma once
#include <cstdint>
#include <optional>
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

/// How stored numbers become the meant ones. encoding.hpp has the names and says which types they take;
/// ElementReader decodes them.
enum class Encoding : std::uint8_t {
  kPlain,            ///< the stored number is the meant one
  kUnorm,            ///< an unsigned integer divided by the largest that its type holds: 0..1
  kSnorm,            ///< a signed integer divided by the largest that its type holds: -1..1
  kUnorm10_10_10_2,  ///< four unorm integers in one uint32, the first in its lowest bits
  kSnorm10_10_10_2,  ///< four snorm integers in one uint32, the first in its lowest bits
  kUnorm5_6_5,       ///< three unorm integers in one uint16, the first in its highest bits
  kUfloat11_11_10,   ///< three floats without a sign in one uint32, the first in its lowest bits
  kOct,              ///< a direction in three dimensions as two snorm integers
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
  /// Which component of the encoding alone is meant; nullopt: all of them. number_of() makes such elements.
  std::optional<std::uint8_t> component = std::nullopt;

  /// Returns the bytes of the whole run.
  [[nodiscard]] std::uint64_t nbytes() const noexcept;
  /// Returns how many numbers are meant: `count`, but a packed number has three or four components, and the
  /// two numbers of a direction three. Bytes are counted one by one.
  [[nodiscard]] std::uint32_t number_count() const noexcept;
  friend bool operator==(const Element&, const Element&) = default;
};

/// Returns whether two elements are the same number of a record, or begin with it, whatever their names and
/// meanings.
[[nodiscard]] bool same_number(const Element& a, const Element& b) noexcept;

/// Returns the bytes of one number of `type`; 1 for kBytes and kBool.
[[nodiscard]] std::uint32_t element_size(ElementType type) noexcept;
/// Returns whether numbers of `type` may have a fraction.
[[nodiscard]] constexpr bool is_float(ElementType type) noexcept {
  return type == ElementType::kFloat16 || type == ElementType::kFloat32 || type == ElementType::kFloat64;
}
/// Returns "float32", "uint16", ...
[[nodiscard]] std::string_view element_type_name(ElementType type) noexcept;

}  // namespace vertexview
