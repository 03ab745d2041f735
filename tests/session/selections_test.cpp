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

TEST(Selections, severalVerticesOfOneDataset) {
  Selections selections;
  selections.select({kOne, 7});
  selections.select(kTwo, IndexSet({5, 9}));
  EXPECT_EQ(selections.focus(), (VertexId{kTwo, 5})) << "the first of them";
  EXPECT_TRUE(selections.of(kOne).empty());
  selections.select(kTwo, IndexSet());
  EXPECT_FALSE(selections.focus());
}

TEST(Selections, toggleAddsAndRemoves) {
  Selections selections;
  selections.select({kOne, 7});
  selections.toggle({kOne, 3});
  EXPECT_EQ(selections.of(kOne).vertices.count(), 2U);
  EXPECT_EQ(selections.focus(), (VertexId{kOne, 3}));
  selections.toggle({kOne, 3});
  EXPECT_EQ(selections.focus(), (VertexId{kOne, 7})) << "one that is left";
  selections.toggle({kTwo, 1});
  EXPECT_EQ(selections.focus(), (VertexId{kTwo, 1}));
  EXPECT_TRUE(selections.of(kOne).vertices.contains(7)) << "another dataset keeps its own";
  selections.toggle({kTwo, 1});
  EXPECT_FALSE(selections.focus());
}

TEST(Selections, extendGoesFromTheFocus) {
  Selections selections;
  selections.extend({kOne, 5});
  EXPECT_EQ(selections.of(kOne).vertices, IndexSet({5, 6})) << "without a focus it is alone";
  selections.extend({kOne, 8});
  EXPECT_EQ(selections.of(kOne).vertices, IndexSet({5, 9}));
  selections.extend({kOne, 2});
  EXPECT_EQ(selections.of(kOne).vertices, IndexSet({2, 6})) << "the focus stays where it was";
  EXPECT_EQ(selections.focus(), (VertexId{kOne, 5}));
  selections.extend({kTwo, 2});
  EXPECT_EQ(selections.focus(), (VertexId{kTwo, 2}));
}

TEST(Selections, undoAndRedo) {
  Selections selections;
  EXPECT_FALSE(selections.undo());
  selections.select(kOne, IndexSet({0, 100}));
  selections.select({kOne, 7});
  selections.select({kOne, 8});
  EXPECT_TRUE(selections.undo());
  EXPECT_EQ(selections.of(kOne).vertices, IndexSet({0, 100})) << "single vertices between do not count";
  EXPECT_TRUE(selections.redo());
  EXPECT_EQ(selections.focus(), (VertexId{kOne, 8}));
  EXPECT_TRUE(selections.undo());
  selections.deselect();
  EXPECT_FALSE(selections.redo()) << "what was undone before a change is gone";
  selections.keep_first(kOne, 10);
  EXPECT_TRUE(selections.undo());
  EXPECT_EQ(selections.of(kOne).vertices, IndexSet({0, 10})) << "those that are still there";
  selections.select({kOne, 1});
  selections.forget(kOne);
  EXPECT_TRUE(selections.undo());
  EXPECT_TRUE(selections.of(kOne).empty());
}

}  // namespace
}  // namespace vertexview::app
