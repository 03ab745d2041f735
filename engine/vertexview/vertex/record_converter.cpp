#include "vertexview/vertex/record_converter.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>
#include <string>

#include "vertexview/vertex/color_ramp.hpp"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace vertexview {
namespace {

// Records converted at once: their positions, then their colours, while both stay in the first-level cache.
constexpr std::uint64_t kBlock = 256;
constexpr double kFullColor = 65535;

/// Whether the components are `Count` numbers of `type` in native order, side by side.
bool is_run(std::span<const Component> components, ScalarType type) {
  for (std::size_t i = 0; i < components.size(); ++i)
    if (components[i].type != type || components[i].offset != components[0].offset + i * scalar_size(type) ||
        (scalar_size(type) > 1 && components[i].big_endian != (std::endian::native == std::endian::big)))
      return false;
  return true;
}

bool is_float(ScalarType type) {
  return type == ScalarType::kFloat16 || type == ScalarType::kFloat32 || type == ScalarType::kFloat64;
}

ValueRange type_range(ScalarType type) {
  const unsigned bits = 8 * scalar_size(type);
  switch (type) {
    case ScalarType::kInt8:
    case ScalarType::kInt16:
    case ScalarType::kInt32:
    case ScalarType::kInt64:
      return {-std::ldexp(1.0, static_cast<int>(bits) - 1), std::ldexp(1.0, static_cast<int>(bits) - 1) - 1};
    case ScalarType::kUint8:
    case ScalarType::kUint16:
    case ScalarType::kUint32:
    case ScalarType::kUint64:
      return {0, std::ldexp(1.0, static_cast<int>(bits)) - 1};
    default:
      return {0, 1};
  }
}

/// The smallest usual range that holds a sample of all components.
ValueRange usual_range(std::span<const Component> components, const RecordSpan& records) {
  const ScalarType type = components[0].type;
  if (type == ScalarType::kUint8 || type == ScalarType::kUint16) return type_range(type);
  double most = 0;
  for (const Component& component : components)
    for (const double value : sample_component(component, records)) most = std::max(most, value);
  if (is_float(type) && most <= 1) return {0, 1};
  for (const double high : {255.0, 65535.0})
    if (most <= high) return {0, high};
  return is_float(type) ? ValueRange{0, most} : type_range(type);
}

/// An origin that keeps the digits of coordinates far from zero: their middle, as a whole number where the
/// cloud is larger than one unit. Zero where float32 loses at most two bits.
double origin_for(const std::vector<double>& values) {
  if (values.empty()) return 0;
  const auto [low, high] = std::ranges::minmax(values);
  const double middle = low / 2 + high / 2;
  const double half = high / 2 - low / 2;
  if (std::abs(middle) <= 4 * half) return 0;
  return half >= 1 ? std::nearbyint(middle) : static_cast<double>(static_cast<float>(middle));
}

/// Whether float32 holds every value of the type, so that no origin can make it better.
bool exact_in_float(ScalarType type) {
  return type != ScalarType::kFloat64 && (scalar_size(type) < 4 || type == ScalarType::kFloat32);
}

/// Turns numbers into (number - low) / extent between 0 and 1, times `steps`, to be truncated to the nearest
/// step. A loop of its own over neighbours, which compiles to vector instructions.
void to_steps(double* values, std::uint64_t count, double low, double extent, double steps) noexcept {
  for (std::uint64_t i = 0; i < count; ++i) {
    double value = (values[i] - low) / extent;
    value = value > 0 ? value : 0;  // NaN compares false
    value = value < 1 ? value : 1;
    values[i] = value * steps + 0.5;
  }
}

/// Colour and padding in one store.
void put_tail(ColoredVertex& vertex, const void* color_and_padding) noexcept {
  std::memcpy(reinterpret_cast<std::byte*>(&vertex) + offsetof(ColoredVertex, color), color_and_padding,
              sizeof(ColoredVertex) - offsetof(ColoredVertex, color));
}

}  // namespace

void RecordConverter::copy_floats(const RecordConverter& self, const RecordSpan& records,
                                  ColoredVertex* out) noexcept {
  const std::byte* from = records.data + self.position_[0].offset;
  for (std::uint64_t i = 0; i < records.count; ++i, from += records.stride)
    std::memcpy(&out[i].position, from, sizeof(Vector));
}

void RecordConverter::map_positions(const RecordConverter& self, const RecordSpan& records,
                                    ColoredVertex* out) noexcept {
  double values[kBlock];
  float Vector::* const axes[]{&Vector::x, &Vector::y, &Vector::z};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const bool present = axis < self.position_.size();
    if (present)
      read_component(self.position_[axis], records, values);
    else
      std::fill_n(values, records.count, 0.0);
    const double scale = self.scale_[axis];
    const double shift = self.shift_[axis];
    for (std::uint64_t i = 0; i < records.count; ++i)
      out[i].position.*axes[axis] = static_cast<float>(values[i] * scale + shift);
  }
}

void RecordConverter::no_positions(const RecordConverter&, const RecordSpan& records,
                                   ColoredVertex* out) noexcept {
  constexpr float kNone = std::numeric_limits<float>::quiet_NaN();
  for (std::uint64_t i = 0; i < records.count; ++i) out[i].position = {kNone, kNone, kNone};
}

void RecordConverter::copy_colors(const RecordConverter& self, const RecordSpan& records,
                                  ColoredVertex* out) noexcept {
  const std::byte* from = records.data + self.color_[0].offset;
  for (std::uint64_t i = 0; i < records.count; ++i, from += records.stride) {
    RampStep step;
    std::memcpy(&step.color, from, sizeof(Color));
    put_tail(out[i], &step);
  }
}

void RecordConverter::widen_colors(const RecordConverter& self, const RecordSpan& records,
                                   ColoredVertex* out) noexcept {
  const std::byte* from = records.data + self.color_[0].offset;
  for (std::uint64_t i = 0; i < records.count; ++i, from += records.stride) {
    std::uint8_t channels[3];
    std::memcpy(channels, from, sizeof(channels));
    const RampStep step{{static_cast<std::uint16_t>(channels[0] * 257),
                         static_cast<std::uint16_t>(channels[1] * 257),
                         static_cast<std::uint16_t>(channels[2] * 257)}};
    put_tail(out[i], &step);
  }
}

void RecordConverter::map_colors(const RecordConverter& self, const RecordSpan& records,
                                 ColoredVertex* out) noexcept {
  double values[kBlock];
  std::uint16_t Color::* const channels[]{&Color::red, &Color::green, &Color::blue};
  for (std::size_t channel = 0; channel < 3; ++channel) {
    read_component(self.color_[channel], records, values);
    to_steps(values, records.count, self.low_, self.extent_, kFullColor);
    for (std::uint64_t i = 0; i < records.count; ++i)
      out[i].color.*channels[channel] = static_cast<std::uint16_t>(static_cast<std::int32_t>(values[i]));
  }
  for (std::uint64_t i = 0; i < records.count; ++i) out[i].padding = 0;
}

void RecordConverter::ramp_floats(const RecordConverter& self, const RecordSpan& records,
                                  ColoredVertex* out) noexcept {
  const std::byte* from = records.data + self.color_[0].offset;
  const RampTable& table = *self.ramp_;
  const auto factor = static_cast<float>((kRampSteps - 1) / self.extent_);
  const auto bias = static_cast<float>(-self.low_ * (kRampSteps - 1) / self.extent_);
  constexpr auto kTop = static_cast<float>(kRampSteps - 1);
  for (std::uint64_t i = 0; i < records.count; ++i, from += records.stride) {
    float value;
    std::memcpy(&value, from, sizeof(value));
    value = value * factor + bias;
    value = value > 0 ? value : 0;                 // NaN compares false
    value = (value < kTop ? value : kTop) + 0.5F;  // truncated to the nearest step; lround would be a call
    put_tail(out[i], &table[static_cast<std::uint32_t>(static_cast<std::int32_t>(value))]);
  }
}

#if defined(__SSE2__)
/// Scans: three floats of a position, and one number for the ramp in lane 2 (their own z) or 3 (the next
/// float). Four records a step; each takes one load, and one store of 16 bytes whose end the colour's store
/// of 8 overwrites.
template <int Lane>
void RecordConverter::copy_and_ramp_floats(const RecordConverter& self, const RecordSpan& records,
                                           ColoredVertex* out) noexcept {
  const std::byte* from = records.data + self.position_[0].offset;
  const std::uint64_t stride = records.stride;
  const RampTable& table = *self.ramp_;
  const __m128 factor = _mm_set1_ps(static_cast<float>((kRampSteps - 1) / self.extent_));
  const __m128 bias = _mm_set1_ps(static_cast<float>(-self.low_ * (kRampSteps - 1) / self.extent_));
  const __m128 top = _mm_set1_ps(static_cast<float>(kRampSteps - 1));
  const __m128 half = _mm_set1_ps(0.5F);
  // The load of 16 bytes may reach into the record after, which the last one does not have.
  const std::uint64_t whole = records.count > 0 ? (records.count - 1) / 4 * 4 : 0;
  for (std::uint64_t i = 0; i < whole; i += 4, from += 4 * stride) {
    const auto load = [&](std::uint64_t k) {
      return _mm_loadu_ps(reinterpret_cast<const float*>(from + k * stride));
    };
    const __m128 records4[4]{load(0), load(1), load(2), load(3)};
    const __m128 ab = _mm_unpackhi_ps(records4[0], records4[1]);  // lanes 2 2 3 3
    const __m128 cd = _mm_unpackhi_ps(records4[2], records4[3]);
    const __m128 value = Lane == 2 ? _mm_movelh_ps(ab, cd) : _mm_movehl_ps(cd, ab);
    // The second operand of max and min is the answer for a NaN.
    const __m128 step =
        _mm_min_ps(_mm_max_ps(_mm_add_ps(_mm_mul_ps(value, factor), bias), _mm_setzero_ps()), top);
    alignas(16) std::int32_t index[4];
    _mm_store_si128(reinterpret_cast<__m128i*>(index), _mm_cvttps_epi32(_mm_add_ps(step, half)));
    for (std::size_t k = 0; k < 4; ++k) {
      ColoredVertex& vertex = out[i + k];
      _mm_storeu_ps(reinterpret_cast<float*>(&vertex), records4[k]);
      put_tail(vertex, &table[static_cast<std::uint32_t>(index[k])]);
    }
  }
  const RecordSpan rest = records.part(whole, records.count - whole);
  copy_floats(self, rest, out + whole);
  ramp_floats(self, rest, out + whole);
}
#endif

void RecordConverter::ramp_colors(const RecordConverter& self, const RecordSpan& records,
                                  ColoredVertex* out) noexcept {
  double values[kBlock];
  read_component(self.color_[0], records, values);
  to_steps(values, records.count, self.low_, self.extent_, kRampSteps - 1);
  for (std::uint64_t i = 0; i < records.count; ++i)
    put_tail(out[i], &(*self.ramp_)[static_cast<std::size_t>(values[i])]);
}

void RecordConverter::white(const RecordConverter&, const RecordSpan& records, ColoredVertex* out) noexcept {
  for (std::uint64_t i = 0; i < records.count; ++i) {
    out[i].color = {65535, 65535, 65535};
    out[i].padding = 0;
  }
}

void RecordConverter::plan_position(const Layout& layout, const RecordSpan& records) {
  if (position_.empty()) return;
  scale_ = layout.position.scale;
  shift_ = layout.position.offset;
  for (std::size_t axis = 0; axis < position_.size(); ++axis) {
    const bool unscaled = scale_[axis] == 1 && shift_[axis] == 0;
    if (unscaled && exact_in_float(position_[axis].type)) continue;
    auto values = sample_component(position_[axis], records);
    for (double& value : values) value = value * scale_[axis] + shift_[axis];
    origin_[axis] = origin_for(values);
    shift_[axis] -= origin_[axis];
  }
  const bool plain = scale_ == std::array<double, 3>{1, 1, 1} && shift_ == std::array<double, 3>{};
  position_pass_ =
      plain && position_.size() == 3 && is_run(position_, ScalarType::kFloat32) ? copy_floats : map_positions;
}

Result<void> RecordConverter::plan_color(const Layout& layout, const RecordSpan& records,
                                         Progress* progress) {
  if (color_.empty()) return {};
  switch (layout.color.range_kind) {
    case ColorRange::kAutomatic:
      range_ = uses_ramp() ? robust_range(sample_component(color_[0], records), 0.02)
                           : usual_range(color_, records);
      break;
    case ColorRange::kType:
      range_ = type_range(color_[0].type);
      break;
    case ColorRange::kFile: {
      const auto found = range_of_components(color_, records, progress);
      if (!found) return tl::unexpected<Error>(found.error());
      range_ = *found;
      break;
    }
    case ColorRange::kGiven:
      range_ = layout.color.range;
      if (!std::isfinite(range_.low) || !std::isfinite(range_.high) || range_.low > range_.high)
        return fail(ErrorCode::kInvalidArgument, "a colour range of " + std::to_string(range_.low) + " to " +
                                                     std::to_string(range_.high) +
                                                     "; expected two numbers, the smaller one first");
      break;
  }
  // Where all numbers are one, that one is shown in the middle.
  const bool flat = range_.low == range_.high;
  low_ = flat ? range_.low - 0.5 : range_.low;
  extent_ = flat ? 1 : range_.high - range_.low;
  if (uses_ramp()) {
    auto table = std::make_shared<RampTable>();
    for (std::size_t i = 0; i < kRampSteps; ++i)
      (*table)[i].color = ramp_color(layout.color.ramp, static_cast<double>(i) / (kRampSteps - 1));
    ramp_ = std::move(table);
    // In float32 the product must not lose what the range is made of.
    const bool well_scaled = std::abs(low_ / extent_) < 1000 && std::isnormal(static_cast<float>(extent_)) &&
                             std::isnormal(static_cast<float>(kRampSteps / extent_));
    color_pass_ = is_run(color_, ScalarType::kFloat32) && well_scaled ? ramp_floats : ramp_colors;
#if defined(__SSE2__)
    if (position_pass_ == copy_floats && color_pass_ == ramp_floats) {
      if (color_[0].offset == position_[0].offset + 8) whole_pass_ = copy_and_ramp_floats<2>;
      if (color_[0].offset == position_[0].offset + 12) whole_pass_ = copy_and_ramp_floats<3>;
    }
#endif
  } else if (is_run(color_, ScalarType::kUint16) && range_ == ValueRange{0, 65535}) {
    color_pass_ = copy_colors;
  } else if (is_run(color_, ScalarType::kUint8) && range_ == ValueRange{0, 255}) {
    color_pass_ = widen_colors;
  } else {
    color_pass_ = map_colors;
  }
  return {};
}

Result<RecordConverter> RecordConverter::make(const Layout& layout, const RecordSpan& records,
                                              Progress* progress) {
  auto position = position_components(layout);
  if (!position) return tl::unexpected<Error>(position.error());
  auto color = color_components(layout);
  if (!color) return tl::unexpected<Error>(color.error());
  RecordConverter converter;
  converter.position_ = std::move(*position);
  converter.color_ = std::move(*color);
  converter.plan_position(layout, records);
  if (auto planned = converter.plan_color(layout, records, progress); !planned)
    return tl::unexpected<Error>(planned.error());
  return converter;
}

void RecordConverter::convert(const RecordSpan& records, ColoredVertex* out) const noexcept {
  for (std::uint64_t done = 0; done < records.count; done += kBlock) {
    const RecordSpan block = records.part(done, std::min(kBlock, records.count - done));
    if (whole_pass_ != nullptr) {
      whole_pass_(*this, block, out + done);
      continue;
    }
    position_pass_(*this, block, out + done);
    color_pass_(*this, block, out + done);
  }
}

}  // namespace vertexview
