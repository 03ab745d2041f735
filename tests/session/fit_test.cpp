#include "session/fit.hpp"

#include <limits>

#include "session/support.hpp"

namespace vertexview::app {
namespace {

/// Several files in one session, each with two vertices at the corners of its box.
class Fits : public testing::Test {
 protected:
  void open(std::string_view name, const Vector& low, const Vector& high) {
    const std::vector<ColoredVertex> corners{vertex(low.x, low.y, low.z), vertex(high.x, high.y, high.z)};
    const auto opened = open_file(session_, write_vertices(folder_, name, corners), {});
    ASSERT_TRUE(opened) << describe(opened.error());
    finish_scans(session_);
  }
  void expect_box(const Fit& fit, const Vector& low, const Vector& high) {
    EXPECT_EQ(session_.bounds(fit).min, low);
    EXPECT_EQ(session_.bounds(fit).max, high);
  }
  [[nodiscard]] std::vector<std::string> kept() const {
    std::vector<std::string> names;
    for (const OpenDataset* const dataset : fitted_together(session_)) names.push_back(dataset->name);
    std::ranges::sort(names);
    return names;
  }

  TemporaryFolder folder_;
  Session session_;
};

TEST_F(Fits, oneVertex) {
  ASSERT_TRUE(open_file(session_, write_vertices(folder_, "one.bin", {vertex(5, 6, 7)}), {}));
  finish_scans(session_);
  expect_box({}, {5, 6, 7}, {5, 6, 7});
  EXPECT_EQ(session_.camera.target, glm::dvec3(5, 6, 7));
  EXPECT_THAT(session_.notices, IsEmpty());
}

TEST_F(Fits, fourVertices) {
  const std::vector<ColoredVertex> four{vertex(0, 0, 0), vertex(1, 0, 0), vertex(0, 2, 0),
                                        vertex(1e9F, 0, 3)};
  ASSERT_TRUE(open_file(session_, write_vertices(folder_, "four.bin", four), {}));
  finish_scans(session_);
  expect_box({}, {0, 0, 0}, {1e9F, 2, 3});
  EXPECT_THAT(session_.notices, IsEmpty()) << "four tell nothing about what is far";
}

TEST_F(Fits, aDoubtfulFileBesideThreeGoodOnesIsLeftOut) {
  open("a.bin", {0, 0, 0}, {1, 1, 1});
  open("b.bin", {2, 0, 0}, {3, 1, 1});
  open("c.bin", {4, 0, 0}, {5, 1, 1});
  open("odd.bin", {-100, 0, 0}, {100, 1, 1});
  expect_box({}, {-100, 0, 0}, {100, 1, 1});
  EXPECT_THAT(session_.notices, IsEmpty());

  session_.datasets[3].doubt = LayoutDoubt();
  fit_view(session_);
  fit_view(session_);
  expect_box({}, {0, 0, 0}, {5, 1, 1});
  EXPECT_EQ(session_.camera.target, glm::dvec3(2.5, 0.5, 0.5));
  ASSERT_EQ(session_.notices.size(), 1U) << "told once";
  const Notice& notice = session_.notices[0];
  EXPECT_EQ(notice.text, "odd.bin: left out of the view, because its layout is in doubt");
  EXPECT_EQ(notice.offers[0].label, "Show odd.bin");
  EXPECT_EQ(offered(notice), "fit-active, fit-all");
  EXPECT_EQ(notice.about, session_.datasets[3].serial);

  expect_done(session_, "fit-active");
  EXPECT_EQ(session_.camera.target, glm::dvec3(0, 0.5, 0.5));
  expect_box(session_.fitted, {-100, 0, 0}, {100, 1, 1});
  EXPECT_FALSE(notice.settled);
  expect_done(session_, "fit-all");
  expect_box(session_.fitted, {-100, 0, 0}, {100, 1, 1});
  session_.datasets[3].doubt.reset();
  EXPECT_TRUE(session_.settle_notices());
  EXPECT_TRUE(notice.settled);
  EXPECT_FALSE(session_.settle_notices()) << "nothing new";
}

TEST_F(Fits, aDoubtfulFileWithinTheOthersIsNotLeftOut) {
  open("a.bin", {0, 0, 0}, {9, 9, 9});
  open("odd.bin", {1, 1, 1}, {2, 2, 2});
  session_.datasets[1].doubt = LayoutDoubt();
  fit_view(session_);
  EXPECT_FALSE(left_out(session_, session_.datasets[1])) << "it is in view";
  EXPECT_THAT(session_.notices, IsEmpty());
}

TEST_F(Fits, doubtfulFilesAloneAreShown) {
  open("odd.bin", {-100, 0, 0}, {100, 1, 1});
  session_.datasets[0].doubt = LayoutDoubt();
  expect_box({}, {-100, 0, 0}, {100, 1, 1});
}

TEST_F(Fits, aFileAbsurdlyFarAwayIsLeftOut) {
  open("far.bin", {1e30F, 0, 0}, {2e30F, 0, 0});
  EXPECT_THAT(session_.notices, IsEmpty()) << "alone it is all there is";
  open("near.bin", {0, 0, 0}, {1, 1, 1});
  open("vertex.bin", {0, 1e30F, 0}, {0, 1e30F, 0});
  expect_box({}, {0, 0, 0}, {1, 1, 1});
  EXPECT_EQ(session_.camera.target, glm::dvec3(0.5));
  EXPECT_THAT(kept(), ElementsAre("near.bin"));
  ASSERT_EQ(session_.notices.size(), 2U);
  EXPECT_EQ(session_.notices[0].text,
            "far.bin: left out of the view, because the other files could not be seen beside it");
  expect_box({Extent::kAll}, {0, 0, 0}, {2e30F, 1e30F, 1});

  close_dataset(session_, session_.datasets[1].id);
  EXPECT_TRUE(session_.settle_notices());
  EXPECT_TRUE(session_.notices[0].settled) << "it is in no other's way any more";
}

TEST_F(Fits, twoFilesAThousandTimesTheirSizeApartAreBothShown) {
  open("a.bin", {0, 0, 0}, {1, 1, 1});
  open("b.bin", {1000, 0, 0}, {1001, 1, 1});
  expect_box({}, {0, 0, 0}, {1001, 1, 1});
  EXPECT_EQ(session_.camera.target, glm::dvec3(500.5, 0.5, 0.5));
  EXPECT_THAT(session_.notices, IsEmpty());
}

TEST_F(Fits, mostFilesDecideWhichOneIsFar) {
  open("other.bin", {0, 0, 0}, {1024, 0, 0});
  open("a.bin", {1e9F, 0, 0}, {1e9F + 1024, 0, 0});
  open("b.bin", {1e9F, 1, 0}, {1e9F + 1024, 2, 0});
  open("c.bin", {1e9F, 3, 0}, {1e9F + 1024, 4, 0});
  EXPECT_THAT(kept(), ElementsAre("a.bin", "b.bin", "c.bin"));
}

TEST_F(Fits, halfOfTheFilesAreAbsurd) {
  open("odd.bin", {-1e30F, 0, 0}, {1e30F, 0, 0});
  open("a.bin", {0, 0, 0}, {1, 0, 0});
  open("b.bin", {1, 0, 0}, {2, 0, 0});
  open("odder.bin", {2e29F, 0, 0}, {3e30F, 0, 0});
  EXPECT_THAT(kept(), ElementsAre("a.bin", "b.bin"));
}

TEST_F(Fits, singlePlacesHideNothing) {
  open("a.bin", {0, 0, 0}, {0, 0, 0});
  open("b.bin", {1e30F, 0, 0}, {1e30F, 0, 0});
  expect_box({}, {0, 0, 0}, {1e30F, 0, 0});
}

TEST_F(Fits, theActiveFileAlone) {
  open("a.bin", {0, 0, 0}, {1, 1, 1});
  open("b.bin", {10, 0, 0}, {12, 1, 1});
  expect_done(session_, "fit-active");
  EXPECT_EQ(session_.camera.target, glm::dvec3(11, 0.5, 0.5));
  EXPECT_EQ(session_.fitted, (Fit{Extent::kMost, session_.datasets[1].id}));
  expect_done(session_, "view top");
  EXPECT_EQ(session_.camera.target, glm::dvec3(11, 0.5, 0.5)) << "a fit stays one";
  expect_done(session_, "activate 0");
  expect_done(session_, "fit-active");
  EXPECT_EQ(session_.camera.target, glm::dvec3(0.5));
  expect_done(session_, "fit");
  EXPECT_EQ(session_.camera.target, glm::dvec3(6, 0.5, 0.5));
  expect_done(session_, "toggle-cloud 0");
  EXPECT_EQ(describe(perform(session_, "fit-active").error()), "fit-active: a.bin is hidden");
  EXPECT_EQ(describe(perform(session_, "fit-rest").error()), "fit-rest: a.bin is hidden");
  expect_done(session_, "activate 1");
  EXPECT_EQ(describe(perform(session_, "fit-rest").error()),
            "fit-rest: no vertex of b.bin is known to lie far from most others");
}

TEST_F(Fits, whatIsLeftOutMakesNoPointsLarger) {
  expect_done(session_, "point-size auto");
  open("a.bin", {0, 0, 0}, {1, 1, 1});
  const gpu::PointSize alone = drawn_point_size(session_);
  open("far.bin", {-1e18F, -1e18F, -1e18F}, {1e18F, 1e18F, 1e18F});
  EXPECT_EQ(drawn_point_size(session_).value, alone.value);
}

}  // namespace
}  // namespace vertexview::app
