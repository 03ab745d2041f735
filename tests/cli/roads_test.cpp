// What is the same in every way to open a file or to run an action: what an open file has to be, what a path
// is, and when an action is refused.
#include <cmath>
#include <nlohmann/json.hpp>
#include <span>
#include <vector>

#include "cli/support.hpp"

namespace vertexview::test {
namespace {

// 82 bytes: four records of 20 and two bytes more.
class Remainder : public testing::Test {
 protected:
  [[nodiscard]] Outcome render(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "render");
    arguments.insert(arguments.end(), {"-o", folder_.file("out.png"), "--size", "32x32"});
    return vertexview(std::move(arguments));
  }

  TemporaryFolder folder_;
  std::string odd_ = folder_.write("odd.bin", counting_bytes(82));
  std::string told_ =
      "vertexview: " + odd_ +
      ": 82 bytes are 4 records of 20 bytes and a remainder of 2; say how its records lie with --layout, or "
      "open the whole records with --count 4 or --allow-tail\n";
};

TEST_F(Remainder, isRefusedByEveryRoad) {
  for (const auto& ended :
       {render({odd_}), render({kColors, "--do", "open " + odd_}), vertexview({"info", odd_}),
        vertexview({"dump", odd_}), vertexview({"convert", odd_, "-o", folder_.file("out.npy")})}) {
    EXPECT_EQ(ended.status, 1);
    EXPECT_EQ(ended.err, told_);
  }
  EXPECT_FALSE(std::filesystem::exists(folder_.file("out.png"))) << "nothing is lost in silence";
}

TEST_F(Remainder, namesTheKnownLayoutThatExplainsTheFile) {
  // A scan as KITTI has them, whose bytes are no whole number of 20-byte records.
  std::vector<float> numbers;
  for (int i = 0; i < 961; ++i) {
    const float x = static_cast<float>(i % 31) - 15;
    const float y = static_cast<float>(i / 31) - 15;
    numbers.insert(numbers.end(), {x, y, std::sin(x / 4) + std::cos(y / 5), static_cast<float>(i % 10) / 10});
  }
  const std::string scan = folder_.write("scan.bin", std::as_bytes(std::span(numbers)));
  const std::string told = "vertexview: " + scan +
                           ": 15376 bytes are 768 records of 20 bytes and a remainder of 16; 961 records of "
                           "kitti (16 bytes) explain it: --layout kitti\n";
  for (const auto& ended :
       {render({scan, "--no-guess"}), render({kColors, "--no-guess", "--do", "open " + scan}),
        vertexview({"info", scan, "--no-guess"}), vertexview({"dump", scan, "--no-guess"}),
        vertexview({"stats", scan, "--no-guess"}), vertexview({"check", scan, "--no-guess"}),
        vertexview({"convert", scan, "--no-guess", "-o", folder_.file("out.npy")})}) {
    EXPECT_EQ(ended.status, 1);
    EXPECT_EQ(ended.err, told);
  }
  EXPECT_EQ(vertexview({"info", scan, "--layout", "kitti"}).status, 0);
  const auto wrong = vertexview({"info", scan, "--layout", "xyz"});
  EXPECT_EQ(wrong.status, 1);
  EXPECT_THAT(wrong.err, HasSubstr("a remainder of 4; open the whole records with --count 1281 or "
                                   "--allow-tail"))
      << "who says the layout is not told another";
}

TEST_F(Remainder, isLeftOutByEveryRoadThatIsToldTo) {
  for (const auto& ended :
       {render({odd_, "--allow-tail"}), render({odd_, "--count", "4"}),
        render({kColors, "--allow-tail", "--do", "open " + odd_}), vertexview({"info", odd_, "--allow-tail"}),
        vertexview({"dump", odd_, "--allow-tail"}), vertexview({"stats", odd_, "--allow-tail"}),
        vertexview({"check", odd_, "--allow-tail"}),
        vertexview({"convert", odd_, "--allow-tail", "-o", folder_.file("out.npy")})})
    EXPECT_EQ(ended.status, 0) << ended.err;
}

TEST_F(Remainder, anActionLeavesItOutAndSaysSo) {
  const std::string state = folder_.file("state.json");
  const auto ended = render({kColors, "--do", "open-whole " + odd_, "--do", "state " + state});
  EXPECT_EQ(ended.status, 0);
  EXPECT_THAT(ended.err, HasSubstr("odd.bin: the last 2 bytes are no whole record and are left out"));
  EXPECT_EQ(nlohmann::json::parse(contents_of(state))["clouds"][1]["vertices"], 4);
}

TEST(Paths, areBytes) {
  const TemporaryFolder folder;
  const std::string path = folder.file("x.bin ");
  std::filesystem::copy_file(kColors, path);
  const std::string state = folder.file("state.json ");
  const std::string out = folder.file("out.png");
  const auto ended = vertexview({"render", path, "-o", out, "--size", "32x32", "--do", "open " + path, "--do",
                                 "screenshot " + folder.file("shot.png "), "--do", "state " + state});
  ASSERT_EQ(ended.status, 0) << ended.err;
  EXPECT_TRUE(std::filesystem::exists(folder.file("shot.png ")));
  const auto clouds = nlohmann::json::parse(contents_of(state))["clouds"];
  ASSERT_EQ(clouds.size(), 2U);
  for (const auto& cloud : clouds) EXPECT_EQ(cloud["file"], path);
}

TEST(Folders, openTheirFilesOnEveryRoad) {
  const TemporaryFolder folder;
  for (const char* name : {"frame_10.bin", "frame_2.bin"})
    std::filesystem::copy_file(kColors, folder.file(name));
  const std::string path = folder.path().string();
  const std::string state = folder.file("state.json");
  const auto ended =
      vertexview({"render", path, "-o", folder.file("out.png"), "--size", "32x32", "--do", "open " + path,
                  "--do", "open " + folder.file("frame_1*"), "--do", "state " + state});
  ASSERT_EQ(ended.status, 0) << ended.err;
  const auto clouds = nlohmann::json::parse(contents_of(state))["clouds"];
  std::vector<std::string> names;
  for (const auto& cloud : clouds)
    names.push_back(std::filesystem::path(cloud["file"].get<std::string>()).filename().string());
  EXPECT_EQ(names, (std::vector<std::string>{"frame_2.bin", "frame_10.bin", "frame_2.bin", "frame_10.bin",
                                             "frame_10.bin"}));
}

TEST(Enabled, theSameErrorForEveryActionThatNeedsAFile) {
  const TemporaryFolder folder;
  const auto after_close = [&](const std::string& action) {
    return vertexview({"render", kColors, "-o", folder.file("out.png"), "--size", "32x32", "--do", "close",
                       "--do", action});
  };
  for (const std::string action : {"fit", "ramp turbo", "close", "reload", "select 0", "layout kitti",
                                   "color-range auto", "save-layout", "activate 0"}) {
    const auto ended = after_close(action);
    EXPECT_EQ(ended.status, 1) << action;
    EXPECT_EQ(ended.err, "vertexview: " + action.substr(0, action.find(' ')) + ": no file is open\n");
  }
  EXPECT_EQ(after_close("deselect").status, 0) << "nothing is selected, as was asked for";
}

}  // namespace
}  // namespace vertexview::test
