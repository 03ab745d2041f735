#include "panels/layout/layout_finding.hpp"

#include <algorithm>
#include <utility>

#include "session/record_edit.hpp"
#include "vertexview/record/likely_strides.hpp"

namespace vertexview::app {

double StrideScores::share(std::uint64_t stride) const noexcept {
  if (stride < kShortestStride || stride - kShortestStride >= all.size() || best <= 0) return 0;
  return all[stride - kShortestStride].gain / best;
}

StrideScores score_lengths(std::span<const std::byte> bytes) {
  StrideScores scores;
  const WindowStrides strides(bytes, {0, bytes.size()});
  scores.all.reserve(kLongestStride - kShortestStride + 1);
  for (std::uint64_t stride = kShortestStride; stride <= kLongestStride; ++stride) {
    scores.all.push_back({stride, strides.gain(stride)});
    scores.best = std::max(scores.best, scores.all.back().gain);
  }
  for (const Stride& stride : strides.likely()) scores.likely.push_back(stride.bytes);
  return scores;
}

void LayoutFinding::update(const OpenDataset& dataset, const std::function<void()>& when_done) {
  if (serial_ != dataset.serial) {
    serial_ = dataset.serial;
    trying_.give_up();
    // The copies keep the mapping and its guard alive while the task reads it.
    scoring_.ask(
        [file = dataset.data, watches = dataset.watches](const Progress&) -> Result<StrideScores> {
          const RandomAccess places(file.records().files());
          return score_lengths(file.source());
        },
        when_done);
  }
  // Only memory can be missing; then no length has a score.
  if (auto scores = scoring_.take()) scores_ = std::move(*scores).value_or(StrideScores{});
}

void LayoutFinding::try_stride(const OpenDataset& dataset, std::uint64_t stride,
                               std::function<void()> when_done) {
  trying_.ask(
      [file = dataset.data, watches = dataset.watches, stride](Progress& progress) {
        const RandomAccess places(file.records().files());
        return layout_of_stride(file.source(), stride, &progress);
      },
      std::move(when_done));
}

std::optional<LayoutCandidate> LayoutFinding::take_tried() {
  auto tried = trying_.take();
  if (!tried || !*tried) return std::nullopt;
  return *std::move(*tried);
}

}  // namespace vertexview::app
