#include "vertexview/record/element_finder.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>

#include "record/made_records.hpp"

namespace vertexview::test {
namespace {

void put_position(MadeRecords& made) {
  for (int k = 0; k < 3; ++k) made.put(static_cast<float>(made.random(-50, 50)));
}

/// Returns a vector of unit length.
std::array<double, 3> direction(MadeRecords& made) {
  const double z = made.random(-1, 1);
  const double angle = made.random(0, 6.283185307179586);
  const double radius = std::sqrt(1 - z * z);
  return {radius * std::cos(angle), radius * std::sin(angle), z};
}

FoundElements found_in(const MadeRecords& made, std::uint64_t stride) {
  return find_elements({made.bytes.data(), made.bytes.size() / stride, stride});
}

/// Returns the elements as "3 float32 position at 0, 1 float32 intensity at 12".
std::string text_of(const FoundElements& found) {
  std::string text;
  for (const Element& element : found.elements) {
    text.append(text.empty() ? "" : ", ").append(std::to_string(element.count)).append(" ");
    text.append(element.big_endian ? "big-endian " : "").append(element_type_name(element.type));
    text.append(" ").append(element.name).append(" at ").append(std::to_string(element.offset));
  }
  return text;
}

TEST(ElementFinder, positionWithIntensity) {
  MadeRecords made;
  for (int i = 0; i < 500; ++i) {
    put_position(made);
    made.put(static_cast<float>(made.random(0, 1)));
  }
  const auto found = found_in(made, 16);
  EXPECT_EQ(text_of(found), "3 float32 position at 0, 1 float32 intensity at 12");
  EXPECT_EQ(found.phase, 0U);
  EXPECT_TRUE(found.has_position);
  EXPECT_EQ(found.reasons, std::vector<std::string>{"3 float32 as a position"});
}

TEST(ElementFinder, positionWithNormalAndTextureCoordinates) {
  MadeRecords made;
  for (int i = 0; i < 500; ++i) {
    put_position(made);
    for (const double c : direction(made)) made.put(static_cast<float>(c));
    for (int k = 0; k < 2; ++k) made.put(static_cast<float>(made.random(0, 1)));
  }
  EXPECT_EQ(text_of(found_in(made, 32)),
            "3 float32 position at 0, 3 float32 normal at 12, 2 float32 uv at 24");
}

TEST(ElementFinder, normalOfSignedBytesAndOpaqueColor) {
  MadeRecords made;
  for (int i = 0; i < 500; ++i) {
    put_position(made);
    for (const double c : direction(made)) made.put(static_cast<std::int8_t>(std::lround(c * 127)));
    made.put(std::uint8_t{0});
    for (int k = 0; k < 3; ++k) made.put(static_cast<std::uint8_t>(made.random(0, 256)));
    made.put(std::uint8_t{255});
  }
  EXPECT_EQ(text_of(found_in(made, 20)), "3 float32 position at 0, 4 int8 normal at 12, 4 uint8 color at 16");
}

TEST(ElementFinder, smoothOpaqueColorIsNoPairOfIntegers) {
  MadeRecords made;
  for (int i = 0; i < 500; ++i) {
    put_position(made);
    for (int k = 0; k < 3; ++k) made.put(static_cast<std::uint8_t>(20 + i / 5 + k + made.random(0, 8)));
    made.put(std::uint8_t{255});
  }
  EXPECT_EQ(text_of(found_in(made, 16)), "3 float32 position at 0, 4 uint8 color at 12");
}

TEST(ElementFinder, wideIntegersOfGridRowsWithColor) {
  // One coordinate is the same within a row of the grid and jumps at its end.
  MadeRecords made;
  for (int i = 0; i < 2500; ++i) {
    made.put(std::int32_t{i % 50 * 1013 - 25'000});
    made.put(std::int32_t{i / 50 * 1013 - 25'000});
    made.put(static_cast<std::int32_t>(made.random(-9000, 9000)));
    for (int k = 0; k < 3; ++k) made.put(static_cast<std::uint16_t>(made.random(0, 65'536)));
  }
  EXPECT_EQ(text_of(found_in(made, 18)), "3 int32 position at 0, 3 uint16 color at 12");
}

TEST(ElementFinder, bigEndianFloats) {
  MadeRecords made;
  for (int i = 0; i < 500; ++i)
    for (int k = 0; k < 3; ++k) made.put_swapped(static_cast<float>(made.random(-50, 50)));
  EXPECT_EQ(text_of(found_in(made, 12)), "3 big-endian float32 position at 0");
}

TEST(ElementFinder, recordsThatWereCutInTheWrongPlace) {
  MadeRecords made;
  for (int i = 0; i < 4; ++i) made.put(std::uint8_t{0x77});
  for (int i = 0; i < 500; ++i) {
    for (int k = 0; k < 3; ++k) made.put(made.random(4e5, 6e5));
    for (int k = 0; k < 3; ++k) made.put(static_cast<std::uint8_t>(made.random(0, 256)));
  }
  const auto found = found_in(made, 27);
  EXPECT_EQ(found.phase, 4U);
  EXPECT_EQ(text_of(found), "3 float64 position at 0, 3 uint8 color at 24");
}

TEST(ElementFinder, nothingInFewerThanTwoRecords) {
  const std::vector<std::byte> bytes(20);
  EXPECT_TRUE(find_elements({bytes.data(), 1, 20}).elements.empty());
  EXPECT_TRUE(find_elements({}).elements.empty());
}

TEST(ElementFinder, zerosHoldNoPosition) {
  const std::vector<std::byte> bytes(2000);
  EXPECT_FALSE(find_elements({bytes.data(), 100, 20}).has_position);
}

}  // namespace
}  // namespace vertexview::test
