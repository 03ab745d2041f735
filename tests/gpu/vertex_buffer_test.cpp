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

TEST_F(VertexBufferTest, theFileStaysReachable) {
  const auto cloud = random_cube(10, glm::vec3(0), 1, 1);
  const auto buffer = cloud.buffer();
  EXPECT_EQ(buffer.file()[7].vertex(), cloud.vertices[7].vertex());
}

}  // namespace
}  // namespace vertexview::gpu
