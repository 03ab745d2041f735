// Tests of which datasets of a session are on the GPU, and when they are uploaded.
#include "render/dataset_renderer.hpp"

#include "session/support.hpp"
#include "vertexview/gpu/context.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview::app {
namespace {

constexpr std::uint64_t kPlenty = std::uint64_t{1} << 30;

class DatasetRendererTest : public testing::Test {
 protected:
  void SetUp() override {
    auto context = gpu::HeadlessContext::create();
    ASSERT_TRUE(context) << describe(context.error());
    context_.emplace(*std::move(context));
    auto renderer = DatasetRenderer::create();
    ASSERT_TRUE(renderer) << describe(renderer.error());
    renderer_.emplace(*std::move(renderer));
  }

  /// Opens records of a position and an intensity as a further dataset.
  void open_scan(std::uint64_t count) {
    std::vector<float> numbers(4 * count);
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<float>(i % 101);
    const std::string path = folder_.write("scan.bin", std::as_bytes(std::span(numbers)));
    ASSERT_TRUE(open_file(session_, path, {.layout = *parse_layout("kitti")}));
    finish_scans(session_);
  }

  TemporaryFolder folder_;
  std::optional<gpu::HeadlessContext> context_;  // first, so that it outlives the renderer
  std::optional<DatasetRenderer> renderer_;
  Session session_;
};

TEST_F(DatasetRendererTest, rampsAndRangesUploadNothing) {
  session_.gpu_budget = kPlenty;  // with a budget, records are copied also where the GPU could read the file
  open_scan(100'000);
  ASSERT_TRUE(renderer_->upload(session_, 0));
  EXPECT_FALSE(renderer_->uploaded()) << "nothing may be uploaded with no bytes";
  while (!renderer_->uploaded()) ASSERT_TRUE(renderer_->upload(session_, kPlenty));
  auto frame = gpu::Frame::create({64, 64});
  ASSERT_TRUE(frame) << describe(frame.error());
  std::vector<std::vector<std::uint8_t>> pictures;
  for (const char* const action : {"ramp turbo", "ramp grey", "ramp viridis", "color-range 0:5",
                                   "layout kitti --ramp turbo --color-range 0:50", "color-range type"}) {
    expect_done(session_, action);
    ASSERT_TRUE(renderer_->upload(session_, 0)) << action;
    EXPECT_TRUE(renderer_->uploaded()) << action << ": all of it is on the GPU already";
    renderer_->draw(session_, *frame);
    EXPECT_TRUE(renderer_->complete()) << action;
    pictures.push_back(frame->read().rgba);
    for (std::size_t i = 0; i + 1 < pictures.size(); ++i) EXPECT_NE(pictures[i], pictures.back()) << action;
  }
}

TEST_F(DatasetRendererTest, oneThatCannotBeUploadedDoesNotKeepTheOthersFromIt) {
  open_scan(1000);
  ASSERT_TRUE(open_file(session_, colors_bin(), {}));
  finish_scans(session_);
  // The budget is too small for a single chunk of the first dataset, which has to be converted, and for any
  // of the second.
  session_.gpu_budget = 1;
  const auto uploaded = renderer_->upload(session_, kPlenty);
  EXPECT_FALSE(uploaded);
  session_.gpu_budget.reset();
  ASSERT_TRUE(renderer_->upload(session_, kPlenty));
  EXPECT_TRUE(renderer_->uploaded());
}

}  // namespace
}  // namespace vertexview::app
