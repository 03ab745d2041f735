#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vertexview {

/// `count` finite numbers from `low` to `high`, both included; equal ones where low == high.
struct NumberBin {
  double low = 0;
  double high = 0;
  std::uint64_t count = 0;
};

/// Where numbers are counted in bins of equal width: `bins` of them, the first from `low` on. Whole numbers
/// have bins of a whole width.
struct BinScale {
  double low = 0;
  double width = 1;
  std::size_t bins = 0;
  bool whole = false;  ///< whether all numbers are integers

  /// Places the bins around most of a sample, whose numbers are finite, with room for what it has missed.
  [[nodiscard]] static BinScale around(std::vector<double> sample, std::size_t bins, bool whole);
  /// Returns where bin `index` begins.
  [[nodiscard]] double edge(std::size_t index) const noexcept {
    return low + static_cast<double>(index) * width;
  }
  [[nodiscard]] double length() const noexcept { return static_cast<double>(bins) * width; }
};

/// Counts finite numbers in bins. What lies outside of the scale is counted too, in bins that are the wider
/// the farther away they are: a 32nd of the way to the other end of the scale at most. Not thread-safe.
class NumberBins {
 public:
  NumberBins() = default;
  explicit NumberBins(const BinScale& scale);

  void add(std::span<const double> numbers);
  void add(double number, std::uint64_t count);
  void include(const NumberBins& other);

  [[nodiscard]] const BinScale& scale() const noexcept { return scale_; }
  /// Returns the counts of the scale's own bins.
  [[nodiscard]] std::span<const std::uint64_t> counts() const noexcept;
  [[nodiscard]] std::uint64_t below() const noexcept { return counts_.front(); }
  [[nodiscard]] std::uint64_t above() const noexcept { return counts_.back(); }
  /// Returns the bins that hold numbers, in ascending order.
  [[nodiscard]] std::vector<NumberBin> sorted() const;

 private:
  /// Adds to the bins outside of the scale where `place`, the number's index in counts_, says so.
  void add_if_far(double number, double place, std::uint64_t count);

  BinScale scale_;
  double per_width_ = 1;
  std::vector<std::uint64_t> counts_;     ///< below the scale, of its bins, above it
  std::vector<std::uint64_t> far_below_;  ///< by distance from the scale; empty while there is none
  std::vector<std::uint64_t> far_above_;
};

}  // namespace vertexview
