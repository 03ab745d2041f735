#pragma once
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "vertexview/gpu/gl/pixel_buffer.hpp"
#include "vertexview/gpu/order/block_cursor.hpp"
#include "vertexview/gpu/order/record_row.hpp"

namespace vertexview::gpu::detail {

/// Pieces of one dataset that a draw reads past the mapping, and keeps until it knows which of their vertices
/// are visible. Touching a page of a mapping for the first time costs several times as much as reading a
/// piece past it; only pages that a later pass reads again would pay that back.
class FetchedPieces {
 public:
  /// Begins a draw of `part` that goes on at `cursor`, with room for about `records` records; with 0 nothing
  /// is kept.
  void begin(const RecordRow::Part& part, const BlockCursor& cursor, std::uint64_t records) {
    records_ = part.piece_records();
    first_turn_ = cursor.visited();
    // Where there is room for all pieces, the file is so small that touching a page brings several of them.
    const bool useful =
        part.file->records().in_files() && cursor.has_new_pieces() && part.blocks() > records / records_;
    const std::uint64_t pieces = useful ? records / records_ : 0;
    if (pieces == 0)
      fetched_.reset();
    else if (pieces != firsts_.size())
      fetched_ = make_pixels<ColoredVertex>(pieces * records_);
    firsts_.assign(pieces, kNone);
  }

  /// Returns room for the `count` records from `first` on, which are the piece of turn `turn`; an empty span
  /// when there is none. Threads may ask for different turns at the same time.
  [[nodiscard]] std::span<ColoredVertex> room_for(std::uint64_t turn, std::uint64_t first,
                                                  std::uint64_t count) noexcept {
    const std::uint64_t slot = turn - first_turn_;
    if (slot >= firsts_.size()) return {};
    firsts_[slot] = first;
    return {fetched_.get() + slot * records_, count};
  }

  /// Returns record `index` if it lies in a piece that was read since begin(); else null.
  [[nodiscard]] const ColoredVertex* find(const BlockCursor& cursor, std::uint64_t index) const noexcept {
    if (firsts_.empty()) return nullptr;
    const std::uint64_t slot = cursor.turn_of(index / RecordRow::kBlockRecords) - first_turn_;
    // The difference is unsigned: a record before the piece seems far behind it.
    if (slot >= firsts_.size() || index - firsts_[slot] >= records_) return nullptr;
    return fetched_.get() + slot * records_ + (index - firsts_[slot]);
  }

 private:
  /// So far beyond any record that no index lies in the piece that begins there.
  static constexpr std::uint64_t kNone = ~std::uint64_t{0} / 2;

  std::uint64_t first_turn_ = 0;
  std::uint64_t records_ = 1;          // records of a piece
  std::vector<std::uint64_t> firsts_;  // the first record of each piece there is room for; kNone: not read
  PixelBuffer<ColoredVertex> fetched_;
};

}  // namespace vertexview::gpu::detail
