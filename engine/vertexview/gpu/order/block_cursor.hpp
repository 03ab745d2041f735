#pragma once
#include <algorithm>
#include <cstdint>

#include "vertexview/gpu/order/block_order.hpp"
#include "vertexview/gpu/order/read_ahead.hpp"

namespace vertexview::gpu::detail {

/// The blocks of one dataset in the order in which a picture visits them. Where the file is in memory, that
/// order is spread over the whole file: first a small piece of each block, and then the rest of each. Else it
/// is the order in which a feed brings the blocks. Pictures of a moving camera, which see a few blocks each,
/// go on where the last one stopped.
class BlockCursor {
 public:
  /// The part of a block that a visit draws: all of it, one piece, or all but that piece.
  enum class Portion : std::uint8_t { kWhole, kPiece, kRest };
  struct Visit {
    std::uint64_t block = 0;
    Portion portion = Portion::kWhole;
    std::uint64_t piece = 0;  ///< which piece, modulo the number of pieces in the block
    bool is_new = false;      ///< the block was not read ahead, and no picture has seen any of it

    /// Where a piece lies in a block of `records`. Pieces have `piece_records`, or fewer for the last one.
    struct Range {
      std::uint64_t first = 0;
      std::uint64_t count = 0;
    };
    [[nodiscard]] Range piece_of(std::uint64_t records, std::uint64_t piece_records) const noexcept {
      // The last piece of a block may be short, and a short block has fewer pieces: none is ever empty.
      const std::uint64_t pieces = (records - 1) / piece_records + 1;
      const std::uint64_t skipped = piece % pieces * piece_records;
      return {skipped, std::min(piece_records, records - skipped)};
    }
  };

  BlockCursor() = default;
  /// `feed` may be null; else it must outlive the cursor.
  BlockCursor(std::uint64_t blocks, ReadAhead* feed) : order_(blocks), feed_(feed) { begin(); }

  /// Begins a new picture, which goes on where the last one stopped.
  void begin() {
    if (!fed_) seen_ = std::max(seen_, std::min(turn_ + visited_, order_.count()));
    fed_ = feed_ != nullptr && !feed_->complete();
    if (fed_) {
      samples_ = feed_->samples();
      sample_turn_ = samples_ == 0 ? 0 : (sample_turn_ + visited_) % samples_;
      region_turn_ = feed_->first_kept();
    } else if (order_.count() > 0) {
      turn_ = (turn_ + std::min(visited_, order_.count())) % order_.count();
      ++piece_;
    }
    visited_ = 0;
  }

  /// Returns how many turns a picture has; visited() says how many of them are over.
  [[nodiscard]] std::uint64_t turns() const noexcept {
    return fed_ ? feed_->regions() * ReadAhead::kRegionBlocks : 2 * order_.count();
  }
  [[nodiscard]] std::uint64_t visited() const noexcept { return visited_; }
  /// Returns how many of the first turns draw pieces.
  [[nodiscard]] std::uint64_t pieces() const noexcept { return fed_ ? 0 : order_.count(); }
  [[nodiscard]] bool done() const noexcept { return visited_ == turns(); }
  /// Counts the next `turns` turns as over.
  void advance(std::uint64_t turns) noexcept { visited_ += turns; }

  /// Returns how many of the next turns can be drawn without waiting for the disk. Asks the feed for what is
  /// missing.
  [[nodiscard]] std::uint64_t available() const {
    if (!fed_) return turns() - visited_;
    const std::uint64_t regions = feed_->regions();
    const std::uint64_t samples = feed_->samples();
    if (visited_ < samples || samples < regions) return samples - visited_;
    // The feed must not run so far ahead that the system drops regions before they are drawn.
    feed_->want(region_turn_ + std::min(regions, region_of(visited_) + feed_->kept() / 2 + 1));
    const std::uint64_t brought = std::min(feed_->brought() - region_turn_, regions);
    return regions + brought * kOthers - visited_;
  }

  /// Waits until more is available, or until the time is over.
  void wait(std::chrono::milliseconds at_most) const {
    if (!fed_) return;
    const std::uint64_t regions = feed_->regions();
    const std::uint64_t samples = std::min(visited_, regions);
    feed_->wait(samples, samples < regions ? ~std::uint64_t{0} : region_turn_ + region_of(visited_), at_most);
  }

  /// Returns the block of turn `turn` of this picture. It may lie past the last block, because the last
  /// region counts as a whole one.
  [[nodiscard]] std::uint64_t block(std::uint64_t turn) const noexcept {
    if (!fed_) return order_.block(turn_ + turn);
    const std::uint64_t regions = feed_->regions();
    if (turn < regions) {
      // Samples that came since the picture began follow those that were there.
      const std::uint64_t sample = turn < samples_ ? (sample_turn_ + turn) % samples_ : turn;
      return feed_->sample_of(feed_->region(sample));
    }
    const std::uint64_t region = feed_->region(region_turn_ + region_of(turn));
    const std::uint64_t first = region * ReadAhead::kRegionBlocks;
    const std::uint64_t other = (turn - regions) % kOthers;
    return first + other + (first + other < feed_->sample_of(region) ? 0 : 1);
  }

  /// Returns what turn `turn` of this picture draws.
  [[nodiscard]] Visit at(std::uint64_t turn) const noexcept {
    const std::uint64_t number = block(turn);
    if (fed_) return {number};
    // Each block shows another one of its pieces, because files often have a period that divides a block: the
    // same piece of all blocks would show the same part of each period.
    // The golden ratio in 64 bits: its multiples spread the choice evenly over the pieces.
    constexpr std::uint64_t kGolden = 0x9E37'79B9'7F4A'7C15;
    const bool is_piece = turn < order_.count();
    const std::uint64_t place = turn_ + turn;
    return {number, is_piece ? Portion::kPiece : Portion::kRest, (number * kGolden >> 32) + piece_,
            feed_ == nullptr && is_piece && place >= seen_ && place < order_.count()};
  }
  /// Returns whether any turn of this picture is new, as Visit::is_new says.
  [[nodiscard]] bool has_new_pieces() const noexcept { return feed_ == nullptr && seen_ < order_.count(); }
  /// Returns the turn of this picture that shows a piece of `block`. Only valid where has_new_pieces().
  [[nodiscard]] std::uint64_t turn_of(std::uint64_t block) const noexcept {
    const std::uint64_t turn = order_.turn_of(block);
    return turn < turn_ ? turn + order_.count() - turn_ : turn - turn_;
  }

  [[nodiscard]] const ReadAhead* feed() const noexcept { return feed_; }

 private:
  /// The blocks of a region besides its sample.
  static constexpr std::uint64_t kOthers = ReadAhead::kRegionBlocks - 1;
  /// Returns how many regions were visited before turn `turn`, their samples aside.
  [[nodiscard]] std::uint64_t region_of(std::uint64_t turn) const noexcept {
    const std::uint64_t regions = feed_->regions();
    return turn < regions ? 0 : (turn - regions) / kOthers;
  }

  BlockOrder order_;
  ReadAhead* feed_ = nullptr;
  bool fed_ = false;               // whether this picture began before the feed had brought all
  std::uint64_t visited_ = 0;      // turns of this picture
  std::uint64_t turn_ = 0;         // the turn of order_ that this picture began with
  std::uint64_t seen_ = 0;         // turns of order_ that earlier pictures took, from the first one on
  std::uint64_t piece_ = 0;        // advances the choice of pieces from picture to picture
  std::uint64_t samples_ = 0;      // samples that were in memory when the picture began
  std::uint64_t sample_turn_ = 0;  // the sample that the picture began with
  std::uint64_t region_turn_ = 0;  // the turn of the first region that is drawn whole
};

}  // namespace vertexview::gpu::detail
