#include "session/selections.hpp"

#include <gmock/gmock.h>

namespace vertexview::app {
namespace {

constexpr DatasetId kOne{1};
constexpr DatasetId kTwo{2};

TEST(Selections, nothingAtFirst) {
  const Selections selections;
  EXPECT_FALSE(selections.focus());
  EXPECT_FALSE(selections.hover());
  EXPECT_TRUE(selections.of(kOne).empty());
}

TEST(Selections, oneVertexOfAllDatasetsHasTheFocus) {
  Selections selections;
  selections.select({kOne, 7});
  EXPECT_EQ(selections.focus(), (VertexId{kOne, 7}));
  EXPECT_TRUE(selections.of(kOne).vertices.contains(7));
  selections.select({kTwo, 9});
  EXPECT_EQ(selections.focus(), (VertexId{kTwo, 9}));
  EXPECT_TRUE(selections.of(kOne).empty());
  EXPECT_EQ(selections.of(kTwo).vertices.count(), 1U);
  selections.deselect();
  EXPECT_FALSE(selections.focus());
  EXPECT_TRUE(selections.of(kTwo).empty());
}

TEST(Selections, theMouseHasNothingToDoWithTheFocus) {
  Selections selections;
  selections.select({kOne, 7});
  selections.set_hover(VertexId{kOne, 3});
  EXPECT_EQ(selections.focus(), (VertexId{kOne, 7}));
  selections.set_hover(VertexId{kTwo, 4});
  EXPECT_EQ(selections.hover(), (VertexId{kTwo, 4})) << "one vertex of all datasets";
  selections.deselect();
  EXPECT_EQ(selections.hover(), (VertexId{kTwo, 4}));
  selections.set_hover(std::nullopt);
  EXPECT_FALSE(selections.hover());
}

TEST(Selections, forgetAndKeepFirst) {
  Selections selections;
  selections.select({kTwo, 9});
  selections.set_hover(VertexId{kTwo, 4});
  selections.keep_first(kTwo, 10);
  EXPECT_EQ(selections.focus(), (VertexId{kTwo, 9}));
  selections.keep_first(kTwo, 9);
  EXPECT_FALSE(selections.focus());
  EXPECT_EQ(selections.hover(), (VertexId{kTwo, 4}));
  selections.keep_first(kOne, 0);
  selections.forget(kTwo);
  EXPECT_FALSE(selections.hover());
}

}  // namespace
}  // namespace vertexview::app
