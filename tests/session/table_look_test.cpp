#include "session/table_look.hpp"

#include "session/support.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview::app {
namespace {

std::vector<std::string> names_of(const Layout& layout, const TableLook& look) {
  std::vector<std::string> names;
  for (const TableColumn& column : table_columns(layout, look))
    names.push_back((column.look.hidden ? "-" : "") + column.element.name);
  return names;
}

class TableLooks : public testing::Test {
 protected:
  Layout layout_ = *parse_layout("<3f:position:2xI:label:f:intensity:");
  TableLook look_;
};

TEST_F(TableLooks, columnsAreThoseOfTheRecordAtFirst) {
  EXPECT_THAT(names_of(layout_, look_), ElementsAre("x", "y", "z", "label", "intensity"));
}

TEST_F(TableLooks, aColumnMovesAmongThoseThatAreShown) {
  ASSERT_NE(find_column(look_, layout_, "intensity"), nullptr);
  move_column(look_, "intensity", 0);
  EXPECT_THAT(names_of(layout_, look_), ElementsAre("intensity", "x", "y", "z", "label"));
  find_column(look_, layout_, "x")->hidden = true;
  move_column(look_, "label", 1);
  EXPECT_THAT(names_of(layout_, look_), ElementsAre("intensity", "-x", "label", "y", "z"));
  move_column(look_, "intensity", 99);
  EXPECT_THAT(names_of(layout_, look_), ElementsAre("-x", "label", "y", "z", "intensity"));
}

TEST_F(TableLooks, noColumnOfThatName) {
  EXPECT_EQ(find_column(look_, layout_, "padding"), nullptr);
  EXPECT_EQ(find_column(look_, layout_, "ring"), nullptr);
  EXPECT_EQ(look_, TableLook{}) << "nothing was changed";
}

TEST_F(TableLooks, namesOutliveAnotherLayout) {
  find_column(look_, layout_, "intensity")->style = NumberStyle::kHex;
  move_column(look_, "intensity", 0);
  const Layout other = *parse_layout("<f:ring:f:intensity:3f:position:");
  const auto columns = table_columns(other, look_);
  EXPECT_THAT(names_of(other, look_), ElementsAre("intensity", "x", "y", "z", "ring"));
  EXPECT_EQ(columns[0].look.style, NumberStyle::kHex);
  EXPECT_EQ(columns[0].element.offset, 4U);
}

}  // namespace
}  // namespace vertexview::app
