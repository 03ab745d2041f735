#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace vertexview {

/// The indices from `begin` up to, but not including, `end`; empty where `end` is not larger.
struct IndexRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  [[nodiscard]] constexpr bool empty() const noexcept { return end <= begin; }
  [[nodiscard]] constexpr std::uint64_t size() const noexcept { return empty() ? 0 : end - begin; }
  friend bool operator==(const IndexRange&, const IndexRange&) = default;
};

/// A set of vertex indices, kept as sorted ranges that neither overlap nor touch: a million neighbours take
/// as much memory as one. Each change takes time linear in the number of ranges. Not thread-safe.
class IndexRanges {
 public:
  void add(IndexRange range);
  void remove(IndexRange range);
  /// Removes each index of `range` that is in the set, and adds each one that is not.
  void toggle(IndexRange range);
  void clear() noexcept { ranges_.clear(); }

  [[nodiscard]] bool contains(std::uint64_t index) const noexcept;
  [[nodiscard]] bool empty() const noexcept { return ranges_.empty(); }
  /// Returns how many indices are in the set.
  [[nodiscard]] std::uint64_t count() const noexcept;
  /// Returns the ranges; valid until the next change.
  [[nodiscard]] std::span<const IndexRange> ranges() const noexcept { return ranges_; }

  friend bool operator==(const IndexRanges&, const IndexRanges&) = default;

 private:
  void replace(IndexRange range, std::span<const IndexRange> inside);

  std::vector<IndexRange> ranges_;
};

/// What a person has selected and points at in one dataset. Plain data: nothing here knows how many vertices
/// the dataset has, so whoever opens it anew with fewer records calls keep_first().
struct Selection {
  IndexRanges ranges;
  std::optional<std::uint64_t> focus = std::nullopt;  ///< the one vertex that the inspector shows
  std::optional<std::uint64_t> hover = std::nullopt;  ///< the vertex under the mouse

  [[nodiscard]] bool empty() const noexcept { return ranges.empty() && !focus && !hover; }
  /// Removes every index that is not below `count`.
  void keep_first(std::uint64_t count);

  friend bool operator==(const Selection&, const Selection&) = default;
};

}  // namespace vertexview
