#include "vertexview/vertex/record_columns.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "vertexview/record/record_limits.hpp"
#include "vertexview/vertex/layout_changes.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview::test {
namespace {

/// Returns "x@0+4" for each column: its name, offset and bytes. The axes of position and colour follow as
/// "p0", "c2".
std::string shown(const Layout& layout) {
  std::string text;
  for (const RecordColumn& column : record_columns(layout)) {
    text += (text.empty() ? "" : " ") + column.name + '@' + std::to_string(column.offset) + '+' +
            std::to_string(column.nbytes());
    if (column.semantic == Semantic::kPosition) text += 'p' + std::to_string(column.axis);
    if (column.semantic == Semantic::kColor) text += 'c' + std::to_string(column.axis);
    if (column.is_padding()) text += '-';
  }
  return text;
}

TEST(RecordColumns, ofTheCanonicalRecord) {
  EXPECT_EQ(shown(Layout::canonical()),
            "x@0+4p0 y@4+4p1 z@8+4p2 red@12+2c0 green@14+2c1 blue@16+2c2 padding@18+2-");
}

TEST(RecordColumns, bytesThatNoElementCoversArePadding) {
  Layout layout;
  layout.schema.elements = {{"b", ElementType::kUint16, 2, 8},
                            {"a", ElementType::kFloat32, 1, 2},
                            {"tag", ElementType::kBytes, 3, 13}};
  layout.schema.stride = 20;
  EXPECT_EQ(shown(layout),
            "padding@0+2- a@2+4 padding@6+2- b[0]@8+2 b[1]@10+2 padding@12+1- tag@13+3 padding@16+4-");
}

TEST(RecordColumns, overlappingElementsLeaveNoGap) {
  Layout layout;
  layout.schema.elements = {{"a", ElementType::kUint32, 1, 0},
                            {"low", ElementType::kUint8, 1, 0},
                            {"b", ElementType::kUint8, 1, 4}};
  layout.schema.stride = 5;
  EXPECT_EQ(shown(layout), "a@0+4 low@0+1 b@4+1");
}

TEST(RecordColumns, overridesTakePositionAndColour) {
  const Layout layout = *parse_layout("<3f:position:3f:other:3B:color:");
  EXPECT_EQ(
      shown(*with_changes(layout, {.position = {{"other[2]", "x", "y"}}, .color = {{"other"}}})),
      "x@0+4p1 y@4+4p2 z@8+4 other[0]@12+4c0 other[1]@16+4c1 other[2]@20+4p0 red@24+1 green@25+1 blue@26+1");
}

TEST(RecordColumns, aLongElementHasFewAndTheRestAsBytes) {
  const auto layout = parse_layout("<3f:position:4294967295B:data:H:tag:");
  ASSERT_TRUE(layout);
  const auto columns = record_columns(*layout);
  ASSERT_EQ(columns.size(), 3U + kMostColumnsOfAnElement + 1 + 1);
  EXPECT_EQ(columns[3].name, "data[0]");
  EXPECT_EQ(columns[3 + 1023].name, "data[1023]");
  const RecordColumn& rest = columns[3 + 1024];
  EXPECT_EQ(rest.name, "data[1024] to data[4294967294]");
  EXPECT_EQ(rest.offset, 12U + 1024);
  EXPECT_EQ(rest.nbytes(), 4294967295U - 1024);
  EXPECT_FALSE(rest.is_number());
  EXPECT_FALSE(rest.is_padding());
  EXPECT_EQ(columns.back().name, "tag");
}

TEST(RecordColumns, ofManyLongElementsEachHasOne) {
  Layout layout;
  for (std::uint64_t i = 0; i < kMostElements; ++i)
    layout.schema.elements.push_back({"e" + std::to_string(i), ElementType::kUint16, 2000, 4000 * i});
  layout.schema.stride = 4000 * kMostElements;
  const auto columns = record_columns(layout);
  EXPECT_LE(columns.size(), 3 * kMostElements);
  EXPECT_EQ(columns.back().name, "e4095[1] to e4095[1999]");
  EXPECT_EQ(columns[columns.size() - 2].name, "e4095[0]");
}

}  // namespace
}  // namespace vertexview::test
