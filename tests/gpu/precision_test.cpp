#include <algorithm>
#include <bit>
#include <cmath>

#include "gpu/gl_test.hpp"
#include "shaders.hpp"
#include "vertexview/gpu/gl/program.hpp"
#include "vertexview/gpu/points/view_uniforms.hpp"

namespace vertexview::gpu {
namespace {

class Precision : public GlTest {};

constexpr std::string_view kCapture = R"(
layout(local_size_x = 64) in;
layout(std430, binding = 0) readonly buffer Records { float records[]; };
layout(std430, binding = 1) writeonly buffer Windows { vec2 windows[]; };
void main() {
  uint i = gl_GlobalInvocationID.x;
  windows[i] = look_at(vec3(records[5 * i], records[5 * i + 1], records[5 * i + 2])).window;
}
)";

/// Returns where the shaders' shared transform puts the vertices of `cloud`.
std::vector<glm::vec2> windows_of(const Cloud& cloud, const Camera& camera, Viewport viewport) {
  const auto program = detail::build_program(
      "the capture",
      {{GL_COMPUTE_SHADER, {shaders::reciprocal, shaders::depth, shaders::transform, kCapture}}});
  EXPECT_TRUE(program.has_value()) << program.error().message;
  detail::set_view(*program, detail::view_transform(camera, viewport));
  const auto records = detail::Buffer::create();
  const auto windows = detail::Buffer::create();
  std::vector<glm::vec2> out(cloud.vertices.size());
  const auto bytes = static_cast<GLsizeiptr>(out.size() * sizeof(out[0]));
  glNamedBufferStorage(records.name(), static_cast<GLsizeiptr>(cloud.vertices.size() * sizeof(ColoredVertex)),
                       cloud.vertices.data(), 0);
  glNamedBufferStorage(windows.name(), bytes, nullptr, 0);
  glBindBufferBase(GL_SHADER_STORAGE_BUFFER, 0, records.name());
  glBindBufferBase(GL_SHADER_STORAGE_BUFFER, 1, windows.name());
  glUseProgram(program->name());
  glDispatchCompute(static_cast<GLuint>(out.size() / 64), 1, 1);
  glMemoryBarrier(GL_BUFFER_UPDATE_BARRIER_BIT);
  glGetNamedBufferSubData(windows.name(), 0, bytes, out.data());
  glUseProgram(0);
  return out;
}

double error_at_p99(const Cloud& cloud, const Camera& camera, Viewport viewport) {
  const auto windows = windows_of(cloud, camera, viewport);
  std::vector<double> errors;
  for (std::size_t i = 0; i < windows.size(); ++i) {
    const Vector& p = cloud.vertices[i].position;
    const auto exact = camera.project(viewport, {p.x, p.y, p.z});
    if (!exact || exact->pixel.x < 0 || exact->pixel.x >= viewport.width || exact->pixel.y < 0 ||
        exact->pixel.y >= viewport.height)
      continue;
    errors.push_back(std::hypot(exact->pixel.x - static_cast<double>(windows[i].x),
                                exact->pixel.y - static_cast<double>(windows[i].y)));
  }
  EXPECT_GT(errors.size(), windows.size() / 4);
  const auto p99 = errors.begin() + static_cast<std::ptrdiff_t>(errors.size() * 99 / 100);
  std::nth_element(errors.begin(), p99, errors.end());
  return *p99;
}

TEST_F(Precision, nearTheOrigin) {
  const auto cloud = random_cube(64 * 256, glm::vec3(0), 1, 1);
  EXPECT_LT(error_at_p99(cloud, camera_at({0.1, 0.2, 0.3}, 3), {1280, 720}), 0.01);
}

TEST_F(Precision, atFourMillion) {
  const glm::vec3 centre(4e6F, -4e6F, 4e6F);
  const auto cloud = random_cube(64 * 256, centre, 100, 2);
  // An eye that no float can hold.
  const auto camera =
      camera_at(glm::dvec3(centre) + glm::dvec3(0.123456789, 0.987654321, 0.555555555), 230.123456);
  EXPECT_LT(error_at_p99(cloud, camera, {1280, 720}), 0.01);
}

TEST_F(Precision, atFourMillionOrthographic) {
  const glm::vec3 centre(4e6F, 4e6F, -4e6F);
  const auto cloud = random_cube(64 * 256, centre, 100, 3);
  auto camera = camera_at(glm::dvec3(centre) + glm::dvec3(0.3, 0.7, 0.1), 230.7);
  camera.orthographic = true;
  EXPECT_LT(error_at_p99(cloud, camera, {1280, 720}), 0.01);
}

TEST_F(Precision, theSmallestMoveShowsAtFourMillion) {
  // A quarter of a pixel of camera motion must move the picture by a quarter of a pixel, not jump or stand.
  const glm::vec3 centre(4e6F, 4e6F, 4e6F);
  const auto cloud = random_cube(64, centre, 10, 4);
  const Viewport viewport{1280, 720};
  auto camera = camera_at(glm::dvec3(centre), 1000);
  const double pixel = camera.height_at_target() / viewport.height;
  const auto before = windows_of(cloud, camera, viewport);
  camera.eye.x += pixel / 4;
  camera.target.x += pixel / 4;
  const auto after = windows_of(cloud, camera, viewport);
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_NEAR(before[i].x - after[i].x, 0.25, 0.01);
    EXPECT_NEAR(before[i].y - after[i].y, 0, 0.01);
  }
}

constexpr std::string_view kReciprocals = R"(
layout(local_size_x = 64) in;
layout(std430, binding = 0) buffer Values { float values[]; };
void main() {
  uint i = gl_GlobalInvocationID.x;
  values[i] = reciprocal(values[i]);
}
)";
TEST_F(Precision, reciprocalsAreThoseOfTheProcessor) {
  Random random(5);
  std::vector<float> values(std::size_t{64} << 14);
  for (float& value : values) {
    // Any normal number whose reciprocal is one: exponents from 1 to 252, and any fraction.
    const std::uint32_t exponent = 1 + random.bits() % 252;
    value = std::bit_cast<float>(exponent << 23 | (random.bits() & 0x007F'FFFF));
  }
  values[0] = 1;
  values[1] = std::nextafter(1.0F, 2.0F);
  values[2] = std::nextafter(2.0F, 1.0F);
  values[3] = 3;
  const auto program = detail::build_program(
      "the reciprocals",
      {{GL_COMPUTE_SHADER, {shaders::reciprocal, shaders::depth, shaders::transform, kReciprocals}}});
  ASSERT_TRUE(program.has_value()) << program.error().message;
  const auto buffer = detail::Buffer::create();
  const auto bytes = static_cast<GLsizeiptr>(values.size() * sizeof(float));
  glNamedBufferStorage(buffer.name(), bytes, values.data(), 0);
  glBindBufferBase(GL_SHADER_STORAGE_BUFFER, 0, buffer.name());
  glUseProgram(program->name());
  glDispatchCompute(static_cast<GLuint>(values.size() / 64), 1, 1);
  glMemoryBarrier(GL_BUFFER_UPDATE_BARRIER_BIT);
  glUseProgram(0);
  std::vector<float> found(values.size());
  glGetNamedBufferSubData(buffer.name(), 0, bytes, found.data());
  std::size_t other = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const float exact = 1 / values[i];
    EXPECT_LE(std::abs(std::bit_cast<std::int32_t>(found[i]) - std::bit_cast<std::int32_t>(exact)), 1)
        << values[i];
    other += found[i] == exact ? 0U : 1U;
  }
  // A step of Newton's method leaves a few reciprocals in a million that lie next to half-way between floats.
  EXPECT_LE(other, values.size() / 100'000);
}

}  // namespace
}  // namespace vertexview::gpu
