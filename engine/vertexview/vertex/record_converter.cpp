#include "vertexview/vertex/record_converter.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "vertexview/record/element_range.hpp"
#include "vertexview/record/encoding.hpp"
#include "vertexview/vertex/color_ramp.hpp"

namespace vertexview {
namespace {

/// Returns whether all numbers are stored as `type` and become what they mean by `encoding`.
bool all_stored_as(std::span<const Element> numbers, ElementType type, Encoding encoding) {
  return std::ranges::all_of(numbers,
                             [&](const Element& n) { return n.type == type && n.encoding == encoding; });
}

bool is_encoded(const Element& number) {
  return number.encoding != Encoding::kPlain;
}

/// Returns every number that an element can mean; 0..1 for floats.
ValueRange type_range(const Element& number) {
  if (is_encoded(number)) return encoding_range(number.encoding);
  const unsigned bits = 8 * element_size(number.type);
  switch (number.type) {
    case ElementType::kInt8:
    case ElementType::kInt16:
    case ElementType::kInt32:
    case ElementType::kInt64:
      return {-std::ldexp(1.0, static_cast<int>(bits) - 1), std::ldexp(1.0, static_cast<int>(bits) - 1) - 1};
    case ElementType::kUint8:
    case ElementType::kUint16:
    case ElementType::kUint32:
    case ElementType::kUint64:
      return {0, std::ldexp(1.0, static_cast<int>(bits)) - 1};
    default:
      return {0, 1};
  }
}

/// Returns a sample of every one of `numbers`, one after the other.
std::vector<double> sample_all(std::span<const Element> numbers, const RecordStreams& records) {
  std::vector<double> all;
  for (const Element& number : numbers) {
    const auto values = sample_element(number, records);
    all.insert(all.end(), values.begin(), values.end());
  }
  return all;
}

/// Returns the smallest of `values` that at most one in a hundred exceeds, or 0 where all are negative. The
/// few may be damaged or rounded up by whoever wrote them; a range that holds them would show all others
/// black.
double most_of(std::vector<double> values) {
  constexpr std::size_t kOneOf = 100;
  if (values.empty()) return 0;
  const auto largest = values.end() - 1 - static_cast<std::ptrdiff_t>(values.size() / kOneOf);
  std::nth_element(values.begin(), largest, values.end());
  return std::max(*largest, 0.0);
}

/// Returns the colour range for three numbers: every value of uint8, uint16, truth values and of encodings
/// but floats; else the smallest of 0..1 (floats only), 0..255 and 0..65535, as far as the type goes, that at
/// most one in a hundred of a sample exceeds; else 0 to the number that so few exceed: colours that use a
/// small part of a 32-bit integer would all look alike over the whole of it.
ValueRange usual_range(std::span<const Element> numbers, const RecordStreams& records) {
  const Element& number = numbers[0];
  const ElementType type = number.type;
  const bool limited = is_encoded(number) && number.encoding != Encoding::kUfloat11_11_10;
  if (limited || type == ElementType::kUint8 || type == ElementType::kUint16 || type == ElementType::kBool)
    return type_range(number);
  const double most = most_of(sample_all(numbers, records));
  if (is_float(value_type(number)) && most <= 1) return {0, 1};
  const double largest = is_float(value_type(number)) ? HUGE_VAL : type_range(number).high;
  for (const double high : {255.0, 65535.0})
    if (most <= high) return {0, std::min(high, largest)};
  return {0, most};
}

/// Returns `values` without those that mark a missing number: the smallest number of a signed integer type of
/// two bytes and more, which elevation models store and conversions of NaN give. It lies so far from all
/// others that a range with it would show these as one colour. Returns all values where there are no others.
std::vector<double> without_missing(std::vector<double> values, const Element& number) {
  const ElementType type = number.type;
  const bool marks =
      type == ElementType::kInt16 || type == ElementType::kInt32 || type == ElementType::kInt64;
  if (!marks || is_encoded(number)) return values;
  const double missing = type_range(number).low;
  if (std::ranges::any_of(values, [&](double value) { return value != missing; }))
    std::erase(values, missing);
  return values;
}

/// Returns the range of a ramp for the values of one number: without the few at each end, which may be
/// damaged.
ValueRange ramp_range(const Element& number, const RecordStreams& records) {
  constexpr double kOutliers = 0.02;
  return robust_range(without_missing(sample_element(number, records), number), kOutliers);
}

/// Returns an origin that keeps the digits of coordinates far from zero: their middle, as a whole number
/// where the dataset is larger than two units. Returns zero where float32 loses at most two bits without an
/// origin.
double origin_for(const std::vector<double>& values) {
  if (values.empty()) return 0;
  const auto [low, high] = std::ranges::minmax(values);
  const double middle = low / 2 + high / 2;
  const double half = high / 2 - low / 2;
  if (std::abs(middle) <= 4 * half) return 0;
  return half >= 1 ? std::nearbyint(middle) : static_cast<double>(static_cast<float>(middle));
}

/// Returns whether float32 holds every number that the element can mean exactly, so that an origin gains
/// nothing.
bool exact_in_float(const Element& number) {
  if (is_encoded(number)) return number.encoding == Encoding::kUfloat11_11_10;
  const ElementType type = number.type;
  return type != ElementType::kFloat64 && (element_size(type) < 4 || type == ElementType::kFloat32);
}

/// Returns the ramp that shows `number`.
Ramp ramp_for(const Appearance& appearance, const Element& number) {
  if (appearance.ramp != Ramp::kAutomatic) return appearance.ramp;
  return number.semantic == Semantic::kLabel ? Ramp::kCategories : Ramp::kViridis;
}

/// Returns what is subtracted from numbers of which `least` is the smallest. For whole numbers it leaves
/// their categories as they are.
double scalar_origin_for(const Element& number, double least) {
  return is_float(value_type(number)) ? least : std::floor(least / kCategories) * kCategories;
}

}  // namespace

void RecordConverter::plan_position(const Layout& layout, const RecordStreams& records,
                                    const std::optional<std::array<double, 3>>& origin) {
  if (plan_.position.empty()) return;
  plan_.scale = layout.placement.scale;
  plan_.shift = layout.placement.offset;
  for (std::size_t axis = 0; axis < plan_.position.size(); ++axis) {
    double& shift = plan_.shift[axis];
    const double scale = plan_.scale[axis];
    if (origin) {
      origin_[axis] = (*origin)[axis];
      shift -= origin_[axis];
      continue;
    }
    if (scale == 1 && exact_in_float(plan_.position[axis])) {
      origin_[axis] = std::exchange(shift, 0);
      continue;
    }
    auto values = sample_element(plan_.position[axis], records);
    for (double& value : values) value = value * scale + shift;
    origin_[axis] = origin_for(values);
    shift -= origin_[axis];
  }
  const bool plain =
      plan_.scale == std::array<double, 3>{1, 1, 1} && plan_.shift == std::array<double, 3>{0, 0, 0};
  plan_.position_rule = plain && all_stored_as(plan_.position, ElementType::kFloat32, Encoding::kPlain)
                            ? PositionRule::kMoved
                            : PositionRule::kMapped;
}

void RecordConverter::plan_scalar(const Layout& layout, const RecordStreams& records,
                                  const Options& options) {
  const Element& number = plan_.color[0];
  plan_.color_rule = ColorRule::kScalar;
  shading_ = {ColorSource::kScalar, range_, ramp_for(layout.appearance, number)};
  constexpr ColorSource kAxes[] = {ColorSource::kX, ColorSource::kY, ColorSource::kZ};
  for (std::size_t axis = 0; axis < plan_.position.size(); ++axis) {
    // A negative scale would turn the ramp around.
    if (!same_number(number, plan_.position[axis]) || plan_.scale[axis] <= 0) continue;
    const auto place = [&](double value) { return value * plan_.scale[axis] + plan_.shift[axis]; };
    shading_.source = kAxes[axis];
    shading_.range = {place(range_.low), place(range_.high)};
    return;
  }
  if (!exact_in_float(number)) {
    const auto values = sample_element(number, records);
    const auto least = std::ranges::min_element(values);
    scalar_origin_ =
        options.scalar_origin.value_or(least == values.end() ? 0 : scalar_origin_for(number, *least));
  }
  plan_.low = scalar_origin_;
  // Categories come again, and near zero float32 tells them apart.
  const double from = is_categorical(shading_.ramp) ? std::fmod(scalar_origin_, kCategories) : scalar_origin_;
  shading_.range = {range_.low - from, range_.high - from};
}

Result<void> RecordConverter::plan_color(const Layout& layout, const RecordStreams& records,
                                         const Options& options) {
  if (plan_.color.empty()) return {};
  const bool ramp = plan_.color.size() == 1;
  if (ramp && is_categorical(ramp_for(layout.appearance, plan_.color[0]))) {
    range_ = {0, kCategories - 1};
    plan_scalar(layout, records, options);
    return {};
  }
  switch (layout.appearance.range_kind) {
    case ColorRange::kAutomatic:
      range_ = ramp ? ramp_range(plan_.color[0], records) : usual_range(plan_.color, records);
      break;
    case ColorRange::kType:
      range_ = type_range(plan_.color[0]);
      break;
    case ColorRange::kFile:
    case ColorRange::kDepth: {
      constexpr double kEightBits = 255;
      const bool depth = layout.appearance.range_kind == ColorRange::kDepth;
      if (depth && is_encoded(plan_.color[0])) {  // shares of full colour, however many bits they have
        range_ = type_range(plan_.color[0]);
        break;
      }
      range_ = robust_range(sample_all(plan_.color, records), 0);
      // What a sample holds beyond eight bits is proof enough.
      if (options.whole_range && !(depth && range_.high > kEightBits)) {
        const auto found = range_of_elements(plan_.color, records, options.progress);
        if (!found) return tl::unexpected<Error>(found.error());
        range_ = *found;
      }
      if (depth) range_ = range_.high > kEightBits ? type_range(plan_.color[0]) : ValueRange{0, kEightBits};
      break;
    }
    case ColorRange::kGiven:
      range_ = layout.appearance.range;
      if (!std::isfinite(range_.low) || !std::isfinite(range_.high) || range_.low > range_.high)
        return fail(ErrorCode::kInvalidArgument, "a colour range of " + std::to_string(range_.low) + " to " +
                                                     std::to_string(range_.high) +
                                                     "; expected two numbers, the smaller one first");
      break;
  }
  if (ramp) {
    plan_scalar(layout, records, options);
    return {};
  }
  const auto stored_as = [&](ElementType type, Encoding encoding) {
    return all_stored_as(plan_.color, type, encoding);
  };
  // A share of full colour, times 65535, is the number that is stored, or 257 times it.
  const bool shares =
      stored_as(ElementType::kUint16, Encoding::kUnorm) || stored_as(ElementType::kUint8, Encoding::kUnorm);
  if (shares) std::ranges::transform(plan_.color, plan_.color.begin(), stored_element);
  if (stored_as(ElementType::kUint16, Encoding::kPlain)) {
    plan_.color_rule = ColorRule::kMoved;
    const double unit = shares ? ConversionPlan::kFull : 1;
    shading_.range = {range_.low * unit, range_.high * unit};
  } else if (stored_as(ElementType::kUint8, Encoding::kPlain)) {
    plan_.color_rule = ColorRule::kWidened;
    const double unit = shares ? ConversionPlan::kFull : 257;
    shading_.range = {range_.low * unit, range_.high * unit};
  } else {
    plan_.color_rule = ColorRule::kMapped;
    // A range of a single value shows that value in the middle.
    const bool flat = range_.low == range_.high;
    plan_.low = flat ? range_.low - 0.5 : range_.low;
    plan_.factor = ConversionPlan::kFull / (flat ? 1 : range_.high - range_.low);
  }
  return {};
}

Result<RecordConverter> RecordConverter::make(const Layout& layout, const RecordStreams& records,
                                              const Options& options) {
  if (auto sound = layout.schema.validate(); !sound) return tl::unexpected<Error>(sound.error());
  if (records.stride() < layout.schema.stride)
    return fail(ErrorCode::kInvalidArgument, "records of " + std::to_string(layout.schema.stride) +
                                                 " bytes cannot lie " + std::to_string(records.stride()) +
                                                 " bytes apart");
  auto position = position_numbers(layout);
  if (!position) return tl::unexpected<Error>(position.error());
  auto color = color_numbers(layout);
  if (!color) return tl::unexpected<Error>(color.error());
  RecordConverter converter;
  std::vector<Element> numbers = std::move(*position);
  const auto first_color = static_cast<std::ptrdiff_t>(numbers.size());
  numbers.insert(numbers.end(), color->begin(), color->end());
  auto [read, moved] = records.reduced_to(std::move(numbers));
  converter.records_ = std::move(read);
  converter.plan_.position.assign(moved.begin(), moved.begin() + first_color);
  converter.plan_.color.assign(moved.begin() + first_color, moved.end());
  converter.plan_position(layout, converter.records_, options.origin);
  if (auto planned = converter.plan_color(layout, converter.records_, options); !planned)
    return tl::unexpected<Error>(planned.error());
  converter.scalar_ = scalar_loops(converter.plan_);
  converter.fast_ = avx2_loops(converter.plan_,
                               records.in_one_place() ? layout.schema.stride : converter.records_.stride());
  return converter;
}

bool RecordConverter::keeps_numbers(std::size_t axis) const noexcept {
  return plan_.scale[axis] == 1 && plan_.shift[axis] == 0 && exact_in_float(plan_.position[axis]);
}

void RecordConverter::run(const ConversionLoops& loops, const RecordSpan& records,
                          ColoredVertex* out) const noexcept {
  for (std::uint64_t done = 0; done < records.count; done += ConversionLoops::kBlock) {
    const auto block = records.part(done, std::min(ConversionLoops::kBlock, records.count - done));
    loops.position(loops, plan_, block, out + done);
    loops.color(loops, plan_, block, out + done);
  }
}

void RecordConverter::convert(std::uint64_t first, std::span<ColoredVertex> out) const noexcept {
  if (records_.in_one_place()) {
    std::vector<std::byte> unused;
    return convert(records_.block(first, out.size(), unused), out.data());
  }
  // At most six numbers of eight bytes and the gaps between them are read of a record, so that a block has a
  // hundred records and more, and stays in the first-level cache.
  constexpr std::uint64_t kRoom = std::uint64_t{1} << 14;
  std::array<std::byte, kRoom> room;
  const std::uint64_t most = kRoom / records_.stride();
  while (!out.empty()) {
    const auto block = out.first(static_cast<std::size_t>(std::min<std::uint64_t>(most, out.size())));
    records_.gather(first, block.size(), room.data());
    convert(RecordSpan{room.data(), block.size(), records_.stride()}, block.data());
    first += block.size();
    out = out.subspan(block.size());
  }
}

void RecordConverter::convert(const RecordSpan& records, ColoredVertex* out) const noexcept {
  const std::uint64_t fast = fast_.count_of(records);
  run(fast_, records.part(0, fast), out);
  run(scalar_, records.part(fast, records.count - fast), out + fast);
}

void RecordConverter::convert_scalar(const RecordSpan& records, ColoredVertex* out) const noexcept {
  run(scalar_, records, out);
}

}  // namespace vertexview
