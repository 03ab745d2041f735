// Measures drawing against the memory read bandwidth of the same run: whole redraws with each renderer, and
// frames of a moving camera within a budget. Headless, 1280 x 720. The records are a surface in the order of
// a scan, in a file whose pages are cached. VERTEXVIEW_BENCHMARK_LARGE=1 adds a dataset of 10^8 records (2 GB
// of disk).
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <thread>

#include "support_files.hpp"
#include "vertexview/gpu/context.hpp"
#include "vertexview/gpu/point_renderer.hpp"

namespace vertexview::benchmarks {
namespace {

using Clock = std::chrono::steady_clock;

constexpr Viewport kViewport{1280, 720};
constexpr double kBudgetMs = 25;

double ms_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

const test::TemporaryFolder& folder() {
  static const test::TemporaryFolder made;
  return made;
}

/// Returns a record of a hilly square of side 2, row by row, as a scanner passes over it.
ColoredVertex surface_record(std::uint64_t index, std::uint64_t side) {
  const auto noise = static_cast<float>(index * 0x9E3779B97F4A7C15U >> 40) * 0x1p-24F;
  const float x = (static_cast<float>(index % side) + noise) / static_cast<float>(side) * 2 - 1;
  const float y = (static_cast<float>(index / side) + noise) / static_cast<float>(side) * 2 - 1;
  const float z = 0.2F * std::sin(5 * x) * std::cos(4 * y) + 0.02F * noise;
  const auto channel = [](float v) { return static_cast<std::uint16_t>(std::clamp(v, 0.0F, 1.0F) * 65535); };
  return {{x, y, z}, {channel(z * 2 + 0.5F), channel(x * 0.5F + 0.5F), channel(noise)}, 0};
}

/// Returns a dataset of about `count` records, whose file is made once a run.
const Dataset& surface(std::uint64_t count) {
  static std::map<std::uint64_t, Dataset> files;
  const auto found = files.find(count);
  if (found != files.end()) return found->second;
  const auto side = static_cast<std::uint64_t>(std::sqrt(static_cast<double>(count)));
  const auto path = folder().file("surface" + std::to_string(count) + ".bin");
  {
    std::ofstream out(path, std::ios::binary);
    std::vector<ColoredVertex> row(side);
    for (std::uint64_t y = 0; y < side; ++y) {
      for (std::uint64_t x = 0; x < side; ++x) row[x] = surface_record(y * side + x, side);
      out.write(reinterpret_cast<const char*>(row.data()),
                static_cast<std::streamsize>(side * sizeof(ColoredVertex)));
    }
  }
  auto opened = Dataset::open(path);
  if (!opened) {
    std::fprintf(stderr, "%s\n", describe(opened.error()).c_str());
    std::abort();
  }
  return files.emplace(count, *std::move(opened)).first->second;
}

/// Returns the renderer, in the one context of this program.
gpu::PointRenderer& renderer() {
  static auto* const context = new Result<gpu::HeadlessContext>(gpu::HeadlessContext::create());
  static auto* const made = [] {
    if (!*context) {
      std::fprintf(stderr, "%s\n", describe(context->error()).c_str());
      std::abort();
    }
    std::printf("drawing with %s\n", (*context)->info().name.c_str());
    return new Result<gpu::PointRenderer>(gpu::PointRenderer::create());
  }();
  return **made;
}

Camera orbit(double turn) {
  Camera camera;
  camera.eye = {2.2 * std::sin(turn), -2.2 * std::cos(turn), 1.1 + 0.3 * std::sin(3 * turn)};
  return camera;
}

gpu::VertexBuffer uploaded(const Dataset& file) {
  auto buffer = gpu::VertexBuffer::create(file);
  if (!buffer || !buffer->upload_all()) std::abort();
  return *std::move(buffer);
}

void gpu_read_limit(benchmark::State& state) {
  const auto bytes = surface(static_cast<std::uint64_t>(state.range(0))).bytes().value();
  const std::size_t threads = std::max(std::thread::hardware_concurrency(), 1U);
  for (auto _ : state) {
    std::vector<std::uint64_t> sums(threads);
    {
      std::vector<std::jthread> workers;
      const std::size_t share = bytes.size() / threads / 64 * 64;
      for (std::size_t t = 0; t < threads; ++t)
        workers.emplace_back([&, t] {
          std::uint64_t lanes[8] = {};
          for (std::size_t i = t * share; i < (t + 1) * share; i += sizeof(lanes)) {
            std::uint64_t words[8];
            std::memcpy(words, bytes.data() + i, sizeof(words));
            for (int lane = 0; lane < 8; ++lane) lanes[lane] += words[lane];
          }
          for (const auto lane : lanes) sums[t] += lane;
        });
    }
    benchmark::DoNotOptimize(sums.data());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}

void gpu_full_redraw(benchmark::State& state, gpu::Backend kind) {
  auto& drawing = renderer();
  if (auto ready = drawing.prepare(kind); !ready) return state.SkipWithError(ready.error().message.c_str());
  auto buffer = uploaded(surface(static_cast<std::uint64_t>(state.range(0))));
  const gpu::DrawnDataset clouds[] = {{&buffer}};
  auto frame = gpu::Frame::create(kViewport);
  double turn = 0;
  for (auto _ : state) {
    // The camera turns each time, because a converged picture would cost nothing.
    turn += 0.01;
    while (!drawing.draw(orbit(turn), clouds, {.backend = kind}, *frame).converged) {
    }
    benchmark::DoNotOptimize(frame->pick({640, 360}, 0));  // waits for the GPU
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(buffer.size()));
  state.SetBytesProcessed(state.iterations() *
                          static_cast<std::int64_t>(buffer.size() * sizeof(ColoredVertex)));
}

/// Measures an orbit in steps of half a degree, then a stop. The counters are frame times, new points a
/// frame, and the time from the stop to the finished picture.
void gpu_moving_frames(benchmark::State& state, gpu::Backend kind, float point_size, float edl_strength) {
  auto& drawing = renderer();
  if (auto ready = drawing.prepare(kind); !ready) return state.SkipWithError(ready.error().message.c_str());
  auto buffer = uploaded(surface(static_cast<std::uint64_t>(state.range(0))));
  const gpu::DrawnDataset clouds[] = {{&buffer}};
  auto frame = gpu::Frame::create(kViewport);
  const gpu::DrawOptions options{
      .point_size = point_size, .edl_strength = edl_strength, .backend = kind, .budget_ms = kBudgetMs};
  constexpr int kFrames = 300;
  std::vector<double> times;
  double points = 0;
  double turn = 0;
  double settle_ms = 0;
  for (auto _ : state) {
    for (int i = 0; i < kFrames; ++i) {
      turn += 0.0087;
      const auto begin = Clock::now();
      const auto stats = drawing.draw(orbit(turn), clouds, options, *frame);
      benchmark::DoNotOptimize(frame->pick({640, 360}, 0));
      times.push_back(ms_since(begin));
      points += static_cast<double>(stats.points_drawn);
    }
    const auto begin = Clock::now();
    while (!drawing.draw(orbit(turn), clouds, options, *frame).converged) {
    }
    settle_ms = ms_since(begin);
  }
  std::sort(times.begin(), times.end());
  state.counters["p50_ms"] = times[times.size() / 2];
  state.counters["p99_ms"] = times[times.size() * 99 / 100];
  state.counters["max_ms"] = times.back();
  state.counters["new_points"] = points / static_cast<double>(times.size());
  state.counters["settle_ms"] = settle_ms;
}

/// Measures the time from an open file to the first frame within the budget: buffer and first draw.
void gpu_first_frame(benchmark::State& state) {
  auto& drawing = renderer();
  const auto& file = surface(static_cast<std::uint64_t>(state.range(0)));
  for (auto _ : state) {
    auto frame = gpu::Frame::create(kViewport);
    auto buffer = gpu::VertexBuffer::create(file);
    const gpu::DrawnDataset clouds[] = {{&*buffer}};
    benchmark::DoNotOptimize(drawing.draw(orbit(0), clouds, {.budget_ms = kBudgetMs}, *frame));
  }
}

void register_all() {
  const char* const large = std::getenv("VERTEXVIEW_BENCHMARK_LARGE");
  std::vector<std::int64_t> sizes = {10'000'000};
  if (large != nullptr && std::strcmp(large, "0") != 0) sizes.push_back(100'000'000);
  const auto add = [&](const std::string& name, auto run) {
    auto* const made = benchmark::RegisterBenchmark(name.c_str(), run);
    for (const auto size : sizes) made->Arg(size);
    made->UseRealTime()->Unit(benchmark::kMillisecond);
    return made;
  };
  add("gpu_read_limit", gpu_read_limit);
  for (const auto kind : {gpu::Backend::kCpu, gpu::Backend::kCompute, gpu::Backend::kPoints}) {
    const std::string name(gpu::backend_name(kind));
    add("gpu_full_redraw/" + name, [kind](benchmark::State& state) { gpu_full_redraw(state, kind); });
  }
  const auto moving = [&](const std::string& name, float size, float strength) {
    add("gpu_moving_frames/" + name, [=](benchmark::State& state) {
      gpu_moving_frames(state, gpu::Backend::kAutomatic, size, strength);
    })->Iterations(1);
  };
  moving("plain", 1, 0);
  moving("size2_edl", 2, 0.4F);
  add("gpu_first_frame", gpu_first_frame);
}

const bool registered = (register_all(), true);

}  // namespace
}  // namespace vertexview::benchmarks
