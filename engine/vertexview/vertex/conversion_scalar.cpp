#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstring>
#include <limits>

#include "vertexview/memory/number_load.hpp"
#include "vertexview/vertex/conversion.hpp"

namespace vertexview {
namespace {

constexpr std::uint64_t kBlock = ConversionLoops::kBlock;

/// Turns numbers into (number - low) * factor, clamped to 0..65535, plus a half, so that truncation rounds.
/// This is a loop of its own over neighbouring numbers, which compiles to vector instructions.
void to_steps(const ConversionPlan& plan, double* values, std::uint64_t count) noexcept {
  const double low = plan.low;
  const double factor = plan.factor;
  const double steps = ConversionPlan::kFull;
  for (std::uint64_t i = 0; i < count; ++i) {
    double value = (values[i] - low) * factor;
    value = value > 0 ? value : 0;  // NaN compares false and becomes 0
    value = value < steps ? value : steps;
    values[i] = value + 0.5;
  }
}

/// Writes colour and padding in one store.
void put_tail(ColoredVertex& vertex, const ConversionPlan::Tail& tail) noexcept {
  std::memcpy(reinterpret_cast<std::byte*>(&vertex) + offsetof(ColoredVertex, color), &tail, sizeof(tail));
}

void no_positions(const ConversionLoops&, const ConversionPlan&, const RecordSpan& records,
                  ColoredVertex* out) noexcept {
  constexpr float kNone = std::numeric_limits<float>::quiet_NaN();
  for (std::uint64_t i = 0; i < records.count; ++i) out[i].position = {kNone, kNone, kNone};
}

void move_positions(const ConversionLoops&, const ConversionPlan& plan, const RecordSpan& records,
                    ColoredVertex* out) noexcept {
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const bool present = axis < plan.position.size();
    const std::uint64_t offset = present ? plan.position[axis].offset : 0;
    const bool reversed = present && is_reversed(plan.position[axis].big_endian);
    std::byte* to = reinterpret_cast<std::byte*>(out) + axis * sizeof(float);
    for (std::uint64_t i = 0; i < records.count; ++i, to += sizeof(ColoredVertex)) {
      const std::byte* from = records.data + i * records.stride + offset;
      const auto bits = present ? load_number<std::uint32_t>(from, reversed) : 0;
      std::memcpy(to, &bits, sizeof(bits));
    }
  }
}

void map_positions(const ConversionLoops&, const ConversionPlan& plan, const RecordSpan& records,
                   ColoredVertex* out) noexcept {
  double values[kBlock];
  float Vector::* const axes[]{&Vector::x, &Vector::y, &Vector::z};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    if (axis < plan.position.size())
      ElementReader(plan.position[axis]).numbers(records, values);
    else
      std::fill_n(values, records.count, 0.0);
    const double scale = plan.scale[axis];
    const double shift = plan.shift[axis];
    for (std::uint64_t i = 0; i < records.count; ++i)
      out[i].position.*axes[axis] = static_cast<float>(values[i] * scale + shift);
  }
}

void white(const ConversionLoops&, const ConversionPlan&, const RecordSpan& records,
           ColoredVertex* out) noexcept {
  for (std::uint64_t i = 0; i < records.count; ++i) put_tail(out[i], {{65535, 65535, 65535}});
}

/// Copies three numbers of type `Word` into the colour, times `factor`.
template <class Word, unsigned factor>
void move_colors(const ConversionLoops&, const ConversionPlan& plan, const RecordSpan& records,
                 ColoredVertex* out) noexcept {
  const std::byte* record = records.data;
  const auto channel = [&](std::size_t index) {
    const Element& number = plan.color[index];
    return static_cast<std::uint16_t>(
        load_number<Word>(record + number.offset, is_reversed(number.big_endian)) * factor);
  };
  for (std::uint64_t i = 0; i < records.count; ++i, record += records.stride)
    put_tail(out[i], {{channel(0), channel(1), channel(2)}});
}

void map_colors(const ConversionLoops&, const ConversionPlan& plan, const RecordSpan& records,
                ColoredVertex* out) noexcept {
  double values[kBlock];
  std::uint16_t Color::* const channels[]{&Color::red, &Color::green, &Color::blue};
  for (std::size_t channel = 0; channel < 3; ++channel) {
    ElementReader(plan.color[channel]).numbers(records, values);
    to_steps(plan, values, records.count);
    for (std::uint64_t i = 0; i < records.count; ++i)
      out[i].color.*channels[channel] = static_cast<std::uint16_t>(static_cast<std::int32_t>(values[i]));
  }
  for (std::uint64_t i = 0; i < records.count; ++i) out[i].padding = 0;
}

void move_scalars(const ConversionLoops&, const ConversionPlan& plan, const RecordSpan& records,
                  ColoredVertex* out) noexcept {
  double values[kBlock];
  ElementReader(plan.color[0]).numbers(records, values);
  for (std::uint64_t i = 0; i < records.count; ++i) {
    const float scalar = static_cast<float>(values[i] - plan.low);
    put_tail(out[i], std::bit_cast<ConversionPlan::Tail>(std::array{scalar, 0.0F}));
  }
}

ConversionLoops::Loop position_loop(PositionRule rule) noexcept {
  switch (rule) {
    case PositionRule::kMoved:
      return move_positions;
    case PositionRule::kMapped:
      return map_positions;
    case PositionRule::kNone:
      break;
  }
  return no_positions;
}

ConversionLoops::Loop color_loop(ColorRule rule) noexcept {
  switch (rule) {
    case ColorRule::kMoved:
      return move_colors<std::uint16_t, 1>;
    case ColorRule::kWidened:
      return move_colors<std::uint8_t, 257>;
    case ColorRule::kMapped:
      return map_colors;
    case ColorRule::kScalar:
      return move_scalars;
    case ColorRule::kWhite:
      break;
  }
  return white;
}

}  // namespace

std::uint64_t ConversionLoops::count_of(const RecordSpan& records) const noexcept {
  const std::uint64_t beyond = reach > records.stride ? reach - records.stride : 0;
  const std::uint64_t left = beyond / records.stride + (beyond % records.stride != 0 ? 1 : 0);
  return records.count > left ? (records.count - left) / step * step : 0;
}

ConversionLoops scalar_loops(const ConversionPlan& plan) noexcept {
  ConversionLoops loops;
  loops.position = position_loop(plan.position_rule);
  loops.color = color_loop(plan.color_rule);
  return loops;
}

}  // namespace vertexview
