// What is selected, in the picture.
#include "render/marked_pixels.hpp"

#include "render/live_picture.hpp"
#include "session/support.hpp"
#include "vertexview/gpu/context.hpp"

namespace vertexview::app {
namespace {

TEST(MarkedPixels, thoseThatShowASelectedVertex) {
  constexpr std::uint64_t kSecond = std::uint64_t{1} << 48;  // the first id of the second dataset is one more
  const std::vector<std::uint64_t> ids{0, 1, 4, kSecond + 1, kSecond + 8, 2 * kSecond + 1};
  const IndexSet first({3, 4});
  const IndexSet second({7, 8});
  const std::array<MarkedVertices, 2> marked{{{.selected = &first}, {.selected = &second}}};
  const gpu::Image image = marked_pixels(ids, {6, 1}, marked, {.selected = {1, 2, 3, 4}});
  std::vector<std::uint8_t> expected(24, 0);
  for (const std::size_t pixel : {2U, 4U})
    for (std::size_t i = 0; i < 4; ++i) expected[4 * pixel + i] = static_cast<std::uint8_t>(i + 1);
  EXPECT_EQ(image.rgba, expected);
  const std::array<MarkedVertices, 1> none{};
  EXPECT_EQ(marked_pixels(ids, {6, 1}, none, {.selected = {1, 2, 3, 4}}).rgba,
            std::vector<std::uint8_t>(24, 0));
}

TEST(MarkedPixels, thoseThatFadeAndThoseOfAFilter) {
  const std::vector<std::uint64_t> ids{1, 2, 3, 0};
  const IndexSet passing({10, 12});
  const IndexSet selected({11, 12});
  const MarkColors colors{.selected = {1, 1, 1, 1}, .faded = {2, 2, 2, 2}};
  const auto first_bytes = [&](const MarkedVertices& marked) {
    const auto rgba = marked_pixels(ids, {4, 1}, {&marked, 1}, colors).rgba;
    return std::vector<int>{rgba[0], rgba[4], rgba[8], rgba[12]};
  };
  const IndexSet drawn({10, 13});  // vertex 1 of the picture is vertex 11 of the file
  EXPECT_EQ(first_bytes({.drawn = &drawn, .selected = &selected}), (std::vector<int>{0, 1, 0, 0}));
  EXPECT_EQ(first_bytes({.drawn = &drawn, .selected = &selected, .unfaded = &passing}),
            (std::vector<int>{0, 1, 2, 0}));
  EXPECT_EQ(first_bytes({.unfaded = &passing}), (std::vector<int>{2, 2, 2, 0}));
}

class SelectedInThePicture : public testing::Test {
 protected:
  void SetUp() override {
    auto context = gpu::HeadlessContext::create();
    ASSERT_TRUE(context) << describe(context.error());
    context_.emplace(*std::move(context));
    auto picture = LivePicture::create();
    ASSERT_TRUE(picture) << describe(picture.error());
    picture_.emplace(*std::move(picture));
    std::vector<ColoredVertex> vertices;
    for (int i = 0; i < 4096; ++i)
      vertices.push_back(vertex(static_cast<float>(i % 64), static_cast<float>(i / 64), 0));
    ASSERT_TRUE(open_file(session_, write_vertices(folder_, "plane.bin", vertices), {}));
    finish_scans(session_);
    session_.viewport = {96, 80};
    expect_done(session_, "fit");
  }

  void finish() {
    for (int i = 0; i < 1000 && !picture_->complete(session_); ++i) {
      EXPECT_TRUE(picture_->upload(session_, 1));
      EXPECT_TRUE(picture_->draw(session_, 1));
    }
    EXPECT_TRUE(picture_->complete(session_));
  }

  /// Returns the finished picture.
  std::vector<std::uint8_t> picture() {
    finish();
    Session nothing_marked;
    return picture_->marked(nothing_marked).rgba;
  }

  TemporaryFolder folder_;
  std::optional<gpu::HeadlessContext> context_;  // first, so that it outlives the picture
  std::optional<LivePicture> picture_;
  Session session_;
};

TEST_F(SelectedInThePicture, isPaintedAndGoesAgain) {
  for (const char* const backend : {"backend cpu", "backend points", "backend compute"}) {
    expect_done(session_, "deselect");
    expect_done(session_, backend);
    const auto plain = picture();
    expect_done(session_, "select 0-2047");
    const auto half = picture();
    EXPECT_NE(half, plain) << backend;
    expect_done(session_, "select all");
    const auto whole = picture();
    std::size_t painted = 0;
    std::size_t shown = 0;
    for (std::size_t i = 0; i < plain.size(); ++i) {
      painted += half[i] != plain[i] ? 1U : 0U;
      shown += whole[i] != plain[i] ? 1U : 0U;
    }
    EXPECT_GT(painted, shown / 4) << backend;
    EXPECT_LT(painted, shown * 3 / 4) << backend;
    expect_done(session_, "select 7");
    EXPECT_EQ(picture(), plain) << backend << ": a single one has a ring instead, which is not drawn here";
    expect_done(session_, "undo-selection");
    EXPECT_EQ(picture(), whole) << backend;
  }
}

TEST_F(SelectedInThePicture, aSingleVertexDrawsNothingAnew) {
  const auto plain = picture();
  expect_done(session_, "select 7");
  EXPECT_TRUE(picture_->draw(session_, 1)) << "after marked()";
  ASSERT_TRUE(picture_->complete(session_));
  expect_done(session_, "select 8");
  EXPECT_TRUE(picture_->complete(session_));
}

TEST_F(SelectedInThePicture, onlyWhatIsSeen) {
  expect_done(session_, "point-size 1");
  // From above each vertex has a pixel of its own, those with x < 32 in the left half.
  expect_done(session_, "view top");
  expect_done(session_, "ortho");
  expect_done(session_, "fit");
  finish();
  const PixelRegion all{.corners = {{0, 0}, {96, 0}, {96, 80}, {0, 80}}, .rectangle = true};
  EXPECT_EQ(picture_->visible(session_.active, all).count(), 4096U);
  const PixelRegion left{.corners = {{0, 0}, {48, 0}, {48, 80}, {0, 80}}, .rectangle = true};
  IndexSet expected;
  for (std::uint64_t row = 0; row < 64; ++row) expected.add({row * 64, row * 64 + 32});
  EXPECT_EQ(picture_->visible(session_.active, left), expected);
  EXPECT_TRUE(picture_->visible(DatasetId::kNone, all).empty());
  // From the front the rows hide each other.
  expect_done(session_, "view front");
  finish();
  EXPECT_EQ(picture_->visible(session_.active, all).count(), 64U);
}

TEST_F(SelectedInThePicture, whatIsSeenOfAFilterHasTheIndexesOfTheFile) {
  expect_done(session_, "filter index in 1000..1009");
  finish_scans(session_);
  finish();
  const PixelRegion all{.corners = {{0, 0}, {96, 0}, {96, 80}, {0, 80}}, .rectangle = true};
  EXPECT_EQ(picture_->visible(session_.active, all), IndexSet({1000, 1010}));
}

}  // namespace
}  // namespace vertexview::app
