// The columns of the inspector's list of elements, at any width.
#include "panels/inspector_columns.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace vertexview::app {
namespace {

constexpr float kGap = 14;
// What a canonical record takes: x -0.62039167 and so on.
constexpr ElementWidths kCanonical{
    .name = 50, .type = 48, .offset = 14, .bytes = 56, .least_bytes = 30, .value = 84, .normalised = 63};

std::vector<ColumnPlace> shown(const ElementColumns& columns) {
  std::vector<ColumnPlace> places{columns.name,  columns.type,       columns.offset, columns.bytes,
                                  columns.value, columns.normalised, columns.raw};
  std::erase_if(places, [](const ColumnPlace& place) { return !place.shown(); });
  std::ranges::sort(places, {}, &ColumnPlace::left);
  return places;
}

TEST(InspectorColumns, allAreWholeWhereThereIsRoom) {
  const ElementColumns columns = place_columns(kCanonical, 476, kGap);
  EXPECT_EQ(shown(columns).size(), 6U);
  EXPECT_EQ(columns.name.right, 50);
  EXPECT_EQ(columns.type.left, 64);
  EXPECT_EQ(columns.bytes.right - columns.bytes.left, 56);
  EXPECT_EQ(columns.normalised.right, 476);
  EXPECT_EQ(columns.value.right, 476 - 63 - kGap);
  EXPECT_FALSE(columns.raw.shown());
}

TEST(InspectorColumns, noneOverlapsAnotherAtAnyWidth) {
  ElementWidths scaled = kCanonical;
  scaled.raw = 70;
  for (const ElementWidths& widths : {kCanonical, scaled})
    for (int width = 40; width < 600; ++width) {
      const auto places = shown(place_columns(widths, static_cast<float>(width), kGap));
      ASSERT_GE(places.size(), 2U) << width;
      EXPECT_GE(places.front().left, 0) << width;
      EXPECT_LE(places.back().right, static_cast<float>(width)) << width;
      for (std::size_t i = 1; i < places.size(); ++i)
        EXPECT_GE(places[i].left - places[i - 1].right, kGap - 0.001F) << width << ", but for rounding";
    }
}

TEST(InspectorColumns, theValueIsWholeAsLongAsItFitsBesideTheName) {
  for (int width = 148; width < 600; ++width) {
    const ElementColumns columns = place_columns(kCanonical, static_cast<float>(width), kGap);
    EXPECT_GE(columns.value.right - columns.value.left, 84) << width;
    EXPECT_EQ(columns.name.right, 50) << width;
  }
}

TEST(InspectorColumns, theLeastImportantAreLeftOutFirst) {
  const ElementColumns columns = place_columns(kCanonical, 148 + 48 + kGap, kGap);
  EXPECT_TRUE(columns.type.shown());
  EXPECT_FALSE(columns.normalised.shown());
  EXPECT_FALSE(columns.bytes.shown());
  EXPECT_EQ(shown(place_columns(kCanonical, 148, kGap)).size(), 2U) << "name and value";
}

TEST(InspectorColumns, aLongNameIsCutBeforeTheValue) {
  const ElementColumns columns = place_columns({.name = 400, .value = 84}, 200, kGap);
  EXPECT_EQ(columns.value.right - columns.value.left, 84);
  EXPECT_EQ(columns.name.right, 200 - kGap - 84);
  const ElementColumns both = place_columns({.name = 400, .value = 400}, 200, kGap);
  EXPECT_FLOAT_EQ(both.name.right, 80);
  EXPECT_FLOAT_EQ(both.value.left, 94);
  EXPECT_EQ(both.value.right, 200);
}

}  // namespace
}  // namespace vertexview::app
