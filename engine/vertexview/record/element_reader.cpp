#include "vertexview/record/element_reader.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "vertexview/memory/number_load.hpp"

namespace vertexview {
namespace {

/// A truth value in memory: any byte but zero is true.
struct Bool {
  std::uint8_t bits;
  explicit operator double() const noexcept { return bits != 0 ? 1 : 0; }
};

/// Calls `visit` with a std::type_identity of the C++ type that numbers of `type` have in memory; bytes are
/// unsigned numbers of one byte.
template <class Visit>
auto with_type(ElementType type, Visit&& visit) noexcept {
  switch (type) {
    case ElementType::kInt8:
      return visit(std::type_identity<std::int8_t>{});
    case ElementType::kInt16:
      return visit(std::type_identity<std::int16_t>{});
    case ElementType::kUint16:
      return visit(std::type_identity<std::uint16_t>{});
    case ElementType::kInt32:
      return visit(std::type_identity<std::int32_t>{});
    case ElementType::kUint32:
      return visit(std::type_identity<std::uint32_t>{});
    case ElementType::kInt64:
      return visit(std::type_identity<std::int64_t>{});
    case ElementType::kUint64:
      return visit(std::type_identity<std::uint64_t>{});
    case ElementType::kFloat16:
      return visit(std::type_identity<Half>{});
    case ElementType::kFloat32:
      return visit(std::type_identity<float>{});
    case ElementType::kFloat64:
      return visit(std::type_identity<double>{});
    case ElementType::kBool:
      return visit(std::type_identity<Bool>{});
    case ElementType::kUint8:
    case ElementType::kBytes:
      break;
  }
  return visit(std::type_identity<std::uint8_t>{});
}

template <class T>
Scalar scalar_of(T number) noexcept {
  if constexpr (std::is_same_v<T, Bool>)
    return number.bits != 0;
  else if constexpr (!std::is_integral_v<T>)
    return static_cast<double>(number);
  else if constexpr (std::is_signed_v<T>)
    return std::int64_t{number};
  else
    return std::uint64_t{number};
}

template <class T, bool Reversed>
void read_column(const std::byte* from, std::uint64_t stride, std::uint64_t count, double* out) noexcept {
  for (std::uint64_t i = 0; i < count; ++i, from += stride)
    out[i] = static_cast<double>(load_number<T>(from, Reversed));
}

bool is_unsigned(ElementType type) noexcept {
  return type == ElementType::kUint8 || type == ElementType::kUint16 || type == ElementType::kUint32 ||
         type == ElementType::kUint64;
}

bool is_signed(ElementType type) noexcept {
  return type == ElementType::kInt8 || type == ElementType::kInt16 || type == ElementType::kInt32 ||
         type == ElementType::kInt64;
}

}  // namespace

Encoding encoding_of(const Element& element) noexcept {
  const bool color = element.semantic == Semantic::kColor;
  if (element.encoding != Encoding::kPlain) return element.encoding;
  if (color && is_unsigned(element.type)) return Encoding::kUnorm;
  const bool normalised = color || element.semantic == Semantic::kNormal;
  return normalised && is_signed(element.type) ? Encoding::kSnorm : Encoding::kPlain;
}

ElementReader::ElementReader(const Element& element, std::uint32_t index) noexcept
    : offset_(element.offset),
      nbytes_(element_size(element.type)),
      type_(element.type),
      encoding_(encoding_of(element)),
      reversed_(is_reversed(element.big_endian)) {
  if (type_ == ElementType::kBytes)
    nbytes_ = element.count;
  else
    offset_ += index * nbytes_;
}

Scalar ElementReader::value(const std::byte* record) const noexcept {
  const std::byte* const from = record + offset_;
  if (type_ == ElementType::kBytes)
    return std::string_view(reinterpret_cast<const char*>(from), static_cast<std::size_t>(nbytes_));
  return with_type(type_, [&]<class T>(std::type_identity<T>) -> Scalar {
    return scalar_of(load_number<T>(from, reversed_));
  });
}

std::optional<Scalar> ElementReader::value_in(std::span<const std::byte> record) const noexcept {
  if (offset_ > record.size() || nbytes_ > record.size() - offset_) return std::nullopt;
  return value(record.data());
}

double ElementReader::number(const std::byte* record) const noexcept {
  return with_type(type_, [&]<class T>(std::type_identity<T>) {
    return static_cast<double>(load_number<T>(record + offset_, reversed_));
  });
}

void ElementReader::numbers(const RecordSpan& records, double* out) const noexcept {
  if (records.count == 0) return;  // records.data may be null, to which nothing may be added
  with_type(type_, [&]<class T>(std::type_identity<T>) {
    const std::byte* const from = records.data + offset_;
    reversed_ ? read_column<T, true>(from, records.stride, records.count, out)
              : read_column<T, false>(from, records.stride, records.count, out);
  });
}

std::optional<double> ElementReader::normalised(const std::byte* record) const noexcept {
  if (encoding_ == Encoding::kPlain) return std::nullopt;
  const auto bits = static_cast<int>(8 * nbytes_);
  if (encoding_ == Encoding::kUnorm) return number(record) / (std::ldexp(1.0, bits) - 1);
  return std::max(-1.0, number(record) / (std::ldexp(1.0, bits - 1) - 1));
}

}  // namespace vertexview
