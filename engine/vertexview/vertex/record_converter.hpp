#pragma once
#include <array>
#include <cstdint>
#include <optional>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/task/progress.hpp"
#include "vertexview/vertex/colored_vertex.hpp"
#include "vertexview/vertex/conversion.hpp"
#include "vertexview/vertex/layout.hpp"
#include "vertexview/vertex/shading.hpp"

namespace vertexview {

/// Turns records of any layout into canonical ones. Immutable: threads may share it.
///
/// position = number * scale + offset - origin, as float32; without a position element NaN, which is never
/// drawn. Three uint8 or uint16 become the colour as they are; other three numbers become
/// (number - low) * (65535 / (high - low)), clamped to 0..65535 and rounded, a NaN 0. A single number becomes
/// a float32 in place of the colour. shading() tells how a picture shows them. Padding is 0.
class RecordConverter {
 public:
  struct Options {
    Progress* progress = nullptr;                                ///< of a look at all records
    std::optional<std::array<double, 3>> origin = std::nullopt;  ///< taken as it is; nullopt: of a sample
    std::optional<double> scalar_origin = std::nullopt;          ///< likewise
    bool whole_range = true;  ///< false: ColorRange::kFile, too, looks at a sample only
  };

  /// Looks at a sample of `records` to choose origin and colour range (at all of them for ColorRange::kFile,
  /// on worker threads). `layout` must be valid. Errors of position_numbers and color_numbers,
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
  /// How the converted records become the colours of a picture.
  [[nodiscard]] const Shading& shading() const noexcept { return shading_; }
  /// What was subtracted from the single number that becomes a float32, so that this holds it well.
  [[nodiscard]] double scalar_origin() const noexcept { return scalar_origin_; }
  /// Whether other colour ranges lead to other bytes, and not to another shading() alone.
  [[nodiscard]] bool bakes_range() const noexcept { return plan_.color_rule == ColorRule::kMapped; }

 private:
  void plan_position(const Layout& layout, const RecordSpan& records,
                     const std::optional<std::array<double, 3>>& origin);
  void plan_scalar(const Layout& layout, const RecordSpan& records, const Options& options);
  [[nodiscard]] Result<void> plan_color(const Layout& layout, const RecordSpan& records,
                                        const Options& options);
  void run(const ConversionLoops& loops, const RecordSpan& records, ColoredVertex* out) const noexcept;

  ConversionPlan plan_;
  ConversionLoops scalar_;
  ConversionLoops fast_;
  std::array<double, 3> origin_{0, 0, 0};
  double scalar_origin_ = 0;
  ValueRange range_;
  Shading shading_;
};

}  // namespace vertexview
