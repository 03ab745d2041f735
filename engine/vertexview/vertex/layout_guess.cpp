#include "vertexview/vertex/layout_guess.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <limits>
#include <utility>

#include "vertexview/record/element_range.hpp"

namespace vertexview {
namespace {

constexpr double kFewest = 0.9;  // with fewer reasonable numbers the layout is wrong, not the data flawed

constexpr std::uint64_t kEnoughRecords = 32;  // fewer records fit any layout by accident

// What is looked at in a glance.
constexpr std::uint64_t kFewPlaces = 32;
constexpr std::uint64_t kShortRun = 8;

/// Calls `visit(first, run)` for `places` runs of `run` records spread evenly over all, or once for all
/// records where these are fewer.
template <class Visit>
void visit_runs(std::uint64_t count, std::uint64_t places, std::uint64_t run, const Visit& visit) {
  if (count == 0) return;
  if (count <= places * run) return visit(std::uint64_t{0}, count);
  const std::uint64_t last = count - run;
  for (std::uint64_t i = 0; i < places; ++i)
    visit(last / (places - 1) * i + last % (places - 1) * i / (places - 1), run);
}

bool reasonable(double value) {
  const double magnitude = std::abs(value);
  return magnitude == 0 || (magnitude >= kSmallestCoordinate && magnitude <= kLargestCoordinate);
}

/// What look_at() finds in the positions of a sample.
struct Positions {
  double finite = 0;      // share of those whose coordinates are all finite
  double reasonable = 0;  // share of the coordinates
};

Positions look_at(const std::vector<Element>& position, const RecordStreams& records, std::uint64_t places,
                  std::uint64_t run_length) {
  const auto [read, numbers] = records.reduced_to(position);
  std::vector<std::byte> room;
  std::uint64_t seen = 0;
  std::uint64_t all_finite = 0;
  std::uint64_t fine = 0;
  std::vector<double> values;
  visit_runs(read.count(), places, run_length, [&](std::uint64_t first, std::uint64_t run) {
    const RecordSpan block = read.block(first, run, room);
    std::vector<bool> is_finite(static_cast<std::size_t>(run), true);
    values.resize(static_cast<std::size_t>(run));
    for (const Element& coordinate : numbers) {
      ElementReader(coordinate).numbers(block, values.data());
      for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) is_finite[i] = false;
        // Scanners write NaN for "nothing seen", so NaN does not count against a layout.
        if (!std::isfinite(values[i]) || reasonable(values[i])) ++fine;
      }
    }
    all_finite += static_cast<std::uint64_t>(std::ranges::count(is_finite, true));
    seen += run;
  });
  if (seen == 0 || position.empty()) return {};
  return {static_cast<double>(all_finite) / static_cast<double>(seen),
          static_cast<double>(fine) / static_cast<double>(seen * position.size())};
}

std::string percent(double part) {
  char text[16];
  std::snprintf(text, sizeof(text), "%.0f %%", 100 * part);
  return text;
}

/// Returns whether a sample of the numbers is noise, as bytes are that mean something else: floats of any
/// exponent, both enormous and next to nothing. Coordinates in metres of stars or of molecules are only one
/// of the two, a number that marks a missing one is enormous only, and rounding errors around zero are tiny
/// only. Numbers too small for the exponent of a float32 are integers.
bool is_noise(const std::vector<Element>& numbers, const RecordStreams& records) {
  constexpr double kSome = 0.02;  // floats of random bits are a third enormous and a third tiny
  constexpr double kSmallestNormal = std::numeric_limits<float>::min();
  std::array<double, 3> seen{};  // enormous, tiny, too small for float32
  double count = 0;
  for (const Element& number : numbers)
    for (const double value : sample_element(number, records)) {
      const double magnitude = std::abs(value);
      ++count;
      if (magnitude > kLargestCoordinate) ++seen[0];
      if (magnitude > 0 && magnitude < kSmallestCoordinate) ++seen[1];
      if (magnitude > 0 && magnitude < kSmallestNormal) ++seen[2];
    }
  return std::min(seen[0], seen[1]) > kSome * count || seen[2] > (1 - kFewest) * count;
}

/// Returns why the positions are none; empty while they look like positions.
std::string reason_of(const Layout& layout, const RecordStreams& records, LayoutTrust trust) {
  // More places would touch more pages of a large file.
  constexpr std::uint64_t kPlaces = 256;
  constexpr std::uint64_t kRun = 16;
  constexpr double kFewestFinite = 0.5;
  const bool given = trust == LayoutTrust::kGiven;
  const auto numbers = position_numbers(layout);
  if (!numbers || numbers->empty()) return given ? std::string() : std::string(kNoPosition);
  const Positions seen = look_at(*numbers, records, kPlaces, kRun);
  if (seen.reasonable < kFewest && (!given || is_noise(*numbers, records)))
    return percent(1 - seen.reasonable) +
           " of the sampled coordinates are beyond 1e9 or nearer to zero than 1e-6";
  if (seen.finite < kFewestFinite)
    return percent(1 - seen.finite) + " of the sampled positions are not finite";
  return {};
}

/// The two words of a canonical record that are no position: red and green, blue and padding.
using ColorWords = std::array<std::uint32_t, 2>;

/// Returns the words of 256 records, neighbours in 32 places: each place may be a read of a cold disk, for
/// which the first picture waits.
std::vector<ColorWords> sample_colors(const RecordSpan& records) {
  std::vector<ColorWords> words;
  words.reserve(std::size_t{kFewPlaces} * kShortRun);
  visit_runs(records.count, kFewPlaces, kShortRun, [&](std::uint64_t first, std::uint64_t run) {
    for (std::uint64_t i = first; i < first + run; ++i)
      std::memcpy(words.emplace_back().data(),
                  records.data + i * records.stride + offsetof(ColoredVertex, color), sizeof(ColorWords));
  });
  return words;
}

/// Returns whether the bits of a word are the same in all records, those of `mask` alone.
bool is_always_same(const std::vector<ColorWords>& words, std::size_t word, std::uint32_t mask) {
  return std::ranges::all_of(
      words, [&](const ColorWords& w) { return ((w[word] ^ words.front()[word]) & mask) == 0; });
}

/// Returns whether red and green together look like floats that vary, which two colours do not.
bool look_like_floats(const std::vector<ColorWords>& words) {
  const auto floats = std::ranges::count_if(
      words, [](const ColorWords& w) { return reasonable(double{std::bit_cast<float>(w[0])}); });
  return !is_always_same(words, 0, ~std::uint32_t{0}) &&
         static_cast<double>(floats) >= kFewest * static_cast<double>(words.size());
}

/// Returns whether canonical records can be told from all others by a glance: their positions make sense and
/// their padding is always the same, as nearly all programs write it. Where records of another kind are read
/// as these, a number lies in the place of the padding; it may be one that never changes, such as a ring that
/// is always 0, but then the number before it looks like a float.
bool are_plainly_canonical(const RecordSpan& records, const std::vector<ColorWords>& words) {
  constexpr std::uint32_t kPadding = 0xFFFF0000;
  const auto position = position_numbers(Layout::canonical());
  const Positions seen = look_at(*position, records, kFewPlaces, kShortRun);
  if (seen.reasonable < kFewest || seen.finite < kFewest || !is_always_same(words, 1, kPadding)) return false;
  return !is_always_same(words, 1, ~std::uint32_t{0}) || !look_like_floats(words);
}

/// Returns the floats and the unit vectors of a record one by one, by type and place: what must not be taken
/// for anything else, while the bytes of colours and flags can be divided in many ways.
std::vector<Element> telling_numbers(const Schema& schema) {
  std::vector<Element> numbers;
  for (const Element& element : schema.elements) {
    if (!is_float(element.type) && element.semantic != Semantic::kNormal) continue;
    for (std::uint32_t i = 0; i < element.count; ++i)
      numbers.push_back({.name = {},
                         .type = element.type,
                         .offset = element.offset + std::uint64_t{i} * element_size(element.type),
                         .big_endian = element.big_endian});
  }
  return numbers;
}

/// Returns whether two layouts read the same records, and the same floats of them.
bool read_the_same(const Layout& a, const Layout& b) {
  return a.schema.stride == b.schema.stride && a.data_offset == b.data_offset &&
         telling_numbers(a.schema) == telling_numbers(b.schema);
}

/// Returns whether a candidate says nothing against a layout whose positions make sense: it reads the same,
/// or only lets records of that length begin elsewhere.
bool agree(const Layout& layout, const Layout& candidate) {
  const bool elsewhere =
      layout.schema.stride == candidate.schema.stride && layout.data_offset != candidate.data_offset;
  return elsewhere || read_the_same(layout, candidate);
}

/// Returns whether the best of `found` is another layout, and clearly better.
bool is_beaten(const Layout& presumed, const FoundLayouts& found) {
  // Less would doubt right layouts for small differences, more would miss wrong ones.
  constexpr double kClearly = 1.25;
  if (found.candidates.empty() || agree(presumed, found.candidates.front().layout)) return false;
  if (found.sure) return true;
  double own = 0;
  for (const LayoutCandidate& one : found.candidates)
    if (agree(presumed, one.layout)) own = std::max(own, one.score);
  return found.candidates.front().score > kClearly * own;
}

/// Returns whether a candidate explains enough of the bytes to be offered. Integers explain any bytes to some
/// extent, so that more is asked of those that leave bytes over.
bool is_likely(std::span<const std::byte> bytes, const LayoutCandidate& one) {
  constexpr double kExplains = 0.4;  // of noise, find_layouts() itself says less
  constexpr double kIntegersExplain = 0.5;
  const auto position = position_numbers(one.layout);
  if (!position || position->empty()) return false;
  const bool whole = one.count * one.layout.schema.stride == bytes.size();
  const bool floats = position->front().type >= ElementType::kFloat16;
  return one.score >= (floats || whole ? kExplains : kIntegersExplain);
}

/// Returns what find_layouts() finds, but for what has no position, so that it would be shown nowhere, for
/// what explains little of the bytes, and for records that are several of those of a better candidate.
FoundLayouts find_likely(std::span<const std::byte> bytes) {
  FoundLayouts all = find_layouts(bytes);
  FoundLayouts likely{.candidates = {}, .sure = all.sure};
  likely.candidates.reserve(all.candidates.size());
  for (LayoutCandidate& one : all.candidates) {
    const bool several = std::ranges::any_of(likely.candidates, [&](const LayoutCandidate& better) {
      return one.layout.schema.stride % better.layout.schema.stride == 0;
    });
    if (!several && is_likely(bytes, one)) likely.candidates.push_back(std::move(one));
  }
  likely.sure = likely.sure && !likely.candidates.empty();
  return likely;
}

/// Returns what is found from the first record of `file` on.
FoundLayouts find_behind_header(const Dataset& file, LayoutTrust trust) {
  // The bytes of several places are no bytes that a layout could be found in.
  if (!file.records().in_one_place()) return {};
  const Layout& layout = file.layout();
  // What a count leaves out is something else, which is nothing to look at.
  const auto bytes =
      layout.count ? *file.bytes() : file.source().subspan(static_cast<std::size_t>(layout.data_offset));
  const bool canonical = trust == LayoutTrust::kPresumed && layout.is_canonical();
  FoundLayouts found = canonical ? guess_layout(bytes) : find_likely(bytes);
  for (LayoutCandidate& one : found.candidates) {
    one.layout.data_offset += layout.data_offset;
    if (layout.count) one.layout.count = one.count;
  }
  return found;
}

/// Returns the layouts that the records of `file` may have instead of theirs.
FoundLayouts others_for(const Dataset& file, LayoutTrust trust) {
  FoundLayouts found = file.guess() != nullptr ? *file.guess() : find_behind_header(file, trust);
  const Layout& layout = file.layout();
  std::erase_if(found.candidates, [&](const LayoutCandidate& one) {
    return one.layout.schema.elements == layout.schema.elements &&
           one.layout.schema.stride == layout.schema.stride && one.layout.data_offset == layout.data_offset;
  });
  return found;
}

}  // namespace

FoundLayouts guess_layout(std::span<const std::byte> bytes) {
  const Layout canonical = Layout::canonical();
  const RecordSpan records{bytes.data(), bytes.size() / sizeof(ColoredVertex), sizeof(ColoredVertex)};
  const bool whole = bytes.size() % sizeof(ColoredVertex) == 0;
  if (whole && records.count < kEnoughRecords) return {};
  const auto words = whole ? sample_colors(records) : std::vector<ColorWords>();
  if (whole && are_plainly_canonical(records, words)) return {};
  FoundLayouts found = find_likely(bytes);
  found.sure = found.sure && !found.candidates.front().layout.count;
  const bool makes_sense = reason_of(canonical, records, LayoutTrust::kPresumed).empty();
  if (!makes_sense) {
    // Where only positions are damaged, no layout mends them.
    const bool same =
        whole && !found.candidates.empty() && read_the_same(canonical, found.candidates.front().layout);
    return same ? FoundLayouts() : found;
  }
  if (is_beaten(canonical, found)) return found;
  if (!look_like_floats(words)) return {};
  found.sure = false;  // the records are no canonical ones, but what was found is not better
  return found;
}

std::optional<LayoutDoubt> doubt_layout(const Dataset& file, LayoutTrust trust) {
  const bool given = trust == LayoutTrust::kGiven;
  if (file.empty() || (given && file.size() < kEnoughRecords)) return std::nullopt;
  const RandomAccess places(file.records().files());
  LayoutDoubt doubt{.reason = reason_of(file.layout(), file.records(), trust), .better = {}};
  if (given && doubt.reason.empty()) return std::nullopt;
  FoundLayouts found = others_for(file, trust);
  // guess_layout() has compared what it found with canonical records already.
  const bool compared = trust == LayoutTrust::kPresumed && file.layout().is_canonical();
  const bool beaten = compared ? !found.candidates.empty() : is_beaten(file.layout(), found);
  if (doubt.reason.empty() && beaten)
    doubt.reason = "the bytes look more like records of " + found.candidates.front().name;
  if (doubt.reason.empty()) return std::nullopt;
  doubt.better = std::move(found.candidates);
  return doubt;
}

}  // namespace vertexview
