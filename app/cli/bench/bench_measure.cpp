#include "cli/bench/bench_measure.hpp"

#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstring>
#include <memory>
#include <utility>

#include "cli/command.hpp"
#include "render/driver_threads.hpp"
#include "session/open_vertices.hpp"
#include "vertexview/task/worker_pool.hpp"
#include "vertexview/vertex/statistics.hpp"

namespace vertexview::cli {
namespace {

using gpu::Backend;
using gpu::DrawnDataset;
using gpu::DrawOptions;
using gpu::DrawStats;
using gpu::Frame;
using gpu::PointRenderer;
using gpu::VertexBuffer;

constexpr std::uint64_t kUploadAtOnce = std::uint64_t{16} << 20;  // the slice with which a window begins
constexpr float kPointSize = 2;
constexpr std::uint64_t kSamples = 512;  // records sampled for the first camera, as many as a session takes
constexpr double kFirstBudgetMs = 12;    // budget of the first picture, which a person waits for
// One turn around the dataset in steps of 3 degrees.
constexpr int kFrames = 120;
constexpr double kLongestMs = 10'000;  // a measurement that has a result ends after this long
// Their median counts. More would repeat better, but drawing everything may take seconds.
constexpr int kRedraws = 5;
// The numbers of records that the backends are compared on. OpenGL's points are slow, and their rate hardly
// depends on the count, so they get fewer.
constexpr std::uint64_t kSample = 10'000'000;
constexpr std::uint64_t kPointsSample = 2'000'000;

tl::unexpected<Error> cancelled_error() {
  return fail(ErrorCode::kCancelled, "cancelled");
}

bool cancelled(const BenchPlan& plan) {
  return plan.progress != nullptr && plan.progress->cancelled();
}

VertexBuffer::Options memory_of(const BenchPlan& plan) {
  return {.residency = plan.residency, .gpu_budget = plan.gpu_budget, .when_read = [wakeup = plan.wakeup] {
            wakeup->wake();
          }};
}

double ms_between(std::int64_t from, std::int64_t to) {
  return static_cast<double>(to - from) * 1e-6;
}

Times summary(std::vector<double> milliseconds) {
  if (milliseconds.empty()) return {};
  std::sort(milliseconds.begin(), milliseconds.end());
  const auto at = [&](double part) {
    return milliseconds[static_cast<std::size_t>(std::ceil(part * static_cast<double>(milliseconds.size())) -
                                                 1)];
  };
  return {at(0.5), at(0.99), milliseconds.back(), milliseconds.size()};
}

HostRates measure_host() {
  constexpr std::size_t kWords = std::size_t{1} << 24;  // 128 MiB: far beyond every cache
  constexpr std::size_t kPart = std::size_t{1} << 18;   // 2 MiB, a multiple of eight words
  constexpr auto kBytes = static_cast<double>(kWords * sizeof(std::uint64_t));
  const auto source = std::make_unique<std::uint64_t[]>(kWords);
  const auto target = std::make_unique<std::uint64_t[]>(kWords);
  std::fill_n(source.get(), kWords, 1);
  HostRates rates;
  for (int i = 0; i < 4; ++i) {
    auto begin = monotonic_ns();
    std::memcpy(target.get(), source.get(), kWords * sizeof(std::uint64_t));
    rates.copy = std::max(rates.copy, kBytes / ms_between(begin, monotonic_ns()) * 1e3);

    std::atomic<std::uint64_t> total{0};
    begin = monotonic_ns();
    WorkerPool::shared().for_each_part(kWords, kPart, [&](std::size_t first, std::size_t last) {
      // Eight separate sums, so that additions do not wait for each other.
      std::array<std::uint64_t, 8> sum{};
      for (std::size_t word = first; word < last; word += 8)
        for (std::size_t k = 0; k < 8; ++k) sum[k] += source[word + k];
      for (const auto part : sum) total.fetch_add(part, std::memory_order_relaxed);
    });
    const double ms = ms_between(begin, monotonic_ns());
    // The sum is used so that the compiler does not remove the loop.
    if (total != 0) rates.read = std::max(rates.read, kBytes / ms * 1e3);
  }
  return rates;
}

/// A context and everything that is drawn in it.
struct Stage {
  gpu::HeadlessContext context;  // declared first: the members below live in it
  Dataset file;
  Camera camera;
  PointRenderer renderer;
  Frame frame;
  std::int64_t context_made = 0;
  double budget_ms = 0;
};

Result<Stage> set_stage(const BenchPlan& plan) {
  auto file = open_to_read(plan.file, plan.open);
  if (!file) return tl::unexpected(file.error());
  // Without positions nothing is drawn, and what takes no time would be reported as fast.
  if (auto placed = app::check_position(*file); !placed) return tl::unexpected(placed.error());
  app::spare_driver_threads();
  auto context = gpu::HeadlessContext::create();
  if (!context) return tl::unexpected(context.error());
  const auto context_made = monotonic_ns();
  auto renderer = PointRenderer::create();
  if (!renderer) return tl::unexpected(renderer.error());
  if (auto ready = renderer->prepare(plan.backend); !ready) return tl::unexpected(ready.error());
  auto frame = Frame::create(plan.size);
  if (!frame) return tl::unexpected(frame.error());
  const auto camera = default_camera(sample(*file, kSamples).bounds, plan.size, file->layout().placement.up);
  // Two frames of a display at 60 Hz where the CPU draws, less than one on a GPU.
  const double budget = plan.budget_ms.value_or(context->info().software ? 30 : 12);
  return Stage{*std::move(context), *std::move(file), camera, *std::move(renderer),
               *std::move(frame),   context_made,     budget};
}

DrawStats draw(Stage& stage, VertexBuffer& buffer, Backend backend, double budget_ms) {
  const DrawnDataset datasets[] = {{&buffer}};
  const DrawOptions options{.point_size = kPointSize, .backend = backend, .budget_ms = budget_ms};
  return stage.renderer.draw(stage.camera, datasets, options, stage.frame);
}

std::uint64_t covered(const Frame& frame) {
  const auto ids = frame.read_ids();
  return static_cast<std::uint64_t>(ids.size()) -
         static_cast<std::uint64_t>(std::count(ids.begin(), ids.end(), 0));
}

/// Turns the camera around its target by `degrees`.
void orbit(Camera& camera, double degrees) {
  const double angle = degrees * 0.017453292519943295;
  const glm::dvec3 off = camera.eye - camera.target;
  const double c = std::cos(angle);
  const double s = std::sin(angle);
  camera.eye = camera.target + glm::dvec3(c * off.x - s * off.y, s * off.x + c * off.y, off.z);
}

void time_frames(Stage& stage, VertexBuffer& buffer, const BenchPlan& plan, BenchResult& result) {
  std::vector<double> frames;
  std::vector<double> picks;
  double points = 0;
  // The first frames are not counted: they compile shaders and learn what fits into a frame.
  constexpr int kWarmUp = 10;
  const auto start = monotonic_ns();
  for (int i = -kWarmUp; i < kFrames; ++i) {
    orbit(stage.camera, 3);
    const auto begin = monotonic_ns();
    const auto stats = draw(stage, buffer, plan.backend, stage.budget_ms);
    gpu::finish();
    const auto drawn = monotonic_ns();
    (void)stage.frame.pick({plan.size.width / 2, plan.size.height / 2}, 3);
    const auto picked = monotonic_ns();
    if (i < 0) continue;
    frames.push_back(ms_between(begin, drawn));
    picks.push_back(ms_between(drawn, picked));
    points += static_cast<double>(stats.points_drawn);
    if (ms_between(start, picked) > 2 * kLongestMs || cancelled(plan)) break;
  }
  result.points_per_frame = points / static_cast<double>(frames.size());
  const auto begin = monotonic_ns();
  while (!draw(stage, buffer, plan.backend, stage.budget_ms).converged && !cancelled(plan)) {
  }
  gpu::finish();
  result.converge_ms = ms_between(begin, monotonic_ns());
  result.frames = summary(std::move(frames));
  result.picks = summary(std::move(picks));
}

/// Returns the milliseconds that drawing a whole picture takes.
double time_redraw(Stage& stage, VertexBuffer& buffer, const BenchPlan& plan, Backend backend) {
  std::vector<double> took;
  const auto start = monotonic_ns();
  for (int i = 0; i <= kRedraws; ++i) {
    orbit(stage.camera, 1);
    const auto begin = monotonic_ns();
    while (!draw(stage, buffer, backend, 0).converged && !cancelled(plan)) {
    }
    gpu::finish();
    const auto end = monotonic_ns();
    // The first redraw warms up and is not counted, unless it takes so long that warming up does not matter.
    if (i > 0 || ms_between(begin, end) > kLongestMs / 4) took.push_back(ms_between(begin, end));
    if ((!took.empty() && ms_between(start, end) > kLongestMs) || cancelled(plan)) break;
  }
  return summary(std::move(took)).p50;
}

/// Uploads the file in pieces as a window's frames do, and appends the milliseconds of each call.
Result<void> upload_all(VertexBuffer& buffer, const BenchPlan& plan, std::vector<double>& calls) {
  for (;;) {
    const std::uint64_t before = buffer.resident();
    const auto begin = monotonic_ns();
    if (auto moved = buffer.upload(kUploadAtOnce); !moved) return moved;
    calls.push_back(ms_between(begin, monotonic_ns()));
    if (buffer.complete()) return {};
    if (cancelled(plan)) return cancelled_error();
    if (buffer.resident() == before) plan.wakeup->wait();
  }
}

Result<void> time_upload(VertexBuffer& buffer, const BenchPlan& plan, std::int64_t begin,
                         BenchResult& result) {
  std::vector<double> calls;
  if (auto uploaded = upload_all(buffer, plan, calls); !uploaded) return uploaded;
  gpu::finish();
  result.upload_ms = ms_between(begin, monotonic_ns());
  result.upload_calls = summary(std::move(calls));
  result.gpu_bytes = buffer.gpu_bytes();
  switch (buffer.residency()) {
    case gpu::Residency::kAliased:
      result.residency = "aliased";
      break;
    case gpu::Residency::kStreamed:
      result.residency = "streamed";
      result.upload_bytes = buffer.gpu_bytes();  // as much as the pool holds
      break;
    default:
      result.residency = "resident";
      result.upload_bytes = buffer.size() * sizeof(ColoredVertex);
  }
  result.notice = buffer.notice();
  return {};
}

Result<void> time_backend(Stage& stage, const BenchPlan& plan, Backend backend, BenchResult& result) {
  if (!stage.renderer.prepare(backend)) return {};  // this device cannot draw with the backend
  auto open = plan.open;
  open.guessed = stage.file.guess();
  open.at_most = std::min(stage.file.size(), backend == Backend::kPoints ? kPointsSample : kSample);
  auto file = app::open_vertices(plan.file, open);
  if (!file) return tl::unexpected(file.error());
  auto buffer = VertexBuffer::create(*std::move(file), memory_of(plan));
  if (!buffer) return tl::unexpected(buffer.error());
  std::vector<double> calls;
  if (auto uploaded = upload_all(*buffer, plan, calls); !uploaded) return uploaded;
  const double ms = time_redraw(stage, *buffer, plan, backend);
  result.backends.push_back({backend, buffer->size(), static_cast<double>(buffer->size()) / ms * 1e3});
  return {};
}

}  // namespace

std::int64_t monotonic_ns() noexcept {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

Result<FirstPicture> first_picture(const BenchPlan& plan) {
  auto stage = set_stage(plan);
  if (!stage) return tl::unexpected(stage.error());
  auto buffer = VertexBuffer::create(stage->file, memory_of(plan));
  if (!buffer) return tl::unexpected(buffer.error());
  FirstPicture first;
  first.context_made = stage->context_made;
  for (;;) {
    if (auto moved = buffer->upload(kUploadAtOnce); !moved) return tl::unexpected(moved.error());
    const auto stats = draw(*stage, *buffer, plan.backend, std::min(stage->budget_ms, kFirstBudgetMs));
    first.points = stats.points_drawn;
    if (first.points > 0 || stage->file.empty()) break;
  }
  (void)stage->frame.read();
  first.shown = monotonic_ns();
  first.covered = covered(stage->frame);
  return first;
}

Result<BenchResult> measure(const BenchPlan& plan) {
  auto made = set_stage(plan);
  if (!made) return tl::unexpected(made.error());
  Stage& stage = *made;
  BenchResult result;
  result.path = plan.file;
  result.vertices = stage.file.size();
  result.bytes = stage.file.file_size();
  result.size = plan.size;
  result.device = stage.context.info();
  result.budget_ms = stage.budget_ms;
  result.host = measure_host();
  auto rates = gpu::measure_device_rates();
  if (!rates) return tl::unexpected(rates.error());
  result.rates = *rates;

  const auto begin = monotonic_ns();
  auto buffer = VertexBuffer::create(stage.file, memory_of(plan));
  if (!buffer) return tl::unexpected(buffer.error());
  if (auto timed = time_upload(*buffer, plan, begin, result); !timed) return tl::unexpected(timed.error());

  // The whole picture of the first picture's view tells how much of it the first one showed.
  DrawStats whole = draw(stage, *buffer, plan.backend, 0);
  while (!whole.converged && !cancelled(plan)) whole = draw(stage, *buffer, plan.backend, 0);
  result.backend = gpu::backend_name(whole.backend);
  result.covered = covered(stage.frame);

  time_frames(stage, *buffer, plan, result);
  result.redraw_ms = time_redraw(stage, *buffer, plan, plan.backend);
  result.redraw_points_per_second = static_cast<double>(result.vertices) / result.redraw_ms * 1e3;
  for (const Backend backend : {Backend::kPoints, Backend::kCompute, Backend::kCpu})
    if (auto timed = time_backend(stage, plan, backend, result); !timed) return tl::unexpected(timed.error());
  if (cancelled(plan)) return cancelled_error();
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  result.peak_memory = static_cast<std::uint64_t>(used.ru_maxrss) * 1024;
  return result;
}

}  // namespace vertexview::cli
