#include "vertexview/gpu/vertex_buffer.hpp"

#include "gpu/gl_test.hpp"

namespace vertexview::gpu {
namespace {

class VertexBufferTest : public GlTest {};

TEST_F(VertexBufferTest, emptyFile) {
  const Cloud cloud;
  auto made = VertexBuffer::create(cloud.file());
  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(made->size(), 0U);
  EXPECT_TRUE(made->complete());
  EXPECT_TRUE(made->upload(100).has_value());
  EXPECT_TRUE(made->upload_all().has_value());
  EXPECT_EQ(made->gpu_bytes(), 0U);
}

TEST_F(VertexBufferTest, uploadsInSteps) {
  const auto cloud = random_cube(1000, glm::vec3(0), 1, 1);
  auto made = VertexBuffer::create(cloud.file(), {.residency = Residency::kResident});
  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(made->resident(), 0U);
  // The workers take their time, but a step is never larger than asked for.
  const auto step = [&](std::uint64_t bytes) {
    const auto before = made->resident();
    while (made->resident() == before) ASSERT_TRUE(made->upload(bytes).has_value());
  };
  step(20 * 300);
  EXPECT_EQ(made->resident(), 300U);
  EXPECT_FALSE(made->complete());
  step(1);  // always at least one record, or it would never end
  EXPECT_EQ(made->resident(), 301U);
  ASSERT_TRUE(made->upload_all().has_value());
  EXPECT_TRUE(made->complete());
  EXPECT_EQ(made->gpu_bytes(), 20'000U);
  EXPECT_EQ(made->residency(), Residency::kResident);
}

TEST_F(VertexBufferTest, aLayoutThatIsConvertedIsCopiedForWhoeverNeedsIt) {
  if (!test_context().software) GTEST_SKIP() << "a GPU always needs the copy";
  const auto cloud = random_cube(50'000, glm::vec3(0), 0.5F, 3);
  auto doubled = cloud;
  for (auto& vertex : doubled.vertices) vertex.position.x *= 2;
  auto layout = Layout::canonical();
  layout.placement.scale = {2, 1, 1};
  const auto file = Dataset::over(std::as_bytes(std::span(cloud.vertices)), {.layout = layout});
  ASSERT_TRUE(file.has_value()) << describe(file.error());
  ASSERT_FALSE(file->layout().is_canonical());
  auto buffer = VertexBuffer::create(*file);
  ASSERT_TRUE(buffer.has_value());
  EXPECT_TRUE(buffer->complete());
  EXPECT_EQ(buffer->gpu_bytes(), 0U);

  auto renderer = PointRenderer::create();
  ASSERT_TRUE(renderer.has_value());
  const auto camera = camera_at({0, 0, 0}, 3);
  const Viewport viewport{160, 120};
  const DrawnDataset clouds[] = {{&*buffer}};
  const auto expected = reference_ids(doubled, camera, viewport);
  for (const auto kind : {Backend::kCpu, Backend::kPoints, Backend::kCompute}) {
    if (!renderer->prepare(kind)) continue;
    auto frame = Frame::create(viewport);
    ASSERT_TRUE(frame.has_value());
    bool converged = false;
    for (int draws = 0; draws < 1000 && !converged; ++draws)
      converged = renderer->draw(camera, clouds, {.backend = kind}, *frame).converged;
    EXPECT_TRUE(converged) << backend_name(kind);
    const auto compared = compare_ids(doubled, camera, viewport, expected, frame->read_ids());
    EXPECT_GE(compared.identical, 0.999) << backend_name(kind);
    if (kind == Backend::kCpu) {
      EXPECT_EQ(buffer->gpu_bytes(), 0U) << "it reads the file itself";
    }
  }
  EXPECT_GT(buffer->gpu_bytes(), 0U);
}

TEST_F(VertexBufferTest, theFileStaysReachable) {
  const auto cloud = random_cube(10, glm::vec3(0), 1, 1);
  auto buffer = cloud.buffer();
  EXPECT_EQ(buffer.file()[7].vertex(), cloud.vertices[7].vertex());
}

}  // namespace
}  // namespace vertexview::gpu
