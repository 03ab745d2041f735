#include <cstring>

#include "vertexview/memory/number_text.hpp"
#include "vertexview/vertex/check/check.hpp"
#include "vertexview/vertex/check/hash.hpp"

namespace vertexview {
namespace {

class Repeated : public Check {
 public:
  void add(const CheckedBlock& block) override {
    const auto nbytes = static_cast<std::size_t>(block.records.stride);
    const std::byte* record = block.records.data;
    const std::uint64_t first = hash_of(record, nbytes);
    if (count_ == 0)
      first_hash_ = first;
    else
      add_next(block.first, first == last_hash_);
    for (std::uint64_t i = 1; i < block.records.count; ++i, record += nbytes)
      add_next(block.first + i, std::memcmp(record, record + nbytes, nbytes) == 0);
    last_hash_ = hash_of(record, nbytes);
    first_ = count_ == 0 ? block.first : first_;
    count_ += block.records.count;
  }
  void append(Check& other) override {
    auto& next = static_cast<Repeated&>(other);
    if (next.count_ == 0) return;
    const bool joined = count_ > 0 && last_hash_ == next.first_hash_;
    if (count_ == 0) {
      first_hash_ = next.first_hash_;
      leading_ = next.leading_;
      one_run_ = next.one_run_;
      trailing_ = next.trailing_;
      longest_ = next.longest_;
    } else {
      const std::uint64_t over_the_border = joined ? trailing_ + 1 + next.leading_ : 0;
      longest_ = std::max({longest_, next.longest_, over_the_border});
      if (one_run_ && joined) leading_ += 1 + next.leading_;
      trailing_ = next.one_run_ && joined ? trailing_ + 1 + next.trailing_ : next.trailing_;
      one_run_ = one_run_ && joined && next.one_run_;
    }
    if (joined) found_.add(next.first_);
    found_.append(next.found_);
    last_hash_ = next.last_hash_;
    count_ += next.count_;
  }
  [[nodiscard]] std::optional<Finding> finding() const override {
    return found_.finding(
        counted(found_.count(), "record is", "records are") + " equal to the one before, at most " +
        grouped(longest_ + 1) +
        " in a row: a buffer that was not filled to its end, or written twice. What is drawn "
        "stays the same without them.");
  }

 private:
  void add_next(std::uint64_t record, bool repeats) {
    if (!repeats) {
      one_run_ = false;
      trailing_ = 0;
      return;
    }
    found_.add(record);
    ++trailing_;
    if (one_run_) ++leading_;
    longest_ = std::max(longest_, trailing_);
  }

  FoundRecords found_;
  std::uint64_t count_ = 0;
  std::uint64_t first_ = 0;       ///< the index of our first record
  std::uint64_t first_hash_ = 0;  ///< that of our first record, and
  std::uint64_t last_hash_ = 0;   ///< of the last one
  std::uint64_t leading_ = 0;     ///< records right after the first that are equal to it
  std::uint64_t trailing_ = 0;    ///< records right before the last, and the last, that repeat one
  std::uint64_t longest_ = 0;
  bool one_run_ = true;  ///< whether all of our records are equal
};

}  // namespace

std::unique_ptr<Check> check_repeated(const CheckedFile& /*file*/) {
  return std::make_unique<Repeated>();
}

}  // namespace vertexview
