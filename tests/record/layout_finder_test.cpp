#include "vertexview/record/layout_finder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <string>

#include "record/first_layout.hpp"
#include "record/made_records.hpp"

namespace vertexview::test {
namespace {

void put_kitti(MadeRecords& made, int count) {
  for (int i = 0; i < count; ++i) {
    for (int k = 0; k < 3; ++k) made.put(static_cast<float>(made.random(-50, 50)));
    made.put(static_cast<float>(made.random(0, 1)));
  }
}

TEST(LayoutFinder, presetByItsName) {
  MadeRecords made;
  put_kitti(made, 1000);
  const auto found = find_layouts(made.bytes);
  EXPECT_EQ(first_of(found), "kitti: 1000 records of 16 bytes from 0");
  EXPECT_TRUE(found.sure);
  EXPECT_FALSE(found.candidates.front().layout.count);
}

TEST(LayoutFinder, headerOfTextBefore) {
  MadeRecords made;
  for (int i = 0; made.bytes.size() < 372; ++i) made.put("points of a scanner"[i % 19]);
  put_kitti(made, 1000);
  EXPECT_EQ(first_of(find_layouts(made.bytes)), "kitti: 1000 records of 16 bytes from 372");
}

TEST(LayoutFinder, indicesAfter) {
  MadeRecords made;
  put_kitti(made, 1000);
  for (int i = 0; i < 1000; ++i) made.put(static_cast<std::uint16_t>(made.random(0, 1000)));
  const auto found = find_layouts(made.bytes);
  EXPECT_EQ(first_of(found), "kitti: 1000 records of 16 bytes from 0");
  EXPECT_EQ(found.candidates.front().layout.count, 1000U);
  EXPECT_FALSE(found.sure);
}

TEST(LayoutFinder, meshWhosePolesAreNextToNothing) {
  // The first and the last row of a sphere are one point each, up to rounding.
  MadeRecords made;
  for (int row = 0; row <= 40; ++row)
    for (int i = 0; i < 40; ++i) {
      const double polar = row * 3.141592653589793 / 40;
      const double angle = i * 6.283185307179586 / 40;
      for (const double c :
           {std::sin(polar) * std::cos(angle), std::sin(polar) * std::sin(angle), std::cos(polar)})
        made.put(static_cast<float>(2.5 * c));
      for (int k = 0; k < 3; ++k) made.put(static_cast<std::uint8_t>(made.random(0, 256)));
      made.put(std::uint8_t{255});
    }
  EXPECT_EQ(first_of(find_layouts(made.bytes)), "<3f:position:4B:color:: 1640 records of 16 bytes from 0");
}

TEST(LayoutFinder, canonicalRecords) {
  MadeRecords made;
  for (int i = 0; i < 1000; ++i) {
    for (const double high : {50.0, 40.0, 3.0}) made.put(static_cast<float>(made.random(-high, high)));
    for (int k = 0; k < 3; ++k) made.put(static_cast<std::uint16_t>(made.random(0, 65'536)));
    made.put(std::uint16_t{0});
  }
  EXPECT_EQ(first_of(find_layouts(made.bytes)), "vertex: 1000 records of 20 bytes from 0");
}

TEST(LayoutFinder, enormousTimesAreOfTheRecord) {
  MadeRecords made;
  for (int i = 0; i < 1000; ++i) {
    for (const double high : {50.0, 40.0, 3.0}) made.put(static_cast<float>(made.random(-high, high)));
    made.put(static_cast<float>(made.random(0, 1))).put(static_cast<float>(made.random(0, 1.5)));
    made.put(1.55e15F);
  }
  EXPECT_EQ(first_of(find_layouts(made.bytes)), "waymo: 1000 records of 24 bytes from 0");
}

TEST(LayoutFinder, integersFarFromTheOrigin) {
  // Bodies of LAS: coordinates whose upper halves never change, 8-bit colours in 16 bits, much that is zero.
  MadeRecords made;
  for (int i = 0; i < 961; ++i) {
    made.put(std::int32_t{63'600'000 + i % 31 * 133}).put(std::int32_t{84'900'000 + i / 31 * 133});
    made.put(static_cast<std::int32_t>(made.random(39'000, 41'000)));
    made.put(static_cast<std::uint16_t>(made.random(0, 256))).put(std::uint32_t{0}).put(std::uint16_t{0});
    made.put(static_cast<std::uint16_t>(i % 31 * 8)).put(static_cast<std::uint16_t>(i / 31 * 8));
    made.put(static_cast<std::uint16_t>(made.random(50, 200)));
  }
  const auto found = find_layouts(made.bytes);
  EXPECT_EQ(first_of(found), "<3i:position:H:intensity:6x3H:color:: 961 records of 26 bytes from 0");
  EXPECT_FALSE(found.sure);
}

TEST(LayoutFinder, vertexWithHalvesAndPackedNormal) {
  MadeRecords made;
  for (int i = 0; i < 3200; ++i) {
    const double angle = i * 0.01;
    const double polar = i * 0.00098;
    const double normal[]{std::sin(polar) * std::cos(angle), std::sin(polar) * std::sin(angle),
                          std::cos(polar)};
    for (const double c : normal) made.put(static_cast<float>(2.5 * c));
    for (const double c : normal) made.put(static_cast<std::int8_t>(std::lround(c * 127)));
    made.put(std::uint8_t{0});
    for (int k = 0; k < 2; ++k) made.put(static_cast<std::uint16_t>(0x3800 + (i * (k + 1) * 7) % 1024));
    for (int k = 0; k < 3; ++k) made.put(static_cast<std::uint8_t>(made.random(0, 256)));
    made.put(std::uint8_t{255});
  }
  EXPECT_EQ(first_of(find_layouts(made.bytes)),
            "<3f:position:4b:normal:2e:uv:4B:color:: 3200 records of 24 bytes from 0");
}

TEST(LayoutFinder, headerOfZerosAndIndicesAfter) {
  // A buffer of glTF: the attributes that nobody filled are zeros, as the header is.
  MadeRecords made;
  made.bytes.resize(128);
  for (int i = 0; i < 961; ++i) {
    made.put(static_cast<float>(i % 31 * 1.33 - 20)).put(static_cast<float>(i / 31 * 1.33 - 20));
    made.put(static_cast<float>(std::sin(i * 0.1)));
    for (int k = 0; k < 5; ++k) made.put(0.0F);
    made.put(std::uint8_t{255}).put(static_cast<std::uint8_t>(i % 256)).put(std::uint16_t{0xFF00});
  }
  for (int i = 0; i < 3000; ++i) made.put(static_cast<std::uint16_t>(made.random(0, 961)));
  const auto found = find_layouts(made.bytes);
  EXPECT_EQ(first_of(found), "<3f:position:20x4B:color:: 961 records of 36 bytes from 128");
  EXPECT_FALSE(found.sure);
}

TEST(LayoutFinder, headerOfOneRecord) {
  MadeRecords made;
  made.put(std::uint32_t{0x31534E50}).put(std::uint32_t{1}).put(std::uint32_t{1000}).put(std::uint32_t{16});
  put_kitti(made, 1000);
  const auto found = find_layouts(made.bytes);
  EXPECT_EQ(first_of(found), "kitti: 1000 records of 16 bytes from 16");
  EXPECT_TRUE(found.sure) << "the header says how many records follow";
}

TEST(LayoutFinder, headerWithoutTheCountIsNeverSure) {
  MadeRecords made;
  made.put(std::uint32_t{0x31534E50}).put(std::uint32_t{1}).put(std::uint32_t{999}).put(std::uint32_t{16});
  put_kitti(made, 1000);
  const auto found = find_layouts(made.bytes);
  EXPECT_EQ(first_of(found), "kitti: 1000 records of 16 bytes from 16");
  EXPECT_FALSE(found.sure);
}

TEST(LayoutFinder, headerOfTextWithTheCount) {
  for (const std::string text : {"points 1000 of a scanner\n", "points 21000 of a scanner\n"}) {
    MadeRecords made;
    for (const char c : text) made.put(c);
    put_kitti(made, 1000);
    EXPECT_EQ(find_layouts(made.bytes).sure, text.starts_with("points 1000 ")) << text;
  }
}

TEST(LayoutFinder, integersThatLeadClearly) {
  MadeRecords made;
  for (int i = 0; i < 5000; ++i) {
    for (const double high : {20'000'000.0, 25'000'000.0, 400'000.0})
      made.put(static_cast<std::int32_t>(made.random(0, high)));
    const double light = made.random(-60, 60);
    for (const double base : {110.0, 120.0, 90.0})
      made.put(static_cast<std::uint8_t>(base + light + made.random(-8, 8)));
  }
  const auto found = find_layouts(made.bytes);
  EXPECT_EQ(first_of(found), "<3i:position:3B:color:: 5000 records of 15 bytes from 0");
  EXPECT_TRUE(found.sure);
}

TEST(LayoutFinder, bigEndianRecordsAreNotShiftedOnes) {
  // Read in the other order from the next byte on, each float keeps its sign and exponent.
  MadeRecords made;
  for (int i = 0; i < 1000; ++i)
    for (int k = 0; k < 3; ++k) made.put_swapped(static_cast<float>(made.random(0, 1)));
  EXPECT_EQ(first_of(find_layouts(made.bytes)), ">3f:position:: 1000 records of 12 bytes from 0");
}

TEST(LayoutFinder, fourCanonicalRecordsAmongTheFirst) {
  MadeRecords made;
  for (int i = 0; i < 4; ++i) {
    for (int k = 0; k < 3; ++k) made.put(static_cast<float>(made.random(-50, 50)));
    for (int k = 0; k < 4; ++k) made.put(static_cast<std::uint16_t>(made.random(0, 65'536)));
  }
  const auto found = find_layouts(made.bytes);
  EXPECT_FALSE(found.sure);
  EXPECT_TRUE(std::ranges::any_of(
      std::span(found.candidates).first(std::min<std::size_t>(3, found.candidates.size())),
      [](const LayoutCandidate& one) { return one.name == "vertex"; }));
}

TEST(LayoutFinder, equalNumbersHaveNoSureStride) {
  // Whether three, four or six of them are a record, nobody can know.
  MadeRecords made;
  for (int i = 0; i < 12'000; ++i) made.put(static_cast<float>(made.random(0, 1)));
  EXPECT_FALSE(find_layouts(made.bytes).sure);
}

/// Appends the channels of a colour as photographs have them: brighter or darker together.
void put_photo_color(MadeRecords& made) {
  const double light = made.random(-60, 60);
  for (const double base : {110.0, 120.0, 90.0})
    made.put(static_cast<std::uint8_t>(base + light + made.random(-8, 8)));
}

TEST(LayoutFinder, channelsThatRiseAndFallTogetherAreNoInteger) {
  // The bytes of an integer tell each other as well, but then the lower ones take any value.
  MadeRecords made;
  for (int i = 0; i < 2000; ++i) {
    for (const double high : {50.0, 40.0, 3.0}) made.put(static_cast<float>(made.random(-high, high)));
    put_photo_color(made);
    made.put(std::uint8_t{0});
  }
  EXPECT_EQ(first_of(find_layouts(made.bytes)), "<3f:position:4B:color:: 2000 records of 16 bytes from 0");
}

TEST(LayoutFinder, colorAndCoarseFloatAreNoDouble) {
  // The float lies above the colour as the upper half of a double would; an alpha that never changes is in
  // the middle of its mantissa.
  MadeRecords made;
  for (int i = 0; i < 4096; ++i) {
    for (const double high : {5.0, 4.0, 3.0}) made.put(static_cast<float>(made.random(-high, high)));
    put_photo_color(made);
    made.put(std::uint8_t{255});
    made.put(static_cast<float>(i % 64 / 64.0)).put(static_cast<float>(i / 64 / 64.0));
  }
  EXPECT_EQ(first_of(find_layouts(made.bytes)),
            "<3f:position:4B:color:2f:uv:: 4096 records of 24 bytes from 0");
}

TEST(LayoutFinder, opacityBesideAColorIsItsAlpha) {
  MadeRecords made;
  for (int i = 0; i < 2000; ++i) {
    for (const double high : {50.0, 40.0, 3.0}) made.put(static_cast<float>(made.random(-high, high)));
    put_photo_color(made);
    made.put(static_cast<std::uint8_t>(made.random(0, 256)));
  }
  EXPECT_EQ(first_of(find_layouts(made.bytes)), "<3f:position:4B:color:: 2000 records of 16 bytes from 0");
}

TEST(LayoutFinder, noiseInThePaddingIsNoChannel) {
  // 8-bit colours that were widened, and two bytes that nobody wrote.
  MadeRecords made;
  for (int i = 0; i < 4096; ++i) {
    for (const double high : {5.0, 4.0, 3.0}) made.put(static_cast<float>(made.random(-high, high)));
    const double light = made.random(-60, 60);
    for (const double base : {110.0, 120.0, 90.0})
      made.put(static_cast<std::uint16_t>(257 * std::lround(base + light + made.random(-8, 8))));
    made.put(static_cast<std::uint16_t>(made.random(0, 65'536)));
  }
  const auto found = find_layouts(made.bytes);
  ASSERT_FALSE(found.candidates.empty());
  const auto& elements = found.candidates.front().layout.schema.elements;
  const auto color = std::ranges::find(elements, Semantic::kColor, &Element::semantic);
  ASSERT_NE(color, elements.end());
  EXPECT_EQ(color->offset, 12U);
  EXPECT_EQ(color->type, ElementType::kUint16);
}

TEST(LayoutFinder, nanosecondsBeforeThePosition) {
  MadeRecords made;
  for (int i = 0; i < 24'000; ++i) {
    made.put(std::uint64_t{1'700'000'000'000'000'000} + static_cast<std::uint64_t>(i) * 5000);
    for (const double high : {50.0, 40.0, 3.0}) made.put(static_cast<float>(made.random(-high, high)));
    made.put(static_cast<float>(made.random(0, 1)));
  }
  EXPECT_EQ(first_of(find_layouts(made.bytes)),
            "<Q:time:3f:position:f:intensity:: 24000 records of 24 bytes from 0");
}

TEST(LayoutFinder, uvBeforeThePosition) {
  MadeRecords made;
  for (int i = 0; i < 4096; ++i) {
    made.put(static_cast<float>(i % 64 / 64.0)).put(static_cast<float>(i / 64 / 64.0));
    for (const double high : {5.0, 4.0, 3.0}) made.put(static_cast<float>(made.random(-high, high)));
  }
  const auto found = find_layouts(made.bytes);
  ASSERT_FALSE(found.candidates.empty());
  const auto position = position_numbers(found.candidates.front().layout);
  ASSERT_TRUE(position && !position->empty());
  EXPECT_EQ(position->front().offset, 8U);
}

TEST(LayoutFinder, velocityIsNoPositionOfASecondRecord) {
  MadeRecords made;
  for (int i = 0; i < 20'000; ++i) {
    for (int k = 0; k < 3; ++k) made.put(made.random(-1, 1) + made.random(-1, 1));
    for (int k = 0; k < 3; ++k) made.put(0.3 * (made.random(-1, 1) + made.random(-1, 1)));
  }
  const auto found = find_layouts(made.bytes);
  ASSERT_FALSE(found.candidates.empty());
  EXPECT_EQ(found.candidates.front().layout.schema.stride, 48U);
}

TEST(LayoutFinder, normalsOfFewRecordsAreNoAccident) {
  // 24 vectors of unit length; records of 16 and of 12 bytes are floats as well.
  MadeRecords made;
  for (int i = 0; i < 24; ++i) {
    for (int k = 0; k < 3; ++k) made.put(static_cast<float>(made.random(-1, 1)));
    const double z = made.random(-1, 1);
    const double angle = made.random(0, 6.28);
    made.put(static_cast<float>(std::sqrt(1 - z * z) * std::cos(angle)));
    made.put(static_cast<float>(std::sqrt(1 - z * z) * std::sin(angle))).put(static_cast<float>(z));
  }
  const auto found = find_layouts(made.bytes);
  ASSERT_FALSE(found.candidates.empty());
  EXPECT_EQ(found.candidates.front().layout.schema.stride, 24U);
  EXPECT_FALSE(found.sure);
}

TEST(LayoutFinder, fewColorsAreNoKnownFloats) {
  // A known layout of that length has a float where the colour is, which these are not.
  MadeRecords made;
  for (int i = 0; i < 24; ++i) {
    for (int k = 0; k < 3; ++k) made.put(static_cast<float>(made.random(-50, 50)));
    for (int k = 0; k < 3; ++k) made.put(static_cast<std::uint8_t>(made.random(0, 256)));
    made.put(std::uint8_t{255});
  }
  EXPECT_EQ(first_of(find_layouts(made.bytes)), "<3f:position:4B:color:: 24 records of 16 bytes from 0");
}

TEST(LayoutFinder, nothingInAText) {
  MadeRecords made;
  for (int i = 0; i < 3000; ++i)
    for (const char c : std::to_string(i) + ".5 " + std::to_string(i / 7) + ".25\n") made.put(c);
  EXPECT_TRUE(find_layouts(made.bytes).candidates.empty());
}

TEST(LayoutFinder, zerosAreNeverSure) {
  const std::vector<std::byte> zeros(60'000);
  EXPECT_FALSE(find_layouts(zeros).sure);
}

TEST(LayoutFinder, noiseIsNeverSure) {
  MadeRecords made;
  for (int i = 0; i < 40'000; ++i) made.put(static_cast<std::uint8_t>(made.random(0, 256)));
  EXPECT_FALSE(find_layouts(made.bytes).sure);
}

TEST(LayoutFinder, oneFloatAfterTheOtherIsNeverSure) {
  MadeRecords made;
  for (int i = 0; i < 12'000; ++i) made.put(static_cast<float>(std::sin(i * 0.01)));
  EXPECT_FALSE(find_layouts(made.bytes).sure);
}

TEST(LayoutFinder, fewRecordsAreNeverSure) {
  MadeRecords made;
  put_kitti(made, 24);
  EXPECT_FALSE(find_layouts(made.bytes).sure);
}

TEST(LayoutFinder, everyLengthOfAShortFile) {
  MadeRecords made;
  put_kitti(made, 8);
  for (std::size_t size = 0; size <= made.bytes.size(); ++size) {
    // An exactly sized block, so that a sanitizer sees every byte read past its end.
    const std::vector<std::byte> bytes(made.bytes.begin(),
                                       made.bytes.begin() + static_cast<std::ptrdiff_t>(size));
    for (const LayoutCandidate& one : find_layouts(bytes).candidates)
      EXPECT_LE(one.layout.data_offset + one.count * one.layout.schema.stride, size);
  }
}

TEST(FindLayout, theBestOfOneLength) {
  MadeRecords made;
  put_kitti(made, 1000);
  const FoundLayouts all = find_layouts(made.bytes);
  const auto found = find_layout(made.bytes, 16);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name, "kitti");
  EXPECT_EQ(found->count, 1000U);
  EXPECT_DOUBLE_EQ(found->score, all.candidates.front().score) << "compares to those of all lengths";
  const auto longer = find_layout(made.bytes, 20);
  EXPECT_TRUE(!longer || longer->score < found->score);
  EXPECT_FALSE(find_layout(made.bytes, 3)) << "shorter than any record";
  EXPECT_FALSE(find_layout(made.bytes, 1000)) << "longer than any record";
  EXPECT_FALSE(find_layout({}, 16));
}

}  // namespace
}  // namespace vertexview::test
