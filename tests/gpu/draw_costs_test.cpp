// What drawing takes, and which renderer follows from it.
#include "vertexview/gpu/draw_costs.hpp"

#include <algorithm>
#include <cmath>

#include "gpu/gl_test.hpp"

namespace vertexview::gpu {
namespace {

DrawCosts costs_of(double points, double compute, double cpu) {
  return {.backend_ms = {DrawCosts::kNever, points, compute, cpu}};
}

TEST(DrawCosts, theFastestIsPreferred) {
  EXPECT_EQ(costs_of(9, 3, 1).fastest(Backend::kCompute), Backend::kCpu);
  EXPECT_EQ(costs_of(1, 3, 9).fastest(Backend::kCpu), Backend::kPoints);
  EXPECT_EQ(costs_of(2, 1, 1.5).fastest(Backend::kPoints), Backend::kCompute);
  EXPECT_EQ(costs_of(3, 1.1, 1).fastest(Backend::kPoints), Backend::kCpu)
      << "of those that are clearly faster";
}

TEST(DrawCosts, whatIsHardlyFasterIsNot) {
  EXPECT_EQ(costs_of(1.0, 1.2, 9).fastest(Backend::kCompute), Backend::kCompute);
  EXPECT_EQ(costs_of(0.9, 1.2, 9).fastest(Backend::kCompute), Backend::kPoints);
}

TEST(DrawCosts, whatIsNotThereIsNeverChosen) {
  EXPECT_EQ(costs_of(5, DrawCosts::kNever, 4.5).fastest(Backend::kCompute), Backend::kCpu);
  EXPECT_EQ(DrawCosts().fastest(Backend::kPoints), Backend::kPoints) << "nothing could be measured";
}

class DrawCostsTest : public GlTest {};

TEST_F(DrawCostsTest, everyRendererIsMeasured) {
  auto renderer = PointRenderer::create();
  ASSERT_TRUE(renderer.has_value());
  DrawCostMeter meter;
  std::optional<DrawCosts> costs;
  int steps = 0;
  for (; !costs; ++steps) {
    ASSERT_LT(steps, 1000);
    auto stepped = meter.step(*renderer);
    ASSERT_TRUE(stepped.has_value()) << describe(stepped.error());
    costs = *stepped;
  }
  EXPECT_GT(steps, 10);
  EXPECT_EQ(costs->of(Backend::kAutomatic), DrawCosts::kNever);
  for (const Backend kind : {Backend::kPoints, Backend::kCompute, Backend::kCpu}) {
    EXPECT_EQ(std::isfinite(costs->of(kind)), renderer->prepare(kind).has_value()) << backend_name(kind);
    EXPECT_GT(costs->of(kind), 0) << backend_name(kind);
  }
}

TEST_F(DrawCostsTest, automaticDrawsWithTheOnePreferred) {
  auto renderer = PointRenderer::create();
  ASSERT_TRUE(renderer.has_value());
  const auto cloud = random_cube(100, {0, 0, 0}, 1, 3);
  auto buffer = cloud.buffer();
  const DrawnDataset clouds[] = {{&buffer}};
  auto frame = Frame::create({64, 64});
  ASSERT_TRUE(frame.has_value());
  for (const Backend kind : {Backend::kPoints, Backend::kCompute, Backend::kCpu}) {
    ASSERT_TRUE(renderer->prefer(kind).has_value()) << backend_name(kind);
    EXPECT_EQ(renderer->preferred(), kind);
    EXPECT_EQ(renderer->draw(camera_at({0, 0, 0}, 5), clouds, {}, *frame).backend, kind);
  }
}

}  // namespace
}  // namespace vertexview::gpu
