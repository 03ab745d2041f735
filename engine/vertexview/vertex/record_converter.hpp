#pragma once
#include <array>
#include <cstdint>
#include <optional>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/layout.hpp"
#include "vertexview/task/progress.hpp"
#include "vertexview/vertex/colored_vertex.hpp"
#include "vertexview/vertex/conversion.hpp"

namespace vertexview {

/// Turns records of any layout into canonical ones. Immutable: threads may share it.
///
/// position = number * scale + offset - origin, as float32; without a position field NaN, which is never
/// drawn. Colour = (number - low) * (65535 / (high - low)), clamped to 0..65535 and rounded, or the
/// ramp's colour there; a NaN is 0. Padding is 0.
class RecordConverter {
 public:
  struct Options {
    Progress* progress = nullptr;                                ///< of a look at all records
    std::optional<std::array<double, 3>> origin = std::nullopt;  ///< taken as it is; nullopt: of a sample
    bool whole_range = true;  ///< false: ColorRange::kFile, too, looks at a sample only
  };

  /// Looks at a sample of `records` to choose origin and colour range (at all of them for ColorRange::kFile,
  /// on worker threads). `layout` must be valid. Errors of position_components and color_components,
  /// kInvalidArgument for a given range that is not finite or runs backwards.
  [[nodiscard]] static Result<RecordConverter> make(const Layout& layout, const RecordSpan& records,
                                                    const Options& options);
  [[nodiscard]] static Result<RecordConverter> make(const Layout& layout, const RecordSpan& records) {
    return make(layout, records, Options{});
  }

  /// Converts records.count records to `out`, which has room for as many.
  void convert(const RecordSpan& records, ColoredVertex* out) const noexcept;
  /// The same bytes from plain C++: what convert() is measured against.
  void convert_scalar(const RecordSpan& records, ColoredVertex* out) const noexcept;

  /// What was subtracted from every position, so that float32 holds it well: for data that is float32 already
  /// what the layout adds to it, zero for data near zero compared with its extent.
  [[nodiscard]] const std::array<double, 3>& origin() const noexcept { return origin_; }
  /// The numbers shown as no colour and full colour.
  [[nodiscard]] const ValueRange& color_range() const noexcept { return range_; }
  /// Whether one number is shown through the layout's ramp.
  [[nodiscard]] bool uses_ramp() const noexcept { return plan_.color_rule == ColorRule::kRamp; }

 private:
  void plan_position(const Layout& layout, const RecordSpan& records,
                     const std::optional<std::array<double, 3>>& origin);
  [[nodiscard]] Result<void> plan_color(const Layout& layout, const RecordSpan& records,
                                        const Options& options);
  void run(const ConversionLoops& loops, const RecordSpan& records, ColoredVertex* out) const noexcept;

  ConversionPlan plan_;
  ConversionLoops scalar_;
  ConversionLoops fast_;
  std::array<double, 3> origin_{0, 0, 0};
  ValueRange range_;
};

}  // namespace vertexview
