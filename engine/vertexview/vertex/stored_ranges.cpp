#include "vertexview/vertex/stored_ranges.hpp"

#include <algorithm>
#include <cmath>

#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/statistics.hpp"

namespace vertexview {
namespace {

constexpr std::array kComponents{&Vector::x, &Vector::y, &Vector::z};

bool is_finite(const Vector& v) noexcept {
  return std::isfinite(v.x) && std::isfinite(v.y) && std::isfinite(v.z);
}

void widen(ValueRange& range, const ValueRange& other) noexcept {
  range = {std::min(range.low, other.low), std::max(range.high, other.high)};
}

}  // namespace

StoredRanges::StoredRanges(const Dataset& file) {
  auto position = position_numbers(file.layout());
  if (!position) return;
  numbers_ = position->size();
  const RecordConverter* const converter = file.converter();
  if (converter == nullptr) return;
  auto [records, numbers] = file.records().reduced_to(*std::move(position));
  records_ = std::move(records);
  for (std::size_t axis = 0; axis < numbers_; ++axis)
    if (!converter->keeps_numbers(axis)) axes_[axis].reader.emplace(numbers[axis]);
}

bool StoredRanges::reads() const noexcept {
  return std::ranges::any_of(axes_, [](const Axis& axis) { return axis.reader.has_value(); });
}

void StoredRanges::include(const RecordSpan& records, std::span<const ColoredVertex> canonical,
                           const Bounds& theirs, const Bounds& others) {
  for (std::size_t i = 0; i < axes_.size(); ++i) {
    Axis& axis = axes_[i];
    // Conversion never turns two numbers round, so that the extreme number is also one of the extreme
    // canonical numbers; among equals of those it is still to be found.
    const auto component = kComponents[i];
    if (!axis.reader ||
        (theirs.min.*component > others.min.*component && theirs.max.*component < others.max.*component))
      continue;
    values_.resize(canonical.size());
    axis.reader->numbers(records, values_.data());
    for (std::size_t k = 0; k < canonical.size(); ++k)
      if (is_finite(canonical[k].position)) widen(axis.range, {values_[k], values_[k]});
  }
}

void StoredRanges::include(const StoredRanges& other) noexcept {
  for (std::size_t i = 0; i < axes_.size(); ++i) widen(axes_[i].range, other.axes_[i].range);
}

std::array<ValueRange, 3> StoredRanges::places(const Dataset& file, const Bounds& bounds) const noexcept {
  std::array<ValueRange, 3> places;
  if (bounds.empty()) return places;
  const Placement& placement = file.layout().placement;
  for (std::size_t i = 0; i < axes_.size(); ++i) {
    const auto component = kComponents[i];
    ValueRange stored{0, 0};
    if (axes_[i].reader)
      stored = axes_[i].range;
    else if (i < numbers_)
      stored = {double{bounds.min.*component}, double{bounds.max.*component}};
    // A zero is positive whichever sign the record holds, because which one is kept depends on the order of
    // the threads.
    const auto place = [&](double number) { return placement.place(number, i) + 0.0; };
    const auto [low, high] = std::minmax({place(stored.low), place(stored.high)});  // a scale may be negative
    places[i] = {low, high};
  }
  return places;
}

}  // namespace vertexview
