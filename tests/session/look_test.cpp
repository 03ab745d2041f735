// Tests of how points are shown: the choices of actions, and the defaults without a choice.
#include "session/look.hpp"

#include <limits>

#include "session/support.hpp"

namespace vertexview::app {
namespace {

TEST(Look, pointSizeStaysInItsRange) {
  Session session;
  expect_done(session, "point-size 7.5");
  EXPECT_EQ(point_size_of(session), 7.5F);
  expect_done(session, "point-size larger");
  EXPECT_EQ(point_size_of(session), 8.5F);
  for (int i = 0; i < 100; ++i) expect_done(session, "point-size larger");
  EXPECT_EQ(point_size_of(session), 64);
  for (int i = 0; i < 100; ++i) expect_done(session, "point-size smaller");
  EXPECT_EQ(point_size_of(session), 1);
}

TEST(Look, pointSizesOfTheWorldAndAdaptive) {
  using gpu::PointSize;
  Session session;
  expect_done(session, "point-size 3px");
  EXPECT_EQ(point_size_of(session), 3);
  expect_done(session, "point-size 0.05m");
  EXPECT_EQ(point_size_of(session), PointSize::world(0.05F));
  EXPECT_EQ(format_point_size(point_size_of(session)), "0.05m");
  expect_done(session, "point-size larger");
  EXPECT_EQ(point_size_of(session), PointSize::world(0.0625F));
  expect_done(session, "point-size auto");
  EXPECT_EQ(point_size_of(session), PointSize::adaptive());
  EXPECT_EQ(format_point_size(point_size_of(session)), "auto");
  expect_done(session, "point-size larger");
  EXPECT_EQ(point_size_of(session), 2);
  for (const std::string text : {"0", "65", "-3", "m", "0m", "-1m", "nanm", "3 px", "big", "infm", "nan"}) {
    const auto refused = perform(session, "point-size " + text);
    ASSERT_FALSE(refused.has_value()) << text;
    EXPECT_EQ(refused.error().message,
              "point-size: '" + text +
                  "' is not a size; expected 1 to 64 pixels, units of the file as in 0.05m, auto, larger or "
                  "smaller");
  }
  EXPECT_EQ(point_size_of(session), 2);
}

TEST(Look, adaptivePointsAreAsLargeAsTheyLieApart) {
  using gpu::PointSize;
  Session session;
  expect_done(session, "point-size auto");
  EXPECT_EQ(drawn_point_size(session), PointSize::adaptive()) << "nothing is open";
  expect_done(session, "open " + colors_bin());
  Bounds& bounds = session.datasets[0].statistics.most;
  bounds = {{0, 0, 0}, {4, 1, 9}};
  // Four points on a sheet of 4 x 9 lie 3 apart; that distance is enlarged by 2.5.
  EXPECT_EQ(drawn_point_size(session), PointSize::world(7.5F));
  session.datasets[0].visible = false;
  EXPECT_EQ(drawn_point_size(session), PointSize::adaptive());
  session.datasets[0].visible = true;
  bounds = {{0, 0, 0}, {4, 0, 0}};
  EXPECT_EQ(drawn_point_size(session), PointSize::adaptive()) << "a line is no sheet";
  expect_done(session, "point-size 5");
  EXPECT_EQ(drawn_point_size(session), 5);
}

TEST(Look, background) {
  Session session;
  EXPECT_EQ(format_color(background_of(session)), "#121419");
  expect_done(session, "background #1a2B3c");
  EXPECT_EQ(format_color(background_of(session)), "#1a2b3c");
  expect_done(session, "theme light");
  EXPECT_EQ(format_color(background_of(session)), "#1a2b3c") << "a chosen colour stays";
  expect_done(session, "background black");
  EXPECT_EQ(format_color(background_of(session)), "#000000");
  expect_done(session, "background theme");
  EXPECT_EQ(format_color(background_of(session)), "#ffffff");
  for (const std::string text : {"blue", "#12345", "#1234567", "#-12345", "123456", "#12345g"}) {
    const auto refused = perform(session, "background " + text);
    ASSERT_FALSE(refused.has_value()) << text;
    EXPECT_EQ(refused.error().message,
              "background: '" + text + "' is not a colour; expected #rrggbb, black, grey, white or theme");
  }
}

TEST(Look, fewPointsAreDrawnLargeUnlessASizeWasChosen) {
  Session session = colors_session();
  EXPECT_EQ(point_size_of(session), 9);
  Session chosen;
  expect_done(chosen, "point-size 3");
  expect_done(chosen, "open " + colors_bin());
  EXPECT_EQ(point_size_of(chosen), 3);
}

TEST(Look, edgesAndRenderer) {
  Session session;
  EXPECT_EQ(session.look.edl, 0);
  expect_done(session, "edl on");
  EXPECT_EQ(session.look.edl, kEdlStrength);
  expect_done(session, "edl 0.75");
  EXPECT_EQ(session.look.edl, 0.75F);
  expect_done(session, "edl off");
  EXPECT_EQ(session.look.edl, 0);
  for (const std::string text : {"7", "-1", "bright", "nan", "auto"}) {
    const auto refused = perform(session, "edl " + text);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().message, "edl: '" + text + "' is not a strength; expected on, off or 0 to 2");
  }
  expect_done(session, "renderer points");
  EXPECT_EQ(session.look.backend, gpu::Backend::kPoints);
  expect_done(session, "renderer automatic");
  EXPECT_EQ(session.look.backend, gpu::Backend::kAutomatic);
}

TEST(Look, pointSizesSuitTheFirstFileUntilOneIsChosen) {
  Session session;
  EXPECT_EQ(point_size_of(session), 2) << "nothing is open";
  const TemporaryFolder folder;
  expect_done(session, "open " + write_vertices(folder, "many.bin", std::vector(101, vertex(1, 2, 3))));
  expect_done(session, "open " + colors_bin());
  EXPECT_EQ(point_size_of(session), 4);
  expect_done(session, "activate 0");
  expect_done(session, "close");
  EXPECT_EQ(point_size_of(session), 9) << "of four vertices";
  expect_done(session, "point-size smaller");
  EXPECT_EQ(point_size_of(session), 8);
  expect_done(session, "close");
  EXPECT_EQ(point_size_of(session), 8) << "chosen";
}

}  // namespace
}  // namespace vertexview::app
