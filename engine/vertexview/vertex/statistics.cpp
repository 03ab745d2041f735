#include "vertexview/vertex/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "vertexview/task/parallel_for.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/scan_kernel.hpp"
#include "vertexview/vertex/shading_rule.hpp"
#include "vertexview/vertex/stored_ranges.hpp"

namespace vertexview {
namespace {

// Records that are converted at once where the layout is not canonical: 80 KiB, which stay in the
// second-level cache. More would fall out of it; fewer would mean more calls.
constexpr std::uint64_t kConverted = 4096;

/// What a worker has found.
struct Part {
  Statistics statistics;
  StoredRanges stored;
  NonFiniteParts non_finite;  // apart from `statistics`, which the kernels copy

  void include(const Part& other) noexcept {
    statistics.include(other.statistics);
    stored.include(other.stored);
    non_finite.include(other.non_finite);
  }
};

// Finds the bounds of the positions within the fence and of those outside, once `found.bounds` are those of
// the same canonical records. Hardly any records have some outside, so that hardly any are read twice.
void part_by_fence(const std::byte* records, std::uint64_t count, Statistics& found) {
  if (found.fence.empty() || found.fence.holds(found.bounds)) {
    found.most = found.bounds;
    return;
  }
  for (std::uint64_t i = 0; i < count; ++i) {
    Vector position;
    std::memcpy(&position, records + i * sizeof(ColoredVertex), sizeof(position));
    Bounds at;
    at.include(position);
    (found.fence.holds(at) ? found.most : found.rest).include(at);
  }
}

/// Adds canonical records that lie one after the other.
void scan_records(const std::byte* records, std::uint64_t count, ScanKernel kernel, Statistics& found) {
  kernel(records, count, found);
  part_by_fence(records, count, found);
}

void scan_stretch(const Dataset& file, std::uint64_t first, std::uint64_t count, ScanKernel kernel,
                  Part& part) {
  if (file.converter() == nullptr && file.shading() == Shading{})
    return scan_records(file.records().whole().part(first, count).data, count, kernel, part.statistics);
  std::vector<std::byte> room;
  std::vector<ColoredVertex> buffer(static_cast<std::size_t>(std::min(count, kConverted)));
  for (std::uint64_t done = 0; done < count; done += kConverted) {
    const auto block = std::span(buffer).first(static_cast<std::size_t>(std::min(kConverted, count - done)));
    file.read_shown(first + done, block);
    Statistics found;
    found.fence = part.statistics.fence;
    scan_records(std::as_bytes(block).data(), block.size(), kernel, found);
    if (part.stored.reads())
      part.stored.include(part.stored.records().block(first + done, block.size(), room), block, found.bounds,
                          part.statistics.bounds);
    part.statistics.include(found);
  }
}

void scan_part(const Dataset& file, std::uint64_t first, std::uint64_t count, ScanKernel kernel, Part& part) {
  part.non_finite.for_each_stretch(first, count, [&](std::uint64_t from, std::uint64_t length) {
    const std::uint64_t before = part.statistics.non_finite;
    scan_stretch(file, from, length, kernel, part);
    part.non_finite.counts[part.non_finite.part_of(from)] += part.statistics.non_finite - before;
  });
}

/// Makes the one record that was scanned stand for `count` of them from `first` on.
void multiply(Part& part, std::uint64_t first, std::uint64_t count) {
  const std::uint64_t each = part.statistics.non_finite;
  part.statistics.count *= count;
  part.statistics.non_finite *= count;
  part.non_finite.counts[part.non_finite.part_of(first)] -= each;
  part.non_finite.for_each_stretch(first, count, [&](std::uint64_t from, std::uint64_t length) {
    part.non_finite.counts[part.non_finite.part_of(from)] += each * length;
  });
}

/// Starts to read records that are neither in memory nor in a hole from the disk, ahead of the scan.
void prefetch(const RecordStreams& records, std::uint64_t first, std::uint64_t count) {
  if (first >= records.count()) return;
  count = std::min(count, records.count() - first);
  if (!records.in_memory(first) && records.records_in_hole(first) < count)
    records.advise(AccessHint::kWillNeed, first, count);
}

/// Scans a chunk of records in mapped files. In a hole all records are alike, so that one stands for all.
Result<void> scan_mapped(const Dataset& file, std::uint64_t first, std::uint64_t count, ScanKernel kernel,
                         Part& part) {
  const RecordStreams& records = file.records();
  if (records.records_in_hole(first) >= count) {
    records.advise(AccessHint::kWillNeed, first, 1);  // reads this page only, not those around it
    scan_part(file, first, 1, kernel, part);
    multiply(part, first, count);
    return {};
  }
  if (auto there = records.populate(first, count); !there) return there;
  scan_part(file, first, count, kernel, part);
  return {};
}

/// Turns -0 into +0: which of the two a minimum keeps depends on the order of the threads.
void settle_zero(Bounds& bounds) noexcept {
  for (Vector* corner : {&bounds.min, &bounds.max})
    *corner = {corner->x + 0.0F, corner->y + 0.0F, corner->z + 0.0F};
}

}  // namespace

void Bounds::include(const Vector& position) noexcept {
  if (!std::isfinite(position.x) || !std::isfinite(position.y) || !std::isfinite(position.z)) return;
  include(Bounds{position, position});
}

void Bounds::include(const Bounds& other) noexcept {
  min = {std::min(min.x, other.min.x), std::min(min.y, other.min.y), std::min(min.z, other.min.z)};
  max = {std::max(max.x, other.max.x), std::max(max.y, other.max.y), std::max(max.z, other.max.z)};
}

bool Bounds::holds(const Bounds& other) const noexcept {
  return other.min.x >= min.x && other.min.y >= min.y && other.min.z >= min.z && other.max.x <= max.x &&
         other.max.y <= max.y && other.max.z <= max.z;
}

double Bounds::longest_side() const noexcept {
  if (empty()) return 0;
  return std::max(
      {double{max.x} - double{min.x}, double{max.y} - double{min.y}, double{max.z} - double{min.z}});
}

Bounds Bounds::grown(double share) const noexcept {
  if (empty()) return *this;
  const auto moved = [](float edge, double by) {
    constexpr double kMost = std::numeric_limits<float>::max();
    return static_cast<float>(std::clamp(double{edge} + by, -kMost, kMost));
  };
  const double by = share * longest_side();
  return {{moved(min.x, -by), moved(min.y, -by), moved(min.z, -by)},
          {moved(max.x, by), moved(max.y, by), moved(max.z, by)}};
}

void Statistics::include(const Statistics& other) noexcept {
  if (bounds.empty()) {
    places = other.places;
  } else if (!other.bounds.empty()) {
    for (std::size_t axis = 0; axis < places.size(); ++axis)
      places[axis] = {std::min(places[axis].low, other.places[axis].low),
                      std::max(places[axis].high, other.places[axis].high)};
  }
  count += other.count;
  non_finite += other.non_finite;
  bounds.include(other.bounds);
  most.include(other.most);
  rest.include(other.rest);
  if (fence.empty()) fence = other.fence;
  color_min = {std::min(color_min.red, other.color_min.red), std::min(color_min.green, other.color_min.green),
               std::min(color_min.blue, other.color_min.blue)};
  color_max = {std::max(color_max.red, other.color_max.red), std::max(color_max.green, other.color_max.green),
               std::max(color_max.blue, other.color_max.blue)};
}

Result<Statistics> scan(const Dataset& file, Progress* progress, unsigned threads, const Bounds& fence) {
  const ParallelOptions options{.workers = threads, .progress = progress};
  const ScanKernel kernel = best_scan_kernel();
  Statistics empty;
  empty.fence = fence;
  const Part none{
      .statistics = empty, .stored = StoredRanges(file), .non_finite = NonFiniteParts(file.size())};
  std::vector<Part> parts(worker_count(file.size(), options), none);
  const bool mapped = file.records().in_files();
  // The disk reads the next chunk of this worker while it scans the present one.
  const std::uint64_t ahead = parts.size() * options.chunk;
  const auto visit = [&](const Chunk& chunk, std::size_t worker) -> Result<void> {
    Part part = none;  // a local one, because neighbours in the vector share a cache line
    if (!mapped) {
      scan_part(file, chunk.first, chunk.count, kernel, part);
    } else {
      prefetch(file.records(), chunk.first + ahead, chunk.count);
      auto scanned = scan_mapped(file, chunk.first, chunk.count, kernel, part);
      if (!scanned) return scanned;
    }
    parts[worker].include(part);
    return {};
  };
  const auto done = parallel_for(file.size(), options, visit);

  Part sum = none;
  for (const Part& part : parts) sum.include(part);
  Statistics& total = sum.statistics;
  if (!done && done.error().code == ErrorCode::kCancelled)
    return fail(
        ErrorCode::kCancelled,
        "cancelled after " + std::to_string(total.count) + " of " + std::to_string(file.size()) + " vertices",
        file.path());
  if (!done) return tl::unexpected(done.error());
  for (Bounds* const box : {&total.bounds, &total.most, &total.rest}) settle_zero(*box);
  total.places = sum.stored.places(file, total.bounds);
  total.non_finite_parts = std::move(sum.non_finite);
  return total;
}

namespace {

/// Calls `visit` with the index and the vertex of at most `samples` records spread over the file; see
/// sample().
template <class Visit>
void visit_samples(const Dataset& file, std::uint64_t samples, const Visit& visit) {
  const std::uint64_t taken = std::min(samples, file.size());
  // Record i * (size - 1) / (taken - 1) in two parts, since the product does not fit in 64 bits.
  const std::uint64_t steps = taken > 1 ? taken - 1 : 1;
  const std::uint64_t last = file.size() - 1;
  const auto index = [&](std::uint64_t i) { return i * (last / steps) + i * (last % steps) / steps; };
  // All places are requested at once: a disk answers many requests about as quickly as one.
  for (std::uint64_t i = 0; i < taken; ++i) file.records().advise(AccessHint::kWillNeed, index(i), 1);
  for (std::uint64_t i = 0; i < taken; ++i) {
    ColoredVertex vertex;
    if (file.fetch(index(i), {&vertex, 1})) visit(index(i), vertex);
  }
}

/// Returns the fence of Statistics for a sample; see sample().
Bounds fence_of(std::vector<Vector> positions) {
  constexpr std::size_t kFewest = 32;   // fewer tell nothing about what is far
  constexpr std::size_t kLeftOut = 20;  // the least and the greatest twentieth
  // Scanners see far things rarely, but hardly four times as far; and a sample misses edges of the data.
  constexpr double kReach = 4;
  if (positions.size() < kFewest) return {};
  Bounds most;
  for (const auto axis : {&Vector::x, &Vector::y, &Vector::z}) {
    std::ranges::sort(positions, {}, axis);
    most.min.*axis = positions[positions.size() / kLeftOut].*axis;
    most.max.*axis = positions[positions.size() - 1 - positions.size() / kLeftOut].*axis;
  }
  // A single place has no size that could say how far is far.
  if (most.longest_side() == 0) return {};
  const Bounds within = most.grown(kReach);
  Bounds core;
  for (const Vector& position : positions)
    if (within.holds(Bounds{position, position})) core.include(position);
  return core.grown(kReach);
}

}  // namespace

Statistics sample(const Dataset& file, std::uint64_t samples) noexcept {
  Statistics statistics;
  StoredRanges stored(file);
  const RecordStreams& records = stored.records();
  std::vector<std::byte> record(static_cast<std::size_t>(records.stride()));
  std::vector<Vector> positions;
  visit_samples(file, samples, [&](std::uint64_t index, ColoredVertex& vertex) {
    shade({&vertex, 1}, file.shading());
    Statistics found;
    scan_scalar(reinterpret_cast<const std::byte*>(&vertex), 1, found);
    if (stored.reads() && records.read(index, 1, record.data()))
      stored.include({record.data(), 1, records.stride()}, {&vertex, 1}, found.bounds, statistics.bounds);
    statistics.include(found);
    if (!found.bounds.empty()) positions.push_back(vertex.position);
  });
  statistics.places = stored.places(file, statistics.bounds);
  statistics.fence = fence_of(positions);
  for (const Vector& position : positions) {
    const Bounds at{position, position};
    const bool within = statistics.fence.empty() || statistics.fence.holds(at);
    (within ? statistics.most : statistics.rest).include(at);
  }
  return statistics;
}

}  // namespace vertexview
