#include "cli/bench_report.hpp"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

namespace vertexview::cli {
namespace {

constexpr double kRecordBytes = sizeof(ColoredVertex);

std::string line(std::string_view name, const std::string& value, const std::string& limit = {}) {
  return limit.empty() ? fmt::format("{:<15}{}\n", name, value)
                       : fmt::format("{:<15}{:<34}{}\n", name, value, limit);
}

std::string rate(double bytes_per_second) {
  return fmt::format("{:.2f} GB/s", bytes_per_second * 1e-9);
}

std::string point_rate(double points_per_second) {
  return fmt::format("{:.2f} million points/s", points_per_second * 1e-6);
}

std::string ratio(double part) {
  return fmt::format("{:.2f}", part);
}

// The memory that the renderer reads records from.
double read_limit(const BenchResult& result) {
  return result.renderer == "cpu" ? result.host.read : result.rates.device_read;
}

double upload_rate(const BenchResult& result) {
  return static_cast<double>(result.upload_bytes) / std::max(result.upload_ms, 1e-6) * 1e3;
}

}  // namespace

std::string bench_table(const BenchResult& r) {
  std::string text;
  text += line("file", fmt::format("{}, {} vertices, {} bytes", r.path, r.vertices, r.bytes));
  text += line("device", fmt::format("{}, OpenGL {}", r.device.renderer, r.device.version));
  text += line("renderer", fmt::format("{}, vertices {}", r.renderer, r.residency));
  text += line("picture", fmt::format("{}x{}", r.size.width, r.size.height));
  if (!r.notice.empty()) text += line("notice", r.notice);

  text += "\n";
  text += line("memcpy", rate(r.host.copy), "one thread");
  text += line("memory read", rate(r.host.read), "every core");
  text += line("device copy", rate(r.rates.device_copy));
  text += line("device read", rate(r.rates.device_read), "a compute shader");
  text += line("host to device", rate(r.rates.host_to_device), "from mapped staging memory");

  text += "\n";
  text += line("first picture", fmt::format("{:.1f} ms from process start", r.first_from_start_ms),
               fmt::format("{:.1f} ms from the context; {} points, {:.0f} % of the pixels",
                           r.first_from_context_ms, r.first_points, r.first_coverage * 100));
  const bool copied = r.upload_bytes > 0;
  text += line("upload", fmt::format("{:.3f} ms, {} bytes copied", r.upload_ms, r.upload_bytes),
               copied ? fmt::format("{} = {} of memcpy, {} of host to device", rate(upload_rate(r)),
                                    ratio(upload_rate(r) / r.host.copy),
                                    ratio(upload_rate(r) / r.rates.host_to_device))
                      : "");
  text += line("GPU memory", fmt::format("{} bytes", r.gpu_bytes),
               r.vertices > 0 ? fmt::format("{:.2f} bytes a vertex", static_cast<double>(r.gpu_bytes) /
                                                                         static_cast<double>(r.vertices))
                              : "");
  text += line("moving frame", fmt::format("p50 {:.1f} ms, p99 {:.1f} ms", r.frames.p50, r.frames.p99),
               fmt::format("budget {:.0f} ms; {} frames of {:.2f} million points", r.budget_ms,
                           r.frames.count, r.points_per_frame * 1e-6));
  text += line("converged", fmt::format("{:.1f} ms after the camera stood still", r.converge_ms));
  text += line("pick", fmt::format("p50 {:.2f} ms, p99 {:.2f} ms", r.picks.p50, r.picks.p99));
  text +=
      line("full redraw", fmt::format("{:.1f} ms, {}", r.redraw_ms, point_rate(r.redraw_points_per_second)),
           fmt::format("{} = {} of {}", rate(r.redraw_points_per_second * kRecordBytes),
                       ratio(r.redraw_points_per_second * kRecordBytes / read_limit(r)),
                       r.renderer == "cpu" ? "memory read" : "device read"));
  double reference = 0;
  for (const auto& timed : r.renderers) {
    if (timed.renderer == gpu::Renderer::kPoints) reference = timed.points_per_second;
    text += line(fmt::format("  {}", gpu::renderer_name(timed.renderer)), point_rate(timed.points_per_second),
                 fmt::format("{:.1f} times OpenGL's points, on {} vertices",
                             timed.points_per_second / reference, timed.vertices));
  }
  text += line("peak memory", fmt::format("{:.1f} MB resident", static_cast<double>(r.peak_memory) * 1e-6),
               "the file's mapped pages included");
  return text;
}

std::string bench_json(const BenchResult& r) {
  using Json = nlohmann::ordered_json;
  const auto times = [](const Times& t) {
    return Json{{"p50_ms", t.p50}, {"p99_ms", t.p99}, {"max_ms", t.most}, {"count", t.count}};
  };
  Json json;
  json["path"] = r.path;
  json["vertices"] = r.vertices;
  json["bytes"] = r.bytes;
  json["size"] = {r.size.width, r.size.height};
  json["device"] = {{"renderer", r.device.renderer},
                    {"vendor", r.device.vendor},
                    {"version", r.device.version},
                    {"software", r.device.software}};
  json["renderer"] = r.renderer;
  json["residency"] = r.residency;
  json["notice"] = r.notice;
  json["limits"] = {{"memcpy", r.host.copy},
                    {"memory_read", r.host.read},
                    {"device_copy", r.rates.device_copy},
                    {"device_read", r.rates.device_read},
                    {"host_to_device", r.rates.host_to_device}};
  json["first_picture"] = {{"from_process_start_ms", r.first_from_start_ms},
                           {"from_context_ms", r.first_from_context_ms},
                           {"points", r.first_points},
                           {"coverage", r.first_coverage}};
  json["upload"] = {{"ms", r.upload_ms},
                    {"bytes_copied", r.upload_bytes},
                    {"rate", upload_rate(r)},
                    {"of_memcpy", upload_rate(r) / r.host.copy},
                    {"of_host_to_device", upload_rate(r) / r.rates.host_to_device},
                    {"gpu_bytes", r.gpu_bytes}};
  json["moving_frame"] = times(r.frames);
  json["moving_frame"]["budget_ms"] = r.budget_ms;
  json["moving_frame"]["points"] = r.points_per_frame;
  json["converge_ms"] = r.converge_ms;
  json["pick"] = times(r.picks);
  json["full_redraw"] = {{"ms", r.redraw_ms},
                         {"points_per_second", r.redraw_points_per_second},
                         {"of_read_limit", r.redraw_points_per_second * kRecordBytes / read_limit(r)}};
  for (const auto& timed : r.renderers)
    json["renderers"][std::string(gpu::renderer_name(timed.renderer))] = {
        {"vertices", timed.vertices}, {"points_per_second", timed.points_per_second}};
  json["peak_memory"] = r.peak_memory;
  return json.dump(2) + "\n";
}

}  // namespace vertexview::cli
