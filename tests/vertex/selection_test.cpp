#include "vertexview/vertex/selection.hpp"

#include <gmock/gmock.h>

namespace vertexview {
namespace {

using testing::ElementsAre;

TEST(Selection, keepFirstLetsGoOfTheRest) {
  Selection selection{.vertices = {}, .focus = 7, .hover = 3};
  selection.vertices.add({2, 9});
  selection.keep_first(5);
  EXPECT_THAT(selection.vertices.ranges(), ElementsAre(IndexRange{2, 5}));
  EXPECT_FALSE(selection.focus);
  EXPECT_EQ(selection.hover, 3U);
  selection.keep_first(0);
  EXPECT_TRUE(selection.empty());
}

}  // namespace
}  // namespace vertexview
