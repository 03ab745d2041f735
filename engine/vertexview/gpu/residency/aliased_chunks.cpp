#include "vertexview/gpu/residency/aliased_chunks.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <string_view>

#include "vertexview/io/fault_guard.hpp"
#include "vertexview/memory/printable.hpp"

namespace vertexview::gpu::detail {

namespace {

/// Returns a buffer whose memory is `bytes`, or an empty one when the driver refuses.
Buffer alias(std::span<const std::byte> bytes) {
  while (glGetError() != GL_NO_ERROR) {
  }
  auto buffer = Buffer::create();
  glBindBuffer(GL_EXTERNAL_VIRTUAL_MEMORY_BUFFER_AMD, buffer.name());
  // The driver only reads from the buffer, because no code here writes to it.
  glBufferData(GL_EXTERNAL_VIRTUAL_MEMORY_BUFFER_AMD, static_cast<GLsizeiptr>(bytes.size()), bytes.data(),
               GL_STATIC_DRAW);
  glBindBuffer(GL_EXTERNAL_VIRTUAL_MEMORY_BUFFER_AMD, 0);
  if (glGetError() != GL_NO_ERROR) return {};
  return buffer;
}

/// Returns whether the driver reads from `record` itself, not from a copy, and finds there what it holds.
bool trial(std::span<const std::byte> record) {
  const auto size = static_cast<GLsizeiptr>(record.size());
  const auto aliased = alias(record);
  if (!aliased) return false;
  const void* seen = glMapNamedBufferRange(aliased.name(), 0, size, GL_MAP_READ_BIT);
  if (seen != nullptr) glUnmapNamedBuffer(aliased.name());
  if (seen != record.data()) return false;
  const auto copy = Buffer::create();
  glNamedBufferStorage(copy.name(), size, nullptr, 0);
  glCopyNamedBufferSubData(aliased.name(), copy.name(), 0, 0, size);
  std::array<std::byte, sizeof(ColoredVertex)> back{};
  glGetNamedBufferSubData(copy.name(), 0, size, back.data());
  glFinish();
  return glGetError() == GL_NO_ERROR && std::memcmp(back.data(), record.data(), record.size()) == 0;
}

}  // namespace

AliasedChunks::AliasedChunks(const Dataset& file)
    : ChunkStore(file.size(), kChunkRecords), file_(file), buffers_(chunk_count()) {}

AliasedChunks::~AliasedChunks() {
  const bool drawn =
      std::any_of(buffers_.begin(), buffers_.end(), [](const Buffer& buffer) { return bool{buffer}; });
  // The threads of llvmpipe may still read the records, which end after this store.
  if (drawn) glFinish();
}

Result<std::unique_ptr<ChunkStore>> AliasedChunks::create(const Dataset& file) {
  const auto* text = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
  const std::string_view renderer = text == nullptr ? "" : text;
  if (!renderer.starts_with("llvmpipe") || GLAD_GL_AMD_pinned_memory == 0)
    return fail(ErrorCode::kDevice, std::string(renderer) + " cannot draw from memory in place", file.path());
  const auto streams = file.records().streams();
  if (std::ranges::any_of(streams, [](const RecordStream& s) { return fault_guard::watches(s.data); }))
    return fail(ErrorCode::kDevice,
                "a mapped file is not drawn in place, because the driver's threads could not survive that it "
                "becomes shorter",
                file.path());
  if (file.converter() != nullptr)
    return fail(ErrorCode::kDevice,
                "the layout " + in_quotes(file.layout().schema.format) +
                    " must be converted, so the records cannot be drawn in place",
                file.path());
  if (!file.empty() && !trial(file.bytes()->first(sizeof(ColoredVertex))))
    return fail(ErrorCode::kDevice, std::string(renderer) + " did not draw from memory in place when tried",
                file.path());
  return std::unique_ptr<ChunkStore>(new AliasedChunks(file));
}

Chunk AliasedChunks::acquire(std::uint64_t index) {
  const std::uint64_t first = index * chunk_records();
  const std::uint64_t count = share(index);
  auto& buffer = buffers_[index];
  if (!buffer) {
    const auto bytes = file_.bytes()->subspan(first * sizeof(ColoredVertex), count * sizeof(ColoredVertex));
    buffer = alias(bytes);
    if (!buffer) {
      // The driver refuses this part after all: a copy gives the same picture, later.
      buffer = Buffer::create();
      glNamedBufferData(buffer.name(), static_cast<GLsizeiptr>(bytes.size()), bytes.data(), GL_STATIC_DRAW);
      copied_bytes_ += bytes.size();
    }
  }
  return {buffer.name(), first, count};
}

}  // namespace vertexview::gpu::detail
