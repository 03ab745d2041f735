#include "vertexview/record/encoding.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "vertexview/memory/byteswap.hpp"
#include "vertexview/record/element_range.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/schema.hpp"

namespace vertexview::test {
namespace {

constexpr bool kNativeIsBig = std::endian::native == std::endian::big;

Element encoded(ElementType type, Encoding encoding, std::uint32_t count = 1) {
  Element element{"n", type, count, 0};
  element.big_endian = kNativeIsBig;
  element.encoding = encoding;
  return element;
}

/// Returns number `index` of the element in a record of these numbers, which is read in both byte orders, at
/// an odd address, and as a column.
template <class T, std::size_t Size>
double decoded(const Element& element, const std::array<T, Size>& stored, std::uint32_t index = 0) {
  std::array<std::byte, sizeof(stored) + 1> record{};
  std::array<T, Size> swapped = stored;
  for (T& number : swapped)
    if constexpr (sizeof(T) > 1)
      number = std::bit_cast<T>(byteswapped(std::bit_cast<std::make_unsigned_t<T>>(number)));
  double first = 0;
  for (const bool reversed : {false, true}) {
    std::memcpy(record.data() + 1, reversed ? swapped.data() : stored.data(), sizeof(stored));
    Element here = element;
    here.offset = 1;
    here.big_endian = kNativeIsBig != reversed;
    const ElementReader reader(here, index);
    const double number = reader.number(record.data());
    double column = 0;
    reader.numbers({record.data(), 1, record.size()}, &column);
    if (!std::isnan(number)) {
      EXPECT_EQ(column, number);
      EXPECT_EQ(reader.value(record.data()), Scalar(number));
      EXPECT_EQ(reader.normalised(record.data()), number);
      if (reversed) {
        EXPECT_EQ(number, first);
      }
    }
    first = number;
  }
  return first;
}

template <class T>
double decoded(const Element& element, T stored, std::uint32_t index = 0) {
  return decoded(element, std::array{stored}, index);
}

TEST(Encoding, everyUnormOf8And16Bits) {
  const Element byte = encoded(ElementType::kUint8, Encoding::kUnorm);
  for (int i = 0; i <= 255; ++i) ASSERT_EQ(decoded(byte, static_cast<std::uint8_t>(i)), i / 255.0);
  const Element word = encoded(ElementType::kUint16, Encoding::kUnorm);
  for (int i = 0; i <= 65535; ++i) ASSERT_EQ(decoded(word, static_cast<std::uint16_t>(i)), i / 65535.0);
}

TEST(Encoding, everySnormOf8And16Bits) {
  const Element byte = encoded(ElementType::kInt8, Encoding::kSnorm);
  for (int i = -128; i <= 127; ++i)
    ASSERT_EQ(decoded(byte, static_cast<std::int8_t>(i)), i == -128 ? -1 : i / 127.0);
  const Element word = encoded(ElementType::kInt16, Encoding::kSnorm);
  for (int i = -32768; i <= 32767; ++i)
    ASSERT_EQ(decoded(word, static_cast<std::int16_t>(i)), i == -32768 ? -1 : i / 32767.0);
}

TEST(Encoding, endsOf32And64Bits) {
  const Element unorm32 = encoded(ElementType::kUint32, Encoding::kUnorm);
  EXPECT_EQ(decoded(unorm32, std::uint32_t{0xFFFFFFFF}), 1);
  EXPECT_EQ(decoded(unorm32, std::uint32_t{1}), 1 / 4294967295.0);
  const Element snorm32 = encoded(ElementType::kInt32, Encoding::kSnorm);
  EXPECT_EQ(decoded(snorm32, std::numeric_limits<std::int32_t>::min()), -1);
  EXPECT_EQ(decoded(snorm32, std::int32_t{-2147483647}), -1);
  EXPECT_EQ(decoded(snorm32, std::int32_t{2147483647}), 1);
  const Element unorm64 = encoded(ElementType::kUint64, Encoding::kUnorm);
  EXPECT_EQ(decoded(unorm64, std::numeric_limits<std::uint64_t>::max()), 1);
  const Element snorm64 = encoded(ElementType::kInt64, Encoding::kSnorm);
  EXPECT_EQ(decoded(snorm64, std::numeric_limits<std::int64_t>::min()), -1);
  EXPECT_EQ(decoded(snorm64, std::int64_t{0}), 0);
}

TEST(Encoding, everyFieldOf10_10_10_2) {
  const Element unorm = encoded(ElementType::kUint32, Encoding::kUnorm10_10_10_2);
  const Element snorm = encoded(ElementType::kUint32, Encoding::kSnorm10_10_10_2);
  for (std::uint32_t component = 0; component < 4; ++component) {
    const std::uint32_t width = component < 3 ? 10 : 2;
    const std::uint32_t values = 1U << width;
    for (std::uint32_t i = 0; i < values; ++i) {
      const std::uint32_t field = i << (10 * component);
      const std::uint32_t others = ~((values - 1) << (10 * component));
      const int with_sign = static_cast<int>(i) - (i < values / 2 ? 0 : static_cast<int>(values));
      const double meant = std::max(with_sign / (values / 2 - 1.0), -1.0);
      for (const std::uint32_t bits : {field, field | others}) {
        ASSERT_EQ(decoded(unorm, bits, component), i / (values - 1.0)) << component << ' ' << i;
        ASSERT_EQ(decoded(snorm, bits, component), meant) << component << ' ' << i;
        const auto* const record = reinterpret_cast<const std::byte*>(&bits);
        ASSERT_EQ(ElementReader(unorm, component).stored(record), Scalar(std::uint64_t{i}));
        ASSERT_EQ(ElementReader(snorm, component).stored(record), Scalar(std::int64_t{with_sign}));
      }
    }
  }
}

TEST(Encoding, every5_6_5) {
  const Element element = encoded(ElementType::kUint16, Encoding::kUnorm5_6_5);
  for (std::uint32_t i = 0; i < 65536; ++i) {
    const auto stored = static_cast<std::uint16_t>(i);
    ASSERT_EQ(decoded(element, stored, 0), (i / 2048) / 31.0) << "red stands in the highest bits";
    ASSERT_EQ(decoded(element, stored, 1), (i / 32 % 64) / 63.0);
    ASSERT_EQ(decoded(element, stored, 2), (i % 32) / 31.0);
  }
}

/// The rule of the specifications, in words: no sign, a bias of 15, the largest exponent for infinity and
/// NaN.
double plain_ufloat(std::uint32_t bits, int mantissa_bits) {
  const auto mantissa =
      static_cast<double>(bits & ((1U << mantissa_bits) - 1)) / std::ldexp(1, mantissa_bits);
  const int exponent = static_cast<int>(bits >> mantissa_bits);
  if (exponent == 0) return std::ldexp(mantissa, -14);
  if (exponent < 31) return std::ldexp(1 + mantissa, exponent - 15);
  return mantissa == 0 ? HUGE_VAL : NAN;
}

TEST(Encoding, everyFieldOfUfloat11_11_10) {
  const Element element = encoded(ElementType::kUint32, Encoding::kUfloat11_11_10);
  const auto expect_number = [](double got, double expected) {
    if (std::isnan(expected))
      ASSERT_TRUE(std::isnan(got));
    else
      ASSERT_EQ(got, expected);
  };
  for (std::uint32_t i = 0; i < 2048; ++i) {
    expect_number(decoded(element, i, 0), plain_ufloat(i, 6));
    expect_number(decoded(element, (i << 11U) | 0xFFC007FFU, 1), plain_ufloat(i, 6));
  }
  for (std::uint32_t i = 0; i < 1024; ++i)
    expect_number(decoded(element, (i << 22U) | 0x3FFFFFU, 2), plain_ufloat(i, 5));
  EXPECT_EQ(decoded(element, std::uint32_t{15U << 6U}, 0), 1);
  EXPECT_EQ(decoded(element, std::uint32_t{0x7BF}, 0), 65024) << "the largest of 11 bits";
  EXPECT_EQ(decoded(element, std::uint32_t{0x3DFU << 22U}, 2), 64512) << "the largest of 10 bits";
}

/// The listing of the article, in the order of its lines.
std::array<double, 3> plain_octahedral(double x, double y) {
  std::array<double, 3> v{x, y, 1 - std::abs(x) - std::abs(y)};
  const auto sign = [](double value) { return std::signbit(value) ? -1.0 : 1.0; };
  if (v[2] < 0) v = {(1 - std::abs(y)) * sign(x), (1 - std::abs(x)) * sign(y), v[2]};
  const double length = std::sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
  return {v[0] / length, v[1] / length, v[2] / length};
}

TEST(Encoding, everyDirectionOfTwoBytes) {
  const Element element = encoded(ElementType::kInt8, Encoding::kOct, 2);
  const auto snorm = [](int stored) { return std::max(stored / 127.0, -1.0); };
  for (int x = -128; x <= 127; ++x)
    for (int y = -128; y <= 127; ++y) {
      const std::array stored{static_cast<std::int8_t>(x), static_cast<std::int8_t>(y)};
      const auto expected = plain_octahedral(snorm(x), snorm(y));
      double square = 0;
      for (std::uint32_t i = 0; i < 3; ++i) {
        const double got = decoded(element, stored, i);
        ASSERT_NEAR(got, expected[i], 1e-15) << x << ' ' << y << ' ' << i;
        square += got * got;
      }
      ASSERT_NEAR(square, 1, 1e-15);
    }
}

TEST(Encoding, directionsOfTwoWords) {
  const Element element = encoded(ElementType::kInt16, Encoding::kOct, 2);
  const auto direction = [&](std::int16_t x, std::int16_t y) {
    const std::array stored{x, y};
    return std::array{decoded(element, stored, 0), decoded(element, stored, 1), decoded(element, stored, 2)};
  };
  EXPECT_EQ(direction(0, 0), (std::array{0.0, 0.0, 1.0}));
  EXPECT_EQ(direction(32767, 0), (std::array{1.0, 0.0, 0.0}));
  EXPECT_EQ(direction(0, -32767), (std::array{0.0, -1.0, 0.0}));
  EXPECT_EQ(direction(32767, 32767)[2], -1) << "the corners of the square are one point";
  EXPECT_EQ(direction(-32768, 32767)[2], -1);
  const std::array<std::int16_t, 2> stored{100, -7};
  const auto* const record = reinterpret_cast<const std::byte*>(stored.data());
  EXPECT_EQ(ElementReader(element, 0).stored(record), Scalar(std::int64_t{100}));
  EXPECT_EQ(ElementReader(element, 1).stored(record), Scalar(std::int64_t{-7}));
  EXPECT_EQ(ElementReader(element, 2).stored(record), std::nullopt);
  const auto bytes = std::as_bytes(std::span(stored));
  for (std::size_t size = 0; size <= 4; ++size)
    EXPECT_EQ(ElementReader(element, 2).value_in(bytes.first(size)).has_value(), size == 4);
}

TEST(Encoding, numbersOfARunOfPackedOnes) {
  const std::array<std::uint16_t, 3> stored{0xF800, 0x07E0, 0x001F};
  Element element = encoded(ElementType::kUint16, Encoding::kUnorm5_6_5, 3);
  EXPECT_EQ(element.number_count(), 9U);
  EXPECT_EQ(element.nbytes(), 6U);
  const Schema schema{.format = "", .elements = {element}, .stride = 6};
  const auto* const record = reinterpret_cast<const std::byte*>(stored.data());
  for (std::uint32_t i = 0; i < 9; ++i) {
    EXPECT_EQ(ElementReader(element, i).number(record), i % 4 == 0 ? 1 : 0) << i;
    const Element number = number_of(schema, element, i);
    EXPECT_EQ(number.name, "n[" + std::to_string(i) + "]");
    EXPECT_EQ(number.number_count(), 1U);
    EXPECT_EQ(number.nbytes(), 2U);
    EXPECT_EQ(ElementReader(number).number(record), i % 4 == 0 ? 1 : 0);
    EXPECT_EQ(find_number(schema, number.name), number);
  }
  EXPECT_EQ(find_number(schema, "n[9]"), std::nullopt);
  EXPECT_EQ(find_number(schema, "n"), std::nullopt);
}

TEST(Encoding, numbersAreNamedAsEverywhere) {
  const auto names = [](std::string name, Semantic semantic, ElementType type, Encoding encoding,
                        std::uint32_t count = 1) {
    Element element = encoded(type, encoding, count);
    element.name = std::move(name);
    element.semantic = semantic;
    const Schema schema{.format = "", .elements = {element}, .stride = element.nbytes()};
    std::string text;
    for (std::uint32_t i = 0; i < element.number_count(); ++i) {
      text += (i == 0 ? "" : " ") + number_name(schema, element, i);
      EXPECT_EQ(find_number(schema, number_name(schema, element, i)), number_of(schema, element, i));
    }
    return text;
  };
  using enum ElementType;
  EXPECT_EQ(names("position", Semantic::kPosition, kUint32, Encoding::kUfloat11_11_10), "x y z");
  EXPECT_EQ(names("color", Semantic::kColor, kUint32, Encoding::kUnorm10_10_10_2), "red green blue alpha");
  EXPECT_EQ(names("color", Semantic::kColor, kUint16, Encoding::kUnorm5_6_5), "red green blue");
  EXPECT_EQ(names("bgra", Semantic::kColor, kUint32, Encoding::kUnorm10_10_10_2), "blue green red alpha");
  EXPECT_EQ(names("normal", Semantic::kNormal, kUint32, Encoding::kSnorm10_10_10_2), "nx ny nz normal[3]");
  EXPECT_EQ(names("normal", Semantic::kNormal, kInt16, Encoding::kOct, 2), "nx ny nz");
  EXPECT_EQ(names("normal", Semantic::kNormal, kInt8, Encoding::kSnorm, 4), "nx ny nz normal[3]");
  EXPECT_EQ(names("normal", Semantic::kNormal, kInt8, Encoding::kPlain, 4),
            "normal[0] normal[1] normal[2] normal[3]");
  EXPECT_EQ(names("tangent", Semantic::kNone, kUint32, Encoding::kSnorm10_10_10_2),
            "tangent[0] tangent[1] tangent[2] tangent[3]");
  EXPECT_EQ(names("weight", Semantic::kNone, kUint8, Encoding::kUnorm), "weight");
}

TEST(Encoding, rangesOfPackedNumbers) {
  std::vector<std::uint32_t> stored(3000, 0);
  stored[1] = 0x1FF;             // first component 1
  stored[2999] = 0x200U << 10U;  // second component -1
  const auto* const data = reinterpret_cast<const std::byte*>(stored.data());
  const auto range = [&](const Element& element, const RecordSpan& records) {
    return *range_of_elements({&element, 1}, records);
  };
  const ValueRange all{-1, 1};
  EXPECT_EQ(range(encoded(ElementType::kUint32, Encoding::kSnorm10_10_10_2), {data, 3000, 4}), all);
  EXPECT_EQ(range(encoded(ElementType::kUint32, Encoding::kSnorm10_10_10_2, 3000), {data, 1, 12000}), all)
      << "a long run in one record";
  EXPECT_EQ(range(encoded(ElementType::kUint32, Encoding::kPlain, 3000), {data, 1, 12000}),
            (ValueRange{0, 524288}));
}

TEST(Encoding, takesTheTypesThatItNames) {
  for (int e = 0; e <= static_cast<int>(Encoding::kOct); ++e)
    for (int t = 0; t <= static_cast<int>(ElementType::kBytes); ++t)
      for (const std::uint32_t count : {1U, 2U, 3U}) {
        const auto encoding = static_cast<Encoding>(e);
        const auto type = static_cast<ElementType>(t);
        const bool is_unsigned = t < 8 && t % 2 == 1;
        const bool is_signed = t < 8 && t % 2 == 0;
        const bool word = type == ElementType::kUint32;
        const std::array<bool, 8> fits{true,      is_unsigned,
                                       is_signed, word,
                                       word,      type == ElementType::kUint16,
                                       word,      is_signed && element_size(type) <= 2 && count == 2};
        const Element element = encoded(type, encoding, count);
        EXPECT_EQ(check_encoding(element).has_value(), fits[static_cast<std::size_t>(e)])
            << encoding_name(encoding) << ' ' << element_type_name(type) << ' ' << count;
        const Schema schema{.format = "", .elements = {element}, .stride = element.nbytes()};
        EXPECT_EQ(schema.validate().has_value(), fits[static_cast<std::size_t>(e)]);
      }
  EXPECT_EQ(check_encoding(encoded(ElementType::kFloat32, Encoding::kUnorm, 3)).error().message,
            "element 'n' of 3 x float32 cannot be unorm, which takes unsigned integers (B, H, I, Q)");
  EXPECT_EQ(check_encoding(encoded(ElementType::kInt16, Encoding::kOct)).error().message,
            "element 'n' of int16 cannot be oct, which takes two signed integers of 8 or 16 bits (2b, 2h)");
  Element fifth = encoded(ElementType::kUint32, Encoding::kUnorm10_10_10_2);
  fifth.component = 4;
  EXPECT_EQ(check_encoding(fifth).error().message, "element 'n' is component 4 of 4");
  EXPECT_EQ(
      check_encoding(encoded(ElementType::kUint32, Encoding::kUnorm10_10_10_2, 0x40000000)).error().message,
      "element 'n' of 1073741824 packed numbers is too long");
}

TEST(Encoding, digitsThatTellNumbersApart) {
  EXPECT_EQ(value_type(encoded(ElementType::kUint16, Encoding::kPlain)), ElementType::kUint16);
  EXPECT_EQ(value_type(encoded(ElementType::kUint16, Encoding::kUnorm)), ElementType::kFloat32);
  EXPECT_EQ(value_type(encoded(ElementType::kInt32, Encoding::kSnorm)), ElementType::kFloat64);
  EXPECT_EQ(value_type(encoded(ElementType::kUint32, Encoding::kUnorm10_10_10_2)), ElementType::kFloat32);
  const Element word = encoded(ElementType::kUint16, Encoding::kUnorm);
  for (int i = 1; i <= 65535; ++i)
    ASSERT_NE(static_cast<float>(i / 65535.0), static_cast<float>((i - 1) / 65535.0));
  EXPECT_EQ(shortest_text(decoded(word, std::uint16_t{13107}), value_type(word)), "0.2");
}

}  // namespace
}  // namespace vertexview::test
