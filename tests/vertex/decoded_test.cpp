// Records that are decoded into memory: what is true of a dataset although they are no bytes of its file.
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "support_files.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/layout_guess.hpp"
#include "vertexview/vertex/non_finite.hpp"
#include "vertexview/vertex/statistics.hpp"

namespace vertexview::test {
namespace {

class Decoded : public testing::Test {
 protected:
  static Dataset opened(const std::string& path) {
    auto file = Dataset::open(path);
    EXPECT_TRUE(file) << describe(file.error());
    return file.value_or(Dataset());
  }

  const std::string text_ =
      "ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nproperty float y\nproperty float z\n"
      "property uchar red\nproperty uchar green\nproperty uchar blue\nend_header\n"
      "1 2 3 255 0 0\nnan 0 0 0 0 0\n-1 -2 -3 0 0 255\n";
  TemporaryFolder folder_;
  Dataset file_ = opened(folder_.write("cloud.ply", std::as_bytes(std::span(text_))));
};

TEST_F(Decoded, recordsLieInNoMapping) {
  ASSERT_EQ(file_.size(), 3U);
  EXPECT_TRUE(file_.decoded());
  EXPECT_EQ(file_.mapping(), nullptr);
  ASSERT_EQ(file_.files().size(), 1U) << "the file can be watched";
  EXPECT_EQ(file_.file_size(), text_.size());
  EXPECT_EQ(file_.layout_source(), LayoutSource::kHeader);
  EXPECT_EQ(file_.remainder(), 0U);
}

TEST_F(Decoded, everyPassReadsThem) {
  const auto statistics = scan(file_);
  ASSERT_TRUE(statistics);
  EXPECT_EQ(statistics->count, 3U);
  EXPECT_EQ(statistics->non_finite, 1U);
  EXPECT_EQ(statistics->bounds.min, (Vector{-1, -2, -3}));
  EXPECT_EQ(statistics->bounds.max, (Vector{1, 2, 3}));
  std::vector<ColoredVertex> fetched(3);
  ASSERT_TRUE(file_.fetch(0, fetched));
  EXPECT_EQ(fetched[2].position, (Vector{-1, -2, -3}));
  EXPECT_EQ(file_[0].color, (Color{65535, 0, 0}));
  EXPECT_FALSE(doubt_layout(file_, LayoutTrust::kGiven));
}

TEST_F(Decoded, anotherAppearance) {
  Appearance appearance = file_.layout().appearance;
  appearance.elements = {"x"};
  const auto colored = file_.with_appearance(appearance);
  ASSERT_TRUE(colored);
  EXPECT_EQ(colored->mapping(), nullptr);
  EXPECT_EQ((*colored)[0].position, (Vector{1, 2, 3}));
}

}  // namespace
}  // namespace vertexview::test
