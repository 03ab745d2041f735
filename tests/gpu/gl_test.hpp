#pragma once
// What the tests in tests/gpu share: a context, made-up datasets, and a renderer that is too plain to be
// wrong.
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

/// Returns the context in which all tests of the program run: EGL, or with VERTEXVIEW_TEST_CONTEXT=window
/// that of a hidden GLFW window, which needs a display. Error messages of OpenGL abort.
const DeviceInfo& test_context();

/// Returns whether Mesa's llvmpipe draws in that context, which can draw from memory of the process. Zink
/// over lavapipe is not that, although its name mentions it: it takes memory of its own, as a GPU does.
[[nodiscard]] bool is_llvmpipe();
/// Returns whether Mesa's zink draws, OpenGL on Vulkan.
[[nodiscard]] bool is_zink();

class GlTest : public ::testing::Test {
 protected:
  void SetUp() override { test_context(); }
  /// Waits until all is drawn, as a driver that compiles or draws on its own thread does not survive exit().
  ~GlTest() override;
};

/// A test with a renderer in that context.
class RendererTest : public GlTest {
 protected:
  void SetUp() override;
  static Frame make_frame(Viewport viewport = {320, 240});

  std::optional<PointRenderer> renderer_;
};

/// Records in memory and a dataset over them.
struct Cloud {
  std::vector<ColoredVertex> vertices;

  [[nodiscard]] Dataset file() const;
  /// Returns a buffer that holds all records: the driver draws from `vertices` itself where it can, and from
  /// memory on the GPU else.
  [[nodiscard]] VertexBuffer buffer() const;
};

/// Random numbers that are the same on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15U + 1) {}
  [[nodiscard]] std::uint32_t bits();
  /// Returns a number in [low, high).
  [[nodiscard]] float between(float low, float high);

 private:
  std::uint64_t state_;
};

[[nodiscard]] ColoredVertex vertex_at(float x, float y, float z, Color color = {65535, 65535, 65535});
/// Returns `count` points in the cube of half size `half` around `centre`.
[[nodiscard]] Cloud random_cube(std::size_t count, glm::vec3 centre, float half, std::uint64_t seed);

/// Returns rolling hills of about `count` points in scan order, as terrains come.
[[nodiscard]] Cloud hills(std::size_t count);

/// Returns a camera that looks along +y at `target` from `distance`.
[[nodiscard]] Camera camera_at(glm::dvec3 target, double distance);

/// Returns what every pixel shows (0: background, otherwise vertex + 1), computed vertex by vertex in double,
/// for points of `size`, whose mode is not adaptive.
[[nodiscard]] std::vector<std::uint64_t> reference_ids(const Cloud& cloud, const Camera& camera,
                                                       Viewport viewport, PointSize size = 1);

struct Comparison {
  double identical = 0;  ///< share of the pixels
  /// Different pixels whose vertices lie on no pixel's border and tie in no depth.
  std::uint64_t unexplained = 0;
};

/// Compares two id images of one dataset.
[[nodiscard]] Comparison compare_ids(const Cloud& cloud, const Camera& camera, Viewport viewport,
                                     const std::vector<std::uint64_t>& expected,
                                     const std::vector<std::uint64_t>& actual);

/// Returns the colour of a pixel, counted from the top left, as 0xRRGGBBAA.
[[nodiscard]] std::uint32_t rgba_at(const Image& image, int x, int y);
/// Returns how many pixels show a vertex.
[[nodiscard]] std::size_t covered(const std::vector<std::uint64_t>& ids);

}  // namespace vertexview::gpu
