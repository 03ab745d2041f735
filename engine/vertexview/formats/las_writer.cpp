// Writes LAS 1.2 in point format 0 to 3: with or without a time, with or without colours. Positions become
// whole numbers of a step from an offset, which are chosen so that every coordinate is had back exactly where
// there are such; the scale and the offset of positions that are whole numbers already stay.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>

#include "vertexview/formats/detail/color_depth.hpp"
#include "vertexview/formats/detail/las_fields.hpp"
#include "vertexview/formats/detail/las_header.hpp"
#include "vertexview/formats/detail/number_columns.hpp"
#include "vertexview/formats/detail/whole_steps.hpp"
#include "vertexview/formats/writer.hpp"
#include "vertexview/memory/number_load.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/encoding.hpp"

namespace vertexview {
namespace {

using las::Fields;

constexpr double kMost16 = std::numeric_limits<std::uint16_t>::max();
constexpr std::size_t kReturnsCounted = 5;
// Return 1 of 1, for points that say nothing else.
constexpr std::uint8_t kOneReturn = 0x09;
constexpr std::uint8_t kReturnNumber = 0x07;

/// Writes a number in little endian.
template <class T>
void put(std::byte* to, T value) noexcept {
  auto bits = std::bit_cast<UnsignedOf<sizeof(T)>>(value);
  if (is_reversed(false)) bits = byteswapped(bits);
  std::memcpy(to, &bits, sizeof(bits));
}

/// Which numbers a field would get.
struct NumberSurvey {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  bool whole = true;

  void add(double number) noexcept {
    whole = whole && number == std::trunc(number);
    low = std::min(low, number);
    high = std::max(high, number);
  }
  void add(const NumberSurvey& other) noexcept {
    whole = whole && other.whole;
    low = std::min(low, other.low);
    high = std::max(high, other.high);
  }
  [[nodiscard]] bool lies_in(double least, double most) const noexcept {
    return low > high || (low >= least && high <= most);
  }
};

/// One axis of the position.
struct Axis {
  ElementReader reader;
  bool kept = false;  ///< whether the numbers of the record are written as they are
  WholeSteps steps = {};

  [[nodiscard]] std::int32_t number(double stored, const Placement& placement,
                                    std::size_t axis) const noexcept {
    return kept ? static_cast<std::int32_t>(stored) : steps.number(placement.place(stored, axis));
  }
};

/// What one thread has seen.
struct Survey {
  std::array<StepSurvey, 3> axes;
  NumberSurvey intensity;
  NumberSurvey label;
  std::array<std::uint64_t, kReturnsCounted> returns{};

  void add(const Survey& other) noexcept {
    for (std::size_t i = 0; i < axes.size(); ++i) axes[i].add(other.axes[i]);
    intensity.add(other.intensity);
    label.add(other.label);
    for (std::size_t i = 0; i < returns.size(); ++i) returns[i] += other.returns[i];
  }
};

/// Returns whether the numbers of an axis can stay: whole numbers of 32 bits, of which LAS has scale and
/// offset.
bool is_kept(const Element& number, const Placement& placement, std::size_t axis) noexcept {
  if (number.encoding != Encoding::kPlain) return false;
  switch (number.type) {
    case ElementType::kInt8:
    case ElementType::kUint8:
    case ElementType::kInt16:
    case ElementType::kUint16:
    case ElementType::kInt32:
      return std::isfinite(placement.scale[axis]) && placement.scale[axis] != 0 &&
             std::isfinite(placement.offset[axis]);
    default:
      return false;
  }
}

/// Plans the file of some records.
class Planner {
 public:
  Planner(const RecordSource& source, Progress& progress, Fields fields)
      : source_(source), progress_(progress), fields_(std::move(fields)) {
    for (std::size_t i = 0; i < fields_.position.size(); ++i)
      axes_.push_back(
          {ElementReader(fields_.position[i]), is_kept(fields_.position[i], source.placement, i)});
  }

  Result<Writer::Plan> run() {
    if (auto read = survey(); !read) return tl::unexpected<Error>(read.error());
    if (auto chosen = choose_steps(); !chosen) return tl::unexpected<Error>(chosen.error());
    choose_attributes();
    auto depth = ColorDepth::find(source_, fields_.color, 16, progress_);
    if (!depth) return tl::unexpected<Error>(depth.error());
    if (!depth->exact()) fields_.notes.emplace_back("colours are rounded to 16 bits");
    Writer::Plan plan{header(), encoder(*std::move(depth))};
    plan.notes = std::move(fields_.notes);
    return plan;
  }

 private:
  [[nodiscard]] std::optional<ElementReader> returns_reader() const {
    for (const las::PlainField& field : fields_.plain)
      if (field.offset == las::kReturns) return ElementReader(field.number);
    return std::nullopt;
  }

  Result<void> survey() {
    Survey none;
    for (std::size_t i = 0; i < axes_.size(); ++i) {
      const ElementType type = value_type(fields_.position[i]);
      const bool single = type == ElementType::kFloat32 || type == ElementType::kFloat16;
      none.axes[i] = StepSurvey(single && !source_.placement.moves(i));
    }
    std::vector<Survey> found(worker_count_of(source_), none);
    const auto returns = returns_reader();
    auto read = visit_records(source_, progress_,
                              [&](const RecordSpan& records, std::uint64_t first, std::size_t worker) {
                                // Workers write to a survey of their own, which shares no cache line while
                                // they do.
                                Survey survey = found[worker];
                                for (std::uint64_t i = 0; i < records.count; ++i)
                                  if (!look_at(records.data + i * records.stride, returns, survey))
                                    return not_finite(first + i);
                                found[worker] = survey;
                                return Result<void>();
                              });
    if (!read) return read;
    survey_ = none;
    for (const Survey& one : found) survey_.add(one);
    return {};
  }

  static Result<void> not_finite(std::uint64_t record) {
    return fail(ErrorCode::kInvalidArgument,
                "the position of record " + std::to_string(record) + " is not finite, which LAS cannot hold");
  }

  /// Takes a record into account; returns false where its position is not finite.
  bool look_at(const std::byte* record, const std::optional<ElementReader>& returns,
               Survey& survey) const noexcept {
    for (std::size_t i = 0; i < axes_.size(); ++i) {
      const double stored = axes_[i].reader.number(record);
      const double coordinate = axes_[i].kept ? stored : source_.placement.place(stored, i);
      if (!std::isfinite(coordinate)) return false;
      survey.axes[i].add(coordinate);
    }
    if (fields_.intensity) survey.intensity.add(ElementReader(*fields_.intensity).number(record));
    if (fields_.label) survey.label.add(ElementReader(*fields_.label).number(record));
    const auto bits = returns ? static_cast<std::uint8_t>(returns->number(record)) : kOneReturn;
    const std::size_t number = bits & kReturnNumber;
    if (number >= 1 && number <= kReturnsCounted) ++survey.returns[number - 1];
    return true;
  }

  Result<void> choose_steps() {
    std::array<bool, 3> doubtful{};  // whether the arithmetic of a reader has to be tried
    std::array<bool, 3> rounded{};
    for (std::size_t i = 0; i < axes_.size(); ++i) {
      if (axes_[i].kept) {
        axes_[i].steps = {source_.placement.scale[i], source_.placement.offset[i]};
        continue;
      }
      const auto exact = survey_.axes[i].exact();
      doubtful[i] = exact.has_value();
      rounded[i] = !exact;
      axes_[i].steps = exact ? *exact : survey_.axes[i].finest();
    }
    if (std::ranges::find(doubtful, true) != doubtful.end())
      if (auto tried = try_steps(doubtful, rounded); !tried) return tried;
    for (std::size_t i = 0; i < axes_.size(); ++i)
      if (rounded[i])
        fields_.notes.push_back(fields_.position[i].name + " is rounded to steps of " +
                                shortest_text(axes_[i].steps.scale, ElementType::kFloat64));
    return {};
  }

  /// Reads the axes that are `doubtful` once more; `rounded` becomes true for those of which a coordinate is
  /// not had back.
  Result<void> try_steps(const std::array<bool, 3>& doubtful, std::array<bool, 3>& rounded) {
    const Placement written = placement();
    std::vector<std::array<bool, 3>> lost(worker_count_of(source_), std::array<bool, 3>{});
    auto read =
        visit_records(source_, progress_, [&](const RecordSpan& records, std::uint64_t, std::size_t worker) {
          for (std::size_t i = 0; i < axes_.size(); ++i)
            for (std::uint64_t k = 0; doubtful[i] && !lost[worker][i] && k < records.count; ++k) {
              const double stored = axes_[i].reader.number(records.data + k * records.stride);
              const double coordinate = source_.placement.place(stored, i);
              const auto number = axes_[i].steps.number(coordinate);
              // Plain arithmetic is what other programs do, and place() what costs more.
              const double plain = number * axes_[i].steps.scale + axes_[i].steps.offset;
              if (!survey_.axes[i].is_same(coordinate, plain) &&
                  !survey_.axes[i].is_same(coordinate, written.place(number, i)))
                lost[worker][i] = true;
            }
          return Result<void>();
        });
    for (const auto& one : lost)
      for (std::size_t i = 0; i < one.size(); ++i) rounded[i] = rounded[i] || one[i];
    return read;
  }

  /// Keeps intensities and labels that their fields can hold.
  void choose_attributes() {
    const auto range = [](const NumberSurvey& numbers) {
      return "its numbers are from " + shortest_text(numbers.low, ElementType::kFloat64) + " to " +
             shortest_text(numbers.high, ElementType::kFloat64);
    };
    if (fields_.intensity) {
      const NumberSurvey& numbers = survey_.intensity;
      const std::string name = "element " + in_quotes(fields_.intensity->name) + " is ";
      if (!numbers.lies_in(0, kMost16)) {
        fields_.notes.push_back(name + "left out: LAS has intensities of 0 to 65535, and " + range(numbers));
        fields_.intensity.reset();
      } else if (!numbers.whole && numbers.lies_in(0, 1)) {
        intensity_factor_ = kMost16;
        fields_.notes.push_back(name + "written as 0 to 65535 for 0 to 1");
      } else if (!numbers.whole) {
        fields_.notes.push_back(name + "rounded to whole numbers");
      }
    }
    if (!fields_.label) return;
    const NumberSurvey& numbers = survey_.label;
    if (numbers.whole && numbers.lies_in(0, fields_.most_label)) return;
    fields_.notes.push_back("element " + in_quotes(fields_.label->name) +
                            " is left out: LAS 1.2 has classes of 0 to " + "31, and " + range(numbers));
    fields_.label.reset();
  }

  /// Returns where the written numbers put the positions.
  [[nodiscard]] Placement placement() const {
    Placement placement;
    for (std::size_t i = 0; i < axes_.size(); ++i) {
      placement.scale[i] = axes_[i].steps.scale;
      placement.offset[i] = axes_[i].steps.offset;
    }
    return placement;
  }

  [[nodiscard]] std::string header() const {
    std::array<std::byte, las::kSmallestHeader> header{};
    const auto at = [&](std::uint64_t offset) { return header.data() + offset; };
    constexpr std::string_view kName = "vertexview";
    std::memcpy(at(0), las::kMagic.data(), las::kMagic.size());
    put<std::uint8_t>(at(las::kVersion), 1);
    put<std::uint8_t>(at(las::kVersion + 1), 2);
    std::memcpy(at(las::kSoftware), kName.data(), kName.size());
    put<std::uint16_t>(at(las::kHeaderSize), las::kSmallestHeader);
    put<std::uint32_t>(at(las::kPointOffset), las::kSmallestHeader);
    put<std::uint8_t>(at(las::kPointFormat), fields_.format());
    put<std::uint16_t>(at(las::kPointLength), static_cast<std::uint16_t>(fields_.size()));
    put<std::uint32_t>(at(las::kLegacyPoints), static_cast<std::uint32_t>(source_.count));
    for (std::size_t i = 0; i < kReturnsCounted; ++i)
      put<std::uint32_t>(at(las::kPointsByReturn + sizeof(std::uint32_t) * i),
                         static_cast<std::uint32_t>(survey_.returns[i]));
    const Placement placed = placement();
    for (std::size_t i = 0; i < placed.scale.size(); ++i) {
      const auto [low, high] = bounds(i, placed);
      put<double>(at(las::kScale + sizeof(double) * i), placed.scale[i]);
      put<double>(at(las::kOffset + sizeof(double) * i), placed.offset[i]);
      put<double>(at(las::kBounds + 2 * sizeof(double) * i), high);
      put<double>(at(las::kBounds + 2 * sizeof(double) * i + sizeof(double)), low);
    }
    return {reinterpret_cast<const char*>(header.data()), header.size()};
  }

  /// Returns the range of an axis as the written numbers have it.
  [[nodiscard]] ValueRange bounds(std::size_t axis, const Placement& placed) const {
    const auto [low, high] = survey_.axes[axis].range();
    if (axis >= axes_.size() || low > high) return {};
    const auto place = [&](double end) {
      const bool kept = axes_[axis].kept;
      return placed.place(kept ? end : axes_[axis].steps.number(end), axis);
    };
    const auto [first, last] = std::minmax({place(low), place(high)});  // a scale may be negative
    return {first, last};
  }

  [[nodiscard]] Writer::Encode encoder(ColorDepth depth) const {
    return [axes = axes_, placement = source_.placement, fields = fields_, factor = intensity_factor_,
            depth = std::move(depth)](const RecordSpan& records, std::vector<std::byte>& room) {
      const std::uint64_t size = fields.size();
      room.assign(static_cast<std::size_t>(records.count * size), std::byte{});
      for (std::uint64_t i = 0; i < records.count; ++i) {
        const std::byte* const record = records.data + i * records.stride;
        std::byte* const point = room.data() + i * size;
        for (std::size_t k = 0; k < axes.size(); ++k)
          put(point + sizeof(std::int32_t) * k, axes[k].number(axes[k].reader.number(record), placement, k));
        write_fields(fields, factor, record, point);
        if (fields.color.empty()) continue;
        const auto color = depth.color(record);
        for (std::size_t k = 0; k < 3; ++k)
          put(point + fields.color_offset() + sizeof(std::uint16_t) * k, color[k]);
      }
      return std::span<const std::byte>(room);
    };
  }

  static void write_fields(const Fields& fields, double factor, const std::byte* record,
                           std::byte* point) noexcept {
    put(point + las::kReturns, kOneReturn);
    if (fields.intensity) {
      const double number = std::round(ElementReader(*fields.intensity).number(record) * factor);
      put(point + las::kIntensity, static_cast<std::uint16_t>(number >= 0 ? std::min(number, kMost16) : 0));
    }
    if (fields.label)
      put(point + las::kClassification,
          static_cast<std::uint8_t>(ElementReader(*fields.label).number(record)));
    for (const las::PlainField& field : fields.plain) {
      const std::byte* const from = record + field.number.offset;
      const auto size = element_size(field.number.type);
      if (field.number.big_endian)
        std::reverse_copy(from, from + size, point + field.offset);
      else
        std::memcpy(point + field.offset, from, size);
    }
  }

  const RecordSource& source_;
  Progress& progress_;
  Fields fields_;
  std::vector<Axis> axes_;
  Survey survey_;
  double intensity_factor_ = 1;
};

Result<Writer::Plan> prepare(const RecordSource& source, Progress& progress) {
  constexpr std::uint64_t kMostPoints = std::numeric_limits<std::uint32_t>::max();
  if (source.count > kMostPoints)
    return fail(ErrorCode::kInvalidArgument, std::to_string(source.count) +
                                                 " records are too many for LAS 1.2: at most " +
                                                 std::to_string(kMostPoints));
  auto fields = las::choose_fields(source);
  if (!fields) return tl::unexpected<Error>(fields.error());
  return Planner(source, progress, *std::move(fields)).run();
}

}  // namespace

const Writer& las_writer() noexcept {
  static constexpr Writer kWriter{.extension = ".las", .name = "LAS", .places = true, .prepare = prepare};
  return kWriter;
}

}  // namespace vertexview
