#include "cli/bench/bench_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "vertexview/memory/printable.hpp"

namespace vertexview::cli {
namespace {

constexpr double kRecordBytes = sizeof(ColoredVertex);
constexpr double kFrameMs = 16;

/// Returns a number with three digits, because further ones change from run to run: 12.3, 4.56 or 0.789.
std::string rounded_text(double value) {
  const double size = std::abs(value);
  return fmt::format("{:.{}f}", value, size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3);
}

std::string milliseconds(double value) {
  return rounded_text(value) + " ms";
}

std::string rate(double bytes_per_second) {
  return rounded_text(bytes_per_second * 1e-9) + " GB/s";
}

std::string megabytes(double bytes) {
  return bytes < 1e6 ? fmt::format("{:.0f} bytes", bytes) : rounded_text(bytes * 1e-6) + " MB";
}

std::string point_rate(double points_per_second) {
  return rounded_text(points_per_second * 1e-6) + " M/s";
}

std::string count(double vertices) {
  return vertices < 1e6 ? fmt::format("{:.0f}", vertices) : rounded_text(vertices * 1e-6) + " M";
}

/// A figure and, where it has one, its limit.
struct Row {
  std::string name;
  std::string value;
  std::string limit = {};
  double ratio = 0;
  std::string of = {};  // what the limit is
};

std::string line(const Row& row) {
  std::string text = fmt::format("{:<32}{:>12}", row.name, row.value);
  if (row.limit.empty() && !row.of.empty()) text += fmt::format("{:24}{}", "", row.of);
  if (!row.limit.empty()) text += fmt::format("{:>13}{:>8}   {}", row.limit, rounded_text(row.ratio), row.of);
  return text + "\n";
}

/// Returns a row of a time or a size beside its limit; `text` writes both.
Row beside(std::string name, double value, double limit, std::string (*text)(double), std::string of) {
  return {std::move(name), text(value), text(limit), limit > 0 ? value / limit : 0, std::move(of)};
}

// Returns the rate at which the memory that the backend takes records from can be read.
double read_limit(const BenchResult& result) {
  return result.backend == "cpu" ? result.host.read : result.rates.device_read;
}

double upload_rate(const BenchResult& result) {
  return static_cast<double>(result.upload_bytes) / std::max(result.upload_ms, 1e-6) * 1e3;
}

std::string head_of(const BenchResult& r) {
  std::string text = fmt::format("{}, {} vertices, {}\n", printable_name(r.path), r.vertices,
                                 megabytes(static_cast<double>(r.bytes)));
  text += fmt::format("{}, OpenGL {}\n", r.device.name, r.device.version);
  text += fmt::format("{}x{} pixels drawn by {}, vertices {}\n", r.size.width, r.size.height, r.backend,
                      r.residency);
  return r.notice.empty() ? text : text + r.notice + "\n";
}

std::string limits_of(const BenchResult& r) {
  return "\nWhat this machine can do\n" + line({"memcpy", rate(r.host.copy), {}, 0, "one thread"}) +
         line({"memory read", rate(r.host.read), {}, 0, "every core"}) +
         line({"device copy", rate(r.rates.device_copy)}) +
         line({"device read", rate(r.rates.device_read), {}, 0, "a compute shader"}) +
         line({"host to device", rate(r.rates.host_to_device), {}, 0, "from mapped staging memory"}) +
         line(
             {"  into new memory", rate(r.rates.host_to_new), {}, 0, "made for it, as a first upload needs"});
}

Row first_row(const char* name, const FirstPictureTimes& first) {
  return beside(name, first.from_start_ms, first.until_context_ms, milliseconds,
                "starting a process with a context");
}

std::string upload_lines(const BenchResult& r) {
  std::string text = line({"upload",
                           milliseconds(r.upload_ms),
                           {},
                           0,
                           megabytes(static_cast<double>(r.upload_bytes)) + " copied"});
  if (r.upload_bytes > 0) {
    text += line(beside("", upload_rate(r), r.rates.host_to_device, rate, "host to device"));
    text += line(beside("", upload_rate(r), r.rates.host_to_new, rate, "the same into new memory"));
    text += line(beside("", upload_rate(r), r.host.copy, rate, "memcpy"));
  }
  text += line(beside("  longest call", r.upload_calls.most, kFrameMs, milliseconds, "a frame at 60 Hz"));
  const auto vertices = static_cast<double>(std::max<std::uint64_t>(r.vertices, 1));
  text += line(beside(
      "GPU memory per vertex", static_cast<double>(r.gpu_bytes) / vertices, kRecordBytes,
      [](double bytes) { return rounded_text(bytes) + " B"; }, "a record"));
  return text;
}

std::string frame_lines(const BenchResult& r) {
  return line(beside("moving frame, median", r.frames.p50, r.budget_ms, milliseconds, "the budget")) +
         line(
             beside("moving frame, 99th percentile", r.frames.p99, r.budget_ms, milliseconds, "the budget")) +
         line(beside("  new vertices in it", r.points_per_frame, static_cast<double>(r.vertices), count,
                     "the file")) +
         line({"  finished after the last", milliseconds(r.converge_ms)}) +
         line({"pick, median", milliseconds(r.picks.p50)}) +
         line({"pick, 99th percentile", milliseconds(r.picks.p99)});
}

std::string redraw_lines(const BenchResult& r) {
  const double limit = read_limit(r) / kRecordBytes;
  std::string text = line({"full redraw", milliseconds(r.redraw_ms)}) +
                     line(beside("", r.redraw_points_per_second, limit, point_rate,
                                 r.backend == "cpu" ? "memory read" : "device read"));
  double reference = 0;
  for (const auto& timed : r.backends) {
    if (timed.backend == gpu::Backend::kPoints) reference = timed.points_per_second;
    text += line(beside(fmt::format("  {}, {} vertices", gpu::backend_name(timed.backend),
                                    count(static_cast<double>(timed.vertices))),
                        timed.points_per_second, reference, point_rate, "OpenGL's points"));
  }
  return text;
}

}  // namespace

std::string bench_table(const BenchResult& r) {
  std::string text = head_of(r) + limits_of(r);
  text += fmt::format("\n{:<32}{:>12}{:>13}{:>8}\n", "Measured", "", "limit", "ratio");
  text += line(first_row("first picture, file in memory", r.first));
  text += line({"  vertices in it",
                count(static_cast<double>(r.first.points)),
                {},
                0,
                fmt::format("{:.0f} % of the pixels of the whole", r.first.coverage * 100)});
  if (r.first_cold) text += line(first_row("first picture, file on disk", *r.first_cold));
  text += upload_lines(r) + frame_lines(r) + redraw_lines(r);
  text += line(beside("resident memory, at most", static_cast<double>(r.peak_memory),
                      static_cast<double>(r.bytes), megabytes, "the file, whose pages it includes"));
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
  json["device"] = {{"renderer", r.device.name},
                    {"vendor", r.device.vendor},
                    {"version", r.device.version},
                    {"software", r.device.software}};
  json["renderer"] = r.backend;
  json["residency"] = r.residency;
  json["notice"] = r.notice;
  json["limits"] = {{"memcpy", r.host.copy},
                    {"memory_read", r.host.read},
                    {"device_copy", r.rates.device_copy},
                    {"device_read", r.rates.device_read},
                    {"host_to_device", r.rates.host_to_device},
                    {"host_to_new", r.rates.host_to_new}};
  const auto first = [](const FirstPictureTimes& f) {
    return Json{{"from_process_start_ms", f.from_start_ms},
                {"until_context_ms", f.until_context_ms},
                {"from_context_ms", f.from_start_ms - f.until_context_ms},
                {"points", f.points},
                {"coverage", f.coverage}};
  };
  json["first_picture"] = first(r.first);
  json["first_picture_cold"] = r.first_cold ? first(*r.first_cold) : Json();
  json["upload"] = {
      {"ms", r.upload_ms},
      {"bytes_copied", r.upload_bytes},
      {"rate", upload_rate(r)},
      {"of_memcpy", upload_rate(r) / r.host.copy},
      {"of_host_to_device", upload_rate(r) / r.rates.host_to_device},
      {"of_host_to_new", upload_rate(r) / r.rates.host_to_new},
      {"calls", r.upload_calls.count},
      {"longest_call_ms", r.upload_calls.most},
      {"gpu_bytes", r.gpu_bytes},
      {"gpu_bytes_per_vertex",
       static_cast<double>(r.gpu_bytes) / static_cast<double>(std::max<std::uint64_t>(r.vertices, 1))}};
  json["moving_frame"] = times(r.frames);
  json["moving_frame"]["budget_ms"] = r.budget_ms;
  json["moving_frame"]["points"] = r.points_per_frame;
  json["converge_ms"] = r.converge_ms;
  json["pick"] = times(r.picks);
  json["full_redraw"] = {{"ms", r.redraw_ms},
                         {"points_per_second", r.redraw_points_per_second},
                         {"of_read_limit", r.redraw_points_per_second * kRecordBytes / read_limit(r)}};
  for (const auto& timed : r.backends)
    json["renderers"][std::string(gpu::backend_name(timed.backend))] = {
        {"vertices", timed.vertices}, {"points_per_second", timed.points_per_second}};
  json["peak_memory"] = r.peak_memory;
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace vertexview::cli
