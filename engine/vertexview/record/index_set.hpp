#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <variant>
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

/// A set of vertex indices: what is selected, or what a filter lets through. Members are kept in chunks of
/// kChunk indices, each as ranges or as bits, whichever is smaller, and neighbouring full chunks as one: a
/// billion neighbours take as much memory as one, and every second of a billion 125 MB. Copies share the
/// chunks, so that a copy costs little whatever it holds. Every change takes time linear in the number of
/// chunks that hold some, but not all, of their indices. Source of the idea: Lemire, Ssi-Yan-Kai, Kaser,
/// "Consistently faster and smaller compressed bitmaps with Roaring", Software: Practice and Experience
/// 46(11), 2016.
///
/// Const functions may be called from several threads.
class IndexSet {
 public:
  /// Indices of a chunk: as many as 16 bits tell apart, so that a range takes four bytes.
  static constexpr std::uint64_t kChunk = std::uint64_t{1} << 16;
  /// One bit for each index of a chunk, the first in the lowest bit of the first word.
  using Bits = std::array<std::uint64_t, kChunk / 64>;

  IndexSet() = default;
  explicit IndexSet(IndexRange range);

  void add(IndexRange range) { *this |= IndexSet(range); }
  void remove(IndexRange range) { *this -= IndexSet(range); }
  /// Removes each index of `range` that is in the set, and adds each one that is not.
  void toggle(IndexRange range) { *this ^= IndexSet(range); }
  void clear() noexcept { parts_.clear(); }

  IndexSet& operator|=(const IndexSet& other);
  IndexSet& operator&=(const IndexSet& other);
  IndexSet& operator-=(const IndexSet& other);
  IndexSet& operator^=(const IndexSet& other);

  /// Adds the members of a chunk behind all that hold any; `chunk` counts chunks, not indices.
  void append(std::uint64_t chunk, const Bits& bits);
  /// Adds the members of `later`, whose chunks all lie behind those that hold any.
  void append(const IndexSet& later);

  [[nodiscard]] bool contains(std::uint64_t index) const noexcept;
  [[nodiscard]] bool empty() const noexcept { return parts_.empty(); }
  /// Returns how many indices are in the set.
  [[nodiscard]] std::uint64_t count() const noexcept;
  /// Returns how many members are below `index`.
  [[nodiscard]] std::uint64_t count_below(std::uint64_t index) const noexcept;
  /// Returns member `number`, counted from 0 in ascending order; nullopt where there are not so many.
  [[nodiscard]] std::optional<std::uint64_t> member(std::uint64_t number) const noexcept;
  /// Returns the longest range of members that begins with the first one at or after `from`; nullopt where
  /// there is none.
  [[nodiscard]] std::optional<IndexRange> range_from(std::uint64_t from) const noexcept;
  /// Returns the first ranges, at most `most` of them: sorted, and none touches another.
  [[nodiscard]] std::vector<IndexRange> ranges(std::size_t most = SIZE_MAX) const;
  /// Returns which indices of a chunk are members; `chunk` counts chunks.
  [[nodiscard]] Bits bits(std::uint64_t chunk) const noexcept;
  /// Returns the bytes of memory that the members take.
  [[nodiscard]] std::uint64_t memory() const noexcept;

  /// Returns whether both have the same members.
  friend bool operator==(const IndexSet& a, const IndexSet& b) noexcept;

 private:
  friend class IndexSetBuilder;

  /// Neighbours in a chunk, both ends included.
  struct Run {
    std::uint16_t first = 0;
    std::uint16_t last = 0;
  };
  struct Full {};
  using Runs = std::vector<Run>;
  using Held = std::variant<Full, std::shared_ptr<const Runs>, std::shared_ptr<const Bits>>;
  /// Chunks [first, first + chunks) that hold members; more than one only where all are full.
  struct Part {
    std::uint64_t first = 0;
    std::uint64_t chunks = 1;
    std::uint64_t before = 0;  ///< members of the parts before
    std::uint64_t count = 0;
    Held held = Full{};

    [[nodiscard]] bool full() const noexcept { return std::holds_alternative<Full>(held); }
    [[nodiscard]] std::uint64_t end() const noexcept { return first + chunks; }
    [[nodiscard]] bool contains(std::uint32_t place) const noexcept;
    /// Returns how many members the chunk has below `place`.
    [[nodiscard]] std::uint64_t count_below(std::uint32_t place) const noexcept;
    [[nodiscard]] std::uint32_t member(std::uint64_t number) const noexcept;
    /// Returns the first members at or after `place`, as far as they are neighbours; first > last: none.
    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> run_from(std::uint32_t place) const noexcept;
    void write_bits(Bits& bits) const noexcept;
  };
  /// Chunks [first, end), which both sets hold as one part each or not at all.
  struct Stretch {
    std::uint64_t first = 0;
    std::uint64_t end = 0;
    const Part* a = nullptr;
    const Part* b = nullptr;
  };

  static Held held_by(const Bits& bits, std::uint64_t count);
  void append_full(std::uint64_t first, std::uint64_t chunks);
  void append_part(const Part& part, std::uint64_t first, std::uint64_t end);
  [[nodiscard]] const Part* part_at_or_after(std::uint64_t chunk) const noexcept;
  template <class Visit>
  static void for_each_stretch(const IndexSet& a, const IndexSet& b, const Visit& visit);
  template <class Combine>
  [[nodiscard]] static IndexSet combined(const IndexSet& a, const IndexSet& b, const Combine& combine);

  std::vector<Part> parts_;  ///< in ascending order; none is empty
};

/// Makes a set of many ranges that come in ascending order, in time linear in their number. Used on one
/// thread.
class IndexSetBuilder {
 public:
  /// Adds a range that begins at or after the end of the one before.
  void append(IndexRange range);
  /// Returns the set of all ranges, and begins anew.
  [[nodiscard]] IndexSet take();

 private:
  IndexSet set_;  ///< of the chunks before `chunk_`
  std::uint64_t chunk_ = 0;
  IndexSet::Bits bits_ = {};  ///< of chunk_
};

}  // namespace vertexview
