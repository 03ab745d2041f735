#include "vertexview/record/layout_rivals.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <utility>

#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/sample_places.hpp"

namespace vertexview {
namespace {

/// Returns whether whatever is more than a number in a record of `one` is so in each of `other` as well.
bool repeats(const Schema& one, const Schema& other) {
  return std::ranges::all_of(one.elements, [&](const Element& element) {
    if (element.semantic != Semantic::kColor && element.semantic != Semantic::kNormal) return true;
    return std::ranges::any_of(other.elements, [&](const Element& part) {
      return part.offset == element.offset % other.stride && part.type == element.type &&
             part.semantic == element.semantic;
    });
  });
}

/// The quarter marks of some numbers.
struct Quarters {
  double low = 0;
  double middle = 0;
  double high = 0;
};

Quarters quarters_of(std::vector<double> values) {
  std::erase_if(values, [](double v) { return !std::isfinite(v); });
  if (values.empty()) return {};
  std::ranges::sort(values);
  const auto at = [&](std::size_t quarter) { return values[values.size() * quarter / 4]; };
  return {at(1), at(2), at(3)};
}

/// Returns whether numbers cover about the same range as others.
bool are_alike(const Quarters& a, const Quarters& b) {
  constexpr double kTimes = 1.5;
  const double ours = a.high - a.low;
  const double theirs = b.high - b.low;
  return ours <= kTimes * theirs && theirs <= kTimes * ours &&
         std::abs(a.middle - b.middle) <= std::max(ours, theirs);
}

/// What records are that are a multiple of others.
enum class Multiple : std::uint8_t {
  kNone,     ///< no multiple, or nothing tells
  kSeveral,  ///< rather several of the shorter: their columns tell no more, or what neighbours have in common
  kOne       ///< the shorter are rather its parts: they cover ranges of their own, and its columns tell more
};

Multiple multiple_of(std::span<const std::byte> bytes, const Explained& longer, const Explained& shorter,
                     const WindowStrides& strides) {
  constexpr std::uint64_t kRow = 6;  // where records lie on a grid, those of a whole row tell more, too
  constexpr std::uint64_t kEnough = 64;
  constexpr double kNoMore = 1.005;
  constexpr double kMore = 1.02;
  const std::uint64_t stride = longer.layout.schema.stride;
  const std::uint64_t part = shorter.layout.schema.stride;
  if (stride <= part || stride % part != 0 || !has_position(shorter.layout)) return Multiple::kNone;
  if (longer.telling && !shorter.telling) return Multiple::kNone;
  if (stride / part >= kRow || longer.count < kEnough) return Multiple::kSeveral;
  const double more = strides.gain(stride) / std::max(strides.gain(part), 1e-6);
  if (more <= kNoMore) return Multiple::kSeveral;
  if (!are_parts_alike(bytes, shorter, stride / part)) return Multiple::kOne;
  return more <= kMore || repeats(longer.layout.schema, shorter.layout.schema) ? Multiple::kSeveral
                                                                               : Multiple::kNone;
}

}  // namespace

bool are_parts_alike(std::span<const std::byte> bytes, const LayoutCandidate& shorter, std::uint64_t parts) {
  constexpr std::uint64_t kRun = 32;
  constexpr std::size_t kAlike = 2;
  const auto position = position_numbers(shorter.layout);
  if (!position) return false;
  const std::uint64_t stride = shorter.layout.schema.stride;
  // What lies before the first record or after the last one is at the ends.
  constexpr std::uint64_t kEnds = 6;
  const std::uint64_t end = shorter.count / parts / kEnds;
  const std::uint64_t count = shorter.count / parts - 2 * end;
  const std::byte* const from = bytes.data() + shorter.layout.data_offset + end * parts * stride;
  const auto quarters = [&](const Element& number, std::uint64_t part) {
    std::vector<double> values;
    visit_places(count, kRun, [&](std::uint64_t first, std::uint64_t run) {
      const std::size_t before = values.size();
      values.resize(before + static_cast<std::size_t>(run));
      const RecordSpan records{from + (first * parts + part) * stride, run, parts * stride};
      ElementReader(number).numbers(records, values.data() + before);
    });
    return quarters_of(std::move(values));
  };
  for (std::uint64_t part = 1; part < parts; ++part) {
    const auto alike = std::ranges::count_if(*position, [&](const Element& number) {
      return are_alike(quarters(number, 0), quarters(number, part));
    });
    if (static_cast<std::size_t>(alike) < kAlike) return false;
  }
  return true;
}

void compare_rivals(std::span<const std::byte> bytes, std::vector<Explained>& all,
                    const WindowStrides& strides) {
  constexpr double kSeveral = 0.6;
  constexpr double kPart = 0.9;
  constexpr double kAccident = 0.8;
  constexpr double kAsGood = 0.6;
  constexpr double kHalfAsGood = 0.5;
  std::ranges::sort(all, std::less(), [](const LayoutCandidate& c) { return c.layout.schema.stride; });
  for (Explained& longer : all) {
    double factor = 1;
    for (Explained& shorter : all) {
      if (shorter.score < kAsGood * longer.score) continue;
      const Multiple multiple = multiple_of(bytes, longer, shorter, strides);
      if (multiple == Multiple::kSeveral) factor = kSeveral;
      if (multiple == Multiple::kOne) shorter.score *= kPart;
    }
    longer.score *= factor;
  }
  for (Explained& one : all)
    if (!one.telling && std::ranges::any_of(all, [&](const Explained& other) {
          return other.telling && has_position(other.layout) && other.score >= kHalfAsGood * one.score;
        }))
      one.score *= kAccident;
}

}  // namespace vertexview
