#include "vertexview/gpu/device_rates.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <string>
#include <vector>

#include "shaders.hpp"
#include "vertexview/gpu/gl/gl_objects.hpp"
#include "vertexview/gpu/gl/program.hpp"

namespace vertexview::gpu {

namespace {

using detail::Buffer;

// The best of five tries is rarely one that the system interrupted.
constexpr int kTries = 5;
// Half a million invocations (256 in a group) keep a large GPU busy; each of them reads several places.
constexpr GLuint kReadGroups = 2048;

/// Returns the bytes per second of the fastest of kTries calls of `work`, after one more that only warms up.
template <class Work>
double rate(std::uint64_t bytes, Work&& work) {
  using Clock = std::chrono::steady_clock;
  double best = 0;
  for (int i = 0; i <= kTries; ++i) {
    glFinish();
    const auto begin = Clock::now();
    work();
    glFinish();
    const double seconds = std::max(std::chrono::duration<double>(Clock::now() - begin).count(), 1e-9);
    if (i > 0) best = std::max(best, static_cast<double>(bytes) / seconds);
  }
  return best;
}

/// Returns a buffer of `bytes`. Fails with kOutOfMemory.
Result<Buffer> make_buffer(std::uint64_t bytes, GLbitfield flags) {
  while (glGetError() != GL_NO_ERROR) {
  }
  auto buffer = Buffer::create();
  glNamedBufferStorage(buffer.name(), static_cast<GLsizeiptr>(bytes), nullptr, flags);
  if (glGetError() != GL_NO_ERROR)
    return fail(ErrorCode::kOutOfMemory,
                "no GPU memory for " + std::to_string(bytes) + " bytes to measure with");
  return buffer;
}

}  // namespace

Result<DeviceRates> measure_device_rates(std::uint64_t bytes) {
  constexpr GLbitfield kMapping = GL_MAP_WRITE_BIT | GL_MAP_PERSISTENT_BIT | GL_MAP_COHERENT_BIT;
  const auto size = static_cast<GLsizeiptr>(bytes);
  auto staging = make_buffer(bytes, kMapping | GL_CLIENT_STORAGE_BIT);
  if (!staging) return tl::unexpected(std::move(staging.error()));
  auto first = make_buffer(bytes, 0);
  if (!first) return tl::unexpected(std::move(first.error()));
  auto second = make_buffer(bytes, 0);
  if (!second) return tl::unexpected(std::move(second.error()));
  auto program =
      detail::build_program("the measure of reading", {{GL_COMPUTE_SHADER, {shaders::read_rate_comp}}});
  if (!program) return tl::unexpected(std::move(program.error()));

  void* const mapped = glMapNamedBufferRange(staging->name(), 0, size, kMapping);
  if (mapped == nullptr) return fail(ErrorCode::kOutOfMemory, "the staging memory cannot be mapped");
  std::memset(mapped, 0x5A, bytes);

  DeviceRates rates;
  rates.host_to_device =
      rate(bytes, [&] { glCopyNamedBufferSubData(staging->name(), first->name(), 0, 0, size); });
  rates.host_to_new = rate(bytes, [&] {
    const auto made = make_buffer(bytes, 0);
    if (made) glCopyNamedBufferSubData(staging->name(), made->name(), 0, 0, size);
  });
  rates.device_copy =
      rate(bytes, [&] { glCopyNamedBufferSubData(first->name(), second->name(), 0, 0, size); });
  glUnmapNamedBuffer(staging->name());

  glProgramUniform1ui(program->name(), 0, static_cast<GLuint>(bytes / 16));
  glBindBufferBase(GL_SHADER_STORAGE_BUFFER, 0, second->name());
  glBindBufferBase(GL_SHADER_STORAGE_BUFFER, 1, first->name());
  glUseProgram(program->name());
  rates.device_read = rate(bytes, [] { glDispatchCompute(kReadGroups, 1, 1); });
  glUseProgram(0);
  return rates;
}

void finish() {
  glFinish();
}

}  // namespace vertexview::gpu
