// Files that other programs change while the window shows them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "gui/viewer_process.hpp"
#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview::test {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::uint64_t kCount = 300'000;

/// A cube of `count` vertices, the first of them at (0, 0, 0).
std::vector<ColoredVertex> cube(std::uint64_t count) {
  std::vector<ColoredVertex> vertices(count);
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto part = [i](std::uint64_t step) { return static_cast<float>(i * step % 1009) / 1008.0F; };
    vertices[i] = {{part(1), part(7), part(61)}, {65535, static_cast<std::uint16_t>(i), 0}, 0};
  }
  return vertices;
}

class FileChanges : public testing::Test {
 protected:
  std::string write(const std::string& name, std::uint64_t count) const {
    const auto vertices = cube(count);
    return folder_.write(name, std::as_bytes(std::span(vertices)));
  }
  Json wait_for_warning() {
    return viewer_->wait_for([](const Json& s) { return !told(s, "warning").empty(); });
  }

  TemporaryFolder folder_;
  std::string path_ = write("cloud.bin", kCount);
  std::optional<Viewer> viewer_{std::in_place, std::vector<std::string>{path_}};
};

TEST_F(FileChanges, truncatedToHalf) {
  viewer_->send("select 299999");
  ASSERT_EQ(viewer_->state().at("selected"), kCount - 1);
  std::filesystem::resize_file(path_, kCount / 2 * 20 + 7);
  Json state = wait_for_warning();
  EXPECT_THAT(
      told(state, "warning"),
      Contains("cloud.bin became shorter while it was open: 150000 of 300000 vertices are left. Reload "
               "(F5) opens it again."));
  EXPECT_EQ(state.at("vertices"), kCount / 2);
  EXPECT_TRUE(state.at("selected").is_null()) << "it is gone";
  const auto camera = state.at("camera");
  viewer_->drag({300, 300}, {400, 330});
  state = viewer_->wait_for([&](const Json& s) { return s.at("camera") != camera; });
  EXPECT_NE(state.at("camera"), camera);
  EXPECT_EQ(state.at("points_drawn"), kCount / 2);
  EXPECT_THAT(told(state, "error"), IsEmpty());

  viewer_->key("F5");
  state = viewer_->wait_for([](const Json& s) { return !told(s, "error").empty(); });
  EXPECT_THAT(told(state, "error"), Contains(HasSubstr("3000007 bytes are 150000 records of 20 bytes and a "
                                                       "remainder of 7")));
  write("cloud.bin", kCount);
  viewer_->key("F5");
  state = viewer_->wait_for([](const Json& s) { return s.at("vertices") == kCount; });
  EXPECT_EQ(state.at("points_drawn"), kCount);
}

TEST_F(FileChanges, truncatedToNothing) {
  std::filesystem::resize_file(path_, 0);
  const Json state = wait_for_warning();
  EXPECT_THAT(told(state, "warning"),
              Contains("cloud.bin became shorter while it was open: 0 of 300000 vertices "
                       "are left. Reload (F5) opens it again."));
  EXPECT_EQ(state.at("vertices"), 0);
  EXPECT_EQ(state.at("points_drawn"), 0);
  viewer_->drag({300, 300}, {400, 330});
  EXPECT_EQ(viewer_->state().at("vertices"), 0);
}

TEST_F(FileChanges, truncatedWhileItIsDrawn) {
  // The file shrinks again and again under a moving camera, so that it also happens within a frame.
  for (std::uint64_t left = kCount - 20'000; left > 0; left -= 40'000) {
    viewer_->send("view front");
    viewer_->send("view top");
    std::filesystem::resize_file(path_, left * 20);
    const Json state = viewer_->wait_for([&](const Json& s) { return s.at("vertices") == left; });
    ASSERT_EQ(state.at("vertices"), left);
    EXPECT_EQ(state.at("points_drawn"), left);
    EXPECT_THAT(told(state, "error"), IsEmpty());
  }
}

TEST_F(FileChanges, replacedByAnother) {
  std::filesystem::rename(write("new.bin", 1000), path_);
  Json state = wait_for_warning();
  EXPECT_THAT(told(state, "warning"),
              Contains("cloud.bin was replaced by another file; the old one is shown. "
                       "Reload (F5) opens the new one."));
  EXPECT_EQ(state.at("vertices"), kCount) << "the old one is mapped";
  viewer_->key("F5");
  state = viewer_->wait_for([](const Json& s) { return s.at("vertices") == 1000; });
  EXPECT_EQ(state.at("vertices"), 1000);
  EXPECT_EQ(state.at("points_drawn"), 1000);
}

TEST_F(FileChanges, deleted) {
  std::filesystem::remove(path_);
  const Json state = wait_for_warning();
  EXPECT_THAT(told(state, "warning"),
              Contains("cloud.bin was deleted; its vertices stay until it is closed."));
  EXPECT_EQ(state.at("vertices"), kCount);
}

TEST_F(FileChanges, writtenTo) {
  const auto more = cube(10);
  std::ofstream(path_, std::ios::app | std::ios::binary)
      .write(reinterpret_cast<const char*>(more.data()), 200)
      .flush();
  Json state = wait_for_warning();
  EXPECT_THAT(told(state, "warning"),
              Contains("cloud.bin has changed on the disk. Reload (F5) shows it as it is now."));
  viewer_->key("F5");
  state = viewer_->wait_for([](const Json& s) { return s.at("vertices") == kCount + 10; });
  EXPECT_EQ(state.at("vertices"), kCount + 10);
  EXPECT_THAT(told(state, "warning"), SizeIs(1)) << "told once";
}

}  // namespace
}  // namespace vertexview::test
