#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "vertexview/memory/byte_shuffle.hpp"

namespace vertexview {

/// Reverses the bytes of every number of short records by a few vector shuffles that lie within a record, or
/// within as many whole records as fill one register. So it converts a single record as it converts many.
/// Not every record can be cut that way; then, and where the processor lacks AVX2, usable() is false.
class RecordShuffle {
 public:
  RecordShuffle() = default;
  /// `runs` lie in a record of `stride` bytes and do not overlap.
  RecordShuffle(std::span<const NumberRun> runs, std::uint64_t stride);

  [[nodiscard]] bool usable() const noexcept { return group_ != 0; }
  /// Returns whether the windows and their shuffles stay in registers, which is fastest for many records.
  [[nodiscard]] bool in_registers() const noexcept { return usable() && count_ <= kUnrolled; }
  /// Returns the bytes of the whole records that are converted at once; 0 where there is no way.
  [[nodiscard]] std::size_t group() const noexcept { return group_; }
  /// Converts `size` bytes, a multiple of group(), as copy() does.
  void copy_groups(const std::byte* source, std::byte* target, std::size_t size) const noexcept {
    (void)way_(*this, source, target, size);
  }
  /// Converts the whole records in `size` bytes. `source` and `target` are the same or apart; usable() only.
  void copy(const std::byte* source, std::byte* target, std::size_t size) const noexcept {
    const std::size_t rest = way_(*this, source, target, size);
    if (rest != 0) copy_rest(source + (size - rest), target + (size - rest), rest);
  }

 private:
  static constexpr std::size_t kWindow = ByteShuffle::kWindow;
  /// A window reads and writes one register from byte `first` of a group; its byte i comes from byte
  /// order[i].
  struct Window {
    std::array<std::uint8_t, kWindow> order;
    std::size_t first;
  };
  static constexpr std::size_t kUnrolled = 6;      // windows in registers: two of the sixteen for each
  static constexpr std::size_t kMostWindows = 16;  // longer records keep loops of their own busy
  static constexpr std::size_t kLongestGroup = kMostWindows * kWindow;

  // Each copies whole groups and returns how many bytes are left. The way is chosen once: of a single record,
  // choosing takes as long as copying.
  using Way = std::size_t (*)(const RecordShuffle& shuffle, const std::byte* source, std::byte* target,
                              std::size_t size) noexcept;
  template <std::size_t kCount>
  static std::size_t copy_unrolled(const RecordShuffle& shuffle, const std::byte* source, std::byte* target,
                                   std::size_t size) noexcept;
  static std::size_t copy_long(const RecordShuffle& shuffle, const std::byte* source, std::byte* target,
                               std::size_t size) noexcept;
  [[nodiscard]] Way way_of_count() const noexcept;
  void copy_rest(const std::byte* source, std::byte* target, std::size_t size) const noexcept;
  bool cut(std::span<const std::uint16_t> from, bool ascending);
  void add(std::span<const std::uint16_t> from, std::size_t first);
  [[nodiscard]] bool gives(std::span<const std::uint16_t> from) const;

  std::array<Window, kMostWindows> windows_{};  // written in this order: a later one repairs an earlier one
  std::size_t count_ = 0;
  Way way_ = nullptr;
  std::size_t group_ = 0;  // bytes of the whole records that the windows cover; 0 where there is no way
};

}  // namespace vertexview
