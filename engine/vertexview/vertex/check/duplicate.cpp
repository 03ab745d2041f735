#include <bit>
#include <utility>

#include "vertexview/memory/number_text.hpp"
#include "vertexview/vertex/check/check.hpp"
#include "vertexview/vertex/check/hash.hpp"

namespace vertexview {
namespace {

/// The most distinct positions that are remembered: a table of 128 MiB.
constexpr std::uint64_t kMost = std::uint64_t{1} << 23U;

/// A set of hashes that grows up to kMost of them.
class HashSet {
 public:
  /// Adds a hash; returns whether it was there. When the set is full, a new one is left out.
  [[nodiscard]] bool contains_or_add(std::uint64_t hash) {
    if (2 * (size_ + 1) > slots_.size() && size_ < kMost) grow();
    hash += hash == 0 ? 1 : 0;  // 0 is an empty slot
    std::size_t slot = place_of(hash);
    for (; slots_[slot] != 0; slot = (slot + 1) % slots_.size())
      if (slots_[slot] == hash) return true;
    if (size_ == kMost) return false;
    slots_[slot] = hash;
    ++size_;
    return false;
  }

 private:
  [[nodiscard]] std::size_t place_of(std::uint64_t hash) const noexcept {
    // The lowest bits are the same in all where only a share of the positions is looked at.
    return static_cast<std::size_t>(hash >> 20U) & (slots_.size() - 1);
  }
  void grow() {
    constexpr std::size_t kFirst = std::size_t{1} << 12U;
    const std::vector<std::uint64_t> before =
        std::exchange(slots_, std::vector<std::uint64_t>(std::max(kFirst, 2 * slots_.size())));
    for (const std::uint64_t hash : before) {
      if (hash == 0) continue;
      std::size_t slot = place_of(hash);
      while (slots_[slot] != 0) slot = (slot + 1) % slots_.size();
      slots_[slot] = hash;
    }
  }

  std::vector<std::uint64_t> slots_;  ///< at least twice as many as hashes; a power of two
  std::uint64_t size_ = 0;
};

class Duplicate : public Check {
 public:
  explicit Duplicate(std::uint64_t records)
      : share_(std::bit_ceil((records + kMost - 1) / kMost)), records_(records) {}

  void add(const CheckedBlock& block) override {
    for (std::uint64_t i = 0; i < block.records.count; ++i) {
      std::uint64_t hash = 0;
      bool finite = true;
      for (const auto& axis : block.position) {
        if (axis.empty()) continue;
        finite &= std::isfinite(axis[i]);
        hash = mixed(hash, std::bit_cast<std::uint64_t>(axis[i] + 0.0));  // -0 is 0
      }
      if (finite && (hash & (share_ - 1)) == 0) seen_.push_back({hash, block.first + i});
    }
  }
  /// The records of `next` are compared with those before it here, in their order.
  void append(Check& next) override {
    for (const auto& [hash, record] : static_cast<Duplicate&>(next).seen_)
      if (hashes_.contains_or_add(hash)) found_.add(record);
  }
  [[nodiscard]] std::optional<Finding> finding() const override {
    std::string text = share_ > 1 ? "about " : "";
    text += counted(found_.count() * share_, "record has", "records have");
    text +=
        " exactly the position of an earlier one: written twice, merged from overlapping parts, or "
        "vertices that triangles do not share. Remove them where a place needs one record.";
    if (share_ > 1)
      text += " Of " + grouped(records_) + " records one of " + grouped(share_) +
              " positions was looked at, wherever it occurs.";
    auto finding = found_.finding(std::move(text));
    if (finding) finding->count *= share_;
    return finding;
  }

 private:
  struct Seen {
    std::uint64_t hash;
    std::uint64_t record;
  };

  std::uint64_t share_;  ///< one of so many positions is looked at; a power of two
  std::uint64_t records_;
  std::vector<Seen> seen_;  ///< of the run of records that is read
  HashSet hashes_;          ///< of all records before, in the check that the others are appended to
  FoundRecords found_;
};

}  // namespace

std::unique_ptr<Check> check_duplicate(const CheckedFile& file) {
  if (file.position.empty()) return nullptr;
  return std::make_unique<Duplicate>(file.file.size());
}

}  // namespace vertexview
