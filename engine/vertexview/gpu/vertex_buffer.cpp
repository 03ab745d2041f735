#include "vertexview/gpu/vertex_buffer.hpp"

#include <atomic>
#include <chrono>
#include <string>

#include "vertexview/gpu/context.hpp"
#include "vertexview/gpu/gl/device_memory.hpp"
#include "vertexview/gpu/residency/aliased_chunks.hpp"
#include "vertexview/gpu/residency/deferred_chunks.hpp"
#include "vertexview/gpu/residency/resident_dataset.hpp"
#include "vertexview/gpu/residency/staged_chunks.hpp"

namespace vertexview::gpu {

using detail::ChunkStore;
using detail::VertexArray;

namespace {

/// Returns a vertex array for canonical records, without a buffer yet.
VertexArray make_array() {
  auto array = VertexArray::create();
  glVertexArrayAttribFormat(array.name(), 0, 3, GL_FLOAT, GL_FALSE, offsetof(ColoredVertex, position));
  // The rest of the record as two words, the padding included: three 16-bit components need a slower fetch on
  // some GPUs, and what the words mean depends on the shading.
  glVertexArrayAttribIFormat(array.name(), 1, 2, GL_UNSIGNED_INT, offsetof(ColoredVertex, color));
  for (const GLuint attribute : {0U, 1U}) {
    glVertexArrayAttribBinding(array.name(), attribute, 0);
    glEnableVertexArrayAttrib(array.name(), attribute);
  }
  return array;
}

/// Returns the first store of those that `options` allow which works for `file` and fits.
Result<std::unique_ptr<ChunkStore>> make_chunks(const Dataset& file, const VertexBuffer::Options& options) {
  const bool alias = options.residency == Residency::kAliased ||
                     (options.residency == Residency::kAutomatic && !options.gpu_budget);
  if (alias) {
    auto aliased = detail::AliasedChunks::create(file);
    if (aliased || options.residency == Residency::kAliased) return aliased;
  }
  const std::uint64_t budget = options.residency == Residency::kResident ? ~std::uint64_t{0}
                               : options.gpu_budget                      ? *options.gpu_budget
                                                                         : detail::free_device_memory() / 2;
  // A software driver clears new memory on the calling thread, which took 36 ms for a chunk of kChunkRecords
  // where it was tried. Chunks of this many records are an eighth of that.
  constexpr std::uint64_t kClearedAtOnce = std::uint64_t{1} << 19;
  const auto plan =
      detail::plan_pool(file.size(), budget, device_info().software ? kClearedAtOnce : detail::kChunkRecords);
  if (!plan) {
    Error error = plan.error();
    error.path = file.path();
    return tl::unexpected(std::move(error));
  }
  if (alias && device_info().software) return std::make_unique<detail::DeferredChunks>(file, *plan);
  return std::make_unique<detail::StagedChunks>(file, *plan);
}

}  // namespace

VertexBuffer::VertexBuffer() = default;
VertexBuffer::VertexBuffer(VertexBuffer&&) noexcept = default;
VertexBuffer& VertexBuffer::operator=(VertexBuffer&&) noexcept = default;
VertexBuffer::~VertexBuffer() = default;

Result<VertexBuffer> VertexBuffer::create(Dataset file, const Options& options) {
  VertexBuffer made;
  made.resident_ = std::make_unique<detail::ResidentDataset>();
  static std::atomic<std::uint64_t> serials{0};
  made.resident_->serial = ++serials;
  made.resident_->file = std::move(file);
  auto chunks = make_chunks(made.resident_->file, options);
  if (!chunks) return tl::unexpected(std::move(chunks.error()));
  made.resident_->chunks = *std::move(chunks);
  made.resident_->chunks->set_when_read(options.when_read);
  made.resident_->array = make_array();
  return made;
}

Result<void> VertexBuffer::upload(std::uint64_t max_bytes) {
  return resident_->chunks->upload(max_bytes);
}

bool VertexBuffer::reading() const noexcept {
  return resident_->chunks->reading();
}

void VertexBuffer::wait(std::chrono::milliseconds at_most) {
  resident_->chunks->wait(at_most);
}

Result<void> VertexBuffer::upload_all() {
  // How long to sleep at most before looking again; wait() returns earlier when there is something to do.
  constexpr std::chrono::milliseconds kPatience{100};
  while (!complete()) {
    if (auto moved = upload(~std::uint64_t{0}); !moved) return moved;
    if (!complete()) wait(kPatience);
  }
  return {};
}

std::uint64_t VertexBuffer::size() const noexcept {
  return resident_->file.size();
}
std::uint64_t VertexBuffer::resident() const noexcept {
  return resident_->chunks->resident();
}
std::uint64_t VertexBuffer::gpu_bytes() const noexcept {
  return resident_->chunks->gpu_bytes();
}
Residency VertexBuffer::residency() const noexcept {
  return resident_->chunks->residency();
}
const std::string& VertexBuffer::notice() const& noexcept {
  return resident_->chunks->notice();
}
const Dataset& VertexBuffer::file() const& noexcept {
  return resident_->file;
}

}  // namespace vertexview::gpu
