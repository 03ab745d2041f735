#include "vertexview/record/field_readings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <limits>

#include "vertexview/record/number_weights.hpp"

namespace vertexview {
namespace {

// A vector of unit length is no accident.
constexpr double kUnitVector = 1.15;
constexpr double kUnitBytes = 0.95;
constexpr double kPadding = 0.3;
constexpr double kExact = 0.02;  // of a length

double whole_of(ElementType type) {
  return type == ElementType::kUint8 ? 0x1p8 : type == ElementType::kUint16 ? 0x1p16 : 0x1p32;
}

ElementType signed_type(ElementType type) noexcept {
  return is_float(type) ? type : static_cast<ElementType>(static_cast<int>(type) - 1);
}

/// Reads what may begin at one byte of the records.
class FieldReader {
 public:
  FieldReader(NumberWeights& weights, std::size_t at) : weights_(weights), at_(at) {}

  std::vector<FieldReading> read() {
    add_numbers();
    for (const ElementType type : {ElementType::kFloat32, ElementType::kFloat64, ElementType::kUint32,
                                   ElementType::kFloat16, ElementType::kUint16})
      add_position(type);
    add_unit_vectors();
    add_byte_colors();
    add_short_color();
    add_float_vectors();
    return std::move(readings_);
  }

 private:
  void add(FieldKind kind, ElementType type, std::uint32_t count, double score, bool telling = false) {
    const FieldReading reading{kind, type, count, score, telling};
    if (reading.nbytes() <= weights_.sample().stride()) readings_.push_back(reading);
  }

  [[nodiscard]] std::size_t place(ElementType type, std::size_t index) const {
    return at_ + index * element_size(type);
  }
  [[nodiscard]] double weight(ElementType type, std::size_t index) {
    return weights_.weight(type, place(type, index));
  }
  [[nodiscard]] bool is_constant(ElementType type, std::size_t index) {
    return weights_.is_constant(type, place(type, index));
  }
  [[nodiscard]] const std::vector<double>& numbers(ElementType type, std::size_t index) {
    return weights_.numbers(type, place(type, index));
  }
  [[nodiscard]] const SampledByte& byte(std::size_t index) const {
    return weights_.sample().byte(at_ + index);
  }
  [[nodiscard]] bool fits(ElementType type, std::size_t count) const {
    return count * element_size(type) <= weights_.sample().stride();
  }
  [[nodiscard]] std::size_t moving(ElementType type, std::size_t count) {
    std::size_t moving = 0;
    for (std::size_t i = 0; i < count; ++i) moving += is_constant(type, i) ? 0U : 1U;
    return moving;
  }

  void add_numbers() {
    if (byte(0).zero()) add(FieldKind::kPadding, ElementType::kBytes, 1, kPadding);
    for (const ElementType type :
         {ElementType::kFloat64, ElementType::kFloat32, ElementType::kFloat16, ElementType::kUint64,
          ElementType::kUint32, ElementType::kUint16, ElementType::kUint8})
      if (const double w = weight(type, 0); w > 0) add(FieldKind::kNumber, type, 1, w * element_size(type));
  }

  /// Three numbers of one type of which two vary at least: a third may be the same everywhere.
  void add_position(ElementType type) {
    constexpr double kPosition = 1.1;
    constexpr double kFlat = 0.45;
    constexpr double kUneven = 0.95;
    constexpr double kUnitPosition = 0.9;
    constexpr double kBesideUv = 0.8;
    constexpr double kFine = 0.9;
    constexpr double kMostUneven = 50;
    // Three counters of two bytes and two zeros each are no accident.
    constexpr double kShort = 0.6;
    if (!fits(type, 3) || moving(type, 3) < (is_float(type) ? 2U : 3U)) return;
    double sum = 0;
    double best = 0;
    double coarse = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      const double w = weight(type, i);
      const bool never = w == 0 && is_float(type) && !is_plausible(numbers(type, i).front(), type);
      if (never || (w == 0 && !is_constant(type, i))) return;
      if (is_constant(type, i))
        sum += numbers(type, i).front() == 0 ? kPadding : kFlat;
      else
        sum += is_counter(type, i) ? std::max(w, kShort) : w;
      best = std::max(best, w);
      coarse += type == ElementType::kFloat64 && !is_constant(type, i) && w < kFine ? kFine - w : 0;
    }
    // Any two bytes may be an integer, but positions use the whole range of theirs.
    constexpr std::size_t kWide = 16;
    if (type == ElementType::kUint16)
      for (std::size_t i = 0; i < 3; ++i)
        if (!is_constant(type, i) && std::max(byte(2 * i).distinct, byte(2 * i + 1).distinct) < kWide) return;
    // Whole numbers among doubles are doubles as well.
    if (best > kFine) sum += coarse;
    // What is of unit length is rather a normal.
    const bool unit = type == ElementType::kFloat32 && is_unit(type, 3, 1, kExact);
    if (unit) sum *= kUnitPosition;
    // Two numbers that fill the range from 0 to 1 beside a third that does not are rather a uv.
    if (type == ElementType::kFloat32 && is_beside_uv()) sum *= kBesideUv;
    // What is flat is so in z.
    if (is_constant(type, 0) || is_constant(type, 1)) sum *= kUneven;
    const double even = unevenness(type) > kMostUneven ? kUneven : 1;
    add(FieldKind::kPosition, signed_type(type), 3, kPosition * even * sum * element_size(type), unit);
  }

  /// Returns whether three floats begin with both of a uv, or its second: they fill the range from 0 to 1,
  /// but the third of the three does not.
  [[nodiscard]] bool is_beside_uv() {
    constexpr std::size_t kSize = 4;
    const std::size_t stride = weights_.sample().stride();
    return fills_unit(at_) && !fills_unit(at_ + 2 * kSize) && !is_constant(ElementType::kFloat32, 2) &&
           (fills_unit(at_ + kSize) || (at_ >= kSize && fills_unit(at_ - kSize + stride)));
  }

  /// Returns whether a float32 takes values from nearly 0 to nearly 1, and none outside.
  [[nodiscard]] bool fills_unit(std::size_t at) {
    constexpr double kEnd = 0.08;
    constexpr double kRounding = 1e-6;
    if (weights_.is_constant(ElementType::kFloat32, at)) return false;
    const auto [low, high] = std::ranges::minmax(weights_.numbers(ElementType::kFloat32, at));
    return low >= -kRounding && low <= kEnd && high >= 1 - kEnd && high <= 1 + kRounding;
  }

  /// Returns whether an integer of four bytes varies in the lower two, both of them.
  [[nodiscard]] bool is_counter(ElementType type, std::size_t index) {
    if (type != ElementType::kUint32) return false;
    const auto [low, high] = std::ranges::minmax(numbers(type, index));
    constexpr double kByte = 256;
    return high - low < kByte * kByte && std::floor(low / kByte) != std::floor(high / kByte);
  }

  /// Returns how many times the range of the widest of three numbers is that of the narrowest that varies:
  /// coordinates are of about one size.
  [[nodiscard]] double unevenness(ElementType type) {
    double narrow = std::numeric_limits<double>::infinity();
    double wide = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      double low = narrow_start;
      double high = -narrow_start;
      for (const double v : numbers(type, i)) {
        if (!std::isfinite(v)) continue;
        low = std::min(low, v);
        high = std::max(high, v);
      }
      if (!(high > low)) continue;
      narrow = std::min(narrow, high - low);
      wide = std::max(wide, high - low);
    }
    return wide > 0 ? wide / narrow : 1;
  }
  static constexpr double narrow_start = std::numeric_limits<double>::infinity();

  /// Returns a number as a share of `unit`; an integer as a signed one, or less `zero`.
  static double share(double value, ElementType type, double unit, double zero) {
    if (is_float(type)) return value / unit;
    if (zero != 0) return (value - zero) / unit;
    return (value >= whole_of(type) / 2 ? value - whole_of(type) : value) / unit;
  }

  /// Returns whether nearly all of the vectors of `count` numbers are of the length `unit`.
  [[nodiscard]] bool is_unit(ElementType type, std::size_t count, double unit, double slack,
                             double zero = 0) {
    constexpr double kMost = 0.95;
    constexpr std::size_t kFewest = 16;  // fewer may be so by accident
    if (weights_.sample().count() < kFewest || !fits(type, count) || moving(type, count) < 2) return false;
    std::array<const double*, 4> values{};
    for (std::size_t k = 0; k < count; ++k) values[k] = numbers(type, k).data();
    const std::size_t records = weights_.sample().count();
    const double most = (1 - kMost) * static_cast<double>(records);
    for (std::size_t i = 0, others = 0; i < records; ++i) {
      double square = 0;
      for (std::size_t k = 0; k < count; ++k) square += std::pow(share(values[k][i], type, unit, zero), 2);
      const bool near = std::abs(std::sqrt(square) - 1) <= slack;
      if (!near && static_cast<double>(++others) > most) return false;
    }
    return true;
  }

  void add_unit_vectors() {
    constexpr double kRough = 0.04;  // half a step of 1/127 in each direction
    constexpr auto kF = ElementType::kFloat32;
    constexpr auto kB = ElementType::kUint8;
    constexpr auto kH = ElementType::kUint16;
    if (is_unit(kF, 4, 1, kExact) && moving(kF, 4) >= 3 && !is_constant(kF, 3))
      add(FieldKind::kRotation, kF, 4, 16 * kUnitVector, true);
    if (is_unit(kF, 3, 1, kExact)) add(FieldKind::kNormal, kF, 3, 12 * kUnitVector, true);
    if (is_unit(kH, 3, 32767, kExact)) add(FieldKind::kNormal, ElementType::kInt16, 3, 6 * kUnitBytes);
    if (is_unit(kB, 4, 128, kRough, 128) && moving(kB, 4) == 4)
      add(FieldKind::kRotation, kB, 4, 4 * kUnitBytes);
    if (!is_unit(kB, 3, 127, kRough)) return;
    add(FieldKind::kNormal, ElementType::kInt8, 3, 3 * kUnitBytes);
    if (byte(3).constant) add(FieldKind::kNormal, ElementType::kInt8, 4, 4 * kUnitBytes);
  }

  /// Returns whether the channels of a colour take about as many values each.
  [[nodiscard]] bool alike(std::initializer_list<std::size_t> bytes) const {
    constexpr std::size_t kTimes = 6;
    constexpr std::size_t kFew = 4;
    std::size_t least = 256;
    std::size_t most = 0;
    for (const std::size_t i : bytes) {
      least = std::min(least, byte(i).distinct);
      most = std::max(most, byte(i).distinct);
    }
    return most <= kTimes * least + kFew;
  }

  void add_byte_colors() {
    constexpr double kChannels = 0.68;
    constexpr double kWithAlpha = 0.8;
    constexpr double kFlatChannels = 0.7;    // full or empty, as in pictures made by a program
    constexpr double kUnlikeChannels = 0.7;  // gradients of which each has another number of steps
    constexpr double kWithPadding = 0.6;
    constexpr double kAnyAlpha = 0.56;
    constexpr double kTogether = 0.14;     // channels that rise and fall together are no accident
    constexpr double kAlphaBeside = 0.62;  // beside such channels, more than a number of its own
    constexpr double kOneColor = 0.45;
    constexpr std::uint8_t kOpaque = 255;
    constexpr auto kB = ElementType::kUint8;
    if (!fits(kB, 4)) return;
    const std::size_t varied = moving(kB, 3);
    const bool opaque = byte(3).constant && byte(3).first == kOpaque;
    const bool unlike = varied == 3 && !alike({0, 1, 2});
    // A byte that is always full is an alpha behind any three channels: no float ends in one, and an integer
    // only where all of them are negative.
    if (unlike && opaque) add(FieldKind::kColor, kB, 4, 4 * kUnlikeChannels);
    if (unlike) return;
    if (varied == 0) {
      const bool full = byte(0).first == kOpaque && byte(1).first == kOpaque && byte(2).first == kOpaque;
      if (full) add(FieldKind::kColor, kB, 3, 3 * kOneColor);
      if (full && opaque) add(FieldKind::kColor, kB, 4, 4 * kOneColor);
      return;
    }
    if (varied < 3) {
      const auto extreme = [&](std::size_t i) {
        return !byte(i).constant || byte(i).zero() || byte(i).first == kOpaque;
      };
      if (opaque && extreme(0) && extreme(1) && extreme(2)) add(FieldKind::kColor, kB, 4, 4 * kFlatChannels);
      return;
    }
    const double more = weights_.are_channels(at_) ? kTogether : 0;
    add(FieldKind::kColor, kB, 3, 3 * (kChannels + more));
    const double any = more > 0 ? kAlphaBeside : kAnyAlpha;
    add(FieldKind::kColor, kB, 4,
        4 * (more + (opaque              ? kWithAlpha
                     : byte(3).zero()    ? kWithPadding
                     : !byte(3).constant ? any
                                         : 0.5)));
  }

  /// Returns whether an integer of two bytes takes any value, as bytes do that have nothing in common.
  [[nodiscard]] bool is_noise(std::size_t index) {
    constexpr double kNoisy = 0.45;
    return byte(2 * index).noise && byte(2 * index + 1).noise &&
           weight(ElementType::kUint16, index) <= kNoisy;
  }

  void add_short_color() {
    constexpr double kColor = 1.1;
    constexpr double kOneColor = 0.5;
    constexpr double kNoise = 0.6;  // three numbers of the whole range are a colour rather than six bytes
    constexpr double kFull = 65535;
    constexpr auto kH = ElementType::kUint16;
    if (!fits(kH, 3)) return;
    double sum = 0;
    std::size_t noise = 0;
    for (std::size_t i = 0; i < 3; ++i) noise += is_noise(i) ? 1U : 0U;
    for (std::size_t i = 0; i < 3; ++i) {
      if (moving(kH, 3) == 0) {
        if (numbers(kH, i).front() != kFull) return;
        sum += kOneColor;
      } else {
        const double w = weight(kH, i);
        if (w == 0) return;
        sum += noise == 3 ? std::max(w, kNoise) : w;
      }
    }
    // Noise among channels that are none is a number of its own.
    if ((noise == 1 && moving(kH, 3) == 3) || !alike({0, 2, 4}) || !alike({1, 3, 5})) return;
    add(FieldKind::kColor, kH, 3, kColor * 2 * sum);
    if (fits(kH, 4) && is_constant(kH, 3) && numbers(kH, 3).front() == kFull)
      add(FieldKind::kColor, kH, 4, kColor * (2 * sum + 2 * kOneColor));
  }

  [[nodiscard]] bool within(ElementType type, std::size_t count, double low, double high) {
    for (std::size_t k = 0; k < count; ++k) {
      if (weight(type, k) == 0) return false;
      const auto outside =
          std::ranges::count_if(numbers(type, k), [&](double v) { return !(v >= low && v <= high); });
      // One in a hundred may be rounded or damaged.
      if (static_cast<std::size_t>(outside) > numbers(type, k).size() / 100) return false;
    }
    return true;
  }

  /// Returns whether half of three floats are nearly zero: that says nothing of what others are.
  [[nodiscard]] bool is_mostly_zero() {
    constexpr double kNearly = 1e-3;
    std::ptrdiff_t zeros = 0;
    for (std::size_t k = 0; k < 3; ++k)
      zeros += std::ranges::count_if(numbers(ElementType::kFloat32, k),
                                     [](double v) { return std::abs(v) < kNearly; });
    return 2 * static_cast<std::size_t>(zeros) > 3 * weights_.sample().count();
  }

  void add_float_vectors() {
    constexpr double kVector = 1.02;
    constexpr double kSteps = 1.08;
    constexpr double kPair = 1.01;
    constexpr double kHalves = 0.75;
    constexpr double kScattered = 0.7;  // floats of many scales are rather halves
    constexpr double kRounding = 1e-6;
    constexpr double kBytes = 255;
    constexpr auto kF = ElementType::kFloat32;
    // Bytes that became floats are whole, or were divided by 255.
    const auto whole = [&](double steps) {
      const auto is_whole = [&](double v) {
        constexpr double kSlack = 1e-4;
        return std::abs(v * steps - std::round(v * steps)) < kSlack;
      };
      for (std::size_t k = 0; k < 3; ++k)
        if (!std::ranges::all_of(numbers(kF, k), is_whole)) return false;
      return true;
    };
    const bool unit = fits(kF, 3) && moving(kF, 3) == 3 && within(kF, 3, 0, 1 + kRounding);
    const bool divided = unit && whole(kBytes) && !is_mostly_zero();
    if (unit || (fits(kF, 3) && moving(kF, 3) == 3 && within(kF, 3, 0, kBytes) && whole(1)))
      add(FieldKind::kColor, kF, 3, 12 * (unit && !divided ? kVector : kSteps), divided);
    if (fits(kF, 2) && moving(kF, 2) == 2 && within(kF, 2, -1, 2))
      add(FieldKind::kUv, kF, 2,
          8 * kPair * (std::min(weight(kF, 0), weight(kF, 1)) <= kScattered ? kScattered : 1));
    constexpr auto kE = ElementType::kFloat16;
    if (fits(kE, 2) && moving(kE, 2) == 2 && within(kE, 2, -1, 2)) add(FieldKind::kUv, kE, 2, 4 * kHalves);
  }

  NumberWeights& weights_;
  std::size_t at_;
  std::vector<FieldReading> readings_;
};

}  // namespace

std::vector<std::vector<FieldReading>> read_fields(const RecordSample& sample, bool big_endian) {
  NumberWeights weights(sample, big_endian);
  std::vector<std::vector<FieldReading>> fields;
  fields.reserve(sample.stride());
  for (std::size_t at = 0; at < sample.stride(); ++at) fields.push_back(FieldReader(weights, at).read());
  return fields;
}

}  // namespace vertexview
