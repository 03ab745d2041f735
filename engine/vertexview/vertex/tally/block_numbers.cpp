#include "vertexview/vertex/tally/block_numbers.hpp"

#include <algorithm>
#include <cstddef>

#include "vertexview/memory/detail/avx2.hpp"

namespace vertexview {
namespace {

// Each loop is written once and compiled twice: for any processor, and inside a function that may use AVX2.
// Lanes run side by side, so that the compiler makes vector instructions of them; how many there are decides
// how sums are rounded, so it is the same for both.
constexpr std::size_t kLanes = 8;

[[gnu::always_inline]] inline BlockSummary summarise(const double* numbers, std::size_t count) noexcept {
  double least[kLanes];
  double most[kLanes];
  double sums[kLanes];
  double zeros[kLanes];  // a product of 0 with what is not finite is NaN
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    least[lane] = __builtin_inf();
    most[lane] = -__builtin_inf();
    sums[lane] = zeros[lane] = 0;
  }
  const std::size_t whole = count - count % kLanes;
  for (std::size_t i = 0; i < whole; i += kLanes)
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      const double number = numbers[i + lane];
      least[lane] = number < least[lane] ? number : least[lane];
      most[lane] = number > most[lane] ? number : most[lane];
      sums[lane] += number;
      zeros[lane] += number * 0;
    }
  for (std::size_t i = whole; i < count; ++i) {
    const double number = numbers[i];
    least[0] = number < least[0] ? number : least[0];
    most[0] = number > most[0] ? number : most[0];
    sums[0] += number;
    zeros[0] += number * 0;
  }
  BlockSummary out{.finite = true, .least = least[0], .most = most[0], .moments = {count, 0, 0}};
  double zero = 0;
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    out.least = least[lane] < out.least ? least[lane] : out.least;
    out.most = most[lane] > out.most ? most[lane] : out.most;
    out.moments.mean += sums[lane];
    zero += zeros[lane];
  }
  out.finite = zero == 0;
  const double mean = out.moments.mean / static_cast<double>(count);
  out.moments.mean = mean;
  double squares[kLanes]{};
  for (std::size_t i = 0; i < whole; i += kLanes)
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      const double apart = numbers[i + lane] - mean;
      squares[lane] += apart * apart;
    }
  for (std::size_t i = whole; i < count; ++i) squares[0] += (numbers[i] - mean) * (numbers[i] - mean);
  for (const double part : squares) out.moments.squares += part;
  return out;
}

[[gnu::always_inline]] inline void place(const double* numbers, std::size_t count, double low,
                                         double per_width, std::int32_t last, std::int32_t* places) noexcept {
  const auto highest = static_cast<double>(last);
  for (std::size_t i = 0; i < count; ++i) {
    const double at = (numbers[i] - low) * per_width + 1;
    const double from_zero = at > 0 ? at : 0;
    places[i] = static_cast<std::int32_t>(from_zero < highest ? from_zero : highest);
  }
}

VERTEXVIEW_AVX2 BlockSummary summarise_avx2(const double* numbers, std::size_t count) noexcept {
  return summarise(numbers, count);
}

VERTEXVIEW_AVX2 void place_avx2(const double* numbers, std::size_t count, double low, double per_width,
                                std::int32_t last, std::int32_t* places) noexcept {
  place(numbers, count, low, per_width, last, places);
}

}  // namespace

BlockSummary summary_of(std::span<const double> numbers) noexcept {
  return has_avx2() ? summarise_avx2(numbers.data(), numbers.size())
                    : summarise(numbers.data(), numbers.size());
}

void find_places(std::span<const double> numbers, double low, double per_width, std::int32_t last,
                 std::int32_t* places) noexcept {
  if (has_avx2()) return place_avx2(numbers.data(), numbers.size(), low, per_width, last, places);
  place(numbers.data(), numbers.size(), low, per_width, last, places);
}

}  // namespace vertexview
