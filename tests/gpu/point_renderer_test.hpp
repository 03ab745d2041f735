#pragma once
#include <optional>
#include <span>
#include <string>

#include "gpu/gl_test.hpp"

namespace vertexview::gpu {

/// Tests that every backend passes, because all draw the same pictures.
class PointRendererTest : public RendererTest, public ::testing::WithParamInterface<Backend> {
 protected:
  void SetUp() override {
    RendererTest::SetUp();
    frame_ = make_frame();
  }
  void resize(Viewport viewport) { frame_ = make_frame(viewport); }
  DrawStats draw(std::span<const DrawnDataset> clouds, const Camera& camera, DrawOptions options = {}) {
    options.backend = GetParam();
    const auto stats = renderer_->draw(camera, clouds, options, *frame_);
    EXPECT_EQ(stats.backend, GetParam());
    return stats;
  }
  DrawStats draw(VertexBuffer& buffer, const Camera& camera, const DrawOptions& options = {}) {
    const DrawnDataset clouds[] = {{&buffer}};
    return draw(clouds, camera, options);
  }
  DrawStats draw(const Cloud& cloud, const Camera& camera, const DrawOptions& options = {}) {
    auto buffer = cloud.buffer();
    return draw(buffer, camera, options);
  }

  std::optional<Frame> frame_;
};

/// Returns the third argument of INSTANTIATE_TEST_SUITE_P; the function below returns the fourth.
inline auto every_renderer() {
  return ::testing::Values(Backend::kPoints, Backend::kCompute, Backend::kCpu);
}
inline std::string name_of_renderer(const ::testing::TestParamInfo<Backend>& tested) {
  return std::string(backend_name(tested.param));
}

}  // namespace vertexview::gpu
