#include "vertexview/record/record_extent.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "vertexview/record/sample_places.hpp"

namespace vertexview {
namespace {

// What looks right for so many in a row is no accident.
constexpr std::uint64_t kInARow = 8;

/// What the numbers of typical records are like.
class TypicalNumbers {
 public:
  TypicalNumbers(const RecordSpan& records, std::span<const Element> elements) {
    constexpr std::uint64_t kRun = 64;
    for (const Element& element : elements)
      for (std::uint32_t i = 0; i < element.count; ++i) {
        Column column{
            .reader = ElementReader(element, i),
            .nbytes = element_size(element.type),
            .is_float = element.type == ElementType::kFloat32 || element.type == ElementType::kFloat64};
        visit_places(records.count, kRun, [&](std::uint64_t first, std::uint64_t count) {
          for (std::uint64_t k = first; k < first + count; ++k)
            column.learn(column.reader.number(records.data + k * records.stride));
        });
        all_ += column.nbytes;
        columns_.push_back(column);
      }
  }

  /// Returns whether a quarter of the record's bytes are of numbers that no typical record has, or two
  /// numbers that are the same in all of them, or whether its floats are none.
  [[nodiscard]] bool is_strange(const std::byte* record) const {
    constexpr std::uint64_t kPart = 4;
    constexpr int kFewConstants = 2;
    std::uint64_t strange = 0;
    int constants = 0;
    for (const Column& column : columns_)
      if (column.is_strange(column.reader.number(record))) {
        strange += column.nbytes;
        constants += column.low == column.high ? 1 : 0;
      }
    return constants >= kFewConstants || (strange * kPart >= all_ && strange > 0) ||
           are_next_to_nothing(record);
  }

  /// Returns whether the floats of the record are none, wherever typical ones lie: a quarter of its bytes is
  /// of floats that are no coordinates, or all of them are next to nothing.
  [[nodiscard]] bool is_nonsense(const std::byte* record) const {
    constexpr std::uint64_t kPart = 4;
    std::uint64_t nonsense = 0;
    for (const Column& column : columns_)
      if (column.is_float && column.is_nonsense(column.reader.number(record))) nonsense += column.nbytes;
    return (nonsense * kPart >= all_ && nonsense > 0) || are_next_to_nothing(record);
  }

 private:
  static constexpr double kRounding = 1e-12;  // what rounding leaves of a zero is less
  static constexpr double kTiny = 1e-36;      // and more than this, even of a product of two

  /// Returns whether a number that is not zero is nearer to it than `limit`.
  static bool is_below(double value, double limit) noexcept { return value != 0 && std::abs(value) < limit; }

  /// Returns whether all floats of a record are next to nothing, as the bits of two small integers are, while
  /// rounding leaves little of one coordinate or two.
  [[nodiscard]] bool are_next_to_nothing(const std::byte* record) const {
    bool nothing = false;
    for (const Column& column : columns_) {
      if (!column.is_float) continue;
      const double value = column.reader.number(record);
      if (value != 0 && !is_below(value, kRounding)) return false;
      nothing = nothing || value != 0;
    }
    return nothing;
  }

  struct Column {
    ElementReader reader;
    std::uint64_t nbytes = 0;
    bool is_float = false;
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    bool gaps = false;  ///< whether some are not finite
    std::uint64_t tiny = 0;

    void learn(double value) {
      if (!std::isfinite(value)) {
        gaps = true;
        return;
      }
      low = std::min(low, value);
      high = std::max(high, value);
      tiny += is_below(value, kTiny) ? 1U : 0U;
    }
    [[nodiscard]] bool is_strange(double value) const {
      // A coordinate that grows has other values at the ends of a file.
      constexpr double kRoom = 6;
      if (!std::isfinite(value)) return !gaps;
      const double room = kRoom * (high - low);
      return value < low - room || value > high + room || is_nonsense(value);
    }
    [[nodiscard]] bool is_nonsense(double value) const {
      return std::isfinite(value) ? tiny == 0 && is_below(value, kTiny) : !gaps;
    }
  };

  std::vector<Column> columns_;
  std::uint64_t all_ = 0;
};

/// Returns how many records at the beginning are a header, of at most `most`.
template <class IsStrange>
std::uint64_t header_records(std::uint64_t most, const IsStrange& strange) {
  std::uint64_t first = 0;
  for (std::uint64_t row = 0; row < kInARow && first + row < most;)
    if (!strange(first + row)) {
      ++row;
    } else {
      first += row + 1;
      row = 0;
    }
  // A few damaged records among the first are no header.
  std::uint64_t odd = 0;
  for (std::uint64_t i = 0; i < first; ++i) odd += strange(i) ? 1U : 0U;
  return first >= most || 2 * odd < first ? 0 : first;
}

/// Returns the first record after those at the begin that are none, which are more than a header has: indices
/// that lie before the records they are of. They end at some place, which is found by halving.
template <class IsNonsense>
std::uint64_t begin_of_records(std::uint64_t good, const IsNonsense& nonsense) {
  const auto mostly_nonsense = [&](std::uint64_t first) {
    std::uint64_t wrong = 0;
    for (std::uint64_t i = first; i < first + kInARow; ++i) wrong += nonsense(i) ? 1U : 0U;
    return 2 * wrong >= kInARow;
  };
  if (good < kInARow || !mostly_nonsense(0) || nonsense(good)) return 0;
  std::uint64_t last = 0;  // that is none
  while (good - last > 1) {
    const std::uint64_t middle = last + (good - last) / 2;
    (nonsense(middle) && (middle < kInARow || mostly_nonsense(middle - kInARow)) ? last : good) = middle;
  }
  return good;
}

/// Returns the number of records before those at the end that are none: records look right up to some place
/// and wrong from there on, so that the place is found by halving from `good` on.
template <class IsStrange>
std::uint64_t end_of_records(std::uint64_t good, std::uint64_t count, const IsStrange& strange) {
  const auto mostly_strange = [&](std::uint64_t end) {
    std::uint64_t wrong = 0;
    for (std::uint64_t i = end - kInARow; i < end; ++i) wrong += strange(i) ? 1U : 0U;
    return 2 * wrong >= kInARow;
  };
  if (!mostly_strange(count) && !strange(count - 1)) return count;
  std::uint64_t last = count;
  while (last - good > 1) {
    const std::uint64_t middle = good + (last - good) / 2;
    (strange(middle) && (middle + kInARow > count || mostly_strange(middle + kInARow)) ? last : good) =
        middle;
  }
  return last;
}

}  // namespace

RecordExtent without_surroundings(std::span<const std::byte> bytes, const RecordExtent& all,
                                  const RecordSpan& typical, std::span<const Element> elements) {
  constexpr std::uint64_t kLongestHeader = std::uint64_t{1} << 16;
  if (all.count < 2 * kInARow) return all;
  const TypicalNumbers numbers(typical, elements);
  const auto strange = [&](std::uint64_t i) {
    return numbers.is_strange(bytes.data() + all.offset + i * typical.stride);
  };
  const auto before = static_cast<std::uint64_t>(typical.data - bytes.data());
  const std::uint64_t within = before < all.offset ? 0 : (before - all.offset) / typical.stride;
  const std::uint64_t header = kLongestHeader / typical.stride + 1;
  std::uint64_t first = header_records(std::min(all.count - kInARow, header), strange);
  // Points that are merely far away are no indices.
  if (first == 0 && within > header)
    first = begin_of_records(within, [&](std::uint64_t i) {
      return numbers.is_nonsense(bytes.data() + all.offset + i * typical.stride);
    });
  const std::uint64_t last = end_of_records(std::clamp(within, first, all.count - 1), all.count, strange);
  return {all.offset + first * typical.stride, last - first};
}

bool are_alike_throughout(const RecordSpan& records, std::span<const Element> elements) {
  constexpr std::uint64_t kEnds = 32;
  if (records.count < 2 * kEnds) return true;
  const std::uint64_t half = records.count / 2;
  const auto mostly_strange = [&](const RecordSpan& typical, std::uint64_t first) {
    const TypicalNumbers numbers(typical, elements);
    std::uint64_t strange = 0;
    for (std::uint64_t i = first; i < first + kEnds; ++i)
      strange += numbers.is_strange(records.data + i * records.stride) ? 1U : 0U;
    return 2 * strange > kEnds;
  };
  return !mostly_strange(records.part(0, half), records.count - kEnds) &&
         !mostly_strange(records.part(half, half), 0);
}

}  // namespace vertexview
