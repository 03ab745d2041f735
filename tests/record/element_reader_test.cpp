#include "vertexview/record/element_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <string_view>
#include <vector>

#include "vertexview/memory/number_load.hpp"
#include "vertexview/record/element_range.hpp"

namespace vertexview::test {
namespace {

constexpr bool kNativeIsBig = std::endian::native == std::endian::big;

/// Returns a record with a number in the given byte order after `lead` other bytes, so that it is unaligned.
template <class T>
std::vector<std::byte> record_of(T number, bool big_endian, std::size_t lead = 3) {
  std::vector<std::byte> record(lead + sizeof(T) + 2, std::byte{0xEE});
  std::memcpy(record.data() + lead, &number, sizeof(T));
  if (big_endian != kNativeIsBig)
    std::reverse(record.begin() + static_cast<std::ptrdiff_t>(lead),
                 record.begin() + static_cast<std::ptrdiff_t>(lead + sizeof(T)));
  return record;
}

/// Expects a reader to read the number in both byte orders.
template <class T>
void expect_reads(ElementType type, T number, const Scalar& exact, double as_double) {
  for (const bool big_endian : {false, true}) {
    Element element{"n", type, 1, 3};
    element.big_endian = big_endian;
    const ElementReader reader(element);
    const auto record = record_of(number, big_endian);
    EXPECT_EQ(reader.value(record.data()), exact) << element_type_name(type) << ' ' << as_double;
    EXPECT_EQ(reader.value_in(record), exact);
    EXPECT_EQ(reader.number(record.data()), as_double);
    double column = 0;
    reader.numbers({record.data(), 1, record.size()}, &column);
    EXPECT_EQ(column, as_double);
  }
}

TEST(ElementReader, everyTypeAndByteOrder) {
  expect_reads<std::int8_t>(ElementType::kInt8, -128, std::int64_t{-128}, -128);
  expect_reads<std::uint8_t>(ElementType::kUint8, 255, std::uint64_t{255}, 255);
  expect_reads<std::int16_t>(ElementType::kInt16, -32767, std::int64_t{-32767}, -32767);
  expect_reads<std::uint16_t>(ElementType::kUint16, 65534, std::uint64_t{65534}, 65534);
  expect_reads<std::int32_t>(ElementType::kInt32, -2147483647, std::int64_t{-2147483647}, -2147483647);
  expect_reads<std::uint32_t>(ElementType::kUint32, 4294967294U, std::uint64_t{4294967294U}, 4294967294.0);
  expect_reads<std::int64_t>(ElementType::kInt64, -9223372036854775807, std::int64_t{-9223372036854775807},
                             -0x1p63);
  expect_reads<std::uint64_t>(ElementType::kUint64, 0xFFFFFFFFFFFFFFFEU, std::uint64_t{0xFFFFFFFFFFFFFFFEU},
                              0x1p64);
  expect_reads<std::uint16_t>(ElementType::kFloat16, 0x3C01, 1.0009765625, 1.0009765625);
  expect_reads<std::uint16_t>(ElementType::kFloat16, 0x8001, -0x1p-24, -0x1p-24);
  expect_reads<float>(ElementType::kFloat32, 3323.176F, static_cast<double>(3323.176F),
                      static_cast<double>(3323.176F));
  expect_reads<double>(ElementType::kFloat64, 0.1, 0.1, 0.1);
  expect_reads<std::uint8_t>(ElementType::kBool, 2, true, 1);
  expect_reads<std::uint8_t>(ElementType::kBool, 0, false, 0);
}

TEST(ElementReader, oneNumberOfARun) {
  const std::uint16_t record[]{7, 10, 20, 30};
  const Element element{"n", ElementType::kUint16, 3, 2, Semantic::kNone, kNativeIsBig};
  const auto* bytes = reinterpret_cast<const std::byte*>(record);
  for (std::uint32_t i = 0; i < 3; ++i) EXPECT_EQ(ElementReader(element, i).number(bytes), 10.0 * (i + 1));
}

TEST(ElementReader, bytesAreAllOfThem) {
  const std::string_view record = "abcdef";
  const Element element{"tag", ElementType::kBytes, 3, 2};
  const auto bytes = std::as_bytes(std::span(record));
  EXPECT_EQ(ElementReader(element).value(bytes.data()), Scalar(std::string_view("cde")));
  EXPECT_EQ(ElementReader(element).value_in(bytes.first(5)), Scalar(std::string_view("cde")));
  EXPECT_EQ(ElementReader(element).value_in(bytes.first(4)), std::nullopt);
}

TEST(ElementReader, everyTruncatedLengthIsNoNumber) {
  const std::vector<std::byte> record(64);
  for (int type = 0; type <= static_cast<int>(ElementType::kBool); ++type) {
    const Element element{"n", static_cast<ElementType>(type), 2, 5};
    const std::size_t end = 5 + 2 * element_size(element.type);
    for (std::size_t size = 0; size <= record.size(); ++size)
      EXPECT_EQ(ElementReader(element, 1).value_in(std::span(record).first(size)).has_value(), size >= end);
  }
  const Element far{"n", ElementType::kFloat64, 1, std::numeric_limits<std::uint64_t>::max() - 3};
  EXPECT_EQ(ElementReader(far).value_in(record), std::nullopt);
}

TEST(ElementReader, columnsAgreeWithSingleNumbers) {
  std::mt19937_64 random(3);
  std::vector<std::byte> bytes(29 * 1000);
  for (std::byte& byte : bytes) byte = static_cast<std::byte>(random());
  const RecordSpan records{bytes.data(), 1000, 29};
  std::vector<double> column(1000);
  for (int type = 0; type <= static_cast<int>(ElementType::kBytes); ++type)
    for (const bool big_endian : {false, true}) {
      Element element{"n", static_cast<ElementType>(type), 1, 11};
      element.big_endian = big_endian;
      const ElementReader reader(element);
      reader.numbers(records, column.data());
      for (std::size_t i = 0; i < column.size(); ++i)
        ASSERT_EQ(std::bit_cast<std::uint64_t>(column[i]),
                  std::bit_cast<std::uint64_t>(reader.number(bytes.data() + i * 29)))
            << element_type_name(element.type);
    }
  ElementReader(Element{"n", ElementType::kInt8, 1, 7}).numbers({nullptr, 0, 29}, nullptr);
}

TEST(ElementReader, normalisedAsTheEncodingSays) {
  const auto normalised = [](Element element, auto number) {
    element.big_endian = kNativeIsBig;
    return ElementReader(element).normalised(reinterpret_cast<const std::byte*>(&number));
  };
  Element element{"n", ElementType::kUint16, 1, 0};
  EXPECT_EQ(normalised(element, std::uint16_t{65535}), std::nullopt) << "a number, not a part of something";
  element.semantic = Semantic::kNormal;
  EXPECT_EQ(normalised(element, std::uint16_t{65535}), std::nullopt) << "of no colour";
  element.semantic = Semantic::kColor;
  EXPECT_EQ(normalised(element, std::uint16_t{65535}), 1.0);
  EXPECT_EQ(normalised(element, std::uint16_t{3040}), 3040.0 / 65535);
  for (const Semantic semantic : {Semantic::kColor, Semantic::kNormal}) {
    element.semantic = semantic;
    element.type = ElementType::kInt16;
    EXPECT_EQ(normalised(element, std::int16_t{32767}), 1.0);
    EXPECT_EQ(normalised(element, std::int16_t{-32768}), -1.0);
  }
  element.semantic = Semantic::kPosition;
  EXPECT_EQ(normalised(element, std::int16_t{32767}), std::nullopt) << "scaled as the layout says";
  element.semantic = Semantic::kColor;
  element.type = ElementType::kFloat32;
  EXPECT_EQ(normalised(element, 0.5F), std::nullopt);
  element = {"n", ElementType::kUint8, 1, 0};
  element.encoding = Encoding::kUnorm;
  EXPECT_EQ(normalised(element, std::uint8_t{51}), 0.2);
  element.encoding = Encoding::kSnorm;
  element.type = ElementType::kInt8;
  EXPECT_EQ(normalised(element, std::int8_t{127}), 1.0);
  EXPECT_EQ(normalised(element, std::int8_t{-127}), -1.0);
  EXPECT_EQ(normalised(element, std::int8_t{-128}), -1.0);
  EXPECT_EQ(normalised(element, std::int8_t{0}), 0.0);
}

TEST(ElementRange, ofAllRecordsAndOfASample) {
  std::vector<float> numbers(100'000);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<float>(i % 1000);
  numbers[5] = std::numeric_limits<float>::quiet_NaN();
  numbers[6] = -std::numeric_limits<float>::infinity();
  numbers[77'777] = -4;
  const Element element{"n", ElementType::kFloat32, 1, 0, Semantic::kNone, kNativeIsBig};
  const RecordSpan records{reinterpret_cast<const std::byte*>(numbers.data()), numbers.size(), sizeof(float)};
  const auto range = range_of_elements(std::span(&element, 1), records);
  ASSERT_TRUE(range);
  EXPECT_EQ(*range, (ValueRange{-4, 999}));
  const auto sample = sample_element(element, records);
  EXPECT_THAT(sample.size(), testing::AllOf(testing::Ge(16384U - 2), testing::Le(16384U)));
  EXPECT_TRUE(std::ranges::all_of(sample, [](double value) { return std::isfinite(value); }));
  EXPECT_EQ(sample_element(element, records.part(0, 10)).size(), 8U);
  EXPECT_EQ(*range_of_elements(std::span(&element, 1), records.part(5, 2)), ValueRange{});
  EXPECT_EQ(robust_range({5, 1, 2, 3, 4, 100}, 0.2), (ValueRange{2, 5}));
  EXPECT_EQ(robust_range({}, 0.2), ValueRange{});
  Progress progress;
  progress.cancel();
  const auto cancelled = range_of_elements(std::span(&element, 1), records, &progress);
  ASSERT_FALSE(cancelled);
  EXPECT_EQ(cancelled.error().code, ErrorCode::kCancelled);
}

}  // namespace
}  // namespace vertexview::test
