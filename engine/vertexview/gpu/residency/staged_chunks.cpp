#include "vertexview/gpu/residency/staged_chunks.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "vertexview/gpu/order/block_order.hpp"

namespace vertexview::gpu::detail {

namespace {

constexpr std::uint64_t kRecord = sizeof(ColoredVertex);
// A slot of 10 MiB takes the disk some milliseconds, against which the cost of a request does not count;
// larger slots would take more memory from the chunks.
constexpr std::uint64_t kSlotRecords = std::uint64_t{1} << 19;
// Chunks do not get smaller than a block of the drawing order, which would gain nothing from being split.
constexpr std::uint64_t kLeastChunk = std::uint64_t{1} << 10;
// One slot for each worker of the staging ring, which has at most four.
constexpr std::uint64_t kMostSlots = 4;
// upload() copies this many records (1.3 MB) between two looks at the clock: enough to reach the rate of a
// bus, and still only a fraction of a millisecond where a software driver copies into memory never touched
// before.
constexpr std::uint64_t kCopyRecords = std::uint64_t{1} << 16;
// One call of upload() takes at most this long, a quarter of a frame at 60 Hz. The step that passes the limit
// is completed; at worst it is the allocation of a chunk's memory.
constexpr std::chrono::milliseconds kLongestUpload{4};
// The smallest pool that keeps all busy: one chunk is drawn, one is filled, and two are on their way.
constexpr std::uint64_t kLeastPieces = 4;

/// Returns a buffer of that many bytes, or an empty one when GPU memory is full.
Buffer allocate_on_gpu(std::uint64_t bytes) {
  while (glGetError() != GL_NO_ERROR) {
  }
  auto buffer = Buffer::create();
  glNamedBufferStorage(buffer.name(), static_cast<GLsizeiptr>(bytes), nullptr, 0);
  if (glGetError() != GL_NO_ERROR) return {};
  return buffer;
}

std::uint64_t divide_up(std::uint64_t a, std::uint64_t b) {
  return a / b + (a % b != 0 ? 1 : 0);
}

}  // namespace

Result<PoolPlan> plan_pool(std::uint64_t records, std::uint64_t budget, std::uint64_t chunk_records) {
  std::uint64_t least = 0;
  std::optional<PoolPlan> pool;
  for (std::uint64_t chunk = chunk_records; chunk >= kLeastChunk; chunk /= 2) {
    PoolPlan plan{.chunk_records = chunk_records};
    plan.slot_records =
        std::max<std::uint64_t>(std::min({chunk, kSlotRecords, chunk_records / 2, records}), 1);
    plan.slots = std::clamp<std::uint64_t>(divide_up(records, plan.slot_records), 1, kMostSlots);
    const std::uint64_t ring = plan.slot_records * plan.slots * kRecord;
    if (ring <= budget && records <= (budget - ring) / kRecord) {
      plan.pieces = divide_up(records, plan.chunk_records);
      return plan;
    }
    least = ring + kLeastPieces * chunk * kRecord;
    if (!pool && least <= budget) {
      plan.chunk_records = chunk;
      plan.pieces = (budget - ring) / (chunk * kRecord);
      pool = plan;
    }
  }
  if (pool) return *pool;
  return fail(ErrorCode::kInvalidArgument, "a GPU budget of " + std::to_string(budget) +
                                               " bytes is too small for " + std::to_string(records) +
                                               " vertices; streaming them needs " + std::to_string(least));
}

StagedChunks::StagedChunks(const Dataset& file, const PoolPlan& plan)
    : StagedChunks(file, plan, allocate_on_gpu) {}

StagedChunks::StagedChunks(const Dataset& file, const PoolPlan& plan, Allocate allocate)
    : ChunkStore(file.size(), plan.chunk_records),
      file_(file),
      plan_(plan),
      allocate_(std::move(allocate)),
      most_pieces_(std::min(plan.pieces, chunk_count())),
      piece_of_(chunk_count(), kNone),
      is_wanted_(chunk_count(), false) {
  // Chunks are asked for in an order that is spread over the file, so that the first of them already show all
  // of it. The shorter last chunk is asked for last: should the GPU turn out to be full and the pool be
  // reused, a piece of its size could hold no other chunk.
  const std::uint64_t last = chunk_count() == 0 ? 0 : chunk_count() - 1;
  const BlockOrder spread(last);
  for (std::uint64_t i = 0; i < most_pieces_; ++i) want(i < last ? spread.block(i) : last);
}

Residency StagedChunks::residency() const noexcept {
  return streams() ? Residency::kStreamed : Residency::kResident;
}

std::uint64_t StagedChunks::resident() const noexcept {
  if (full_once_) return records();
  std::uint64_t sum = 0;
  for (const Piece& piece : pieces_) sum += piece.filled;
  return sum;
}

std::uint64_t StagedChunks::gpu_bytes() const noexcept {
  std::uint64_t bytes = ring_ == nullptr ? 0 : ring_->bytes();
  for (const Piece& piece : pieces_) bytes += piece.bytes;
  return bytes;
}

void StagedChunks::want(std::uint64_t index) {
  if (is_wanted_[index]) return;
  is_wanted_[index] = true;
  wanted_.push_back(index);
}

Chunk StagedChunks::acquire(std::uint64_t index) {
  if (piece_of_[index] == kNone) {
    want(index);
    return {};
  }
  const Piece& piece = pieces_[piece_of_[index]];
  return {piece.buffer.name(), index * chunk_records(), piece.filled};
}

void StagedChunks::release(std::uint64_t index) {
  if (piece_of_[index] == kNone) return;
  Piece& piece = pieces_[piece_of_[index]];
  if (piece.filled == share(index)) piece.released = ++clock_;
}

/// Hands the free slots to the workers.
void StagedChunks::ask() {
  while (!wanted_.empty() && ring_->has_room()) {
    const std::uint64_t index = wanted_.front();
    const std::uint64_t count = std::min(ring_->slot_records(), share(index) - asked_);
    ring_->read(index * chunk_records() + asked_, count);
    asked_ += count;
    if (asked_ < share(index)) continue;
    asked_ = 0;
    wanted_.pop_front();
  }
}

Result<void> StagedChunks::upload(std::uint64_t max_bytes) {
  if (ring_ == nullptr) {
    if (wanted_.empty()) {
      full_once_ = full_once_ || chunk_count() == 0;
      return {};
    }
    auto ring = StagingRing::create(file_, plan_.slot_records, plan_.slots, when_read());
    if (!ring) return tl::unexpected(std::move(ring.error()));
    ring_ = std::move(*ring);
  }
  const auto deadline = std::chrono::steady_clock::now() + kLongestUpload;
  std::uint64_t budget = std::max<std::uint64_t>(max_bytes / kRecord, 1);
  ask();
  if (!wanted_.empty() && !ring_->reading() && ring_->ready().count == 0) {
    // Every slot is on its way to the GPU, so that no worker reads and only the GPU can make room.
    ring_->wait(kLongestUpload);
    ask();
  }
  for (auto ready = ring_->ready();
       ready.count > 0 && budget > 0 && std::chrono::steady_clock::now() < deadline; ready = ring_->ready()) {
    const std::uint64_t index = ready.first / chunk_records();
    const auto found = piece_for(index);
    if (!found) return tl::unexpected(found.error());
    if (*found == nullptr) break;  // every chunk in the pool waits to be drawn
    Piece& piece = **found;
    const std::uint64_t count = std::min({budget, ready.count, kCopyRecords});
    ring_->copy_to(piece.buffer, ready.first - index * chunk_records(), count);
    piece.filled += count;
    budget -= count;
    if (piece.filled == share(index)) is_wanted_[index] = false;
    ask();
  }
  if (const auto failure = ring_->take_failure())
    set_notice(failure->message + "; those vertices are not shown");
  full_once_ = full_once_ || (pieces_.size() == most_pieces_ &&
                              std::all_of(pieces_.begin(), pieces_.end(), [this](const Piece& piece) {
                                return piece.chunk != kNone && piece.filled == share(piece.chunk);
                              }));
  if (full_once_ && !streams()) ring_.reset();
  return {};
}

void StagedChunks::wait(std::chrono::milliseconds at_most) {
  if (ring_ != nullptr) ring_->wait(at_most);
}

Result<StagedChunks::Piece*> StagedChunks::piece_for(std::uint64_t index) {
  if (piece_of_[index] != kNone) return &pieces_[piece_of_[index]];
  Piece* piece = nullptr;
  if (pieces_.size() < most_pieces_) {
    auto made = new_piece(index);
    if (!made) return made;
    piece = *made;
  }
  if (piece == nullptr) piece = replace_oldest();
  if (piece != nullptr) give(*piece, index);
  return piece;
}

/// Adds a piece with memory for chunk `index`. Returns null when GPU memory is full and the pool stays as
/// large as it is; fails with kOutOfMemory when there is not even one piece.
Result<StagedChunks::Piece*> StagedChunks::new_piece(std::uint64_t index) {
  const std::uint64_t bytes = (streams() ? chunk_records() : share(index)) * kRecord;
  auto buffer = allocate_(bytes);
  if (buffer) {
    pieces_.push_back({std::move(buffer), bytes});
    return &pieces_.back();
  }
  if (pieces_.empty())
    return fail(ErrorCode::kOutOfMemory, "no GPU memory for " + std::to_string(bytes) + " bytes of vertices",
                file_.path());
  settle_for_less();
  return nullptr;
}

/// Makes do with the pieces that there are when the GPU is full. One piece is given back, because pictures
/// need memory too.
void StagedChunks::settle_for_less() {
  if (pieces_.size() > kLeastPieces) {
    const Piece& last = pieces_.back();
    piece_of_[last.chunk] = kNone;
    pieces_.pop_back();
  }
  most_pieces_ = pieces_.size();
  set_notice("GPU memory is full: drawing " + std::to_string(records()) + " vertices through " +
             std::to_string(gpu_bytes()) + " bytes of it, which takes longer");
}

StagedChunks::Piece* StagedChunks::replace_oldest() noexcept {
  Piece* oldest = nullptr;
  for (Piece& piece : pieces_)
    if (piece.released != 0 && (oldest == nullptr || piece.released < oldest->released)) oldest = &piece;
  if (oldest != nullptr) piece_of_[oldest->chunk] = kNone;
  return oldest;
}

void StagedChunks::give(Piece& piece, std::uint64_t index) noexcept {
  piece_of_[index] = static_cast<std::uint64_t>(&piece - pieces_.data());
  piece.chunk = index;
  piece.filled = 0;
  piece.released = 0;
}

}  // namespace vertexview::gpu::detail
