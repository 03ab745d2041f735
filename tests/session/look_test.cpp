// How points are shown: what is chosen by actions, and what stands in where nothing is.
#include "session/look.hpp"

#include <limits>

#include "session/support.hpp"

namespace vertexview::app {
namespace {

TEST(Look, pointSizeStaysInItsRange) {
  Document document;
  expect_done(document, "point-size 7.5");
  EXPECT_EQ(point_size_of(document), 7.5F);
  expect_done(document, "point-size larger");
  EXPECT_EQ(point_size_of(document), 8.5F);
  for (int i = 0; i < 100; ++i) expect_done(document, "point-size larger");
  EXPECT_EQ(point_size_of(document), 64);
  for (int i = 0; i < 100; ++i) expect_done(document, "point-size smaller");
  EXPECT_EQ(point_size_of(document), 1);
}

TEST(Look, pointSizesOfTheWorldAndAdaptive) {
  using gpu::PointSize;
  Document document;
  expect_done(document, "point-size 3px");
  EXPECT_EQ(point_size_of(document), 3);
  expect_done(document, "point-size 0.05m");
  EXPECT_EQ(point_size_of(document), PointSize::world(0.05F));
  EXPECT_EQ(format_point_size(point_size_of(document)), "0.05m");
  expect_done(document, "point-size larger");
  EXPECT_EQ(point_size_of(document), PointSize::world(0.0625F));
  expect_done(document, "point-size auto");
  EXPECT_EQ(point_size_of(document), PointSize::adaptive());
  EXPECT_EQ(format_point_size(point_size_of(document)), "auto");
  expect_done(document, "point-size larger");
  EXPECT_EQ(point_size_of(document), 2);
  for (const std::string text : {"0", "65", "-3", "m", "0m", "-1m", "nanm", "3 px", "big", "infm", "nan"}) {
    const auto refused = perform(document, "point-size " + text);
    ASSERT_FALSE(refused.has_value()) << text;
    EXPECT_EQ(refused.error().message,
              "point-size: '" + text +
                  "' is not a size; expected 1 to 64 pixels, units of the file as in 0.05m, auto, larger or "
                  "smaller");
  }
  EXPECT_EQ(point_size_of(document), 2);
}

TEST(Look, adaptivePointsAreAsLargeAsTheyLieApart) {
  using gpu::PointSize;
  Document document;
  expect_done(document, "point-size auto");
  EXPECT_EQ(drawn_point_size(document), PointSize::adaptive()) << "nothing is open";
  expect_done(document, "open " + colors_bin());
  Bounds& bounds = document.clouds[0].statistics.bounds;
  bounds = {{0, 0, 0}, {4, 1, 9}};
  // Four points on a sheet of 4 x 9 lie 3 apart.
  EXPECT_EQ(drawn_point_size(document), PointSize::world(7.5F));
  document.clouds[0].visible = false;
  EXPECT_EQ(drawn_point_size(document), PointSize::adaptive());
  document.clouds[0].visible = true;
  bounds = {{0, 0, 0}, {4, 0, 0}};
  EXPECT_EQ(drawn_point_size(document), PointSize::adaptive()) << "a line is no sheet";
  expect_done(document, "point-size 5");
  EXPECT_EQ(drawn_point_size(document), 5);
}

TEST(Look, background) {
  Document document;
  EXPECT_EQ(format_color(background_of(document)), "#121419");
  expect_done(document, "background #1a2B3c");
  EXPECT_EQ(format_color(background_of(document)), "#1a2b3c");
  expect_done(document, "theme light");
  EXPECT_EQ(format_color(background_of(document)), "#1a2b3c") << "a chosen colour stays";
  expect_done(document, "background black");
  EXPECT_EQ(format_color(background_of(document)), "#000000");
  expect_done(document, "background theme");
  EXPECT_EQ(format_color(background_of(document)), "#ffffff");
  for (const std::string text : {"blue", "#12345", "#1234567", "#-12345", "123456", "#12345g"}) {
    const auto refused = perform(document, "background " + text);
    ASSERT_FALSE(refused.has_value()) << text;
    EXPECT_EQ(refused.error().message,
              "background: '" + text + "' is not a colour; expected #rrggbb, black, grey, white or theme");
  }
}

TEST(Look, fewPointsAreDrawnLargeUnlessASizeWasChosen) {
  Document document = colors_document();
  EXPECT_EQ(point_size_of(document), 9);
  Document chosen;
  expect_done(chosen, "point-size 3");
  expect_done(chosen, "open " + colors_bin());
  EXPECT_EQ(point_size_of(chosen), 3);
}

TEST(Look, edgesAreLitByThemselvesWhereThatTakesLittle) {
  Document document;
  document.edl_cost_ms = std::numeric_limits<double>::infinity();
  EXPECT_EQ(edl_of(document), 0) << "could not be measured";
  document.edl_cost_ms = 2;
  EXPECT_EQ(edl_of(document), 0) << "more than a tenth of 16.7 ms";
  document.edl_cost_ms = 1.5;
  EXPECT_EQ(edl_of(document), kEdlStrength);
  expect_done(document, "edl off");
  EXPECT_EQ(edl_of(document), 0) << "chosen";
  expect_done(document, "edl auto");
  EXPECT_EQ(edl_of(document), kEdlStrength);
}

TEST(Look, edgesAndRenderer) {
  Document document;
  EXPECT_EQ(edl_of(document), 0);
  expect_done(document, "edl on");
  EXPECT_EQ(edl_of(document), kEdlStrength);
  expect_done(document, "edl 0.75");
  EXPECT_EQ(edl_of(document), 0.75F);
  expect_done(document, "edl off");
  EXPECT_EQ(edl_of(document), 0);
  for (const std::string text : {"7", "-1", "bright", "nan"}) {
    const auto refused = perform(document, "edl " + text);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().message,
              "edl: '" + text + "' is not a strength; expected on, off, auto or 0 to 2");
  }
  expect_done(document, "renderer points");
  EXPECT_EQ(document.look.backend, gpu::Backend::kPoints);
  expect_done(document, "renderer automatic");
  EXPECT_EQ(document.look.backend, gpu::Backend::kAutomatic);
}

TEST(Look, pointSizesSuitTheFirstFileUntilOneIsChosen) {
  Document document;
  EXPECT_EQ(point_size_of(document), 2) << "nothing is open";
  const TemporaryFolder folder;
  expect_done(document, "open " + write_vertices(folder, "many.bin", std::vector(101, vertex(1, 2, 3))));
  expect_done(document, "open " + colors_bin());
  EXPECT_EQ(point_size_of(document), 4);
  expect_done(document, "activate 0");
  expect_done(document, "close");
  EXPECT_EQ(point_size_of(document), 9) << "of four vertices";
  expect_done(document, "point-size smaller");
  EXPECT_EQ(point_size_of(document), 8);
  expect_done(document, "close");
  EXPECT_EQ(point_size_of(document), 8) << "chosen";
}

}  // namespace
}  // namespace vertexview::app
