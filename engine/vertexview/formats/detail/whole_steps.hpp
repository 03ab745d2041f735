#pragma once
// Coordinates as 32-bit whole numbers of a step from an offset, as LAS has them.
#include <cstdint>
#include <limits>
#include <optional>

#include "vertexview/record/element.hpp"
#include "vertexview/record/value_range.hpp"

namespace vertexview {

/// A coordinate is number * scale + offset.
struct WholeSteps {
  double scale = 0.001;
  double offset = 0;

  /// Returns the whole number that stands for a coordinate: the nearest, within 32 bits.
  [[nodiscard]] std::int32_t number(double coordinate) const noexcept;
};

/// What steps the coordinates of an axis can be counted in. Not thread-safe; each thread has its own.
class StepSurvey {
 public:
  /// `single`: whether the coordinates are float32, so that it is enough to have back the float next to each.
  explicit StepSurvey(bool single = false) noexcept : single_(single) {}

  /// Takes a finite coordinate into account.
  void add(double coordinate) noexcept;
  void add(const StepSurvey& other) noexcept;

  /// Returns the range of the coordinates; low > high without any.
  [[nodiscard]] ValueRange range() const noexcept { return range_; }
  /// Returns steps of which every coordinate is a whole number: decimal ones, as 0.001, else binary ones;
  /// nullopt where there are none that reach over the range.
  [[nodiscard]] std::optional<WholeSteps> exact() const noexcept;
  /// Returns the finest decimal steps that reach over the range.
  [[nodiscard]] WholeSteps finest() const noexcept;
  /// Returns whether the coordinate is the same as `back`, as far as its type tells them apart.
  [[nodiscard]] bool is_same(double coordinate, double back) const noexcept;

 private:
  // Doubles have at most 17 digits; those of more decimals than 15 come from arithmetic, not from a person.
  static constexpr int kMostDecimals = 15;
  static constexpr int kNoStep = kMostDecimals + 1;

  [[nodiscard]] bool is_decimal(double coordinate) const noexcept;
  [[nodiscard]] std::optional<WholeSteps> over_range(double scale, double unit) const noexcept;

  ValueRange range_{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  bool single_;
  int decimals_ = 0;                                  ///< that every coordinate has; kNoStep: more
  int lowest_bit_ = std::numeric_limits<int>::max();  ///< the power of two that all are multiples of
};

}  // namespace vertexview
