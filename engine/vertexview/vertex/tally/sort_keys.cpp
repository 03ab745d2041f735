#include "vertexview/vertex/tally/sort_keys.hpp"

#include <array>
#include <bit>
#include <cmath>

#include "vertexview/memory/number_load.hpp"
#include "vertexview/record/encoding.hpp"

namespace vertexview {
namespace {

/// Returns the key of a float: IEEE 754 numbers of one sign have the order of their bits. A sum with zero
/// makes a negative zero positive.
template <class Bits, class Float>
Bits float_key(Float number, bool descending) noexcept {
  constexpr Bits kSign = Bits{1} << (8 * sizeof(Bits) - 1);
  if (std::isnan(number)) return static_cast<Bits>(-1);
  const Bits bits = std::bit_cast<Bits>(number + Float{0});
  const Bits key = (bits & kSign) != 0 ? static_cast<Bits>(~bits) : bits | kSign;
  return descending ? static_cast<Bits>(~key) : key;
}

}  // namespace

SortKeys::SortKeys(const Element& number, bool descending) noexcept
    : reader_(number),
      descending_(descending),
      reversed_(is_reversed(number.big_endian)),
      offset_(number.offset) {
  switch (value_type(number)) {
    case ElementType::kFloat16:
    case ElementType::kFloat32:
      kind_ = Kind::kFloat;
      return;
    case ElementType::kFloat64:
      kind_ = Kind::kDouble;
      return;
    case ElementType::kInt64:
      is_signed_ = true;
      kind_ = Kind::kBits;
      return;
    case ElementType::kUint64:
      kind_ = Kind::kBits;
      return;
    case ElementType::kInt8:
    case ElementType::kInt16:
    case ElementType::kInt32:
      is_signed_ = true;
      break;
    case ElementType::kUint8:
    case ElementType::kUint16:
    case ElementType::kUint32:
    case ElementType::kBool:
    case ElementType::kBytes:
      break;
  }
  kind_ = Kind::kInteger;
}

void SortKeys::read(const RecordSpan& records, std::uint64_t* out) const noexcept {
  constexpr std::uint64_t kSign = std::uint64_t{1} << 63U;
  constexpr std::uint64_t kNarrowSign = std::uint64_t{1} << 31U;
  const std::uint64_t flipped = descending_ ? last() : 0;
  if (kind_ == Kind::kBits) {
    const std::uint64_t turned = flipped ^ (is_signed_ ? kSign : 0);
    const std::byte* from = records.data + offset_;
    for (std::uint64_t i = 0; i < records.count; ++i, from += records.stride)
      out[i] = load_number<std::uint64_t>(from, reversed_) ^ turned;
    return;
  }
  std::array<double, kBlock> numbers;
  reader_.numbers(records, numbers.data());
  switch (kind_) {
    case Kind::kFloat:
      for (std::uint64_t i = 0; i < records.count; ++i)
        out[i] = float_key<std::uint32_t>(static_cast<float>(numbers[i]), descending_);
      return;
    case Kind::kDouble:
      for (std::uint64_t i = 0; i < records.count; ++i)
        out[i] = float_key<std::uint64_t>(numbers[i], descending_);
      return;
    case Kind::kInteger:
    case Kind::kBits:
      break;
  }
  const std::uint64_t turned = flipped ^ (is_signed_ ? kNarrowSign : 0);
  for (std::uint64_t i = 0; i < records.count; ++i)
    out[i] = static_cast<std::uint32_t>(static_cast<std::int64_t>(numbers[i])) ^ turned;
}

}  // namespace vertexview
