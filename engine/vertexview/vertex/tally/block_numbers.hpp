#pragma once
#include <cstdint>
#include <span>

#include "vertexview/vertex/tally/moments.hpp"

namespace vertexview {

/// What the numbers of a block say together.
struct BlockSummary {
  bool finite = true;  ///< whether all are; else nothing of the rest means anything
  double least = 0;
  double most = 0;
  Moments moments;
};

/// Returns the summary of some numbers, at least one: by AVX2 where the processor has it, with the same
/// result to the last bit. The mean is found first and then the distances from it, which loses no digits.
[[nodiscard]] BlockSummary summary_of(std::span<const double> numbers) noexcept;

/// Writes to `places`, which has room for them, the whole part of (number - low) * per_width + 1 for each of
/// the finite numbers, between 0 and `last`.
void find_places(std::span<const double> numbers, double low, double per_width, std::int32_t last,
                 std::int32_t* places) noexcept;

}  // namespace vertexview
