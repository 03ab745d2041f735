#include "vertexview/record/element_finder.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "vertexview/record/element_names.hpp"
#include "vertexview/record/field_readings.hpp"
#include "vertexview/record/record_sample.hpp"

namespace vertexview {
namespace {

// Records hold points, so that a division without a position is hardly right.
constexpr double kNoPosition = 0.4;

/// Whether a position and a colour have been found in the bytes before, two bits.
using State = std::size_t;
constexpr State kHasPosition = 1;
constexpr State kHasColor = 2;
constexpr std::size_t kStates = 4;

/// A division of a record into fields.
struct Division {
  std::size_t phase = 0;
  double score = 0;  ///< of all bytes
  std::vector<PlacedField> fields;
  bool has_position = false;
};

/// Finds the best division of records that begin at one phase, by dynamic programming over their bytes.
class Divider {
 public:
  Divider(const std::vector<std::vector<FieldReading>>& readings, std::size_t phase)
      : readings_(readings), phase_(phase), best_(readings.size() + 1) {}

  Division divide() {
    best_[0][0].score = 0;
    for (std::size_t at = 0; at < readings_.size(); ++at)
      for (const FieldReading& reading : readings_[(phase_ + at) % readings_.size()]) add(at, reading);
    return best();
  }

 private:
  struct Step {
    double score = -1;  ///< of all bytes before; below 0 where nothing leads here
    State before = 0;
    const FieldReading* reading = nullptr;
  };

  void add(std::size_t at, const FieldReading& reading) {
    constexpr double kUnaligned = 0.9;
    constexpr double kUnalignedColor = 0.75;
    constexpr std::size_t kWord = 4;
    // Positions mostly come first, or as early as they can.
    constexpr double kPositionFirst = 1.08;
    constexpr double kLater = 0.05;
    constexpr double kLatest = 1;
    const std::size_t end = at + reading.nbytes();
    if (end > readings_.size()) return;
    // Compilers align numbers, and give the record a whole number of words; others pack both.
    const bool packed = readings_.size() % kWord != 0;
    const bool word = reading.kind == FieldKind::kColor && reading.nbytes() == kWord;
    const std::size_t alignment = word ? kWord : std::min<std::size_t>(element_size(reading.type), kWord);
    const bool aligned = packed || at % alignment == 0;
    double score = reading.score * (aligned ? 1 : word ? kUnalignedColor : kUnaligned);
    if (reading.kind == FieldKind::kPosition)
      score = at == 0 ? score * kPositionFirst : score - std::min(kLater * static_cast<double>(at), kLatest);
    for (State state = 0; state < kStates; ++state) {
      if (best_[at][state].score < 0 || !may_follow(state, reading)) continue;
      Step& next = best_[end][after(state, reading.kind)];
      if (best_[at][state].score + score > next.score)
        next = {best_[at][state].score + score, state, &reading};
    }
  }

  /// A record has one position and one colour; three floats or two are only something else than a position
  /// where there is one.
  static bool may_follow(State state, const FieldReading& reading) noexcept {
    const bool placed = (state & kHasPosition) != 0;
    if (reading.kind == FieldKind::kPosition) return !placed;
    if (reading.kind == FieldKind::kUv) return placed;
    if (reading.kind != FieldKind::kColor) return true;
    return (state & kHasColor) == 0 && (placed || reading.type != ElementType::kFloat32);
  }

  static State after(State state, FieldKind kind) noexcept {
    if (kind == FieldKind::kPosition) return state | kHasPosition;
    return kind == FieldKind::kColor ? state | kHasColor : state;
  }

  [[nodiscard]] Division best() const {
    Division division{.phase = phase_, .fields = {}};
    State last = 0;
    for (State state = 0; state < kStates; ++state) {
      const double score = best_.back()[state].score * ((state & kHasPosition) != 0 ? 1 : kNoPosition);
      if (score <= division.score) continue;
      division.score = score;
      last = state;
    }
    division.has_position = (last & kHasPosition) != 0;
    for (std::size_t at = readings_.size(); at > 0 && division.score > 0;) {
      const Step& step = best_[at][last];
      at -= step.reading->nbytes();
      division.fields.push_back({*step.reading, at});
      last = step.before;
    }
    std::ranges::reverse(division.fields);
    return division;
  }

  const std::vector<std::vector<FieldReading>>& readings_;
  std::size_t phase_;
  std::vector<std::array<Step, kStates>> best_;  // of the bytes before each one
};

/// Finds the best division of the records in one byte order; `preference` is the factor by which its score
/// counts against others.
struct Preferred {
  Division division;
  double preference = 1;
  [[nodiscard]] double score() const noexcept { return division.score * preference; }
};

Preferred divide(const RecordSample& sample, bool big_endian, std::span<const LikelyPhase> likely) {
  // Numbers of longer records are aligned, and every phase takes its time.
  constexpr std::size_t kShort = 64;
  const auto readings = read_fields(sample, big_endian);
  const std::size_t stride = sample.stride();
  Preferred best;
  for (std::size_t phase = 0; phase < stride; ++phase) {
    const auto known = std::ranges::find(likely, phase, &LikelyPhase::phase);
    if (known == likely.end() && stride > kShort && phase % 4 != 0) continue;
    Preferred next{Divider(readings, phase).divide(), known == likely.end() ? 1 : known->factor};
    if (next.score() > best.score()) best = std::move(next);
  }
  return best;
}

std::vector<std::string> reasons_for(const std::vector<Element>& elements) {
  std::vector<std::string> reasons;
  for (const Element& element : elements) {
    if (element.semantic == Semantic::kPosition) {
      reasons.emplace_back("3 ").append(element_type_name(element.type)).append(" as a position");
    } else if (element.semantic == Semantic::kNormal || element.name.starts_with("rotation")) {
      reasons.emplace_back(element.name).append(" of unit length");
    } else if (element.semantic == Semantic::kColor || element.name == "uv") {
      reasons.push_back(element.name);
    }
  }
  return reasons;
}

}  // namespace

FoundElements find_elements(const RecordSpan& records, std::span<const LikelyPhase> likely) {
  if (records.count < 3 || records.stride == 0) return {};
  const RecordSample sample(records);
  Preferred best = divide(sample, false, likely);
  // Nearly all files of today are little-endian, so that the other order must be clearly better. No division
  // explains more than a position at the begin of a record does, so that often none can be.
  constexpr double kBetter = 1.15;
  constexpr double kMost = 1.2;
  const auto size = static_cast<double>(records.stride);
  double preferred = 1;
  for (const LikelyPhase& one : likely) preferred = std::max(preferred, one.factor);
  bool swapped = false;
  if (kBetter * best.score() < kMost * preferred * size) {
    Preferred big = divide(sample, true, likely);
    swapped = big.score() > kBetter * best.score();
    if (swapped) best = std::move(big);
  }
  const Division& division = best.division;
  FoundElements found{.phase = division.phase, .elements = {}, .reasons = {}};
  found.elements = name_fields(sample, division.fields, division.phase, swapped);
  found.explained = division.score / size;
  found.has_position = division.has_position;
  found.telling =
      std::ranges::any_of(division.fields, [](const PlacedField& field) { return field.reading.telling; });
  found.reasons = reasons_for(found.elements);
  return found;
}

}  // namespace vertexview
