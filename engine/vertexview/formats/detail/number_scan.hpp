#pragma once
// One number of a text: where it ends and which digits it has. Kept apart from the value, because the pass
// that chooses a type asks for the digits and the pass that fills the records for the value.
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace vertexview {

/// A number as it is written. The bytes of `text` must stay.
struct ScannedNumber {
  enum class Kind : std::uint8_t { kFinite, kInfinity, kNan };

  std::string_view text;       ///< without a plus before it, as std::from_chars wants it
  std::uint64_t mantissa = 0;  ///< all digits as one whole number; wrong where `digits` exceeds kMostDigits
  int exponent = 0;            ///< the power of ten that the mantissa is multiplied by
  std::uint32_t digits = 0;    ///< digits that are written, zeros included
  Kind kind = Kind::kFinite;
  bool negative = false;
  bool whole = true;  ///< whether there is neither a point nor an exponent

  /// 64 bits hold every number of so many digits.
  static constexpr std::uint32_t kMostDigits = 19;
};

/// Reads the number at the begin of [at, end): decimal digits with a sign, a point and an exponent if need
/// be, nan, inf or infinity. Returns where it ends, or null where there is none. What follows is the
/// caller's to check.
[[nodiscard]] const char* scan_number(const char* at, const char* end, ScannedNumber& number) noexcept;

/// The double next to a number, and whether there is one: a finite number beyond the largest double, or
/// closer to zero than the smallest one, has none.
[[nodiscard]] bool to_double(const ScannedNumber& number, double& value) noexcept;
/// Does so for float32, rounding once.
[[nodiscard]] bool to_float(const ScannedNumber& number, float& value) noexcept;

/// Returns 10^exponent.
[[nodiscard]] double power_of_ten(int exponent) noexcept;

}  // namespace vertexview
