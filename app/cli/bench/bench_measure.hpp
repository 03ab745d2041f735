#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "vertexview/camera/camera.hpp"
#include "vertexview/gpu/context.hpp"
#include "vertexview/gpu/device_rates.hpp"
#include "vertexview/gpu/point_renderer.hpp"
#include "vertexview/gpu/vertex_buffer.hpp"
#include "vertexview/task/wakeup.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview::cli {

/// What `bench` is asked for.
struct BenchPlan {
  std::string file;
  Dataset::Options open;
  Viewport size{1280, 720};
  gpu::Backend backend = gpu::Backend::kAutomatic;
  /// Milliseconds of a frame while the camera moves; nullopt: by the kind of device.
  std::optional<double> budget_ms;
  std::optional<std::uint64_t> gpu_budget;
  gpu::Residency residency = gpu::Residency::kAutomatic;
  const Progress* progress = nullptr;  ///< through which the benchmark may be cancelled
  Wakeup* wakeup = nullptr;            ///< what the benchmark waits for; who cancels also wakes it
};

/// When the first picture was made, in nanoseconds of the system's monotonic clock, which processes share,
/// and what it shows.
struct FirstPicture {
  std::int64_t context_made = 0;
  std::int64_t shown = 0;
  std::uint64_t points = 0;
  std::uint64_t covered = 0;  ///< pixels that show a vertex
};

/// Percentiles, in milliseconds, of a step that was timed again and again.
struct Times {
  double p50 = 0;
  double p99 = 0;
  double most = 0;
  std::uint64_t count = 0;
};

/// Bytes a second on the CPU.
struct HostRates {
  double copy = 0;  ///< memcpy by one thread; each byte counted once
  double read = 0;  ///< summing numbers on every core
};

struct BackendRate {
  gpu::Backend backend = gpu::Backend::kAutomatic;
  std::uint64_t vertices = 0;  ///< the first ones of the file
  double points_per_second = 0;
};

/// The times of the first picture in fresh processes, the median of several.
struct FirstPictureTimes {
  double from_start_ms = 0;
  /// The part for starting the process and making a context, as any program must.
  double until_context_ms = 0;
  std::uint64_t points = 0;
  double coverage = 0;  ///< covered pixels as a share of those that the whole picture covers
};

struct BenchResult {
  std::string path;
  std::uint64_t vertices = 0;
  std::uint64_t bytes = 0;
  Viewport size;
  gpu::DeviceInfo device;
  std::string backend;
  std::string residency;
  std::string notice;
  HostRates host;
  gpu::DeviceRates rates;

  FirstPictureTimes first;
  std::optional<FirstPictureTimes> first_cold;  ///< nullopt where something else keeps the file in memory
  std::uint64_t covered = 0;  ///< pixels that show a vertex in the whole picture of the first picture's view

  double upload_ms = 0;
  Times upload_calls;              ///< of each call that moves records; a window stands still for as long
  std::uint64_t upload_bytes = 0;  ///< bytes that were copied
  std::uint64_t gpu_bytes = 0;

  double budget_ms = 0;
  Times frames;
  double points_per_frame = 0;
  double converge_ms = 0;  ///< until the picture is complete once the camera stands still
  Times picks;

  double redraw_ms = 0;
  double redraw_points_per_second = 0;
  std::vector<BackendRate> backends;
  std::uint64_t peak_memory = 0;  ///< bytes resident in memory, the mapped file's pages included
};

/// Returns the time now, on the clock of FirstPicture.
[[nodiscard]] std::int64_t monotonic_ns() noexcept;

/// Makes a picture in memory, within a frame's budget, as a viewer does when it begins. Returns when its
/// steps were done. Fails without OpenGL, or when the file cannot be opened or read.
[[nodiscard]] Result<FirstPicture> first_picture(const BenchPlan& plan);

/// Measures everything but the first picture; fails as first_picture() does, and with kCancelled.
[[nodiscard]] Result<BenchResult> measure(const BenchPlan& plan);

}  // namespace vertexview::cli
