#include "vertexview/gpu/detail/cpu_renderer.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <chrono>
#include <cstring>
#include <vector>

namespace vertexview::gpu::detail {

namespace {

double now_seconds() noexcept {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// How finely a picture is cut up for the workers.
constexpr std::size_t kBandPixels = std::size_t{1} << 14;
constexpr double kLeastShare = 0.2;
// How quickly the estimate of a frame's last part follows what it took.
constexpr double kTailWeight = 0.3;
// How long a draw that has nothing else to do waits for the disk before it looks at the clock.
constexpr std::chrono::milliseconds kPatience{1};

bool all_visited(const CpuCanvas& canvas) noexcept {
  return std::all_of(canvas.visits.begin(), canvas.visits.end(),
                     [](const BlockVisit& visit) { return visit.done(); });
}

/// How many blocks of each part can be drawn now.
std::vector<std::uint64_t> available_blocks(const CpuCanvas& canvas) {
  std::vector<std::uint64_t> blocks;
  for (const BlockVisit& visit : canvas.visits) blocks.push_back(visit.available());
  return blocks;
}

/// The same, with some patience when there are none.
std::vector<std::uint64_t> await_blocks(const CpuCanvas& canvas) {
  auto blocks = available_blocks(canvas);
  if (std::any_of(blocks.begin(), blocks.end(), [](std::uint64_t n) { return n > 0; })) return blocks;
  for (const BlockVisit& visit : canvas.visits) {
    if (visit.done()) continue;
    visit.wait(kPatience);
    return available_blocks(canvas);
  }
  return blocks;
}

/// Draws one block of a part; how many records that were.
std::uint64_t draw_block(const SplatKernel& kernel, const CpuCanvas& canvas, const Scene::Part& part,
                         std::uint64_t block, std::vector<ColoredVertex>& converted) {
  if (block >= part.blocks()) return 0;
  const std::uint64_t first = block * Scene::kBlockRecords;
  const std::uint64_t count = std::min(Scene::kBlockRecords, part.count - first);
  const std::byte* records = nullptr;
  std::uint64_t drawn = count;
  if (part.feed != nullptr && part.feed->is_hole(block)) {
    // The first of vertices that are all alike wins everywhere.
    records = reinterpret_cast<const std::byte*>(&part.feed->hole_record());
    drawn = 1;
  } else if (part.records != nullptr) {
    records = part.records + first * sizeof(ColoredVertex);
  } else {
    converted.resize(Scene::kBlockRecords);
    const std::span<ColoredVertex> out(converted.data(), count);
    part.file->read(first, out);
    records = std::as_bytes(out).data();
  }
  kernel.draw(*canvas.view, canvas.key_image(), records, drawn, part.first_index + first);
  return count;
}

}  // namespace

std::uint32_t shown_color(const Color& color) noexcept {
  // Exact for all 65536 values.
  const auto channel = [](std::uint16_t v) { return (std::uint32_t{v} * 255 + 32895) >> 16; };
  const std::uint32_t little =
      channel(color.red) | channel(color.green) << 8 | channel(color.blue) << 16 | 0xFF000000U;
  return std::endian::native == std::endian::little ? little : __builtin_bswap32(little);
}

template <class Task>
void CpuRenderer::for_each_band(std::size_t pixels, Task&& task) {
  std::atomic<std::size_t> next{0};
  pool_.run([&] {
    for (;;) {
      const std::size_t first = next.fetch_add(kBandPixels, std::memory_order_relaxed);
      if (first >= pixels) return;
      task(first, std::min(first + kBandPixels, pixels));
    }
  });
}

CpuRenderer::Drawn CpuRenderer::draw(const ViewTransform& view, Scene scene, const Shading& shading,
                                     double budget_ms, CpuCanvas& canvas) {
  const double begin = now_seconds();
  const bool same_scene = canvas.view && canvas.scene.same_as(scene);
  const bool moved = !canvas.view || !(*canvas.view == view);
  canvas.scene = std::move(scene);
  bool carried = false;
  if (!same_scene || moved) {
    carried = same_scene && budget_ms > 0;
    canvas.view = view;
    canvas.visited_points = 0;
    if (!same_scene) {
      canvas.visits.clear();
      for (const Scene::Part& part : canvas.scene.parts())
        canvas.visits.emplace_back(part.blocks(), part.feed);
    } else {
      for (BlockVisit& visit : canvas.visits) visit.begin();
    }
    if (carried) std::swap(canvas.now, canvas.before);
    clear(canvas);
    if (carried) redraw_visible(canvas);
  }

  const std::uint64_t before = canvas.visited_points;
  if (!all_visited(canvas)) {
    // Whatever else the frame costs, a part of the budget brings new points: it must converge.
    const double budget = budget_ms * 1e-3;
    const double deadline =
        std::max(begin + budget - canvas.tail_seconds, now_seconds() + budget * kLeastShare);
    do visit_blocks(canvas, budget > 0 ? std::optional(deadline) : std::nullopt);
    while (!all_visited(canvas) && (budget <= 0 || now_seconds() < deadline));
  }

  Drawn drawn;
  drawn.image_changed =
      !same_scene || moved || canvas.visited_points > before || !(canvas.shading == shading);
  canvas.shading = shading;
  if (drawn.image_changed) {
    const double tail = now_seconds();
    resolve(canvas, carried);
    shade(canvas, pool_);
    canvas.tail_seconds += (now_seconds() - tail - canvas.tail_seconds) * kTailWeight;
  }
  drawn.stats.points_total = canvas.scene.records();
  drawn.stats.points_drawn = canvas.visited_points;
  drawn.stats.converged = all_visited(canvas);
  return drawn;
}

void CpuRenderer::clear(CpuCanvas& canvas) {
  if (!canvas.now.keys) canvas.now = canvas.make_layer();
  for_each_band(canvas.pixels(), [&](std::size_t first, std::size_t last) {
    std::fill(canvas.now.keys.get() + first, canvas.now.keys.get() + last, KeyImage::kEmpty);
    std::fill(canvas.now.resolved.get() + first, canvas.now.resolved.get() + last, KeyImage::kEmpty);
  });
}

void CpuRenderer::redraw_visible(CpuCanvas& canvas) {
  if (!canvas.landed) canvas.landed = std::make_unique_for_overwrite<std::uint32_t[]>(canvas.pixels());
  const KeyImage image = canvas.key_image();
  for_each_band(canvas.pixels(), [&](std::size_t first, std::size_t last) {
    kernel_.redraw(*canvas.view, image,
                   reinterpret_cast<const std::byte*>(canvas.before.records.get() + first), last - first,
                   canvas.before.keys.get() + first, canvas.landed.get() + first);
  });
}

void CpuRenderer::visit_blocks(CpuCanvas& canvas, std::optional<double> deadline) {
  // A worker looks at the clock after every grab.
  constexpr std::uint64_t kGrab = 8;
  const auto parts = canvas.scene.parts();
  const auto available = await_blocks(canvas);
  // Grabs go round the parts, so that each gets on.
  const std::uint64_t most = *std::max_element(available.begin(), available.end());
  const std::uint64_t grabs = (most + kGrab - 1) / kGrab * parts.size();
  std::atomic<std::uint64_t> next{0};
  std::atomic<std::uint64_t> points{0};
  pool_.run([&] {
    std::vector<ColoredVertex> converted;
    std::uint64_t drawn = 0;
    do {
      const std::uint64_t grab = next.fetch_add(1, std::memory_order_relaxed);
      if (grab >= grabs) break;
      const std::size_t part = grab % parts.size();
      const std::uint64_t first = grab / parts.size() * kGrab;
      const BlockVisit& visit = canvas.visits[part];
      for (std::uint64_t turn = first; turn < std::min(first + kGrab, available[part]); ++turn)
        drawn += draw_block(kernel_, canvas, parts[part], visit.block(visit.visited() + turn), converted);
    } while (!deadline || now_seconds() < *deadline);
    points.fetch_add(drawn, std::memory_order_relaxed);
  });
  const std::uint64_t taken = std::min(next.load(), grabs);
  for (std::size_t part = 0; part < parts.size(); ++part) {
    const std::uint64_t rounds = taken / parts.size() + (part < taken % parts.size() ? 1 : 0);
    canvas.visits[part].advance(std::min(rounds * kGrab, available[part]));
  }
  canvas.visited_points += points.load();
}

void CpuRenderer::resolve(CpuCanvas& canvas, bool carried) {
  const std::uint64_t mask = canvas.key_image().index_mask;
  if (carried)
    for_each_band(canvas.pixels(), [&](std::size_t first, std::size_t last) {
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
  for_each_band(canvas.pixels(),
                [&](std::size_t first, std::size_t last) { fetch_missing(canvas, first, last); });
}

void CpuRenderer::fetch_missing(CpuCanvas& canvas, std::size_t first, std::size_t last) {
  // Every record is a cache miss somewhere in the file: ask for many at once.
  constexpr std::size_t kAtOnce = 32;
  const std::uint64_t mask = canvas.key_image().index_mask;
  std::array<std::size_t, kAtOnce> wanted;
  std::array<const std::byte*, kAtOnce> address;
  std::size_t size = 0;
  const auto take = [&] {
    for (std::size_t k = 0; k < size; ++k) {
      ColoredVertex& record = canvas.now.records[wanted[k]];
      const std::uint64_t key = canvas.now.keys[wanted[k]];
      if (address[k] != nullptr) {
        std::memcpy(&record, address[k], sizeof(record));
      } else {
        const Scene::Part& part = canvas.scene.part_of(key & mask);
        part.file->read((key & mask) - part.first_index, {&record, 1});
      }
      canvas.now.rgba[wanted[k]] = shown_color(record.color);
      canvas.now.resolved[wanted[k]] = key;
    }
    size = 0;
  };
  for (std::size_t i = first; i < last; ++i) {
    const std::uint64_t key = canvas.now.keys[i];
    if (key == canvas.now.resolved[i]) continue;
    const Scene::Part& part = canvas.scene.part_of(key & mask);
    wanted[size] = i;
    address[size] = part.records == nullptr
                        ? nullptr
                        : part.records + ((key & mask) - part.first_index) * sizeof(ColoredVertex);
    __builtin_prefetch(address[size]);
    if (++size == kAtOnce) take();
  }
  take();
}

}  // namespace vertexview::gpu::detail
