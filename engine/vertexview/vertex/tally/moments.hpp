#pragma once
#include <cmath>
#include <cstdint>

namespace vertexview {

/// How many numbers there are, their mean, and the sum of the squares of their distances from it: what
/// stays precise however many there are and however far from zero they lie.
struct Moments {
  std::uint64_t count = 0;
  double mean = 0;
  double squares = 0;

  /// Adds the numbers of `other`. Source: Chan, Golub, LeVeque, "Updating Formulae and a Pairwise Algorithm
  /// for Computing Sample Variances", Stanford STAN-CS-79-773, 1979.
  void include(const Moments& other) noexcept {
    if (other.count == 0) return;
    if (count == 0) {
      *this = other;
      return;
    }
    const auto ours = static_cast<double>(count);
    const auto theirs = static_cast<double>(other.count);
    const double apart = other.mean - mean;
    mean += apart * (theirs / (ours + theirs));
    squares += other.squares + apart * apart * (ours * theirs / (ours + theirs));
    count += other.count;
  }

  [[nodiscard]] double deviation() const noexcept {
    return count == 0 ? 0 : std::sqrt(squares / static_cast<double>(count));
  }
};

}  // namespace vertexview
