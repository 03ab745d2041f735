#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/layout.hpp"
#include "vertexview/record/record_streams.hpp"
#include "vertexview/task/progress.hpp"
#include "vertexview/vertex/colored_vertex.hpp"
#include "vertexview/vertex/conversion.hpp"
#include "vertexview/vertex/shading.hpp"

namespace vertexview {

/// Turns records of any layout into canonical ones. Immutable: several threads may share it.
///
/// The position is number * scale + offset - origin, as float32; without a position it is NaN, which is never
/// drawn. Encoded numbers are decoded first. Three uint8 or uint16 become the colour as they are, those with
/// Encoding::kUnorm as well: a share of full colour is that share. Three numbers of other types become
/// (number - low) * (65535 / (high - low)), clamped to 0..65535 and rounded; NaN becomes 0. A single number
/// becomes a float32 in place of the colour, and shading() tells how a picture shows it. Padding is 0.
class RecordConverter {
 public:
  struct Options {
    Progress* progress = nullptr;                                ///< of a pass over all records
    std::optional<std::array<double, 3>> origin = std::nullopt;  ///< nullopt: chosen from a sample
    std::optional<double> scalar_origin = std::nullopt;          ///< nullopt: chosen from a sample
    bool whole_range = true;  ///< false: a range of the whole file is that of a sample
  };

  /// Makes a converter for `records` of `layout`. Origin and colour range are chosen from a sample of them;
  /// where reads_whole_file(), from all of them, on worker threads. Errors of Schema::validate,
  /// position_numbers and color_numbers; kInvalidArgument for records that are closer together than the
  /// layout's are long, and for a given range that is not finite or runs backwards.
  [[nodiscard]] static Result<RecordConverter> make(const Layout& layout, const RecordStreams& records,
                                                    const Options& options);
  [[nodiscard]] static Result<RecordConverter> make(const Layout& layout, const RecordStreams& records) {
    return make(layout, records, Options{});
  }

  /// Converts records [first, first + out.size()) of those that make() was given, which must still be there.
  void convert(std::uint64_t first, std::span<ColoredVertex> out) const noexcept;
  /// Returns the records that make() was given, of which those in several places are reduced to the bytes
  /// that are read.
  [[nodiscard]] const RecordStreams& records() const& noexcept { return records_; }
  const RecordStreams& records() const&& = delete;
  /// Converts records.count records to `out`, which has room for as many. They lie as those of records() do.
  void convert(const RecordSpan& records, ColoredVertex* out) const noexcept;
  /// Converts to the same bytes as convert() in plain C++: the reference for tests and benchmarks.
  void convert_scalar(const RecordSpan& records, ColoredVertex* out) const noexcept;

  /// Returns what is subtracted from every position, so that float32 keeps its digits. It is what the layout
  /// adds where float32 holds the stored numbers exactly and they are not scaled; zero for coordinates near
  /// zero compared with their extent.
  [[nodiscard]] const std::array<double, 3>& origin() const noexcept { return origin_; }
  /// Returns whether the converted position holds the stored number of `axis`, which must be one of the
  /// layout's, neither moved nor rounded.
  [[nodiscard]] bool keeps_numbers(std::size_t axis) const noexcept;
  /// Returns the numbers that are shown as no colour and full colour.
  [[nodiscard]] const ValueRange& color_range() const& noexcept { return range_; }
  [[nodiscard]] ValueRange color_range() const&& noexcept { return range_; }
  /// Returns how the converted records become the colours of a picture.
  [[nodiscard]] const Shading& shading() const& noexcept { return shading_; }
  [[nodiscard]] Shading shading() const&& noexcept { return shading_; }
  /// Returns what is subtracted from the single number that becomes a float32, so that float32 keeps its
  /// digits.
  [[nodiscard]] double scalar_origin() const noexcept { return scalar_origin_; }
  /// Returns whether another colour range changes the converted bytes, and not only shading().
  [[nodiscard]] bool bakes_range() const noexcept { return plan_.color_rule == ColorRule::kMapped; }

 private:
  void plan_position(const Layout& layout, const RecordStreams& records,
                     const std::optional<std::array<double, 3>>& origin);
  void plan_scalar(const Layout& layout, const RecordStreams& records, const Options& options);
  [[nodiscard]] Result<void> plan_color(const Layout& layout, const RecordStreams& records,
                                        const Options& options);
  void run(const ConversionLoops& loops, const RecordSpan& records, ColoredVertex* out) const noexcept;

  RecordStreams records_;
  ConversionPlan plan_;
  ConversionLoops scalar_;
  ConversionLoops fast_;
  std::array<double, 3> origin_{0, 0, 0};
  double scalar_origin_ = 0;
  ValueRange range_;
  Shading shading_;
};

}  // namespace vertexview
