#include "actions/nearest.hpp"

#include <array>

#include "session/support.hpp"

namespace vertexview::app {
namespace {

TEST(EditDistance, countsSingleEdits) {
  EXPECT_EQ(edit_distance("", ""), 0U);
  EXPECT_EQ(edit_distance("fit", "fit"), 0U);
  EXPECT_EQ(edit_distance("", "fit"), 3U);
  EXPECT_EQ(edit_distance("fits", "fit"), 1U);
  EXPECT_EQ(edit_distance("fot", "fit"), 1U);
  EXPECT_EQ(edit_distance("fti", "fit"), 1U) << "a swap is one edit";
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
}

TEST(NearestNames, nearestFirst) {
  constexpr std::array<std::string_view, 4> kNames{"reload", "select", "deselect", "fit"};
  EXPECT_THAT(nearest_names("slect", kNames), ElementsAre("select", "deselect"));
  EXPECT_THAT(nearest_names("slect", kNames, 1), ElementsAre("select"));
}

TEST(NearestNames, aBeginningIsNear) {
  constexpr std::array<std::string_view, 3> kNames{"point-size", "screenshot", "snapshot"};
  EXPECT_THAT(nearest_names("point", kNames), ElementsAre("point-size"));
  EXPECT_THAT(nearest_names("shot", kNames), ElementsAre("screenshot", "snapshot"));
}

TEST(NearestNames, commands) {
  constexpr std::array<std::string_view, 5> kNames{"view", "info", "dump", "render", "generate"};
  EXPECT_THAT(nearest_names("inof", kNames, 1), ElementsAre("info"));
  EXPECT_THAT(nearest_names("gen", kNames, 1), ElementsAre("generate"));
  EXPECT_THAT(nearest_names("rendre", kNames, 1), ElementsAre("render"));
  EXPECT_THAT(nearest_names("vieww", kNames, 1), ElementsAre("view"));
  EXPECT_THAT(nearest_names("cloud", kNames, 1), IsEmpty()) << "more likely a file";
}

TEST(NearestNames, nothingNear) {
  constexpr std::array<std::string_view, 2> kNames{"fit", "quit"};
  EXPECT_THAT(nearest_names("xyzzy", kNames), IsEmpty());
  EXPECT_THAT(nearest_names("", kNames), IsEmpty());
}

TEST(NearestNames, repeatedNamesComeOnce) {
  constexpr std::array<std::string_view, 3> kNames{"view", "view", "view"};
  EXPECT_THAT(nearest_names("veiw", kNames), ElementsAre("view"));
}

}  // namespace
}  // namespace vertexview::app
