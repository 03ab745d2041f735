#pragma once
#include <array>
#include <string>
#include <vector>

#include "vertexview/vertex/check/check.hpp"

namespace vertexview {

/// Finds records in which some number is odd, and which numbers these are. `IsOdd` says it of a value, and
/// `limit` of an Element what the value is compared with, or that the number cannot be odd.
class FlaggedNumbers : public Check {
 public:
  void append(Check& next) override {
    auto& later = static_cast<FlaggedNumbers&>(next);
    found_.append(later.found_);
    for (std::size_t i = 0; i < odd_.size(); ++i) odd_[i] = odd_[i] || later.odd_[i];
  }
  void add(const CheckedBlock& block) override {
    if (!any_) return;
    for (std::uint64_t i = 0; i < block.records.count; ++i)
      if (flags_[i]) found_.add(block.first + i);
    flags_.fill(false);
    any_ = false;
  }

 protected:
  explicit FlaggedNumbers(const CheckedFile& file) : odd_(file.numbers.size()) {
    names_.reserve(file.numbers.size());
    for (const Element& number : file.numbers) names_.push_back(number.name);
  }

  /// Flags the records of a block whose value of number `index` is odd.
  template <class IsOdd>
  void flag(std::size_t index, std::span<const double> values, const IsOdd& is_odd) {
    bool any = false;
    for (const double value : values) any |= is_odd(value);
    if (!any) return;
    any_ = odd_[index] = true;
    for (std::size_t i = 0; i < values.size(); ++i) flags_[i] |= is_odd(values[i]);
  }
  [[nodiscard]] const FoundRecords& found() const noexcept { return found_; }
  /// Returns the names of the numbers that were odd.
  [[nodiscard]] std::string odd_names() const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < odd_.size(); ++i)
      if (odd_[i]) names.push_back(names_[i]);
    return listed(names);
  }

 private:
  FoundRecords found_;
  std::vector<std::string> names_;
  std::vector<bool> odd_;
  std::array<bool, kCheckedBlock> flags_ = {};
  bool any_ = false;
};

}  // namespace vertexview
