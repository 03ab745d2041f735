#pragma once
// What the tests of this room share: a context, made-up clouds, and a renderer that is too plain to be wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "vertexview/camera/camera.hpp"
#include "vertexview/gpu/context.hpp"
#include "vertexview/gpu/frame.hpp"
#include "vertexview/gpu/point_renderer.hpp"
#include "vertexview/gpu/vertex_buffer.hpp"

namespace vertexview::gpu {

/// The context all tests of the program run in: EGL, or with VERTEXVIEW_TEST_CONTEXT=window that of a hidden
/// GLFW window, which needs a display. Error messages of OpenGL abort.
const DeviceInfo& test_context();

class GlTest : public ::testing::Test {
 protected:
  void SetUp() override { test_context(); }
};

/// With a renderer in it.
class RendererTest : public GlTest {
 protected:
  void SetUp() override;
  static Frame make_frame(Viewport viewport = {320, 240});

  std::optional<PointRenderer> renderer_;
};

/// Records in memory and a file over them.
struct Cloud {
  std::vector<ColoredVertex> vertices;

  [[nodiscard]] Dataset file() const;
  /// Uploaded whole.
  [[nodiscard]] VertexBuffer buffer() const;
};

/// The same numbers on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15U + 1) {}
  [[nodiscard]] std::uint32_t bits();
  /// In [low, high).
  [[nodiscard]] float between(float low, float high);

 private:
  std::uint64_t state_;
};

[[nodiscard]] ColoredVertex vertex_at(float x, float y, float z, Color color = {65535, 65535, 65535});
/// `count` points in the cube of half size `half` around `centre`.
[[nodiscard]] Cloud random_cube(std::size_t count, glm::vec3 centre, float half, std::uint64_t seed);

/// Rolling hills of about `count` points in scan order, as terrains come.
[[nodiscard]] Cloud hills(std::size_t count);

/// Looks along +y at `target` from `distance`.
[[nodiscard]] Camera camera_at(glm::dvec3 target, double distance);

/// What every pixel shows (0: background, else vertex + 1), vertex by vertex in double; of `size`, whose mode
/// is not adaptive.
[[nodiscard]] std::vector<std::uint64_t> reference_ids(const Cloud& cloud, const Camera& camera,
                                                       Viewport viewport, PointSize size = 1);

struct Comparison {
  double identical = 0;           ///< part of the pixels
  std::uint64_t unexplained = 0;  ///< neither a neighbouring pixel nor a tie of depths
};

/// Compares two id images of one cloud.
[[nodiscard]] Comparison compare_ids(const Cloud& cloud, const Camera& camera, Viewport viewport,
                                     const std::vector<std::uint64_t>& expected,
                                     const std::vector<std::uint64_t>& actual);

/// The colour of a pixel from the top left, as 0xRRGGBBAA.
[[nodiscard]] std::uint32_t rgba_at(const Image& image, int x, int y);
/// How many pixels show anything.
[[nodiscard]] std::size_t covered(const std::vector<std::uint64_t>& ids);

}  // namespace vertexview::gpu
