#include "vertexview/record/number_weights.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "vertexview/record/field_readings.hpp"

namespace vertexview {
namespace {

constexpr double kFloat = 1;
// A little less than two float32, because the upper half of a float64 often looks like a float32, but never
// its lower half.
constexpr double kDouble = 0.95;
constexpr double kManyScales = 0.7;    // rather two half floats
constexpr double kCoarseDouble = 0.6;  // rather zeros and a float32
constexpr double kHalf = 0.7;
constexpr double kConstantFloat = 0.5;
// Zeros are rather padding than numbers.
constexpr double kBlankFloat = 0.29;
constexpr double kStamp = 0.9;  // less than a double, whose bits rise with it
constexpr double kWideInteger = 0.75;
constexpr double kInteger = 0.6;
constexpr double kUnboundInteger = 0.55;
constexpr double kNoisyInteger = 0.45;
constexpr double kShortInteger = 0.37;  // less than an integer of two bytes and two of padding
constexpr double kRepeatedByte = 0.8;   // 8-bit colours that were widened: 0xabab
constexpr double kLooseInteger = 0.3;   // less than its two bytes
constexpr double kByte = 0.35;
constexpr double kSmoothByte = 0.5;
constexpr double kZeroByte = 0.25;    // rather padding
constexpr double kBinding = 0.5;      // see RecordSample::binding()
constexpr std::size_t kTelling = 48;  // records; what fewer say of two bytes may be chance

/// Returns whether more numbers are next to nothing than rounding makes of zeros.
bool are_tiny(const std::vector<double>& values) {
  const auto tiny = std::ranges::count_if(values, [](double v) { return v != 0 && std::abs(v) < 1e-7; });
  return static_cast<std::size_t>(tiny) > values.size() / 5;
}

/// Returns whether numbers are of one sign and magnitude, as times since 1970 are, which are enormous.
bool are_alike(const std::vector<double>& values) {
  constexpr double kLargest = 1e19;  // nanoseconds since 1970 are 1.8e18
  const auto [low, high] = std::ranges::minmax(values);
  return low > 1 && high < kLargest && high < 2 * low;
}

/// Returns whether most numbers are of about the magnitude of the largest, as those of one quantity are:
/// integers that are read as half floats have any magnitude.
bool are_of_one_scale(const std::vector<double>& values) {
  constexpr double kScale = 256;
  constexpr double kMost = 0.85;
  double largest = 0;
  for (const double v : values)
    if (std::isfinite(v)) largest = std::max(largest, std::abs(v));
  const auto near =
      std::ranges::count_if(values, [&](double v) { return v == 0 || std::abs(v) >= largest / kScale; });
  return static_cast<double>(near) >= kMost * static_cast<double>(values.size());
}

/// Returns whether a tenth of the numbers that are not zero are next to nothing beside the large ones, as
/// where the exponent of a half float is read as that of a float.
bool are_of_many_scales(const std::vector<double>& values) {
  constexpr double kScales = 0x1p16;
  constexpr std::size_t kPart = 10;
  std::vector<double> sizes;
  sizes.reserve(values.size());
  for (const double v : values)
    if (v != 0 && std::isfinite(v)) sizes.push_back(std::abs(v));
  if (sizes.size() < kTelling) return false;
  // A few marks that are enormous say nothing of the others.
  std::ranges::sort(sizes);
  return sizes[sizes.size() / kPart] * kScales < sizes[sizes.size() - 1 - sizes.size() / kPart];
}

}  // namespace

bool is_plausible(double value, ElementType type) noexcept {
  const bool half = type == ElementType::kFloat16;
  const double magnitude = std::abs(value);
  // Rounding leaves about 1e-17 of a zero.
  return magnitude == 0 || (magnitude >= (half ? 1e-4 : 1e-18) && magnitude <= (half ? 3e4 : 1e10));
}

const std::vector<double>& NumberWeights::numbers(ElementType type, std::size_t at) & {
  at %= sample_.stride();
  auto& values = numbers_[{type, at}];
  if (values.empty()) values = sample_.numbers(type, at, big_);
  return values;
}

bool NumberWeights::is_constant(ElementType type, std::size_t at) {
  for (std::size_t i = 0; i < element_size(type); ++i)
    if (!sample_.byte(at + i).constant) return false;
  return true;
}

double NumberWeights::weight(ElementType type, std::size_t at) {
  at %= sample_.stride();
  const auto [place, fresh] = weights_.try_emplace({type, at}, 0);
  if (fresh && element_size(type) <= sample_.stride()) place->second = find_weight(type, at);
  return place->second;
}

double NumberWeights::find_weight(ElementType type, std::size_t at) {
  switch (type) {
    case ElementType::kFloat16:
    case ElementType::kFloat32:
    case ElementType::kFloat64:
      return float_weight(type, at);
    case ElementType::kUint32:
      return long_weight(at);
    case ElementType::kUint64:
      return stamp_weight(at);
    case ElementType::kUint16:
      return short_weight(at);
    default:
      if (sample_.byte(at).zero()) return kZeroByte;
      return sample_.byte(at).smooth() && !sample_.byte(at).constant ? kSmoothByte : kByte;
  }
}

double NumberWeights::float_weight(ElementType type, std::size_t at) {
  // A few records may be damaged or mark that nothing was seen.
  constexpr double kNearlyAll = 0.98;
  constexpr double kMost = 0.9;
  constexpr double kMostNan = 0.5;
  const auto& values = numbers(type, at);
  const bool half = type == ElementType::kFloat16;
  if (is_constant(type, at)) {
    if (half || (!is_plausible(values.front(), type) && !are_alike(values))) return 0;
    if (values.front() == 0) return type == ElementType::kFloat32 ? kBlankFloat : 0;
    return kConstantFloat;
  }
  const auto all = static_cast<double>(values.size());
  const auto nan = std::ranges::count_if(values, [](double v) { return std::isnan(v); });
  if (static_cast<double>(nan) > kMostNan * all) return 0;
  const auto fine = std::ranges::count_if(values, [&](double v) { return is_plausible(v, type); });
  const double share = are_alike(values) ? 1 : static_cast<double>(fine + nan) / all;
  if (share < kMost || (!half && are_tiny(values))) return 0;
  // The lower half of a float64 is noise, or zeros; two float32 have an exponent there.
  if (!half && is_torn(at, element_size(type))) return 0;
  const std::size_t lower = big_ ? at + 4 : at;
  const bool zeros = type == ElementType::kFloat64 && is_constant(ElementType::kFloat32, lower);
  if (type == ElementType::kFloat64 && !zeros && weight(ElementType::kFloat32, lower) > kConstantFloat)
    return 0;
  const double scales = type == ElementType::kFloat32 && are_of_many_scales(values) ? kManyScales : 1;
  if (half) return share >= kNearlyAll && nan == 0 && are_of_one_scale(values) ? kHalf * bound(at, 2) : 0;
  return (type != ElementType::kFloat64 ? kFloat
          : zeros                       ? kCoarseDouble
                                        : kDouble) *
         scales * (share < kNearlyAll ? share * share : 1) * bound(at, element_size(type));
}

bool NumberWeights::are_channels(std::size_t at) const {
  constexpr double kTogether = 0.4;
  return sample_.correlation(at, at + 1) >= kTogether && sample_.correlation(at + 1, at + 2) >= kTogether;
}

bool NumberWeights::is_torn(std::size_t at, std::size_t size) const {
  constexpr std::size_t kFewer = 3;
  const auto falls_after = [&](std::size_t i) {
    return byte_of(at, size, i).noise &&
           kFewer * byte_of(at, size, i + 1).distinct < byte_of(at, size, i).distinct;
  };
  const auto rises_after = [&](std::size_t i) {
    return kFewer * byte_of(at, size, i).distinct < byte_of(at, size, i + 1).distinct;
  };
  if (falls_after(0) || has_still_byte(at, size)) return true;
  // The pattern of a fraction such as 1/255 goes on in the upper half; a colour before a float ends there.
  constexpr double kApart = 0.3;
  if (size == sizeof(double) && are_channels(big_ ? at + size - 3 : at) &&
      sample_.correlation(at + size / 2 - 1, at + size / 2) < kApart)
    return true;
  // Coordinates far from the origin hardly change their upper bytes, but then none above them either.
  for (std::size_t i = 0; size == sizeof(double) && i < size / 2; ++i) {
    const SampledByte& byte = byte_of(at, size, i);
    if (falls_after(i) && rises_after(i + 1)) return true;
    if (byte.constant && !byte.zero() && !byte_of(at, size, i + 1).constant) return true;
  }
  return false;
}

bool NumberWeights::is_gathered(std::size_t at, std::size_t size) const {
  constexpr std::size_t kMany = 16;
  constexpr int kPart = 64;
  if (sample_.count() < kTelling) return false;
  for (std::size_t i = 0; i + 1 < size; ++i)
    if (byte_of(at, size, i + 1).distinct >= kMany && byte_of(at, size, i).spread < kPart) return true;
  return false;
}

bool NumberWeights::has_still_byte(std::size_t at, std::size_t size) const {
  constexpr std::size_t kVaries = 3;
  const auto varies = [&](std::size_t i) { return byte_of(at, size, i).distinct >= kVaries; };
  bool below = false;
  for (std::size_t i = 0; i < size; ++i) {
    if (below && byte_of(at, size, i).constant)
      for (std::size_t above = i + 1; above < size; ++above)
        if (varies(above)) return true;
    below = below || varies(i);
  }
  return false;
}

double NumberWeights::bound(std::size_t at, std::size_t size) const {
  // Where the byte above the mantissa is constant, it tells nothing of it.
  constexpr double kUnbound = 0.85;
  if (sample_.count() < kTelling || byte_of(at, size, 0).constant || byte_of(at, size, size - 1).constant)
    return 1;
  return kUnbound + (1 - kUnbound) * binding(at, size, size - 1);
}

double NumberWeights::binding(std::size_t at, std::size_t size, std::size_t high) const {
  return big_ ? sample_.binding(at + size - 1 - high, at + size - high)
              : sample_.binding(at + high, at + high - 1);
}

double NumberWeights::short_weight(std::size_t at) {
  const SampledByte& low = byte_of(at, 2, 0);
  const SampledByte& high = byte_of(at, 2, 1);
  constexpr double kOne = 32767;  // the fourth coordinate of a position, as a share
  if (low.constant && high.constant)
    return numbers(ElementType::kUint16, at).front() == kOne ? kNoisyInteger : 0;
  if (low.constant) return low.zero() ? kNoisyInteger : 0;
  if (high.zero()) return kNoisyInteger;
  if (high.constant) return kShortInteger;
  constexpr double kRepeat = 257;
  const auto& values = numbers(ElementType::kUint16, at);
  if (std::ranges::all_of(values, [](double v) { return std::fmod(v, kRepeat) == 0; })) return kRepeatedByte;
  if (high.noise) return low.noise ? kNoisyInteger : kLooseInteger;
  if (sample_.count() >= kTelling && binding(at, 2, 1) >= kBinding) return kInteger;
  return falls(at, 2) ? kUnboundInteger : kLooseInteger;
}

double NumberWeights::long_weight(std::size_t at) const {
  const SampledByte& low = byte_of(at, 4, 0);
  const SampledByte& high = byte_of(at, 4, 3);
  const SampledByte& third = byte_of(at, 4, 2);
  if (low.constant) return 0;
  if (third.constant && high.constant) return kShortInteger;
  // A number whose highest bytes take nearly all values uses its whole range, as noise does and few else.
  const std::size_t highest = high.constant ? 2 : 3;
  if (byte_of(at, 4, highest).noise || !falls(at, 4)) return 0;
  if (are_channels(at) || are_channels(at + 1) || is_gathered(at, 4)) return 0;
  const bool bound = sample_.count() < kTelling || binding(at, 4, highest) >= kBinding;
  return high.constant || !bound ? kInteger : kWideInteger;
}

double NumberWeights::stamp_weight(std::size_t at) {
  constexpr std::size_t kFewest = 16;  // fewer numbers rise by accident
  const std::size_t upper = big_ ? at : at + 4;
  if (sample_.count() < kFewest || !byte_of(at, 8, 7).constant || !byte_of(at, 8, 6).constant) return 0;
  // Two floats rise where the second does.
  if (is_plausible(numbers(ElementType::kFloat32, upper).front(), ElementType::kFloat32)) return 0;
  const auto& values = numbers(ElementType::kUint64, at);
  const bool rises = std::ranges::is_sorted(values) && values.front() < values.back();
  // Microseconds and nanoseconds of the years 2001 to 2065.
  const auto from = [&](double first) { return values.front() > first && values.back() < 3 * first; };
  return rises && (from(1e15) || from(1e18)) ? kStamp : 0;
}

bool NumberWeights::falls(std::size_t at, std::size_t size) const {
  constexpr std::size_t kSlack = 6;
  for (std::size_t i = 1; i < size; ++i) {
    const std::size_t most = byte_of(at, size, i - 1).distinct;
    if (byte_of(at, size, i).distinct > most + most / 4 + kSlack) return false;
  }
  return byte_of(at, size, size - 1).distinct * 3 <= byte_of(at, size, 0).distinct + kSlack;
}

}  // namespace vertexview
