// The order of the rows of a table, and what else its actions do.
#include "session/sorting.hpp"

#include <nlohmann/json.hpp>

#include "session/filter.hpp"
#include "session/number_counts.hpp"
#include "session/state.hpp"
#include "session/support.hpp"

namespace vertexview::app {
namespace {

/// A session with 1000 vertices whose x falls and whose y is the same for every ten of them.
class Rows : public testing::Test {
 protected:
  Rows() {
    std::vector<ColoredVertex> vertices;
    for (int i = 0; i < 1000; ++i)
      vertices.push_back(vertex(static_cast<float>(999 - i), static_cast<float>(i / 10), 7));
    path_ = write_vertices(folder_, "rows.bin", vertices);
    EXPECT_TRUE(open_file(session_, path_, {}));
    finish_scans(session_);
  }
  void do_and_wait(const std::string& action) {
    expect_done(session_, action);
    finish_scans(session_);
  }
  std::string error_of(const std::string& action) {
    const auto done = perform(session_, action);
    return done ? "no error" : describe(done.error());
  }
  const OpenDataset& dataset() const { return session_.datasets.front(); }
  nlohmann::json state() const { return nlohmann::json::parse(state_json(session_)); }

  TemporaryFolder folder_;
  std::string path_;
  Session session_;
};

TEST_F(Rows, haveTheOrderOfANumber) {
  EXPECT_EQ(vertex_of_row(dataset(), 3), 3U);
  EXPECT_EQ(state().at("sort"), nullptr);
  do_and_wait("sort x");
  EXPECT_EQ(vertex_of_row(dataset(), 0), 999U);
  EXPECT_EQ(row_of_vertex(dataset(), 999), 0U);
  EXPECT_EQ(state().at("sort"), nlohmann::json::parse(R"({"number": "x", "direction": "up"})"));
  do_and_wait("sort y down");
  EXPECT_EQ(vertex_of_row(dataset(), 0), 990U) << "equal ones stay in the order of the file";
  EXPECT_EQ(state().at("sort").at("direction"), "down");
  do_and_wait("sort none");
  EXPECT_EQ(vertex_of_row(dataset(), 0), 0U);
  EXPECT_EQ(state().at("sort"), nullptr);
}

TEST_F(Rows, areSortedBesideTheWindow) {
  expect_done(session_, "sort x");
  EXPECT_TRUE(session_.scanning());
  EXPECT_EQ(vertex_of_row(dataset(), 0), 0U) << "the rows stay until the order is there";
  finish_scans(session_);
  EXPECT_EQ(vertex_of_row(dataset(), 0), 999U);
}

TEST_F(Rows, stayAsTheyAreAfterACancel) {
  do_and_wait("sort x");
  expect_done(session_, "sort y");
  dataset().sorting->cancel();
  finish_scans(session_);
  // A task that was done before the cancel is taken over.
  const bool cancelled =
      !session_.notices.empty() && session_.notices.back().text == "rows.bin: sorting was stopped";
  EXPECT_EQ(dataset().table.sort->number, cancelled ? "x" : "y");
  EXPECT_NE(dataset().order, nullptr);
}

TEST_F(Rows, areSortedAgainAfterAReload) {
  do_and_wait("sort x");
  do_and_wait("reload");
  EXPECT_EQ(vertex_of_row(dataset(), 0), 999U);
  do_and_wait("layout xyzrgb8 --allow-tail");
  ASSERT_TRUE(dataset().table.sort);
  do_and_wait("layout <f:a:f:b:f:c:Q:rest:");
  EXPECT_FALSE(dataset().table.sort) << "there is no x any more";
  EXPECT_EQ(vertex_of_row(dataset(), 0), 0U);
}

TEST_F(Rows, theSelectionMeansVertices) {
  expect_done(session_, "select 3");
  do_and_wait("sort x");
  EXPECT_EQ(session_.selection.focus(), id_of(session_, 0, 3));
  EXPECT_EQ(row_of_vertex(dataset(), 3), 996U);
}

TEST_F(Rows, areSelectedAsTheyStand) {
  do_and_wait("sort x");
  expect_done(session_, "select 995");
  expect_done(session_, "select-rows 0-4");
  EXPECT_THAT(session_.selection.of(dataset().id).vertices.ranges(), ElementsAre(IndexRange{995, 1000}));
  EXPECT_EQ(session_.selection.focus()->index, 995U) << "the focus stays where it is";
  expect_done(session_, "select-rows 10-11");
  EXPECT_THAT(session_.selection.of(dataset().id).vertices.ranges(), ElementsAre(IndexRange{988, 990}));
  EXPECT_EQ(session_.selection.focus()->index, 989U) << "the vertex of the first row";
  EXPECT_EQ(error_of("select-rows 10-1000"), "select-rows: there is no row 1000; the table has 1000 rows");
  EXPECT_EQ(error_of("select-rows 5"), "select-rows: expected FIRST-LAST, as in 0-99, found '5'");
}

TEST_F(Rows, noNumberOfThatName) {
  EXPECT_EQ(error_of("sort intensity"),
            "sort: the records have no number 'intensity'; expected one of x, y, z, red, green, blue");
}

TEST_F(Rows, areCopiedAsTheyStand) {
  do_and_wait("sort x");
  expect_done(session_, "select-rows 0-1");
  expect_done(session_, "hide-column red");
  for (const char* const name : {"green", "blue", "y"})
    expect_done(session_, std::string("hide-column ") + name);
  expect_done(session_, "move-column z 0");
  expect_done(session_, "copy-rows csv");
  EXPECT_EQ(session_.requests.clipboard, "index,z,x\n999,7,0\n998,7,1\n");
}

TEST_F(Rows, aValueIsCopiedAsItsColumnWritesIt) {
  expect_done(session_, "select 998");
  expect_done(session_, "copy-value x");
  EXPECT_EQ(session_.requests.clipboard, "1");
  expect_done(session_, "column-format x hex");
  expect_done(session_, "copy-value x 997");
  EXPECT_EQ(session_.requests.clipboard, "0x40000000");
  expect_done(session_, "deselect");
  EXPECT_EQ(error_of("copy-value x"), "copy-value: no vertex of rows.bin is selected");
  EXPECT_EQ(error_of("copy-value x 1000"), "copy-value: there is no vertex 1000; rows.bin has 1000 vertices");
}

TEST_F(Rows, goToTheNextValue) {
  expect_done(session_, "select 3");
  do_and_wait("next-equal y");
  EXPECT_EQ(session_.selection.focus()->index, 4U);
  do_and_wait("next-different y");
  EXPECT_EQ(session_.selection.focus()->index, 10U);
  do_and_wait("next-equal x");
  EXPECT_EQ(session_.selection.focus()->index, 10U);
  EXPECT_EQ(session_.notices.back().text, "rows.bin: no vertex after 10 has x == 989");
  do_and_wait("next-different z 5");
  EXPECT_EQ(session_.notices.back().text, "rows.bin: no vertex after 5 has z != 7");
}

TEST_F(Rows, brushesFilter) {
  const auto passing = [&] { return dataset().filter->vertices->ranges(); };
  do_and_wait("brush x 0..9");
  EXPECT_THAT(passing(), ElementsAre(IndexRange{990, 1000}));
  do_and_wait("brush x 5..20");
  do_and_wait("brush y 98.5..200");
  EXPECT_THAT(passing(), ElementsAre(IndexRange{990, 995}));
  EXPECT_EQ(state().at("table").at("brushes"),
            nlohmann::json::parse(R"([{"number": "x", "low": 5.0, "high": 20.0},
                                      {"number": "y", "low": 98.5, "high": 200.0}])"));
  do_and_wait("brush x none");
  EXPECT_THAT(passing(), ElementsAre(IndexRange{990, 1000}));
  do_and_wait("brush none");
  EXPECT_EQ(dataset().filter, nullptr);
  EXPECT_EQ(error_of("brush x 9..3"), "brush: expected a range LOW..HIGH, found '9..3'");
}

TEST_F(Rows, aBrushAddsToWhatWasTyped) {
  do_and_wait("filter index < 995 || index == 0");
  do_and_wait("brush x 0..9");
  EXPECT_EQ(filter_text(dataset()), "(index < 995 || index == 0) && x in 0..9");
  EXPECT_THAT(dataset().filter->vertices->ranges(), ElementsAre(IndexRange{990, 995}));
  do_and_wait("brush none");
  EXPECT_EQ(filter_text(dataset()), "index < 995 || index == 0");
  do_and_wait("brush x 0..9");
  do_and_wait("filter index > 3");
  EXPECT_EQ(state().at("table").at("brushes"), nlohmann::json::array()) << "the whole text was typed anew";
  do_and_wait("filter none");
  EXPECT_EQ(dataset().filter, nullptr);
}

TEST_F(Rows, areThoseThatPassAFilter) {
  do_and_wait("filter index in 100..109");
  EXPECT_EQ(row_count(dataset()), 10U);
  EXPECT_EQ(vertex_of_row(dataset(), 3), 103U);
  EXPECT_EQ(row_of_vertex(dataset(), 105), 5U);
  EXPECT_EQ(row_of_vertex(dataset(), 3), 0U) << "the next one that passes";
  EXPECT_EQ(row_of_vertex(dataset(), 900), 9U) << "or the last";
  do_and_wait("select 109");
  do_and_wait("select-next");
  EXPECT_EQ(state().at("selected"), 109) << "it is the last row";
  do_and_wait("select-previous");
  EXPECT_EQ(state().at("selected"), 108);
  do_and_wait("sort x");  // x falls from row to row
  EXPECT_EQ(vertex_of_row(dataset(), 0), 109U);
  EXPECT_EQ(row_of_vertex(dataset(), 108), 1U);
  do_and_wait("filter index in 200..204");
  EXPECT_EQ(vertex_of_row(dataset(), 0), 204U) << "sorted anew";
  do_and_wait("filter none");
  EXPECT_EQ(row_count(dataset()), 1000U);
  EXPECT_EQ(vertex_of_row(dataset(), 0), 999U);
  do_and_wait("filter false");
  EXPECT_EQ(row_count(dataset()), 0U);
  expect_done(session_, "select-next");
}

TEST_F(Rows, columnsHaveALook) {
  expect_done(session_, "column-width x 120");
  expect_done(session_, "hide-column y");
  expect_done(session_, "column-format z bits");
  const auto columns = state().at("table").at("columns");
  EXPECT_EQ(columns[0],
            nlohmann::json::parse(R"({"name": "x", "format": "decoded", "width": 120.0, "hidden": false})"));
  EXPECT_EQ(columns[1].at("hidden"), true);
  EXPECT_EQ(columns[2].at("format"), "bits");
  expect_done(session_, "show-column all");
  expect_done(session_, "column-width x auto");
  EXPECT_EQ(state().at("table").at("columns")[1].at("hidden"), false);
  EXPECT_EQ(state().at("table").at("columns")[0].at("width"), 0);
  EXPECT_EQ(error_of("column-width x 1"), "column-width: expected auto or 16 to 4000, found '1'");
  EXPECT_EQ(error_of("column-format x octal"),
            "column-format: expected NUMBER decoded|decimal|hex|bits, found 'x octal'");
  EXPECT_EQ(error_of("move-column x"), "move-column: expected NUMBER PLACE, as in 'x 0', found 'x'");
}

TEST_F(Rows, theirNumbersAreCountedWhenSomebodyAsks) {
  EXPECT_EQ(state().at("statistics"), nullptr);
  EXPECT_EQ(statistics_of(dataset(), "x"), nullptr) << "nobody looks at histograms without a window";
  do_and_wait("statistics x");
  const auto told = state().at("statistics");
  EXPECT_EQ(told.at("name"), "x");
  EXPECT_EQ(told.at("count"), 1000);
  EXPECT_EQ(told.at("nan"), 0);
  EXPECT_EQ(told.at("min"), 0);
  EXPECT_EQ(told.at("max"), 999);
  EXPECT_EQ(told.at("mean"), 499.5);
  expect_done(session_, "escape");
  EXPECT_EQ(state().at("statistics"), nullptr);
}

TEST_F(Rows, aWindowThatShowsThemCountsByItself) {
  session_.interactive = true;
  finish_scans(session_);
  ASSERT_NE(statistics_of(dataset(), "y"), nullptr);
  EXPECT_EQ(statistics_of(dataset(), "y")->max, Scalar(99.0));
}

TEST_F(Rows, coloursGoThroughTheNumbers) {
  const auto color = [&] { return state().at("clouds")[0].at("color").value("field", ""); };
  expect_done(session_, "color y");
  expect_done(session_, "next-color");
  EXPECT_EQ(color(), "z");
  expect_done(session_, "previous-color");
  expect_done(session_, "previous-color");
  EXPECT_EQ(color(), "x");
  expect_done(session_, "previous-color");
  EXPECT_EQ(color(), "blue") << "before the first comes the last";
}

TEST_F(Rows, aNumberBecomesACoordinate) {
  do_and_wait("use-as red z");
  const Layout& layout = dataset().data.layout();
  EXPECT_THAT(layout.placement.elements, ElementsAre("x", "y", "red"));
  do_and_wait("use-as x y");
  EXPECT_THAT(dataset().data.layout().placement.elements, ElementsAre("y", "x", "red"));
  EXPECT_EQ(error_of("use-as x w"), "use-as: expected NUMBER x|y|z, as in 'intensity z', found 'x w'");
}

}  // namespace
}  // namespace vertexview::app
