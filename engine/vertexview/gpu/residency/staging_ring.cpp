#include "vertexview/gpu/residency/staging_ring.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <string>
#include <utility>

#include "vertexview/task/own_threads.hpp"

namespace vertexview::gpu::detail {

namespace {

// One thread saturates neither the disk nor memory; four come close to both, and more of them would take
// cores away from drawing.
std::uint64_t worker_count(std::uint64_t slots) {
  return std::min<std::uint64_t>(std::clamp(std::thread::hardware_concurrency(), 1U, 4U), slots);
}

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr ColoredVertex kLost{{kNan, kNan, kNan}, {}, 0};

/// Tells the system which part of the file comes next, so that the disk reads ahead of the conversion.
void prefetch(const Dataset& file, std::uint64_t first, std::uint64_t count) {
  file.records().advise(AccessHint::kWillNeed, first, count);
}

/// Reads records as Dataset::fetch() does. An exception would end the program, because nobody can catch it on
/// a thread of the ring.
Result<void> fetch(const Dataset& file, std::uint64_t first, std::span<ColoredVertex> out) noexcept {
  try {
    return file.fetch(first, out);
  } catch (...) {  // only memory can be missing; the text is so short that it needs none
    return tl::unexpected(Error{ErrorCode::kOutOfMemory, "out of memory"});
  }
}

}  // namespace

StagingRing::StagingRing(const Dataset& file, std::uint64_t slot_records, std::uint64_t slots)
    : file_(file), slot_records_(slot_records), slots_(slots) {}

Result<std::unique_ptr<StagingRing>> StagingRing::create(const Dataset& file, std::uint64_t slot_records,
                                                         std::uint64_t slots,
                                                         std::function<void()> when_read) {
  std::unique_ptr<StagingRing> ring(new StagingRing(file, slot_records, slots));
  ring->when_read_ = std::move(when_read);
  constexpr GLbitfield kAccess = GL_MAP_WRITE_BIT | GL_MAP_PERSISTENT_BIT | GL_MAP_COHERENT_BIT;
  const auto bytes = static_cast<GLsizeiptr>(ring->bytes());
  while (glGetError() != GL_NO_ERROR) {
  }
  ring->buffer_ = Buffer::create();
  glNamedBufferStorage(ring->buffer_.name(), bytes, nullptr, kAccess | GL_CLIENT_STORAGE_BIT);
  if (glGetError() == GL_NO_ERROR)
    ring->mapped_ =
        static_cast<ColoredVertex*>(glMapNamedBufferRange(ring->buffer_.name(), 0, bytes, kAccess));
  if (ring->mapped_ == nullptr)
    return fail(ErrorCode::kOutOfMemory, "no staging memory of " + std::to_string(bytes) + " bytes",
                file.path());
  ring->workers_ = start_own_threads(worker_count(slots),
                                     [raw = ring.get()](const std::stop_token& stop) { raw->work(stop); });
  return ring;
}

StagingRing::~StagingRing() {
  workers_.clear();  // stops and joins the workers: the buffer may only be unmapped when nobody writes to it
  for (const Slot& used : slots_)
    if (used.copies != nullptr) glDeleteSync(used.copies);
  if (mapped_ != nullptr) glUnmapNamedBuffer(buffer_.name());
}

std::span<ColoredVertex> StagingRing::room_of(const Slot& used) const noexcept {
  const auto index = static_cast<std::uint64_t>(&used - slots_.data());
  return {mapped_ + index * slot_records_, used.count};
}

void StagingRing::work(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (asked_for_.wait(lock, stop, [this] { return taken_ < asked_; })) fill_next(lock);
}

void StagingRing::fill_next(std::unique_lock<std::mutex>& lock) {
  Slot& mine = slot(taken_++);
  lock.unlock();
  prefetch(file_, mine.first, mine.count);
  auto read = fetch(file_, mine.first, room_of(mine));
  if (!read) std::ranges::fill(room_of(mine), kLost);
  lock.lock();
  if (!read) failure_ = std::move(read.error());
  mine.filled = true;
  filled_.notify_one();
  if (!when_read_) return;
  lock.unlock();  // the callback may be slow and must not hold up the ring
  when_read_();
  lock.lock();
}

bool StagingRing::has_room() {
  while (reused_ < copied_) {
    Slot& oldest = slot(reused_);
    const GLenum passed = glClientWaitSync(oldest.copies, GL_SYNC_FLUSH_COMMANDS_BIT, 0);
    if (passed == GL_TIMEOUT_EXPIRED) break;
    glDeleteSync(oldest.copies);
    oldest.copies = nullptr;
    ++reused_;
  }
  return asked_ - reused_ < slots_.size();
}

void StagingRing::read(std::uint64_t first, std::uint64_t count) {
  assert(asked_ - reused_ < slots_.size() && count > 0 && count <= slot_records_);
  {
    std::unique_lock lock(mutex_);
    slot(asked_) = Slot{first, count};
    ++asked_;
    if (workers_.empty()) fill_next(lock);
  }
  asked_for_.notify_one();
}

StagingRing::Ready StagingRing::ready() {
  const std::lock_guard lock(mutex_);
  if (copied_ == asked_) return {};
  const Slot& next = slot(copied_);
  return next.filled ? Ready{next.first + next.copied, next.count - next.copied} : Ready{};
}

bool StagingRing::reading() {
  const std::lock_guard lock(mutex_);
  return copied_ < asked_ && !slot(copied_).filled;
}

std::optional<Error> StagingRing::take_failure() {
  const std::lock_guard lock(mutex_);
  return std::exchange(failure_, std::nullopt);
}

void StagingRing::copy_to(const Buffer& buffer, std::uint64_t at, std::uint64_t count) {
  Slot& next = slot(copied_);
  const auto index = static_cast<std::uint64_t>(&next - slots_.data());
  const auto offset = [](std::uint64_t records) {
    return static_cast<GLintptr>(records * sizeof(ColoredVertex));
  };
  glCopyNamedBufferSubData(buffer_.name(), buffer.name(), offset(index * slot_records_ + next.copied),
                           offset(at), static_cast<GLsizeiptr>(count * sizeof(ColoredVertex)));
  next.copied += count;
  if (next.copied < next.count) return;
  next.copies = glFenceSync(GL_SYNC_GPU_COMMANDS_COMPLETE, 0);
  ++copied_;
}

void StagingRing::wait(std::chrono::milliseconds at_most) {
  if (copied_ < asked_) {
    std::unique_lock lock(mutex_);
    filled_.wait_for(lock, at_most, [this] { return slot(copied_).filled; });
  } else if (reused_ < copied_) {
    const auto limit = std::chrono::duration_cast<std::chrono::nanoseconds>(at_most).count();
    glClientWaitSync(slot(reused_).copies, GL_SYNC_FLUSH_COMMANDS_BIT, static_cast<GLuint64>(limit));
  }
}

}  // namespace vertexview::gpu::detail
