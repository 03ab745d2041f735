#include "vertexview/vertex/layout_guess.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <functional>
#include <limits>
#include <utility>

#include "vertexview/record/element_range.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/schema_presets.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview {
namespace {

// A score must be better by this factor to be worth a suggestion. Less would doubt right layouts for small
// differences, more would miss wrong ones.
constexpr double kClearly = 1.25;
constexpr double kFewest = 0.9;  // with fewer reasonable numbers the layout is wrong, not the data flawed

constexpr std::uint64_t kEnoughRecords = 32;  // fewer records fit any layout by accident

/// Calls `visit(first, run)` for 256 runs of `run` records spread evenly over all, or once for all records
/// where these are fewer. More runs would touch more pages of a large file.
template <class Visit>
void visit_runs(std::uint64_t count, std::uint64_t run, const Visit& visit) {
  constexpr std::uint64_t kPlaces = 256;
  if (count == 0) return;
  if (count <= kPlaces * run) return visit(std::uint64_t{0}, count);
  const std::uint64_t last = count - run;
  for (std::uint64_t i = 0; i < kPlaces; ++i)
    visit(last / (kPlaces - 1) * i + last % (kPlaces - 1) * i / (kPlaces - 1), run);
}

/// Returns the part of the sampled bytes that equal the byte one stride further on. Neighbouring records have
/// equal signs, exponents and high bytes, so the true stride repeats more than any other that is no multiple
/// of it.
double repetition(std::span<const std::byte> bytes, std::uint64_t stride) {
  const std::uint64_t count = bytes.size() / stride;
  if (count < 2) return 0;
  std::uint64_t equal = 0;
  std::uint64_t seen = 0;
  visit_runs(count - 1, 16, [&](std::uint64_t first, std::uint64_t run) {
    const std::byte* from = bytes.data() + first * stride;
    for (std::uint64_t i = 0; i < run * stride; ++i) equal += from[i] == from[i + stride] ? 1 : 0;
    seen += run * stride;
  });
  return static_cast<double>(equal) / static_cast<double>(seen);
}

bool reasonable(double value) {
  const double magnitude = std::abs(value);
  return magnitude == 0 || (magnitude >= kSmallestCoordinate && magnitude <= kLargestCoordinate);
}

using Plausible = bool (*)(double value);

/// Returns what the numbers of an element look like that has this name in a preset.
Plausible plausible_for(std::string_view name) {
  constexpr auto kUint16 = 65535.0;  // the largest colour or intensity that any of the formats stores
  if (name == "color" || name == "intensity") return [](double v) { return v >= 0 && v <= kUint16; };
  if (name == "ring") return [](double v) { return v >= 0 && v < 1024 && v == std::floor(v); };
  if (name == "scale") return [](double v) { return v >= 0 && v <= 1e9; };
  if (name == "timestamp") return [](double v) { return v >= 0 && std::isfinite(v); };
  return reasonable;
}

bool is_float(ElementType type) {
  return type == ElementType::kFloat16 || type == ElementType::kFloat32 || type == ElementType::kFloat64;
}

/// What check() finds in the sampled records.
struct Checked {
  double finite = 0;     // share of the records whose numbers are all finite
  double plausible = 0;  // share of the numbers
};

Checked check(const std::vector<Element>& elements, const RecordSpan& records, Plausible plausible) {
  std::uint64_t seen = 0;
  std::uint64_t all_finite = 0;
  std::uint64_t fine = 0;
  std::vector<double> values;
  visit_runs(records.count, 16, [&](std::uint64_t first, std::uint64_t run) {
    std::vector<bool> is_finite(static_cast<std::size_t>(run), true);
    values.resize(static_cast<std::size_t>(run));
    for (const Element& element : elements) {
      ElementReader(element).numbers(records.part(first, run), values.data());
      for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) is_finite[i] = false;
        // Scanners write NaN for "nothing seen", so NaN does not count against a layout.
        if (!std::isfinite(values[i]) || plausible(values[i])) ++fine;
      }
    }
    all_finite += static_cast<std::uint64_t>(std::ranges::count(is_finite, true));
    seen += run;
  });
  if (seen == 0 || elements.empty()) return {};
  return {static_cast<double>(all_finite) / static_cast<double>(seen),
          static_cast<double>(fine) / static_cast<double>(seen * elements.size())};
}

/// What the floats of a record say about its layout, those of the position included.
struct FloatEvidence {
  double least = 1;      // the least share of plausible numbers that any element has
  double plausible = 1;  // share of the numbers that are plausible under their element's name
  double explained = 0;  // share of the record's bytes in plausible, varying numbers
};

FloatEvidence float_evidence(const Layout& layout, const RecordSpan& records) {
  constexpr std::size_t kEnough = 64;  // numbers: each takes a sample, however many a record has
  std::size_t count = 0;
  double least = 1;
  double fine = 0;
  double bytes = 0;
  for (const Element& element : layout.schema.elements)
    for (std::uint32_t i = 0; is_float(element.type) && i < element.count && count < kEnough; ++i, ++count) {
      const std::uint32_t size = element_size(element.type);
      const Element number = number_of(layout.schema, element, i);
      const Plausible plausible = plausible_for(element.name);
      const double share = check({number}, records, plausible).plausible;
      least = std::min(least, share);
      fine += share;
      // Zeros and numbers that never change are plausible under any layout, so they are no evidence.
      const auto values = sample_element(number, records);
      if (std::ranges::adjacent_find(values, std::not_equal_to()) == values.end()) continue;
      const auto telling = std::ranges::count_if(values, [&](double v) { return v != 0 && plausible(v); });
      const auto sampled = static_cast<double>(std::min(records.count, std::uint64_t{256} * 64));
      bytes += size * static_cast<double>(telling) / sampled;
    }
  if (count == 0) return {};
  return {least, fine / static_cast<double>(count), bytes / static_cast<double>(layout.schema.stride)};
}

std::string percent(double part) {
  char text[16];
  std::snprintf(text, sizeof(text), "%.0f %%", 100 * part);
  return text;
}

std::span<const std::byte> body_of(const Layout& layout, std::span<const std::byte> bytes) {
  return bytes.subspan(std::min<std::size_t>(bytes.size(), static_cast<std::size_t>(layout.data_offset)));
}

}  // namespace

LayoutFit fit_of(const Layout& layout, std::string name, std::span<const std::byte> bytes) {
  LayoutFit fit;
  fit.layout = std::move(name);
  fit.stride = layout.schema.stride;
  const auto body = body_of(layout, bytes);
  const auto position = position_numbers(layout);
  if (!layout.schema.validate() || !position || position->empty()) return fit;
  fit.remainder = body.size() % layout.schema.stride;
  const RecordSpan records{body.data(), body.size() / layout.schema.stride, layout.schema.stride};
  const auto positions = check(*position, records, reasonable);
  fit.finite = positions.finite;
  fit.reasonable = positions.plausible;
  fit.repeats = repetition(body, layout.schema.stride);

  const auto floats = float_evidence(layout, records);
  fit.plausible = floats.least;
  fit.score =
      fit.reasonable * floats.plausible * (0.5 + 0.5 * fit.finite) * fit.repeats * (0.5 + floats.explained);
  return fit;
}

namespace {

/// Returns `fits` in the order of a member; equal ones keep theirs. There are a dozen, so they are inserted
/// one by one.
template <class Member, class Before>
std::vector<LayoutFit> in_order(std::vector<LayoutFit> fits, Member LayoutFit::* member, Before before) {
  std::vector<LayoutFit> ordered;
  ordered.reserve(fits.size());
  for (LayoutFit& fit : fits)
    ordered.insert(std::ranges::upper_bound(ordered, fit.*member, before, member), std::move(fit));
  return ordered;
}

/// Returns the fits to offer, the best first; of those that explain the bytes equally well the one of fewer
/// bytes a record. Records of 12 bytes are also records of 24, so that a longer fit is left out where its
/// records are several of a shorter one that explains the bytes as well; and so is one that the best is
/// clearly better than.
std::vector<LayoutFit> best_first(std::vector<LayoutFit> fits) {
  std::vector<LayoutFit> kept;
  double best = 0;
  for (LayoutFit& fit : in_order(std::move(fits), &LayoutFit::stride, std::less())) {
    const bool several = std::ranges::any_of(kept, [&](const LayoutFit& shorter) {
      return fit.stride > shorter.stride && fit.stride % shorter.stride == 0 &&
             fit.score <= kClearly * shorter.score;
    });
    if (several) continue;
    best = std::max(best, fit.score);
    kept.push_back(std::move(fit));
  }
  std::erase_if(kept, [&](const LayoutFit& fit) { return best > kClearly * fit.score; });
  return in_order(std::move(kept), &LayoutFit::score, std::greater());
}

/// A layout that is suggested by its format string.
struct UnnamedLayout {
  std::string_view format;
  std::string_view type;  ///< LayoutFit::type
};

/// Usual records that no preset has. Floats read with the wrong width or byte order make noise of any
/// exponent, which these explain. Where positions make sense they are not asked, because two small float32
/// can be one reasonable float64.
constexpr UnnamedLayout kUnnamed[]{
    {"<3d:position:", "float64"},
    {"<3d:position:d:intensity:", "float64"},
    {"<3d:position:3B:color:", "float64"},
    {">3f:position:", "big-endian float32"},
    {">3f:position:f:intensity:", "big-endian float32"},
};

/// Returns how well the records of `schema` explain `bytes` where they do so clearly better than `layout`,
/// whose score is `now`, and leave no remainder.
std::optional<LayoutFit> better_fit(const Layout& layout, Schema schema, std::string name,
                                    std::span<const std::byte> bytes, double now) {
  Layout candidate{.schema = std::move(schema)};
  candidate.data_offset = layout.data_offset;
  if (candidate.schema.stride == layout.schema.stride && candidate.schema.elements == layout.schema.elements)
    return std::nullopt;
  if (body_of(layout, bytes).size() / candidate.schema.stride < kEnoughRecords) return std::nullopt;
  LayoutFit fit = fit_of(candidate, std::move(name), bytes);
  const bool explains = fit.remainder == 0 && fit.reasonable >= kFewest && fit.plausible >= kFewest;
  return explains && fit.score > kClearly * now ? std::optional(std::move(fit)) : std::nullopt;
}

/// Returns what better_layouts() does, and with `unnamed` layouts of kUnnamed as well.
std::vector<LayoutFit> find_better(const Layout& layout, std::span<const std::byte> bytes, bool unnamed) {
  std::vector<LayoutFit> better;
  const double now = fit_of(layout, "", bytes).score;
  for (const SchemaPreset& preset : schema_presets())
    if (auto fit = better_fit(layout, preset.schema(), std::string(preset.name), bytes, now))
      better.push_back(*std::move(fit));
  if (unnamed)
    for (const auto& [format, type] : kUnnamed)
      if (auto fit =
              better_fit(layout, parse_layout(format).value().schema, std::string(format), bytes, now)) {
        fit->type = type;
        better.push_back(*std::move(fit));
      }
  return best_first(std::move(better));
}

/// Returns whether a sample of the numbers is noise, as bytes are that mean something else: floats of any
/// exponent, both enormous and next to nothing. Coordinates in metres of stars or of molecules are only one
/// of the two, a number that marks a missing one is enormous only, and rounding errors around zero are tiny
/// only. Numbers too small for the exponent of a float32 are integers.
bool is_noise(const std::vector<Element>& numbers, const RecordSpan& records) {
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

/// Returns why the positions of `file` are none; empty while they look like positions.
std::string reason_of(const Dataset& file, LayoutTrust trust) {
  const bool given = trust == LayoutTrust::kGiven;
  const auto numbers = position_numbers(file.layout());
  if (!numbers || numbers->empty()) return given ? std::string() : std::string(kNoPosition);
  const RecordSpan records = file.records(0, file.size());
  const auto seen = check(*numbers, records, reasonable);
  if (seen.plausible < kFewest && (!given || is_noise(*numbers, records)))
    return percent(1 - seen.plausible) +
           " of the sampled coordinates are beyond 1e9 or nearer to zero than 1e-6";
  if (seen.finite < 0.5) return percent(1 - seen.finite) + " of the sampled positions are not finite";
  return {};
}

}  // namespace

std::vector<LayoutFit> better_layouts(const Layout& layout, std::span<const std::byte> bytes) {
  return find_better(layout, bytes, false);
}

std::optional<LayoutDoubt> doubt_layout(const Dataset& file, LayoutTrust trust) {
  if (file.empty() || (trust == LayoutTrust::kGiven && file.size() < kEnoughRecords)) return std::nullopt;
  const RandomAccess places(file.mapping());
  LayoutDoubt doubt{.reason = reason_of(file, trust), .better = {}};
  if (trust == LayoutTrust::kGiven && doubt.reason.empty()) return std::nullopt;
  // The suggestions must fit all bytes that the records were taken from, those after the last whole record
  // included, unless a count says where the records end.
  Layout layout = file.layout();
  const bool to_the_end = file.mapping() != nullptr && !layout.count;
  if (!to_the_end) layout.data_offset = 0;
  const bool nonsense = !doubt.reason.empty() && doubt.reason != kNoPosition;
  doubt.better = find_better(layout, to_the_end ? file.mapping()->bytes() : file.bytes(), nonsense);
  if (doubt.reason.empty() && !doubt.better.empty())
    doubt.reason = "the bytes look more like records of " + doubt.better.front().layout;
  if (doubt.reason.empty()) return std::nullopt;
  return doubt;
}

}  // namespace vertexview
