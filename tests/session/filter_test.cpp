// Vertices that a condition lets through.
#include "session/filter.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "session/fit.hpp"
#include "session/state.hpp"
#include "session/support.hpp"

namespace vertexview::app {
namespace {

using Json = nlohmann::json;

class FilterOfADataset : public testing::Test {
 protected:
  FilterOfADataset() {
    std::vector<ColoredVertex> vertices;
    for (int i = 0; i < 1000; ++i)
      vertices.push_back(vertex(static_cast<float>(i), static_cast<float>(i % 10), 0));
    EXPECT_TRUE(open_file(session_, write_vertices(folder_, "line.bin", vertices), {}));
    finish_scans(session_);
  }
  void filter(const std::string& condition) {
    expect_done(session_, "filter " + condition);
    finish_scans(session_);
  }
  [[nodiscard]] const OpenDataset& dataset() const { return session_.datasets.front(); }
  [[nodiscard]] std::uint64_t drawn() const { return drawn_data(session_, dataset()).size(); }
  [[nodiscard]] Json state() const { return Json::parse(state_json(session_)); }

  TemporaryFolder folder_;
  Session session_;
};

TEST_F(FilterOfADataset, showsThoseThatPassAlone) {
  EXPECT_TRUE(state().at("clouds")[0].at("filter").is_null());
  filter("x >= 100 && y == 3");
  EXPECT_EQ(drawn(), 90U);
  EXPECT_EQ(drawn_data(session_, dataset())[0].position.x, 103);
  EXPECT_EQ(dataset().data.size(), 1000U) << "the file is not changed";
  EXPECT_EQ(session_.notices.back().text, "line.bin: 90 of 1 000 vertices pass the filter");
  EXPECT_EQ(state().at("clouds")[0].at("filter"),
            Json({{"expression", "x >= 100 && y == 3"}, {"count", 90}}));
  EXPECT_EQ(bounds_of(dataset(), Extent::kAll).min.x, 103) << "a fit shows what is drawn";
  filter("none");
  EXPECT_EQ(drawn(), 1000U);
  EXPECT_EQ(bounds_of(dataset(), Extent::kAll).min.x, 0);
}

TEST_F(FilterOfADataset, anotherOneTakesItsPlace) {
  filter("x < 10");
  expect_done(session_, "filter x < 20");
  EXPECT_EQ(drawn(), 10U) << "the one before stays until the next is there";
  EXPECT_EQ(filter_text(dataset()), "x < 20");
  finish_scans(session_);
  EXPECT_EQ(drawn(), 20U);
}

TEST_F(FilterOfADataset, noneThatPasses) {
  filter("x < 0");
  EXPECT_EQ(drawn(), 0U);
  expect_done(session_, "fit");
  EXPECT_TRUE(bounds_of(dataset(), Extent::kAll).empty());
}

TEST_F(FilterOfADataset, whatFadesIsStillDrawn) {
  filter("x < 10");
  expect_done(session_, "filter-rest fade");
  EXPECT_EQ(drawn(), 1000U);
  EXPECT_EQ(unfaded_vertices(session_, dataset())->count(), 10U);
  EXPECT_EQ(state().at("filter_rest"), "fade");
  expect_done(session_, "filter-rest hide");
  EXPECT_EQ(drawn(), 10U);
  EXPECT_EQ(unfaded_vertices(session_, dataset()), nullptr);
}

TEST_F(FilterOfADataset, onlyWhatPassesIsSelected) {
  filter("y == 3");
  expect_done(session_, "select all");
  EXPECT_EQ(state().at("selection").at("count"), 100);
  expect_done(session_, "select-where x < 50");
  finish_scans(session_);
  EXPECT_EQ(state().at("selection").at("count"), 5);
  expect_done(session_, "select invert");
  EXPECT_EQ(state().at("selection").at("count"), 95);
  expect_done(session_, "select 7");
  EXPECT_EQ(state().at("selected"), 7) << "a person may still ask for a vertex by its index";
}

TEST_F(FilterOfADataset, staysWithAnotherAppearance) {
  filter("x >= 500");
  const auto before = drawn_data(session_, dataset()).bytes_serial();
  expect_done(session_, "color x");
  finish_scans(session_);
  EXPECT_EQ(drawn(), 500U);
  const Dataset& shown = drawn_data(session_, dataset());
  EXPECT_EQ(shown.color_range(), dataset().data.color_range()) << "colours mean the same with a filter";
  EXPECT_EQ(shown[0].color, dataset().data[500].color);
  EXPECT_NE(shown.bytes_serial(), before);
}

TEST_F(FilterOfADataset, staysWhenTheFileIsReloaded) {
  filter("x >= 500");
  expect_done(session_, "reload");
  finish_scans(session_);
  EXPECT_EQ(drawn(), 500U);
}

TEST_F(FilterOfADataset, endsWhereTheRecordsCannotAnswer) {
  filter("red == 65535");
  EXPECT_EQ(drawn(), 1000U);
  expect_done(session_, "layout <f:x:f:y:f:z:f:a:f:b:");
  finish_scans(session_);
  EXPECT_EQ(filter_text(dataset()), "");
  const auto told = [](const Notice& notice) {
    return notice.text.find("the filter 'red == 65535' was ended") != std::string::npos;
  };
  EXPECT_TRUE(std::ranges::any_of(session_.notices, told));
}

TEST_F(FilterOfADataset, badConditionsAreRefused) {
  filter("x < 10");
  EXPECT_FALSE(perform(session_, "filter x <"));
  EXPECT_THAT(perform(session_, "filter wrong == 1").error().message,
              StartsWith("no number is called 'wrong'"));
  EXPECT_THAT(perform(session_, "filter x + 1").error().message, HasSubstr("expected a condition"));
  EXPECT_EQ(drawn(), 10U);
}

}  // namespace
}  // namespace vertexview::app
