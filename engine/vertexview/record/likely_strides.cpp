#include "vertexview/record/likely_strides.hpp"

#include <algorithm>
#include <functional>

namespace vertexview {
namespace {

void limit_accidents(std::vector<StrideScore>& scores, std::uint64_t size) {
  constexpr double kMore = 1.15;
  constexpr std::uint64_t kEnough = 1000;  // records; twice as long ones have learnt too little of fewer
  for (StrideScore& score : scores) {
    const std::uint64_t twice = 2 * score.stride;
    if (twice > kLongestStride || size / twice < kEnough) break;
    score.gain = std::min(score.gain, kMore * scores[twice - kShortestStride].gain);
  }
}

}  // namespace

WindowStrides::WindowStrides(std::span<const std::byte> bytes, const Window& window, Progress* progress)
    : window_(window), scores_(score_strides(bytes.subspan(window.offset, window.size), progress)) {
  limit_accidents(scores_, window.size);
  std::ranges::sort(scores_, std::greater(), &StrideScore::gain);
}

double WindowStrides::gain(std::uint64_t stride) const noexcept {
  const auto found = std::ranges::find(scores_, stride, &StrideScore::stride);
  return found == scores_.end() ? 0 : found->gain;
}

Stride WindowStrides::at(std::uint64_t stride) const noexcept {
  const double best = scores_.empty() ? 0 : scores_.front().gain;
  const double own = gain(stride);
  return {stride, window_, best > 0 ? own / best : 1, own};
}

std::vector<Stride> WindowStrides::likely() const {
  constexpr double kNearly = 0.92;
  constexpr double kPart = 0.7;
  constexpr std::size_t kMost = 3;
  constexpr std::uint64_t kMostParts = 64;
  constexpr std::size_t kMostStrides = 6;
  std::vector<Stride> strides;
  for (std::size_t i = 0; i < scores_.size() && strides.size() < kMostStrides; ++i) {
    const Stride one = at(scores_[i].stride);
    const std::uint64_t best = scores_.front().stride;
    if ((i < kMost && one.share >= kNearly) ||
        (best % one.bytes == 0 && best / one.bytes <= kMostParts && one.share >= kPart))
      strides.push_back(one);
  }
  return strides;
}

std::vector<std::uint64_t> WindowStrides::rivals_of(std::uint64_t stride) const {
  constexpr double kNearly = 0.97;
  constexpr double kMore = 1.01;
  const double own = gain(stride);
  std::vector<std::uint64_t> rivals;
  for (const StrideScore& other : scores_)
    if (other.stride != stride && other.gain > (other.stride % stride == 0 ? kMore : kNearly) * own)
      rivals.push_back(other.stride);
  return rivals;
}

std::vector<Stride> likely_strides(std::span<const std::byte> bytes, const WindowStrides& all) {
  constexpr std::uint64_t kUsual[]{12, 15, 16, 18, 20, 24, 26, 27, 28, 32, 36, 40, 48};
  constexpr std::uint64_t kFew = 32;
  constexpr double kFewShare = 0.8;
  constexpr double kNearly = 0.9;
  constexpr double kSmallNearly = 0.6;
  // Halves of less hold too few records.
  constexpr std::uint64_t kWorthHalving = 8192;
  std::vector<Stride> strides = all.likely();
  for (const std::uint64_t stride : kUsual) {
    if (bytes.size() % stride != 0) continue;
    const bool few = bytes.size() / stride < kFew;
    const double least = bytes.size() < kTellingSize ? kSmallNearly : kNearly;
    if (!few && all.at(stride).share < least) continue;
    auto same = std::ranges::find(strides, stride, &Stride::bytes);
    if (same == strides.end()) same = strides.insert(same, all.at(stride));
    if (few) same->share = std::max(same->share, kFewShare);
  }
  if (bytes.size() < kWorthHalving) return strides;
  const std::uint64_t half = bytes.size() / 2;
  for (const Window& window : {Window{0, half}, Window{half, bytes.size() - half}})
    for (const Stride& one : WindowStrides(bytes, window).likely()) strides.push_back(one);
  return strides;
}

}  // namespace vertexview
