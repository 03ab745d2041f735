#include "vertexview/gpu/points/cpu_points.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <chrono>
#include <cstring>
#include <limits>
#include <vector>

#include "vertexview/gpu/gl/state_guard.hpp"
#include "vertexview/gpu/points/cpu_cover.hpp"

namespace vertexview::gpu::detail {

namespace {

double now_seconds() noexcept {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// A worker takes this many pixels at a time. Their keys (128 KiB) fit into a core's second-level cache;
// smaller parts would cost more hand-overs.
constexpr std::size_t kBandPixels = std::size_t{1} << 14;
// New records get at least this part of the budget, whatever the rest of the frame takes, so that the picture
// converges. A larger part makes slow frames slower still; a smaller one makes the picture converge later.
constexpr double kLeastShare = 0.2;
// The first picture of a dataset may take this many budgets until it looks complete, because nothing else can
// be shown yet. With more, a busy machine shows nothing for longer; with fewer, it shows a picture with gaps.
constexpr double kFirstPatience = 8;
// The weight of the latest frame in the mean time of a frame's last part. A larger one follows changes
// sooner; a smaller one is less misled by a single slow frame.
constexpr double kTailWeight = 0.3;
// A draw that has nothing else to do waits this long for the disk before it looks at the clock again: long
// enough not to spin, and short enough to keep small budgets.
constexpr std::chrono::milliseconds kPatience{1};

/// Returns how many blocks of each part can be drawn without waiting for the disk.
std::vector<std::uint64_t> available_blocks(const CpuCanvas& canvas) {
  std::vector<std::uint64_t> blocks;
  blocks.reserve(canvas.cursors.size());
  for (const BlockCursor& cursor : canvas.cursors) blocks.push_back(cursor.available());
  return blocks;
}

/// Returns available_blocks() after waiting for the disk, at most for kPatience, if no block is there.
std::vector<std::uint64_t> await_blocks(const CpuCanvas& canvas) {
  auto blocks = available_blocks(canvas);
  if (std::any_of(blocks.begin(), blocks.end(), [](std::uint64_t n) { return n > 0; })) return blocks;
  for (const BlockCursor& cursor : canvas.cursors) {
    if (cursor.done()) continue;
    cursor.wait(kPatience);
    return available_blocks(canvas);
  }
  return blocks;
}

/// Returns how many records a picture whose holes are filled needs to look complete. The ratios to the number
/// of pixels were found by trying hills, spheres and helices of 10 to 500 million records.
std::uint64_t records_of_first_picture(const CpuCanvas& canvas) {
  const auto parts = canvas.row.parts();
  const bool large = std::any_of(parts.begin(), parts.end(),
                                 [](const auto& part) { return RecordRow::is_large(part.count); });
  return large ? canvas.pixels() * 2 / 7 + 1 : canvas.pixels() / 2 + 1;
}

/// Draws records into one canvas. Each thread has its own, because it holds memory for converted records.
class BlockPainter {
 public:
  BlockPainter(CpuCanvas& canvas, const SplatKernel& kernel)
      : canvas_(canvas), image_(canvas.key_image()), kernel_(kernel) {}

  /// Draws the records that visit `number` of part `which` consists of. Returns how many records those are,
  /// the ones that are not visible included.
  std::uint64_t draw_visit(std::size_t which, std::uint64_t number) {
    const RecordRow::Part& part = canvas_.row.parts()[which];
    const BlockCursor::Visit visit = canvas_.cursors[which].at(number);
    if (visit.block >= part.blocks()) return 0;
    const std::uint64_t first = visit.block * RecordRow::kBlockRecords;
    const std::uint64_t count = std::min(RecordRow::kBlockRecords, part.count - first);
    if (part.feed != nullptr && part.feed->is_hole(visit.block)) {
      // All records of a hole are alike, so that the first of them hides the others.
      if (visit.portion != BlockCursor::Portion::kRest)
        kernel_.splat(*canvas_.view, image_, reinterpret_cast<const std::byte*>(&part.feed->hole_record()), 1,
                      part.first_index + first);
      if (visit.portion == BlockCursor::Portion::kWhole) return count;
    }
    if (visit.portion == BlockCursor::Portion::kWhole) return draw_records(part, first, count);
    const auto [skipped, taken] = visit.piece_of(count, part.piece_records());
    if (visit.is_new) {
      const auto room = canvas_.pieces[which].room_for(number, first + skipped, taken);
      if (!room.empty()) return draw_fetched(part, first + skipped, room);
    }
    if (visit.portion == BlockCursor::Portion::kPiece) return draw_records(part, first + skipped, taken);
    return draw_records(part, first, skipped) +
           draw_records(part, first + skipped + taken, count - skipped - taken);
  }

 private:
  /// Draws `count` records of the mapping, converted where the layout needs it. Returns `count`.
  std::uint64_t draw_records(const RecordRow::Part& part, std::uint64_t first, std::uint64_t count) {
    if (count == 0) return 0;
    if (part.feed != nullptr && part.feed->is_hole(first / RecordRow::kBlockRecords)) return count;
    const std::byte* records = nullptr;
    if (part.records != nullptr) {
      records = part.records + first * sizeof(ColoredVertex);
    } else {
      converted_.resize(RecordRow::kBlockRecords);
      const std::span<ColoredVertex> out(converted_.data(), count);
      part.file->read(first, out);
      records = std::as_bytes(out).data();
    }
    kernel_.splat(*canvas_.view, image_, records, count, part.first_index + first);
    return count;
  }

  /// Reads records past the mapping into `room` and draws them. Records that the file has lost are not shown.
  std::uint64_t draw_fetched(const RecordRow::Part& part, std::uint64_t first,
                             std::span<ColoredVertex> room) {
    if (part.file->fetch(first, room))
      kernel_.splat(*canvas_.view, image_, std::as_bytes(room).data(), room.size(), part.first_index + first);
    return room.size();
  }

  CpuCanvas& canvas_;
  KeyImage image_;
  const SplatKernel& kernel_;
  std::vector<ColoredVertex> converted_;
};

}  // namespace

std::optional<DrawStats> CpuPoints::draw(const DrawJob& job, Picture& target) {
  std::vector<RecordRow::Part> parts;
  for (std::uint32_t dataset = 0; dataset < job.datasets.size(); ++dataset) {
    if (job.datasets[dataset] == nullptr) continue;
    ResidentDataset& resident = *job.datasets[dataset];
    const Dataset& file = resident.file;
    if (!resident.feed) resident.feed = ReadAhead::create(file, RecordRow::kBlockRecords);
    parts.push_back({.file = &file,
                     .records = file.converter() == nullptr ? file.bytes()->data() : nullptr,
                     .serial = resident.serial,
                     .dataset = dataset,
                     .count = file.size(),
                     .feed = resident.feed->get()});
  }
  auto& canvas = target.require_canvas<CpuCanvas>(target.viewport);
  const CanvasLook look{job.size(),
                        std::max(job.options.edl_strength, 0.0F),
                        job.options.background,
                        job.options.fill_holes,
                        {job.rules.begin(), job.rules.end()}};
  const Drawn drawn =
      draw_canvas(job.view, RecordRow(parts), look, {.milliseconds = job.options.budget_ms}, canvas);
  if (drawn.image_changed || target.marked) {
    const StateGuard guard;
    glTextureSubImage2D(target.color.name(), 0, 0, 0, target.viewport.width, target.viewport.height, GL_RGBA,
                        GL_UNSIGNED_BYTE, canvas.image.get());
  }
  target.marked = false;
  return drawn.stats;
}

CpuPoints::Drawn CpuPoints::draw_canvas(const ViewTransform& view, RecordRow row, const CanvasLook& look,
                                        const Budget& budget, CpuCanvas& canvas) {
  const double begin = now_seconds();
  const bool same_row = canvas.view && canvas.row.same_as(row);
  const bool moved = !canvas.view || !(*canvas.view == view);
  canvas.row = std::move(row);
  bool carried = false;
  if (!same_row || moved) {
    carried = same_row && budget.limited();
    canvas.view = view;
    canvas.visited_points = 0;
    if (!same_row) {
      canvas.cursors.clear();
      canvas.pieces = std::vector<FetchedPieces>(canvas.row.parts().size());
      for (const RecordRow::Part& part : canvas.row.parts())
        canvas.cursors.emplace_back(part.blocks(), part.feed);
    } else {
      for (BlockCursor& cursor : canvas.cursors) cursor.begin();
    }
    if (carried) std::swap(canvas.now, canvas.before);
    clear(canvas);
    if (carried) redraw_visible(canvas);
    canvas.progress = {};
    if (carried && look.fill_holes) canvas.progress.begun = count_tiles(canvas, pool_);
  }

  const std::uint64_t before = canvas.visited_points;
  if (!canvas.converged()) {
    // A draw without a limit touches every page of the mapping anyway, so it keeps no pieces.
    const std::uint64_t room = budget.limited() ? canvas.pixels() / canvas.pieces.size() : 0;
    for (std::size_t part = 0; part < canvas.pieces.size(); ++part)
      canvas.pieces[part].begin(canvas.row.parts()[part], canvas.cursors[part], room);
    // Whatever else the frame costs, a part of the budget brings new points: it must converge.
    const double seconds = budget.milliseconds * 1e-3;
    const double now = now_seconds();
    double deadline = std::max(begin + seconds - canvas.tail_seconds, now + seconds * kLeastShare);
    constexpr double kNever = std::numeric_limits<double>::infinity();
    constexpr std::uint64_t kAll = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t records = budget.records > 0 ? budget.records : kAll;
    if (!same_row && seconds > 0) {
      // Nothing of these datasets was shown before: draw as many records as look complete, also where a busy
      // machine takes longer for them.
      records = std::min(records, records_of_first_picture(canvas));
      deadline = now + seconds * kFirstPatience;
    }
    const bool count = look.fill_holes && budget.limited();
    if (count && before == 0) {
      // The first draw of a view counts twice, because one count does not tell how the picture grows.
      visit_until(canvas, seconds > 0 ? (now + deadline) / 2 : kNever, records - records / 2);
      canvas.progress.between = count_tiles(canvas, pool_);
    } else {
      canvas.progress.between = std::move(canvas.progress.now);
    }
    const std::uint64_t drawn = canvas.visited_points - before;
    if (drawn < records) visit_until(canvas, seconds > 0 ? deadline : kNever, records - drawn);
    if (count) canvas.progress.now = count_tiles(canvas, pool_);
  }

  Drawn drawn;
  drawn.image_changed = !same_row || moved || canvas.visited_points > before || !(canvas.look == look);
  // Where nothing of these datasets was shown before, every visible record is fetched with the new rules.
  const bool recolored = same_row && canvas.look.rules != look.rules;
  canvas.look = look;
  if (drawn.image_changed) {
    const double tail = now_seconds();
    resolve(canvas, carried);
    if (recolored) recolor(canvas);
    shade(canvas, pool_);
    canvas.tail_seconds += (now_seconds() - tail - canvas.tail_seconds) * kTailWeight;
  }
  drawn.stats.points_total = canvas.row.records();
  drawn.stats.points_drawn = canvas.visited_points;
  drawn.stats.converged = canvas.converged();
  return drawn;
}

void CpuPoints::clear(CpuCanvas& canvas) {
  if (!canvas.now.keys) canvas.now = canvas.make_layer();
  pool_.for_each_part(canvas.pixels(), kBandPixels, [&](std::size_t first, std::size_t last) {
    std::fill(canvas.now.keys.get() + first, canvas.now.keys.get() + last, KeyImage::kEmpty);
    std::fill(canvas.now.resolved.get() + first, canvas.now.resolved.get() + last, KeyImage::kEmpty);
  });
}

void CpuPoints::redraw_visible(CpuCanvas& canvas) {
  if (!canvas.landed) canvas.landed = make_pixels<std::uint32_t>(canvas.pixels());
  const KeyImage image = canvas.key_image();
  pool_.for_each_part(canvas.pixels(), kBandPixels, [&](std::size_t first, std::size_t last) {
    kernel_.splat_again(*canvas.view, image,
                        reinterpret_cast<const std::byte*>(canvas.before.records.get() + first), last - first,
                        canvas.before.keys.get() + first, canvas.landed.get() + first);
  });
}

void CpuPoints::visit_until(CpuCanvas& canvas, double deadline, std::uint64_t most_records) {
  const std::uint64_t before = canvas.visited_points;
  while (!canvas.converged()) {
    visit_blocks(canvas, deadline, most_records - (canvas.visited_points - before));
    if (canvas.visited_points - before >= most_records || now_seconds() >= deadline) return;
  }
}

void CpuPoints::visit_blocks(CpuCanvas& canvas, double deadline, std::uint64_t most_records) {
  // A worker takes this many blocks (at most 16,384 records) at a time, and looks at the clock and at the
  // shared counters after each grab: rarely enough to cost nothing, and often enough to keep budgets of a
  // millisecond.
  constexpr std::uint64_t kGrab = 16;
  const auto parts = canvas.row.parts();
  const auto available = await_blocks(canvas);
  // Grabs alternate between the parts, so that every dataset makes progress.
  const std::uint64_t most = *std::max_element(available.begin(), available.end());
  const std::uint64_t grabs = (most + kGrab - 1) / kGrab * parts.size();
  std::atomic<std::uint64_t> next{0};
  std::atomic<std::uint64_t> points{0};
  pool_.run([&] {
    BlockPainter painter(canvas, kernel_);
    do {
      const std::uint64_t grab = next.fetch_add(1, std::memory_order_relaxed);
      if (grab >= grabs) break;
      const std::size_t part = grab % parts.size();
      const std::uint64_t first = grab / parts.size() * kGrab;
      const BlockCursor& cursor = canvas.cursors[part];
      std::uint64_t drawn = 0;
      for (std::uint64_t turn = first; turn < std::min(first + kGrab, available[part]); ++turn)
        drawn += painter.draw_visit(part, cursor.visited() + turn);
      points.fetch_add(drawn, std::memory_order_relaxed);
    } while (points.load(std::memory_order_relaxed) < most_records && now_seconds() < deadline);
  });
  const std::uint64_t taken = std::min(next.load(), grabs);
  for (std::size_t part = 0; part < parts.size(); ++part) {
    const std::uint64_t rounds = taken / parts.size() + (part < taken % parts.size() ? 1 : 0);
    canvas.cursors[part].advance(std::min(rounds * kGrab, available[part]));
  }
  canvas.visited_points += points.load();
}

void CpuPoints::resolve(CpuCanvas& canvas, bool carried) {
  const std::uint64_t mask = canvas.key_image().index_mask;
  if (carried)
    pool_.for_each_part(canvas.pixels(), kBandPixels, [&](std::size_t first, std::size_t last) {
      for (std::size_t i = first; i < last; ++i) {
        const std::uint64_t key = canvas.before.keys[i];
        if (key == KeyImage::kEmpty || canvas.landed[i] == kNowhere) continue;
        const std::size_t to = canvas.landed[i];
        if (((canvas.now.keys[to] ^ key) & mask) != 0) continue;  // another vertex won
        canvas.now.records[to] = canvas.before.records[i];
        canvas.now.rgba[to] = canvas.before.rgba[i];
        canvas.now.resolved[to] = canvas.now.keys[to];
      }
    });
  pool_.for_each_part(canvas.pixels(), kBandPixels,
                      [&](std::size_t first, std::size_t last) { fetch_missing(canvas, first, last); });
}

void CpuPoints::recolor(CpuCanvas& canvas) {
  const std::uint64_t mask = canvas.key_image().index_mask;
  pool_.for_each_part(canvas.pixels(), kBandPixels, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      const std::uint64_t key = canvas.now.keys[i];
      if (key == KeyImage::kEmpty) continue;
      const ColorRule rule = canvas.look.rule_of(canvas.row.part_of(key & mask).dataset);
      canvas.now.rgba[i] = shown_color(canvas.now.records[i], rule);
    }
  });
}

void CpuPoints::fetch_missing(CpuCanvas& canvas, std::size_t first, std::size_t last) {
  // Every record is a cache miss somewhere in the file, so this many are prefetched together: fewer would
  // overlap fewer misses, and more would only wait, because a core has room for some dozen misses at a time.
  constexpr std::size_t kAtOnce = 32;
  const std::uint64_t mask = canvas.key_image().index_mask;
  std::array<std::size_t, kAtOnce> wanted;
  std::array<const RecordRow::Part*, kAtOnce> parts;
  std::array<const std::byte*, kAtOnce> address;
  std::size_t size = 0;
  // Nearly every picture shows its colours as they are stored: integers then give what the general rule
  // gives, with less arithmetic.
  const bool as_stored = canvas.look.shows_stored_colors();
  const auto take = [&] {
    for (std::size_t k = 0; k < size; ++k) {
      ColoredVertex& record = canvas.now.records[wanted[k]];
      const std::uint64_t key = canvas.now.keys[wanted[k]];
      const RecordRow::Part& part = *parts[k];
      if (address[k] != nullptr)
        std::memcpy(&record, address[k], sizeof(record));
      else
        part.file->read((key & mask) - part.first_index, {&record, 1});
      canvas.now.rgba[wanted[k]] =
          as_stored ? shown_color(record.color) : shown_color(record, canvas.look.rule_of(part.dataset));
      canvas.now.resolved[wanted[k]] = key;
    }
    size = 0;
  };
  for (std::size_t i = first; i < last; ++i) {
    const std::uint64_t key = canvas.now.keys[i];
    if (key == canvas.now.resolved[i]) continue;
    const std::size_t number = canvas.row.part_number_of(key & mask);
    const RecordRow::Part& part = canvas.row.parts()[number];
    const std::uint64_t index = (key & mask) - part.first_index;
    wanted[size] = i;
    parts[size] = &part;
    address[size] =
        reinterpret_cast<const std::byte*>(canvas.pieces[number].find(canvas.cursors[number], index));
    if (address[size] == nullptr && part.records != nullptr)
      address[size] = part.records + index * sizeof(ColoredVertex);
    __builtin_prefetch(address[size]);
    if (++size == kAtOnce) take();
  }
  take();
}

}  // namespace vertexview::gpu::detail
