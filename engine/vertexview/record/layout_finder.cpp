#include "vertexview/record/layout_finder.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>
#include <utility>

#include "vertexview/record/element_finder.hpp"
#include "vertexview/record/field_readings.hpp"
#include "vertexview/record/index_triples.hpp"
#include "vertexview/record/layout_rivals.hpp"
#include "vertexview/record/likely_strides.hpp"
#include "vertexview/record/record_extent.hpp"
#include "vertexview/record/schema_presets.hpp"
#include "vertexview/record/schema_text.hpp"
#include "vertexview/task/parallel_for.hpp"

namespace vertexview {
namespace {

constexpr std::size_t kMostCandidates = 8;
constexpr double kHeader = 0.95;  // bytes before the first record speak against a candidate

/// Returns the numbers of a layout one by one, without what they are called.
std::vector<Element> numbers_of(const std::vector<Element>& elements) {
  std::vector<Element> numbers;
  for (const Element& element : elements) {
    if (element.semantic == Semantic::kPadding) continue;
    const bool alone = element.semantic == Semantic::kRing || element.semantic == Semantic::kIntensity;
    for (std::uint32_t i = 0; i < element.count; ++i)
      numbers.push_back({.name = {},
                         .type = element.type,
                         .offset = element.offset + std::uint64_t{i} * element_size(element.type),
                         .semantic = alone ? Semantic::kNone : element.semantic,
                         .big_endian = element.big_endian});
  }
  return numbers;
}

/// Returns the preset whose records consist of the same numbers with the same meanings, or null.
const SchemaPreset* preset_of(const Schema& schema) {
  const auto ours = numbers_of(schema.elements);
  for (const SchemaPreset& preset : schema_presets()) {
    const Schema theirs = preset.schema();
    if (theirs.stride == schema.stride && numbers_of(theirs.elements) == ours) return &preset;
  }
  return nullptr;
}

/// Returns records from within a window, without its ends, where headers lie, when there are enough.
RecordSpan inner_records(std::span<const std::byte> bytes, const Stride& stride) {
  constexpr std::uint64_t kEnough = 64;
  constexpr std::uint64_t kEnds = 6;
  const std::uint64_t first = (stride.window.offset + stride.bytes - 1) / stride.bytes;
  const std::uint64_t last = (stride.window.offset + stride.window.size) / stride.bytes;
  if (last <= first) return {};
  const std::uint64_t count = last - first;
  const RecordSpan all{bytes.data(), bytes.size() / stride.bytes, stride.bytes};
  return count < kEnough ? all.part(first, count)
                         : all.part(first + count / kEnds, count - 2 * (count / kEnds));
}

/// Records that were found, and where.
struct FoundRecords {
  FoundElements elements;
  RecordExtent extent;
};

/// Returns what `inner` records look like, and where in the file such records begin and end.
std::optional<FoundRecords> find_records(std::span<const std::byte> bytes, RecordSpan inner,
                                         std::span<const LikelyPhase> likely) {
  if (inner.stride == 0) return std::nullopt;  // too few to look at
  FoundRecords found{find_elements(inner, likely), {}};
  const std::uint64_t phase = found.elements.phase;
  if (found.elements.elements.empty() || bytes.size() < phase + inner.stride) return std::nullopt;
  const RecordExtent all{phase, (bytes.size() - phase) / inner.stride};
  inner.data += phase;
  --inner.count;
  found.extent = without_surroundings(bytes, all, inner, found.elements.elements);
  return found.extent.count == 0 ? std::nullopt : std::optional(std::move(found));
}

/// Returns the records of a stride, or nullopt.
std::optional<FoundRecords> find_records(std::span<const std::byte> bytes, const Stride& stride) {
  const std::uint64_t rest = bytes.size() % stride.bytes;
  // Most files begin or end with a record, and whole records without any other byte are no accident.
  constexpr double kWhole = 1.15;
  constexpr double kLikely = 1.05;
  const std::array likely{LikelyPhase{0, rest == 0 ? kWhole : kLikely}, LikelyPhase{rest, kLikely}};
  const RecordSpan inner = inner_records(bytes, stride);
  auto found = find_records(bytes, inner, likely);
  if (!found) return std::nullopt;
  if (found->elements.phase == 0 && rest > 0 && found->extent.offset > 0) {
    // After a header the records rather end with the file than begin at a multiple of their length.
    constexpr double kNearly = 0.97;
    auto again = find_records(bytes, inner, std::span(likely).last(1));
    if (again && again->elements.explained >= kNearly * found->elements.explained) found = std::move(again);
  }
  return found;
}

/// Returns what the records of a stride look like, or nullopt where they hold no numbers.
std::optional<Explained> candidate_of(std::span<const std::byte> bytes, const Stride& stride,
                                      FoundRecords found) {
  // The sample was of a part, and perhaps not of these records alone: what they hold is asked once more.
  const LikelyPhase begin{0, 2};
  FoundElements again = find_elements(found.extent.of(bytes, stride.bytes), {&begin, 1});
  constexpr double kAsWell = 0.9;
  if (again.phase == 0 && again.explained >= kAsWell * found.elements.explained)
    found.elements = std::move(again);
  auto schema = schema_from_elements(found.elements.elements, stride.bytes);
  if (!schema) return std::nullopt;
  Explained candidate;
  candidate.telling = found.elements.telling;
  if (const SchemaPreset* preset = preset_of(*schema)) {
    schema = preset->schema();
    candidate.name = preset->name;
  } else {
    candidate.name = schema->format;
  }
  candidate.layout.schema = *std::move(schema);
  candidate.layout.data_offset = found.extent.offset;
  candidate.count = found.extent.count;
  const std::uint64_t taken = candidate.count * stride.bytes;
  const std::uint64_t rest = bytes.size() - found.extent.offset - taken;
  if (rest > 0) candidate.layout.count = candidate.count;
  // Columns that tell each other give the stride, so that a little less is much worse; numbers that look like
  // something tell what it holds. A remainder and a header each speak against it.
  constexpr double kMost = 1.2;
  constexpr double kTaken = 0.4;
  constexpr double kRest = 0.95;
  constexpr double kNoise =
      0.4;  // bits; columns that tell less are random, and explained by integers at most
  const double part = static_cast<double>(taken) / static_cast<double>(bytes.size());
  candidate.score =
      std::min(found.elements.explained * std::pow(stride.share, bytes.size() < kTellingSize ? 1 : 3) *
                   (1 - kTaken + kTaken * part) * (rest > 0 ? kRest : 1) *
                   (found.extent.offset > 0 ? kHeader : 1) *
                   (bytes.size() < kTellingSize ? 1 : std::min(stride.gain / kNoise, 1.0)),
               kMost) /
      kMost;
  candidate.reasons = std::move(found.elements.reasons);
  candidate.reasons.emplace_back("columns of bytes repeat every ").append(std::to_string(stride.bytes));
  if (rest == 0) candidate.reasons.emplace_back("no byte is left");
  return candidate;
}

/// Returns whether every float of `schema` is what floats are in each of a few records.
bool are_plausible(const RecordSpan& records, const Schema& schema) {
  std::vector<double> values(static_cast<std::size_t>(records.count));
  return std::ranges::all_of(schema.elements, [&](const Element& element) {
    if (element.type != ElementType::kFloat32) return true;
    for (std::uint32_t i = 0; i < element.count; ++i) {
      ElementReader(element, i).numbers(records, values.data());
      if (!std::ranges::all_of(values, [&](double v) { return is_plausible(v, element.type); })) return false;
    }
    return true;
  });
}

/// Adds the presets whose position lies where that of a candidate of few records does: so few say little of
/// what follows it.
void add_presets(std::span<const std::byte> bytes, std::vector<Explained>& all) {
  constexpr std::uint64_t kFew = 32;
  constexpr double kKnown = 1.01;
  constexpr double kLessKnown = 0.99;  // where what was found is a known layout itself
  const std::vector<Explained> found = all;
  for (const Explained& one : found)
    for (const SchemaPreset& preset : schema_presets()) {
      Schema schema = preset.schema();
      const auto position = [](const Schema& of) {
        return std::ranges::find(of.elements, Semantic::kPosition, &Element::semantic);
      };
      const auto ours = position(one.layout.schema);
      if (one.count >= kFew || one.name == preset.name || schema.stride != one.layout.schema.stride ||
          ours == one.layout.schema.elements.end() ||
          numbers_of({*ours}) != numbers_of({*position(schema)}) ||
          !are_plausible({bytes.data() + one.layout.data_offset, one.count, schema.stride}, schema))
        continue;
      Explained& added = all.emplace_back(one);
      added.name = preset.name;
      added.layout.schema = std::move(schema);
      added.score =
          std::min(added.score * (preset_of(one.layout.schema) != nullptr ? kLessKnown : kKnown), 1.0);
      added.reasons.emplace_back("a known layout");
    }
}

/// Returns whether three integers are left that nothing explains: they may be the colour.
bool may_hide_color(const Schema& schema) {
  constexpr std::ptrdiff_t kChannels = 3;
  return std::ranges::count_if(schema.elements, [](const Element& element) {
           const bool plain = element.semantic == Semantic::kNone || element.semantic == Semantic::kIntensity;
           return plain && element.count == 1 && element.type < ElementType::kFloat16;
         }) >= kChannels;
}

/// Returns whether a header says how many records follow it: as an integer of four bytes in either byte
/// order, or in decimal digits. So many bytes do not say so by accident; those of indices would.
bool names_count(std::span<const std::byte> header, std::uint64_t count) {
  constexpr std::size_t kLongest = 4096;
  if (header.size() > kLongest) return false;
  constexpr std::size_t kSize = 4;
  constexpr std::uint64_t kByte = 256;
  const auto at = [&](std::size_t i) { return std::to_integer<std::uint64_t>(header[i]); };
  const auto is_digit = [&](std::size_t i) { return i < header.size() && at(i) >= '0' && at(i) <= '9'; };
  const std::string digits = std::to_string(count);
  for (std::size_t i = 0; i + kSize <= header.size(); ++i) {
    std::uint64_t little = 0;
    std::uint64_t big = 0;
    for (std::size_t k = 0; k < kSize; ++k) {
      little = little * kByte + at(i + kSize - 1 - k);
      big = big * kByte + at(i + k);
    }
    if (little == count || big == count) return true;
  }
  for (std::size_t i = 0; i + digits.size() <= header.size(); ++i) {
    const bool equal = std::ranges::equal(digits, header.subspan(i, digits.size()), {},
                                          [](char c) { return static_cast<std::byte>(c); });
    if (equal && (i == 0 || !is_digit(i - 1)) && !is_digit(i + digits.size())) return true;
  }
  return false;
}

/// Returns whether the records of a candidate are the whole file, or all that follows a header which says how
/// many they are: nobody else knows whether a record that looks odd belongs to the header.
bool ends_are_known(std::span<const std::byte> bytes, const LayoutCandidate& one) {
  const auto header = static_cast<std::size_t>(one.layout.data_offset);
  return header + one.count * one.layout.schema.stride == bytes.size() &&
         (header == 0 || names_count(bytes.first(header), one.count));
}

/// Returns whether the position of a candidate is explained well enough: floats by their values; doubles,
/// which other bytes hardly ever look like, by less where they lead more clearly; and so integers of four
/// bytes, in more records.
bool is_well_explained(const std::vector<LayoutCandidate>& all) {
  struct Least {
    double score;
    double margin;
    std::uint64_t records;
  };
  constexpr Least kFloats{.score = 0.71, .margin = 1.2, .records = 100};
  constexpr Least kDoubles{.score = 0.6, .margin = 1.5, .records = 100};
  constexpr Least kIntegers{.score = 0.5, .margin = 1.5, .records = 1000};
  const LayoutCandidate& first = all.front();
  const auto position = position_numbers(first.layout);
  if (!position || position->empty()) return false;
  const ElementType type = position->front().type;
  const double header = first.layout.data_offset > 0 ? kHeader : 1;  // its own evidence is asked for
  const auto has = [&](const Least& least) {
    return first.score >= least.score * header && first.count >= least.records &&
           (all.size() == 1 || first.score >= least.margin * all[1].score);
  };
  if (type == ElementType::kFloat64) return has(kFloats) || has(kDoubles);
  return (type == ElementType::kFloat32 && has(kFloats)) || (type == ElementType::kInt32 && has(kIntegers));
}

/// Returns whether no other length explains the columns nearly as well. A multiple may explain a little more
/// where its parts are alike: neighbours in rows have much in common.
bool is_only_stride(std::span<const std::byte> bytes, const LayoutCandidate& one,
                    const WindowStrides& strides) {
  constexpr double kLittleMore = 1.03;
  const std::uint64_t own = one.layout.schema.stride;
  return std::ranges::all_of(strides.rivals_of(own), [&](std::uint64_t rival) {
    return rival % own == 0 && strides.gain(rival) <= kLittleMore * strides.gain(own) &&
           are_parts_alike(bytes, one, rival / own);
  });
}

/// Returns whether the first candidate is no accident. A wrong layout that is taken for sure shows a wrong
/// picture and nobody asks, so that each of these is needed: where its records begin and end is known, they
/// are alike from the first to the last, the position is explained well and no triangle, no integers may be a
/// colour, and no other stride and no other candidate does nearly as well.
bool is_sure(std::span<const std::byte> bytes, const std::vector<LayoutCandidate>& all,
             const WindowStrides& strides) {
  const LayoutCandidate& first = all.front();
  const Schema& schema = first.layout.schema;
  const RecordSpan records{bytes.data() + first.layout.data_offset, first.count, schema.stride};
  return ends_are_known(bytes, first) && is_well_explained(all) && !may_hide_color(schema) &&
         is_only_stride(bytes, first, strides) && are_alike_throughout(records, schema.elements) &&
         !are_index_triples(records, first.layout);
}

/// Sorts a few values and leaves equal ones in their order. std::stable_sort would ask for memory in a way
/// that C++17 deprecates, of which clang warns.
template <class T, class Order, class Key>
void sort_few(std::vector<T>& values, Order order, Key key) {
  for (auto next = values.begin(); next != values.end(); ++next)
    std::rotate(std::ranges::upper_bound(values.begin(), next, std::invoke(key, *next), order, key), next,
                next + 1);
}

/// Returns the candidate of one stride, from the part of the file, one of `windows`, that its elements
/// explain best.
std::optional<Explained> best_of(std::span<const std::byte> bytes, std::span<const Stride> windows) {
  constexpr double kMore = 1.05;
  const Stride* best = nullptr;
  std::optional<FoundRecords> records;
  for (const Stride& window : windows) {
    auto found = find_records(bytes, window);
    if (!found || (records && found->elements.explained <= kMore * records->elements.explained)) continue;
    records = std::move(found);
    best = &window;
  }
  return best == nullptr ? std::nullopt : candidate_of(bytes, *best, *std::move(records));
}

/// Returns the candidate of each stride, looked at on all workers.
std::vector<Explained> look_at(std::span<const std::byte> bytes, std::vector<Stride> strides) {
  sort_few(strides, std::less(), &Stride::bytes);
  std::vector<std::span<const Stride>> windows;
  for (auto first = strides.cbegin(); first != strides.cend();) {
    const auto end =
        std::find_if(first, strides.cend(), [&](const Stride& other) { return other.bytes != first->bytes; });
    windows.emplace_back(first, end);
    first = end;
  }
  std::vector<std::optional<Explained>> found(windows.size());
  const auto looked = parallel_for(windows.size(), {.chunk = 1}, [&](const Chunk& chunk, std::size_t) {
    found[chunk.first] = best_of(bytes, windows[chunk.first]);
  });
  std::vector<Explained> candidates;
  if (!looked) return candidates;  // only memory can be missing, without which nothing is known
  candidates.reserve(found.size());
  for (std::optional<Explained>& one : found)
    if (one) candidates.push_back(*std::move(one));
  return candidates;
}

/// Returns whether nearly all of a sample of the bytes are of a text.
bool is_text(std::span<const std::byte> bytes) {
  constexpr std::uint64_t kRun = 256;
  constexpr std::uint64_t kRuns = 16;
  constexpr double kMost = 0.98;
  const std::uint64_t step = std::max(bytes.size() / kRuns, kRun);
  std::uint64_t sampled = 0;
  std::uint64_t printed = 0;
  for (std::uint64_t first = 0; first < bytes.size(); first += step)
    for (const std::byte byte : bytes.subspan(first, std::min(kRun, bytes.size() - first))) {
      const auto c = std::to_integer<unsigned char>(byte);
      printed += (c >= ' ' && c <= '~') || c == '\n' || c == '\r' || c == '\t' ? 1U : 0U;
      ++sampled;
    }
  return static_cast<double>(printed) > kMost * static_cast<double>(sampled);
}

}  // namespace

FoundLayouts find_layouts(std::span<const std::byte> bytes) {
  FoundLayouts found;
  if (bytes.empty() || is_text(bytes)) return found;
  const WindowStrides strides(bytes, {0, bytes.size()});
  std::vector<Explained> all = look_at(bytes, likely_strides(bytes, strides));
  compare_rivals(bytes, all, strides);
  add_presets(bytes, all);
  sort_few(all, std::greater(), &Explained::score);
  if (all.size() > kMostCandidates) all.resize(kMostCandidates);
  found.candidates.reserve(all.size());
  for (Explained& one : all) found.candidates.push_back(std::move(one));
  if (!found.candidates.empty()) found.sure = is_sure(bytes, found.candidates, strides);
  return found;
}

std::optional<LayoutCandidate> find_layout(std::span<const std::byte> bytes, std::uint64_t stride,
                                           Progress* progress) {
  const WindowStrides strides(bytes, {0, bytes.size()}, progress);
  if (strides.gain(stride) <= 0) return std::nullopt;
  auto found = look_at(bytes, {strides.at(stride)});
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

}  // namespace vertexview
