#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/memory/progress.hpp"
#include "vertexview/vertex/colored_vertex.hpp"
#include "vertexview/vertex/component_values.hpp"
#include "vertexview/vertex/layout.hpp"

namespace vertexview {

/// Turns records of any layout into canonical ones. Immutable: threads may share it.
///
/// position = number * scale + offset - origin, as float32; without a position field NaN, which is never
/// drawn. Colour = (number - low) / (high - low), clamped to 0..1 and rounded to 16 bits, or the ramp's
/// colour there; a NaN is 0. Padding is 0.
class RecordConverter {
 public:
  /// Looks at a sample of `records` to choose origin and colour range (at all of them for ColorRange::kFile,
  /// on worker threads, with progress). `layout` must be valid. Errors of position_components and
  /// color_components, kInvalidArgument for a given range that is not finite or runs backwards.
  [[nodiscard]] static Result<RecordConverter> make(const Layout& layout, const RecordSpan& records,
                                                    Progress* progress = nullptr);

  /// Converts records.count records to `out`, which has room for as many.
  void convert(const RecordSpan& records, ColoredVertex* out) const noexcept;

  /// What was subtracted from every position, so that float32 holds it well: zero for data that is float32
  /// already, or near zero compared with its extent.
  [[nodiscard]] const std::array<double, 3>& origin() const noexcept { return origin_; }
  /// The numbers shown as no colour and full colour.
  [[nodiscard]] const ValueRange& color_range() const noexcept { return range_; }
  /// Whether one number is shown through the layout's ramp.
  [[nodiscard]] bool uses_ramp() const noexcept { return color_.size() == 1; }

 private:
  /// Fills positions, colours or both of `records.count` <= kBlock records.
  using Pass = void (*)(const RecordConverter& self, const RecordSpan& records, ColoredVertex* out) noexcept;

  static void copy_floats(const RecordConverter&, const RecordSpan&, ColoredVertex*) noexcept;
  static void map_positions(const RecordConverter&, const RecordSpan&, ColoredVertex*) noexcept;
  static void no_positions(const RecordConverter&, const RecordSpan&, ColoredVertex*) noexcept;
  static void copy_colors(const RecordConverter&, const RecordSpan&, ColoredVertex*) noexcept;
  static void widen_colors(const RecordConverter&, const RecordSpan&, ColoredVertex*) noexcept;
  static void map_colors(const RecordConverter&, const RecordSpan&, ColoredVertex*) noexcept;
  static void ramp_floats(const RecordConverter&, const RecordSpan&, ColoredVertex*) noexcept;
  static void ramp_colors(const RecordConverter&, const RecordSpan&, ColoredVertex*) noexcept;
  template <int Lane>
  static void copy_and_ramp_floats(const RecordConverter&, const RecordSpan&, ColoredVertex*) noexcept;
  static void white(const RecordConverter&, const RecordSpan&, ColoredVertex*) noexcept;

  void plan_position(const Layout& layout, const RecordSpan& records);
  [[nodiscard]] Result<void> plan_color(const Layout& layout, const RecordSpan& records, Progress* progress);

  /// Colour and padding, as the last eight bytes of a record.
  struct RampStep {
    Color color;
    std::uint16_t padding = 0;
  };
  static constexpr std::size_t kRampSteps = 1024;
  using RampTable = std::array<RampStep, kRampSteps>;

  std::vector<Component> position_;
  std::vector<Component> color_;
  std::array<double, 3> scale_{1, 1, 1};
  std::array<double, 3> shift_{0, 0, 0};  // offset - origin
  std::array<double, 3> origin_{0, 0, 0};
  ValueRange range_;
  double low_ = 0;  // (number - low) / extent is 0..1
  double extent_ = 1;
  std::shared_ptr<const RampTable> ramp_;
  Pass position_pass_ = no_positions;
  Pass color_pass_ = white;
  Pass whole_pass_ = nullptr;  // in place of the two where there is a faster one for both
};

}  // namespace vertexview
