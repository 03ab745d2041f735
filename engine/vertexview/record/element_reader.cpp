#include "vertexview/record/element_reader.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "vertexview/memory/number_load.hpp"
#include "vertexview/record/encoding.hpp"

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
  if (stride == sizeof(T)) {  // which vector instructions read
    for (std::uint64_t i = 0; i < count; ++i)
      out[i] = static_cast<double>(load_number<T>(from + i * sizeof(T), Reversed));
    return;
  }
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

/// The largest integer of `bits` bits, of those with a sign if `is_signed`.
double largest_of(std::uint32_t bits, bool is_signed) noexcept {
  return std::ldexp(1.0, static_cast<int>(bits) - (is_signed ? 1 : 0)) - 1;
}

/// Source of the two rules: Vulkan 1.3, "Conversion From Normalized Fixed-Point to Floating-Point";
/// OpenGL 4.5, 2.3.5; the same in Direct3D 11.3, 3.2.3. The smallest signed integer and the one after it both
/// are -1.
double unorm(double stored, double largest) noexcept {
  return stored / largest;
}
double snorm(double stored, double largest) noexcept {
  return std::max(stored / largest, -1.0);
}

std::uint32_t field_of(std::uint32_t bits, BitField field) noexcept {
  return (bits >> field.shift) & ((1U << field.width) - 1);
}

/// Returns the field as a number in two's complement.
std::int32_t signed_field_of(std::uint32_t bits, BitField field) noexcept {
  constexpr std::uint32_t kBits = 32;
  const std::uint32_t at_top = bits << (kBits - field.shift - field.width);
  return static_cast<std::int32_t>(at_top) >> (kBits - field.width);
}

/// Returns the float without a sign that has these bits: five of exponent, then its mantissa. Source: Vulkan
/// 1.3, "Unsigned 11-Bit Floating-Point Numbers", and the same for 10 bits. Both are halves without the sign
/// and the last bits of the mantissa.
double ufloat(std::uint32_t bits, std::uint32_t width) noexcept {
  constexpr std::uint32_t kHalfWithoutSign = 15;
  return double_from_half(static_cast<std::uint16_t>(bits << (kHalfWithoutSign - width)));
}

/// Returns a component of the unit vector that lies at (x, y) on the unfolded octahedron. Source: Cigolle,
/// Donow, Evangelakos, Mara, McGuire, Meyer, "A Survey of Efficient Representations for Independent Unit
/// Vectors", Journal of Computer Graphics Techniques 3(2), 2014, its listing of oct decoding.
double octahedral(double x, double y, std::uint32_t component) noexcept {
  const double z = 1 - std::abs(x) - std::abs(y);
  const double folded_x = z < 0 ? std::copysign(1 - std::abs(y), x) : x;
  const double folded_y = z < 0 ? std::copysign(1 - std::abs(x), y) : y;
  const double length = std::sqrt(folded_x * folded_x + folded_y * folded_y + z * z);
  return (component == 0 ? folded_x : component == 1 ? folded_y : z) / length;
}

template <class Decode>
void decode_column(const std::byte* from, std::uint64_t stride, std::uint64_t count, const Decode& decode,
                   double* out) noexcept {
  for (std::uint64_t i = 0; i < count; ++i, from += stride) out[i] = decode(from);
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
      encoding_(element.encoding),
      share_(encoding_of(element)),
      reversed_(is_reversed(element.big_endian)) {
  const std::uint32_t components = component_count(encoding_);
  if (type_ == ElementType::kBytes) {
    nbytes_ = element.count;
  } else if (components == 1) {
    offset_ += index * nbytes_;
  } else {
    component_ = element.component.value_or(static_cast<std::uint8_t>(index % components));
    offset_ += index / components * nbytes_;
    bits_ = bit_field_of(encoding_, component_);
    if (encoding_ == Encoding::kOct) nbytes_ *= 2;
  }
}

template <class Visit>
void ElementReader::with_decoder(Visit&& visit) const noexcept {
  const auto word = [reversed = reversed_](const std::byte* from) {
    return load_number<std::uint32_t>(from, reversed);
  };
  const BitField bits = bits_;
  const auto bits_in_type = static_cast<std::uint32_t>(8 * element_size(type_));
  switch (encoding_) {
    case Encoding::kUnorm:
    case Encoding::kSnorm:
      return with_type(type_, [&]<class T>(std::type_identity<T>) {
        const bool is_signed = encoding_ == Encoding::kSnorm;
        const auto load = [reversed = reversed_](const std::byte* from) {
          return static_cast<double>(load_number<T>(from, reversed));
        };
        const double largest = largest_of(bits_in_type, is_signed);
        if (is_signed) return visit([=](const std::byte* from) { return snorm(load(from), largest); });
        visit([=](const std::byte* from) { return unorm(load(from), largest); });
      });
    case Encoding::kUnorm10_10_10_2: {
      const double largest = largest_of(bits.width, false);
      return visit([=](const std::byte* from) { return unorm(field_of(word(from), bits), largest); });
    }
    case Encoding::kSnorm10_10_10_2: {
      const double largest = largest_of(bits.width, true);
      return visit([=](const std::byte* from) { return snorm(signed_field_of(word(from), bits), largest); });
    }
    case Encoding::kUnorm5_6_5: {
      const double largest = largest_of(bits.width, false);
      return visit([=, reversed = reversed_](const std::byte* from) {
        return unorm(field_of(load_number<std::uint16_t>(from, reversed), bits), largest);
      });
    }
    case Encoding::kUfloat11_11_10:
      return visit([=](const std::byte* from) { return ufloat(field_of(word(from), bits), bits.width); });
    case Encoding::kOct:
      return with_type(type_, [&]<class T>(std::type_identity<T>) {
        const double largest = largest_of(bits_in_type, true);
        visit([=, reversed = reversed_, component = component_](const std::byte* from) {
          const double x = snorm(static_cast<double>(load_number<T>(from, reversed)), largest);
          const double y = snorm(static_cast<double>(load_number<T>(from + sizeof(T), reversed)), largest);
          return octahedral(x, y, component);
        });
      });
    case Encoding::kPlain:
      break;
  }
}

Scalar ElementReader::value(const std::byte* record) const noexcept {
  if (encoding_ != Encoding::kPlain) return number(record);
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

std::optional<Scalar> ElementReader::stored(const std::byte* record) const noexcept {
  if (encoding_ == Encoding::kPlain) return value(record);
  if (encoding_ == Encoding::kOct && component_ == 2) return std::nullopt;
  const std::byte* const from = record + offset_;
  return with_type(type_, [&]<class T>(std::type_identity<T>) -> Scalar {
    if (encoding_ == Encoding::kOct)
      return scalar_of(load_number<T>(from + component_ * sizeof(T), reversed_));
    const T number = load_number<T>(from, reversed_);
    if constexpr (std::is_unsigned_v<T>) {  // as what is packed is
      const auto bits = static_cast<std::uint32_t>(number);
      if (encoding_ == Encoding::kSnorm10_10_10_2) return std::int64_t{signed_field_of(bits, bits_)};
      if (bits_.width > 0) return std::uint64_t{field_of(bits, bits_)};
    }
    return scalar_of(number);
  });
}

double ElementReader::number(const std::byte* record) const noexcept {
  if (encoding_ != Encoding::kPlain) {
    double decoded = 0;
    with_decoder([&](const auto& decode) { decoded = decode(record + offset_); });
    return decoded;
  }
  return with_type(type_, [&]<class T>(std::type_identity<T>) {
    return static_cast<double>(load_number<T>(record + offset_, reversed_));
  });
}

void ElementReader::numbers(const RecordSpan& records, double* out) const noexcept {
  if (records.count == 0) return;  // records.data may be null, to which nothing may be added
  const std::byte* const from = records.data + offset_;
  if (encoding_ != Encoding::kPlain)
    return with_decoder(
        [&](const auto& decode) { decode_column(from, records.stride, records.count, decode, out); });
  with_type(type_, [&]<class T>(std::type_identity<T>) {
    reversed_ ? read_column<T, true>(from, records.stride, records.count, out)
              : read_column<T, false>(from, records.stride, records.count, out);
  });
}

std::optional<double> ElementReader::normalised(const std::byte* record) const noexcept {
  if (encoding_ != Encoding::kPlain) return number(record);
  if (share_ == Encoding::kPlain) return std::nullopt;
  const bool is_signed = share_ == Encoding::kSnorm;
  const double largest = largest_of(static_cast<std::uint32_t>(8 * nbytes_), is_signed);
  return is_signed ? snorm(number(record), largest) : unorm(number(record), largest);
}

}  // namespace vertexview
