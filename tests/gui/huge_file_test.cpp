// Files that are far larger than memory, nearly all of them holes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gui/viewer_process.hpp"
#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

void put(const std::string& path, std::uint64_t index, const ColoredVertex& vertex) {
  patch(path, index * sizeof vertex, std::as_bytes(std::span(&vertex, 1)));
}

TEST(HugeFiles, fiveBillionRecords) {
  constexpr std::uint64_t kRecords = 5'000'000'000;
  constexpr Vector kLast{7, 8, 9};
  const TemporaryFolder folder;
  const auto path = folder.sparse("huge.bin", kRecords * sizeof(ColoredVertex));
  if (path.empty()) GTEST_SKIP() << "the file system has no sparse files of 100 GB";
  put(path, 1, {{-1, -2, -3}, {1, 2, 3}, 0});
  put(path, kRecords / 2, {{4, 5, 6}, {4, 5, 6}, 0});
  put(path, kRecords - 1, {kLast, {65535, 32768, 257}, 0});
  Viewer viewer({path});
  // Three vertices among so many zeros lie far from most others.
  viewer.send("fit");
  Json state = viewer.state();
  EXPECT_EQ(state.at("vertices"), kRecords);
  EXPECT_EQ(state.at("points_drawn"), kRecords);

  viewer.send("select 4999999999");
  state = viewer.state();
  EXPECT_EQ(state.at("selected"), kRecords - 1);
  EXPECT_THAT(state.at("selected_vertex").at("position"), ElementsAre(7, 8, 9));
  EXPECT_THAT(state.at("selected_vertex").at("color"), ElementsAre(65535, 32768, 257));

  viewer.send("deselect");
  state = viewer.state();
  EXPECT_TRUE(state.at("selected").is_null());
  viewer.click(pixel_of(state, kLast));
  state = viewer.wait_for([](const Json& s) { return !s.at("selected").is_null(); });
  EXPECT_EQ(state.at("selected"), kRecords - 1);
}

TEST(HugeFiles, scanIsCancelledByTheMouse) {
  const TemporaryFolder folder;
  const auto small = folder.write("small.bin", counting_bytes(60));
  const auto huge = folder.sparse("huge.bin", 1'000'000'000'000);
  if (huge.empty()) GTEST_SKIP() << "the file system has no sparse files of 1 TB";
  Viewer viewer({small});
  viewer.send("open " + huge);
  // No state is written while a scan runs; the window's title tells that the file is open.
  viewer.xdotool("search --sync --onlyvisible --name huge.bin");
  constexpr glm::ivec2 kButton{1280 - 40, 720 - 14};
  viewer.click(kButton);
  const Json state = viewer.state();
  std::vector<std::string> told;
  for (const Json& notice : state.at("notices")) told.push_back(notice.at("text"));
  EXPECT_THAT(told,
              testing::Contains("huge.bin: scanning was stopped; its ranges are those of a sample. Reload "
                                "(F5) scans it whole."));
  EXPECT_EQ(state.at("clouds")[1].at("scanned"), false);
  EXPECT_EQ(state.at("vertices"), 50'000'000'000);
}

}  // namespace
}  // namespace vertexview::test
