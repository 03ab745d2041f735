#include "gpu/gl_test.hpp"

#include <glad/gl.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>

namespace vertexview::gpu {

namespace {

struct TestContext {
  std::optional<HeadlessContext> headless;
  GLFWwindow* window = nullptr;
  DeviceInfo info;
};

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "no context to test in: %s\n", why.c_str());
  std::abort();
}

TestContext make_context() {
  TestContext made;
  const char* wanted = std::getenv("VERTEXVIEW_TEST_CONTEXT");
  if (wanted != nullptr && std::string_view(wanted) == "window") {
    if (glfwInit() != GLFW_TRUE) give_up("glfwInit failed");
    glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 4);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 5);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_DEBUG_CONTEXT, GLFW_TRUE);
    made.window = glfwCreateWindow(64, 64, "vertexview test", nullptr, nullptr);
    if (made.window == nullptr) give_up("no window");
    glfwMakeContextCurrent(made.window);
    auto info = load_gl(glfwGetProcAddress, true);
    if (!info) give_up(describe(info.error()));
    made.info = *info;
  } else {
    auto context = HeadlessContext::create(true);
    if (!context) give_up(describe(context.error()));
    made.info = context->info();
    made.headless = std::move(*context);
  }
  std::printf("context: %s, %s, %s\n", made.window != nullptr ? "window" : "EGL", made.info.name.c_str(),
              made.info.version.c_str());
  return made;
}

}  // namespace

GlTest::~GlTest() {
  glFinish();
}

void RendererTest::SetUp() {
  GlTest::SetUp();
  auto made = PointRenderer::create();
  ASSERT_TRUE(made.has_value()) << describe(made.error());
  renderer_ = std::move(*made);
}

Frame RendererTest::make_frame(Viewport viewport) {
  auto made = Frame::create(viewport);
  EXPECT_TRUE(made.has_value()) << describe(made.error());
  return *std::move(made);
}

const DeviceInfo& test_context() {
  // The context is never destroyed: objects of tests may outlive any order that we could choose.
  static const TestContext* const context = new TestContext(make_context());
  return context->info;
}

bool is_llvmpipe() {
  return test_context().name.starts_with("llvmpipe");
}

bool is_zink() {
  return test_context().name.starts_with("zink");
}

Dataset Cloud::file() const {
  auto opened = Dataset::over(std::as_bytes(std::span(vertices)), {});
  if (!opened) ADD_FAILURE() << describe(opened.error());
  return opened ? *opened : Dataset();
}

VertexBuffer Cloud::buffer() const {
  auto made =
      VertexBuffer::create(file(), {.residency = is_llvmpipe() ? Residency::kAliased : Residency::kResident});
  EXPECT_TRUE(made.has_value());
  EXPECT_TRUE(made->upload_all().has_value());
  return *std::move(made);
}

std::uint32_t Random::bits() {
  // Marsaglia's xorshift with a multiplier.
  state_ ^= state_ >> 12;
  state_ ^= state_ << 25;
  state_ ^= state_ >> 27;
  return static_cast<std::uint32_t>((state_ * 0x2545F4914F6CDD1DU) >> 32);
}

float Random::between(float low, float high) {
  return low + (high - low) * static_cast<float>(bits() >> 8) * 0x1p-24F;
}

ColoredVertex vertex_at(float x, float y, float z, Color color) {
  return {{x, y, z}, color, 0xBEEF};
}

Cloud random_cube(std::size_t count, glm::vec3 centre, float half, std::uint64_t seed) {
  Random random(seed);
  Cloud cloud;
  cloud.vertices.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const float x = centre.x + random.between(-half, half);
    const float y = centre.y + random.between(-half, half);
    const float z = centre.z + random.between(-half, half);
    const auto color = random.bits();
    cloud.vertices.push_back(
        vertex_at(x, y, z,
                  {static_cast<std::uint16_t>(color), static_cast<std::uint16_t>(color >> 8),
                   static_cast<std::uint16_t>(color >> 16)}));
  }
  return cloud;
}

Cloud hills(std::size_t count) {
  const auto side = static_cast<std::size_t>(std::sqrt(static_cast<double>(count)));
  Cloud cloud;
  cloud.vertices.reserve(side * side);
  for (std::size_t row = 0; row < side; ++row)
    for (std::size_t column = 0; column < side; ++column) {
      const float x = static_cast<float>(column) / static_cast<float>(side) * 2 - 1;
      const float y = static_cast<float>(row) / static_cast<float>(side) * 2 - 1;
      const float z = 0.2F * std::sin(4 * x) * std::cos(5 * y);
      const auto shade = static_cast<std::uint16_t>(30000 + 100000 * z);
      cloud.vertices.push_back(vertex_at(x, y, z, {shade, 30000, 20000}));
    }
  return cloud;
}

Camera camera_at(glm::dvec3 target, double distance) {
  Camera camera;
  camera.target = target;
  camera.eye = target - glm::dvec3(0, distance, 0);
  return camera;
}

namespace {

/// Returns the diameter in pixels, from how far apart two points a unit apart are seen.
int diameter_at(const Camera& camera, Viewport viewport, const glm::dvec3& position, const Projected& seen,
                const PointSize& size) {
  double pixels = static_cast<double>(size.value);
  if (size.mode == PointSize::Mode::kWorld)
    pixels *= camera.project(viewport, position + camera.right())->pixel.x - seen.pixel.x;
  return static_cast<int>(std::clamp(std::floor(pixels + 0.5), 1.0, 64.0));
}

/// Returns whether a point of this diameter covers the pixel that is (x, y) away from its vertex's pixel.
bool covers(int diameter, int x, int y) {
  if (diameter < 3) return x >= 0 && y >= 0 && x < diameter && y < diameter;
  const double middle = diameter % 2 == 0 ? 0.5 : 0;
  return std::hypot(x - middle, y - middle) <= diameter / 2.0;
}

}  // namespace

std::vector<std::uint64_t> reference_ids(const Cloud& cloud, const Camera& camera, Viewport viewport,
                                         PointSize size) {
  const auto pixels = static_cast<std::size_t>(viewport.width) * static_cast<std::size_t>(viewport.height);
  std::vector<std::uint64_t> ids(pixels, 0);
  std::vector<double> depths(pixels, std::numeric_limits<double>::infinity());
  for (std::size_t i = 0; i < cloud.vertices.size(); ++i) {
    const Vector& p = cloud.vertices[i].position;
    const auto seen = camera.project(viewport, {p.x, p.y, p.z});
    if (!seen) continue;
    const double x = std::floor(seen->pixel.x);
    const double y = std::floor(seen->pixel.y);
    if (!(x >= 0 && x < viewport.width && y >= 0 && y < viewport.height)) continue;
    const int diameter = diameter_at(camera, viewport, {p.x, p.y, p.z}, *seen, size);
    for (int dy = -diameter; dy <= diameter; ++dy)
      for (int dx = -diameter; dx <= diameter; ++dx) {
        const int column = static_cast<int>(x) + dx;
        const int row = static_cast<int>(y) + dy;
        if (!covers(diameter, dx, dy) || column < 0 || row < 0 || column >= viewport.width ||
            row >= viewport.height)
          continue;
        const auto at = static_cast<std::size_t>(row) * static_cast<std::size_t>(viewport.width) +
                        static_cast<std::size_t>(column);
        if (!(seen->depth < depths[at])) continue;
        depths[at] = seen->depth;
        ids[at] = i + 1;
      }
  }
  return ids;
}

Comparison compare_ids(const Cloud& cloud, const Camera& camera, Viewport viewport,
                       const std::vector<std::uint64_t>& expected, const std::vector<std::uint64_t>& actual) {
  Comparison result;
  if (expected.size() != actual.size()) {
    ADD_FAILURE() << "images of " << expected.size() << " and " << actual.size() << " pixels";
    return result;
  }
  const auto projected = [&](std::uint64_t id) -> std::optional<Projected> {
    if (id == 0 || id > cloud.vertices.size()) return std::nullopt;
    const Vector& p = cloud.vertices[id - 1].position;
    return camera.project(viewport, {p.x, p.y, p.z});
  };
  // A vertex within a hundredth of a pixel of the border may fall on either side.
  const auto on_border = [&](const std::optional<Projected>& seen) {
    if (!seen) return false;
    const glm::dvec2 off = seen->pixel - glm::round(seen->pixel);
    return std::abs(off.x) < 0.01 || std::abs(off.y) < 0.01;
  };
  std::uint64_t same = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (expected[i] == actual[i]) {
      ++same;
      continue;
    }
    const auto a = projected(expected[i]);
    const auto b = projected(actual[i]);
    const bool tie = a && b && std::abs(a->depth - b->depth) <= 1e-6 * std::abs(a->depth);
    if (!tie && !on_border(a) && !on_border(b)) ++result.unexplained;
  }
  result.identical = static_cast<double>(same) / static_cast<double>(expected.size());
  return result;
}

std::uint32_t rgba_at(const Image& image, int x, int y) {
  const std::uint8_t* p =
      image.rgba.data() +
      (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(x)) * 4;
  return std::uint32_t{p[0]} << 24 | std::uint32_t{p[1]} << 16 | std::uint32_t{p[2]} << 8 | p[3];
}

std::size_t covered(const std::vector<std::uint64_t>& ids) {
  return static_cast<std::size_t>(
      std::count_if(ids.begin(), ids.end(), [](std::uint64_t id) { return id != 0; }));
}

}  // namespace vertexview::gpu
