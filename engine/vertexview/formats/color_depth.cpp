#include "vertexview/formats/detail/color_depth.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "vertexview/memory/number_load.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/encoding.hpp"
#include "vertexview/record/layout.hpp"
#include "vertexview/record/semantics.hpp"

namespace vertexview {
namespace {

constexpr double kMost8 = 255;
constexpr double kMost16 = 65535;

/// Returns the smallest full colour that none of the numbers, of which `high` is the largest, exceeds.
double full_color(ElementType type, double high, unsigned bits) noexcept {
  if (type == ElementType::kUint8 || type == ElementType::kBool) return kMost8;
  if (type == ElementType::kUint16 && bits == 16) return kMost16;
  if (is_float(type) && high <= 1) return 1;
  if (high <= kMost8) return kMost8;
  if (high <= kMost16 || type == ElementType::kUint16) return kMost16;
  if (type == ElementType::kInt32) return std::numeric_limits<std::int32_t>::max();
  if (type == ElementType::kUint32) return std::numeric_limits<std::uint32_t>::max();
  return high;
}

/// Returns whether the number is what it becomes when it is had back in its own type.
bool is_same(double number, double back, ElementType type) noexcept {
  if (type == ElementType::kFloat32 || type == ElementType::kFloat16)
    return static_cast<float>(number) == static_cast<float>(back);
  return number == back;
}

}  // namespace

std::vector<Element> own_color(const Schema& schema) {
  auto numbers = color_numbers({.schema = schema}).value_or(std::vector<Element>{});
  if (numbers.size() != 3 || numbers[0].semantic != Semantic::kColor) return {};
  const bool one_type =
      std::ranges::all_of(numbers, [&](const Element& number) { return number.type == numbers[0].type; });
  if (!one_type) return {};
  for (const Element& element : schema.elements) {
    if (element.semantic != Semantic::kColor || element.type != numbers[0].type) continue;
    for (std::uint32_t i = 0; i < element.number_count() && numbers.size() == 3; ++i)
      if (auto number = number_of(schema, element, i); axis_of(number.name) == 3U)
        numbers.push_back(std::move(number));
  }
  return numbers;
}

Result<ColorDepth> ColorDepth::find(const RecordSource& source, const std::vector<Element>& numbers,
                                    unsigned bits, Progress& progress) {
  ColorDepth depth;
  depth.most_ = bits == 8 ? kMost8 : kMost16;
  depth.readers_.reserve(numbers.size());
  for (const Element& number : numbers) depth.readers_.emplace_back(number);
  if (numbers.empty()) return depth;
  const ElementType type = value_type(numbers[0]);
  depth.full_ = full_color(type, 0, bits);
  const bool decided = depth.full_ == kMost16 || type == ElementType::kUint8 || type == ElementType::kBool;
  if (decided) return depth;
  // What is had back exactly depends on the full colour, so that the colours are read once more.
  std::vector<double> highs(worker_count_of(source), 0.0);
  auto read =
      visit_records(source, progress, [&](const RecordSpan& records, std::uint64_t, std::size_t worker) {
        for (std::uint64_t i = 0; i < records.count; ++i)
          for (const ElementReader& reader : depth.readers_)
            if (const double number = reader.number(records.data + i * records.stride); std::isfinite(number))
              highs[worker] = std::max(highs[worker], number);
        return Result<void>();
      });
  if (!read) return tl::unexpected<Error>(read.error());
  depth.full_ = full_color(type, std::ranges::max(highs), bits);
  std::vector<char> exact(highs.size(), 1);
  read = visit_records(source, progress, [&](const RecordSpan& records, std::uint64_t, std::size_t worker) {
    for (std::uint64_t i = 0; i < records.count && exact[worker] != 0; ++i)
      for (const ElementReader& reader : depth.readers_) {
        const double number = reader.number(records.data + i * records.stride);
        const double back = depth.whole(number) * depth.full_ / depth.most_;
        if (!is_same(number, back, type)) exact[worker] = 0;
      }
    return Result<void>();
  });
  if (!read) return tl::unexpected<Error>(read.error());
  depth.exact_ = std::ranges::all_of(exact, [](char one) { return one != 0; });
  return depth;
}

std::uint16_t ColorDepth::whole(double number) const noexcept {
  const double share = number / full_;
  return static_cast<std::uint16_t>(share >= 1 ? most_ : share > 0 ? std::round(share * most_) : 0);
}

std::array<std::uint16_t, 4> ColorDepth::color(const std::byte* record) const noexcept {
  std::array<std::uint16_t, 4> color;
  color.fill(static_cast<std::uint16_t>(most_));
  for (std::size_t i = 0; i < readers_.size(); ++i) color[i] = whole(readers_[i].number(record));
  return color;
}

}  // namespace vertexview
