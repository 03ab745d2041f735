#include "vertexview/gpu/vertex_buffer.hpp"

#include <algorithm>
#include <string>

#include "vertexview/gpu/detail/buffer_state.hpp"

namespace vertexview::gpu {

using detail::Buffer;
using detail::VertexArray;

namespace {

// Large enough for a good copy rate, small enough to stay in the second-level cache.
constexpr std::uint64_t kStagingRecords = std::uint64_t{1} << 15;

VertexArray make_array(const Buffer& buffer) {
  auto array = VertexArray::create();
  glVertexArrayVertexBuffer(array.name(), 0, buffer.name(), 0, sizeof(ColoredVertex));
  glVertexArrayAttribFormat(array.name(), 0, 3, GL_FLOAT, GL_FALSE, offsetof(ColoredVertex, position));
  // Four components, the padding included: three 16-bit ones need a slower fetch on some GPUs. The shader
  // ignores the fourth.
  glVertexArrayAttribFormat(array.name(), 1, 4, GL_UNSIGNED_SHORT, GL_TRUE, offsetof(ColoredVertex, color));
  for (const GLuint attribute : {0U, 1U}) {
    glVertexArrayAttribBinding(array.name(), attribute, 0);
    glEnableVertexArrayAttrib(array.name(), attribute);
  }
  return array;
}

}  // namespace

VertexBuffer::VertexBuffer() = default;
VertexBuffer::VertexBuffer(VertexBuffer&&) noexcept = default;
VertexBuffer& VertexBuffer::operator=(VertexBuffer&&) noexcept = default;
VertexBuffer::~VertexBuffer() = default;

Result<VertexBuffer> VertexBuffer::create(VertexFile file) {
  VertexBuffer made;
  made.state_ = std::make_unique<State>();
  made.state_->file = std::move(file);
  return made;
}

Result<void> VertexBuffer::upload(std::uint64_t max_bytes) {
  State& state = *state_;
  std::uint64_t budget = std::max<std::uint64_t>(max_bytes / sizeof(ColoredVertex), 1);
  while (budget > 0 && !complete()) {
    const std::uint64_t index = state.resident / kChunkRecords;
    const std::uint64_t local = state.resident % kChunkRecords;
    if (index == state.chunks.size()) {
      const std::uint64_t records = std::min(kChunkRecords, size() - state.resident);
      const auto bytes = static_cast<GLsizeiptr>(records * sizeof(ColoredVertex));
      while (glGetError() != GL_NO_ERROR) {
      }
      auto buffer = Buffer::create();
      glNamedBufferStorage(buffer.name(), bytes, nullptr, GL_DYNAMIC_STORAGE_BIT);
      if (glGetError() != GL_NO_ERROR)
        return fail(ErrorCode::kOutOfMemory,
                    "no GPU memory for records " + std::to_string(state.resident) + " to " +
                        std::to_string(state.resident + records - 1) + " of " + std::to_string(size()) +
                        " (" + std::to_string(bytes) + " bytes)",
                    state.file.path());
      auto array = make_array(buffer);
      state.chunks.push_back({std::move(buffer), std::move(array), records});
      state.gpu_bytes += records * sizeof(ColoredVertex);
    }
    State::Chunk& chunk = state.chunks[index];
    const std::uint64_t count = std::min({budget, kStagingRecords, chunk.records - local});
    state.staging.resize(kStagingRecords);
    const std::span<ColoredVertex> staged(state.staging.data(), count);
    state.file.read(state.resident, staged);
    glNamedBufferSubData(chunk.buffer.name(), static_cast<GLintptr>(local * sizeof(ColoredVertex)),
                         static_cast<GLsizeiptr>(staged.size_bytes()), staged.data());
    state.resident += count;
    budget -= count;
  }
  if (complete()) state.staging = {};
  return {};
}

Result<void> VertexBuffer::upload_all() {
  return upload(~std::uint64_t{0});
}

std::uint64_t VertexBuffer::size() const noexcept {
  return state_->file.size();
}
std::uint64_t VertexBuffer::resident() const noexcept {
  return state_->resident;
}
std::uint64_t VertexBuffer::gpu_bytes() const noexcept {
  return state_->gpu_bytes;
}
const VertexFile& VertexBuffer::file() const noexcept {
  return state_->file;
}

}  // namespace vertexview::gpu
