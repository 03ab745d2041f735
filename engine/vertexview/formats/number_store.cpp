#include "vertexview/formats/detail/number_store.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace vertexview {
namespace {

template <class T>
void store(T value, std::byte* to) noexcept {
  std::memcpy(to, &value, sizeof value);
}

/// Returns the largest size of a negative number, or of another one, that the type holds.
template <class Integer>
constexpr std::uint64_t most(bool negative) noexcept {
  constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<Integer>::max());
  return negative ? (std::numeric_limits<Integer>::is_signed ? kMost + 1 : 0) : kMost;
}

template <class Integer>
bool store_whole(const ScannedNumber& number, std::byte* to) noexcept {
  if (number.whole && number.digits <= ScannedNumber::kMostDigits) {
    if (number.mantissa > most<Integer>(number.negative)) return false;
    const std::uint64_t bits = number.negative ? 0 - number.mantissa : number.mantissa;
    store(static_cast<Integer>(bits), to);
    return true;
  }
  if (number.whole) {
    Integer value = 0;
    const char* const begin = number.text.data();
    const char* const end = begin + number.text.size();
    const auto [last, error] = std::from_chars(begin, end, value);
    if (error != std::errc() || last != end) return false;
    store(value, to);
    return true;
  }
  double other = 0;
  constexpr double kBelow = static_cast<double>(std::numeric_limits<Integer>::min());
  const double above = std::ldexp(1.0, std::numeric_limits<Integer>::digits);
  if (!to_double(number, other) || !(other >= kBelow && other < above) || other != std::trunc(other))
    return false;
  store(static_cast<Integer>(other), to);
  return true;
}

}  // namespace

bool store_number(const ScannedNumber& number, ElementType type, std::byte* to) noexcept {
  const bool is_float = type == ElementType::kFloat32 || type == ElementType::kFloat64;
  double wide = 0;
  const bool held = is_float && to_double(number, wide);
  return store_number(number, wide, held, type, to);
}

bool store_number(const ScannedNumber& number, double wide, bool held, ElementType type,
                  std::byte* to) noexcept {
  switch (type) {
    case ElementType::kFloat32: {
      float value = 0;
      const bool single = to_float(number, wide, held, value);
      store(value, to);
      return single;
    }
    case ElementType::kFloat64:
      store(wide, to);
      return held;
    case ElementType::kUint8:
      return store_whole<std::uint8_t>(number, to);
    case ElementType::kInt8:
      return store_whole<std::int8_t>(number, to);
    case ElementType::kUint16:
      return store_whole<std::uint16_t>(number, to);
    case ElementType::kInt16:
      return store_whole<std::int16_t>(number, to);
    case ElementType::kUint32:
      return store_whole<std::uint32_t>(number, to);
    case ElementType::kInt32:
      return store_whole<std::int32_t>(number, to);
    case ElementType::kUint64:
      return store_whole<std::uint64_t>(number, to);
    case ElementType::kInt64:
      return store_whole<std::int64_t>(number, to);
    default:
      return type == ElementType::kBytes;
  }
}

}  // namespace vertexview
