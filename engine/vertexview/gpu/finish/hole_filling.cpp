#include "vertexview/gpu/finish/hole_filling.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <tuple>

#include "vertexview/gpu/finish/fill_kernel.hpp"

namespace vertexview::gpu::detail {

namespace {

/// One step from a pixel to another in the square around it. Tables of them begin with the nearest; equally
/// near ones go in rows from the top, so that every implementation picks the same pixel.
struct Offset {
  int x = 0;
  int y = 0;
};

constexpr int kMostOffsets =
    (2 * static_cast<int>(kLargestFill) + 1) * (2 * static_cast<int>(kLargestFill) + 1);
using Offsets = std::array<Offset, kMostOffsets>;

int square(int value) noexcept {
  return value * value;
}

/// Returns the offsets of the square of `radius` in that order; only the first (2 * radius + 1)^2 are set.
const Offsets& offsets_within(std::uint32_t radius) {
  static const auto all = [] {
    std::array<Offsets, kLargestFill + 1> made;
    for (int r = 0; r <= static_cast<int>(kLargestFill); ++r) {
      auto* out = made[static_cast<std::size_t>(r)].data();
      for (int y = -r; y <= r; ++y)
        for (int x = -r; x <= r; ++x) *out++ = {x, y};
      std::sort(made[static_cast<std::size_t>(r)].data(), out, [](const Offset& a, const Offset& b) {
        return std::tuple(square(a.x) + square(a.y), a.y, a.x) <
               std::tuple(square(b.x) + square(b.y), b.y, b.x);
      });
    }
    return made;
  }();
  return all[radius];
}

// Tells GCC that no step of the loop that follows reads what an earlier step wrote, without which it does not
// vectorise. Clang has no such pragma and checks for overlap at run time.
#if defined(__GNUC__) && !defined(__clang__)
#define VERTEXVIEW_FILL_INDEPENDENT _Pragma("GCC ivdep")
#else
#define VERTEXVIEW_FILL_INDEPENDENT
#endif

// The loops below are written for the compiler to vectorise. Depths have 31 bits: they compare alike signed,
// which is what vector instructions have.
[[gnu::always_inline]] inline std::uint32_t nearer(std::uint32_t a, std::uint32_t b) noexcept {
  return static_cast<std::int32_t>(a) < static_cast<std::int32_t>(b) ? a : b;
}
[[gnu::always_inline]] inline std::uint32_t farther(std::uint32_t a, std::uint32_t b) noexcept {
  return static_cast<std::int32_t>(a) > static_cast<std::int32_t>(b) ? a : b;
}

/// A rectangle of depths that is worked on in place.
struct Area {
  std::uint32_t* values = nullptr;
  std::size_t stride = 0;
  std::size_t width = 0;
  std::size_t height = 0;
  [[nodiscard]] std::uint32_t* row(std::size_t y) const noexcept { return values + y * stride; }
};

/// Sets to[i] to choose(to[i], from[i]). `from` may be the same row further right, which is still unchanged
/// when it is read.
template <auto choose>
[[gnu::always_inline]] inline void merge(std::uint32_t* to, const std::uint32_t* from, std::size_t count) {
  VERTEXVIEW_FILL_INDEPENDENT
  for (std::size_t i = 0; i < count; ++i) to[i] = choose(to[i], from[i]);
}

/// Replaces each value by the one chosen out of the square of `size` x `size` values that begins at it, and
/// shrinks the area to the values whose square lies inside it.
template <auto choose>
[[gnu::always_inline]] inline void choose_in_squares(Area& area, std::size_t size) {
  const Steps steps(size);
  for (std::size_t y = 0; y < area.height; ++y)
    for (std::size_t k = 0; k < steps.count; ++k)
      merge<choose>(area.row(y), area.row(y) + steps.step[k], area.width - steps.step[k]);
  area.width -= size - 1;
  for (std::size_t k = 0; k < steps.count; ++k)
    for (std::size_t y = 0; y + steps.step[k] < area.height; ++y)
      merge<choose>(area.row(y), area.row(y + steps.step[k]), area.width);
  area.height -= size - 1;
}

/// Neighbouring tiles of one row that have the same radius and are filled in one go.
struct Run {
  int x0, x1, y0, y1;
  std::uint32_t radius;
};

/// Copies the depths of a run and a margin of two radii around it to `area`. Outside the picture all is open.
[[gnu::always_inline]] inline void load(const FillImage& image, const Run& run, const Area& area) {
  const int margin = 2 * static_cast<int>(run.radius);
  const int from = std::max(run.x0 - margin, 0);
  const int to = std::min(run.x1 + margin, image.width);
  for (std::size_t j = 0; j < area.height; ++j) {
    const int y = run.y0 - margin + static_cast<int>(j);
    std::uint32_t* const row = area.row(j);
    if (y < 0 || y >= image.height) {
      std::fill_n(row, area.width, kOpen);
      continue;
    }
    const std::size_t left = static_cast<std::size_t>(from - (run.x0 - margin));
    std::fill_n(row, left, kOpen);
    std::uint32_t* const end = std::copy(image.depths + std::ptrdiff_t{y} * image.width + from,
                                         image.depths + std::ptrdiff_t{y} * image.width + to, row + left);
    std::fill(end, row + area.width, kOpen);
  }
}

/// Takes the squares whose middle lies outside of the picture out of the choice of the farthest, by giving
/// them the nearest depth.
inline void leave_out_outside(const FillImage& image, const Run& run, const Area& area) {
  const int margin = static_cast<int>(run.radius);
  const int left = std::max(margin - run.x0, 0);
  const int right = std::max(run.x1 + margin - image.width, 0);
  for (std::size_t j = 0; j < area.height; ++j) {
    const int y = run.y0 - margin + static_cast<int>(j);
    std::uint32_t* const row = area.row(j);
    if (y < 0 || y >= image.height) std::fill_n(row, area.width, 0);
    std::fill_n(row, left, 0);
    std::fill_n(row + area.width - right, right, 0);
  }
}

/// Finds, for each of `count` pixels of a row, the nearest pixel of the square around it that is not deeper
/// than `deepest`, and stores its index in `places`, which keeps its value where there is none. `depths`
/// points at the row's first pixel in an area with a margin of `radius` or more.
[[gnu::always_inline]] inline void find_sources(const std::uint32_t* depths, std::ptrdiff_t stride,
                                                const std::uint32_t* deepest, std::size_t count,
                                                std::uint32_t radius, std::uint32_t first, int width,
                                                std::uint32_t* places) {
  const Offsets& offsets = offsets_within(radius);
  const auto number = square(2 * static_cast<int>(radius) + 1);
  // Up to 9 x 9 candidates it is faster to compare all of them in vectors, the nearest last, than to branch
  // and stop at the first that fits.
  constexpr std::uint32_t kSmall = 4;
  if (radius <= kSmall) {
    for (int k = number - 1; k >= 0; --k) {
      const auto [dx, dy] = offsets[static_cast<std::size_t>(k)];
      const std::uint32_t* const candidates = depths + dy * stride + dx;
      const std::uint32_t place = first + static_cast<std::uint32_t>(dy * width + dx);
      VERTEXVIEW_FILL_INDEPENDENT
      for (std::size_t i = 0; i < count; ++i)
        places[i] = static_cast<std::int32_t>(candidates[i]) <= static_cast<std::int32_t>(deepest[i])
                        ? place + static_cast<std::uint32_t>(i)
                        : places[i];
    }
    return;
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (deepest[i] == 0) continue;
    for (int k = 0; k < number; ++k) {
      const auto [dx, dy] = offsets[static_cast<std::size_t>(k)];
      if (depths[static_cast<std::ptrdiff_t>(i) + dy * stride + dx] > deepest[i]) continue;
      places[i] = first + static_cast<std::uint32_t>(i) + static_cast<std::uint32_t>(dy * width + dx);
      break;
    }
  }
}

/// The working memory of a HoleFiller, for one run.
struct Memory {
  std::uint32_t* closed;
  std::uint32_t* depths;
  std::uint32_t* places;
};

[[gnu::always_inline]] inline void fill_run_plain(const FillImage& image, const FillSlack& slack,
                                                  const Run& run, const Memory& memory, std::uint32_t* out) {
  const auto radius = static_cast<std::size_t>(run.radius);
  const auto columns = static_cast<std::size_t>(run.x1 - run.x0);
  const auto rows = static_cast<std::size_t>(run.y1 - run.y0);
  const Area whole{memory.depths, columns + 4 * radius, columns + 4 * radius, rows + 4 * radius};
  load(image, run, whole);
  Area area = whole;
  area.values = memory.closed;
  std::copy_n(whole.values, whole.stride * whole.height, area.values);
  choose_in_squares<nearer>(area, 2 * radius + 1);
  leave_out_outside(image, run, area);
  choose_in_squares<farther>(area, 2 * radius + 1);

  for (std::size_t j = 0; j < rows; ++j) {
    std::uint32_t* const deepest = area.row(j);
    for (std::size_t i = 0; i < columns; ++i)
      deepest[i] = deepest[i] == kOpen ? 0 : slack.deepest(deepest[i], run.radius);
    const int y = run.y0 + static_cast<int>(j);
    const auto first = static_cast<std::uint32_t>(y * image.width + run.x0);
    for (std::size_t i = 0; i < columns; ++i) memory.places[i] = first + static_cast<std::uint32_t>(i);
    find_sources(whole.row(j + 2 * radius) + 2 * radius, static_cast<std::ptrdiff_t>(whole.stride), deepest,
                 columns, run.radius, first, image.width, memory.places);
    std::uint32_t* const to = out + j * static_cast<std::size_t>(image.width) + run.x0;
    for (std::size_t i = 0; i < columns; ++i) to[i] = image.sources[memory.places[i]];
  }
}

VERTEXVIEW_AVX2 void fill_run_avx2(const FillImage& image, const FillSlack& slack, const Run& run,
                                   const Memory& memory, std::uint32_t* out) {
  fill_run_plain(image, slack, run, memory, out);
}

void fill_run(const FillImage& image, const FillSlack& slack, const Run& run, const Memory& memory,
              std::uint32_t* out) {
  static const bool fast = has_avx2();
  if (fast)
    fill_run_avx2(image, slack, run, memory, out);
  else
    fill_run_plain(image, slack, run, memory, out);
}

}  // namespace

std::uint32_t FillSlack::deepest(std::uint32_t depth, std::uint32_t radius) const noexcept {
  if (!orthographic) return std::min(depth + bits * radius, kOpen - 1);
  return std::min(depth_code(coded_distance(depth, true) + distance * static_cast<float>(radius), true),
                  kOpen - 1);
}

FillSlack fill_slack(const ViewTransform& view) noexcept {
  // A pixel is 1 / scale of the distance wide; in an orthographic picture, 1 / scale of a unit.
  const double pixel = 1 / static_cast<double>(view.scale.x);
  FillSlack slack;
  slack.orthographic = view.orthographic;
  slack.distance = static_cast<float>(FillSlack::kSteepest * pixel);
  constexpr double kOneMore = 0x1p23;  // a float's bits grow by 2^23 where its value doubles
  // More than a tenth of the distance would take separate objects for one surface in pictures of few pixels.
  constexpr double kMost = 0.1;
  slack.bits = static_cast<std::uint32_t>(std::min(FillSlack::kSteepest * pixel, kMost) * kOneMore);
  return slack;
}

HoleFiller::HoleFiller(const FillImage& image, const FillSlack& slack) : image_(image), slack_(slack) {
  constexpr std::size_t kBoth = 4 * std::size_t{kLargestFill};
  const std::size_t most = (static_cast<std::size_t>(image.width) + kBoth) * (kFillTile + kBoth);
  closed_.resize(most);
  depths_.resize(most);
  places_.resize(static_cast<std::size_t>(image.width));
}

void HoleFiller::fill(int tile_row, std::span<const std::uint8_t> radii, std::uint32_t* out) {
  Run run{0, 0, tile_row * kFillTile, std::min((tile_row + 1) * kFillTile, image_.height), 0};
  for (std::size_t column = 0; column < radii.size();) {
    std::size_t end = column + 1;
    while (end < radii.size() && radii[end] == radii[column]) ++end;
    run.x0 = static_cast<int>(column) * kFillTile;
    run.x1 = std::min(static_cast<int>(end) * kFillTile, image_.width);
    run.radius = radii[column];
    if (run.radius > 0) {
      fill_run(image_, slack_, run, {closed_.data(), depths_.data(), places_.data()}, out);
    } else {
      for (int y = run.y0; y < run.y1; ++y)
        std::copy(image_.sources + std::ptrdiff_t{y} * image_.width + run.x0,
                  image_.sources + std::ptrdiff_t{y} * image_.width + run.x1,
                  out + std::ptrdiff_t{y - run.y0} * image_.width + run.x0);
    }
    column = end;
  }
}

std::size_t fill_from(const FillImage& image, const FillSlack& slack, std::uint32_t radius, int x,
                      int y) noexcept {
  const int r = static_cast<int>(radius);
  const auto inside = [&](int px, int py) {
    return px >= 0 && py >= 0 && px < image.width && py < image.height;
  };
  const auto index = [&](int px, int py) {
    return static_cast<std::size_t>(py) * static_cast<std::size_t>(image.width) +
           static_cast<std::size_t>(px);
  };
  std::uint32_t closed = 0;
  for (int cy = y - r; cy <= y + r; ++cy)
    for (int cx = x - r; cx <= x + r; ++cx) {
      if (!inside(cx, cy)) continue;
      std::uint32_t nearest = kOpen;
      for (int py = cy - r; py <= cy + r; ++py)
        for (int px = cx - r; px <= cx + r; ++px)
          if (inside(px, py)) nearest = std::min(nearest, image.depths[index(px, py)]);
      closed = std::max(closed, nearest);
    }
  std::size_t best = index(x, y);
  if (closed == kOpen || radius == 0) return best;
  const std::uint32_t deepest = slack.deepest(closed, radius);
  int best_distance = square(2 * r + 1) * 2;
  for (int dy = -r; dy <= r; ++dy)
    for (int dx = -r; dx <= r; ++dx) {
      if (!inside(x + dx, y + dy) || square(dx) + square(dy) >= best_distance) continue;
      if (image.depths[index(x + dx, y + dy)] > deepest) continue;
      best_distance = square(dx) + square(dy);
      best = index(x + dx, y + dy);
    }
  return best;
}

}  // namespace vertexview::gpu::detail
