#include <fmt/format.h>

#include <array>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/command.hpp"
#include "cli/interrupt.hpp"
#include "cli/output.hpp"
#include "cli/progress_bar.hpp"
#include "document/fault_guard.hpp"
#include "vertexview/vertex/statistics.hpp"

namespace vertexview::cli {
namespace {

struct Options {
  std::string file;
  VertexFile::Options open;
  bool json = false;
};

/// 10000000 as "10,000,000".
std::string grouped(std::uint64_t value) {
  auto digits = std::to_string(value);
  for (auto i = static_cast<std::ptrdiff_t>(digits.size()) - 3; i > 0; i -= 3)
    digits.insert(static_cast<std::size_t>(i), 1, ',');
  return digits;
}

/// 20000000 as "20,000,000 (19.1 MiB)".
std::string byte_size(std::uint64_t bytes) {
  constexpr std::array kUnits{"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  std::string text = grouped(bytes);
  if (bytes < 1024) return text;
  double size = static_cast<double>(bytes) / 1024;
  std::size_t unit = 0;
  for (; size >= 1024 && unit + 1 < kUnits.size(); ++unit) size /= 1024;
  return text + fmt::format(" ({:.1f} {})", size, kUnits[unit]);
}

std::string as_json(const VertexFile& file, const Statistics& statistics) {
  using Json = nlohmann::ordered_json;
  const auto vector = [](const Vector& v) {
    return Json::array({static_cast<double>(v.x), static_cast<double>(v.y), static_cast<double>(v.z)});
  };
  const auto color = [](const Color& c) { return Json::array({c.red, c.green, c.blue}); };
  Json json;
  json["path"] = file.path();
  json["bytes"] = file.file_size();
  json["format"] = file.layout().format;
  json["stride"] = file.stride();
  json["vertices"] = file.size();
  json["remainder"] = file.remainder();
  json["bounds"] = nullptr;
  if (const auto& bounds = statistics.bounds; !bounds.empty())
    json["bounds"] = {{"min", vector(bounds.min)}, {"max", vector(bounds.max)}};
  json["non_finite"] = statistics.non_finite;
  json["color"] = nullptr;
  if (statistics.count > 0)
    json["color"] = {{"min", color(statistics.color_min)}, {"max", color(statistics.color_max)}};
  // A path is bytes, JSON is UTF-8: what is not becomes U+FFFD.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// A line of the table: name, minimum, maximum.
std::string range_line(const char* name, const std::string& min, const std::string& max) {
  return fmt::format("{:<11} {:>16} {:>16}\n", name, min, max);
}

std::string as_text(const VertexFile& file, const Statistics& statistics) {
  const auto line = [](const char* name, const std::string& value) {
    return fmt::format("{:<11} {}\n", name, value);
  };
  std::string text = line("file", file.path());
  text += line("bytes", byte_size(file.file_size()));
  text += line("format", file.layout().format);
  text += line("stride", grouped(file.stride()));
  text += line("vertices", grouped(file.size()));
  text += line("remainder", grouped(file.remainder()));
  text += line("non-finite", grouped(statistics.non_finite));
  if (statistics.count == 0) return text;

  text += "\n" + range_line("", "min", "max");
  const auto& [min, max] = statistics.bounds;
  const auto axis = [&](const char* name, float from, float to) {
    const bool any = !statistics.bounds.empty();
    text += range_line(name, any ? fmt::format("{}", from) : "-", any ? fmt::format("{}", to) : "-");
  };
  axis("x", min.x, max.x);
  axis("y", min.y, max.y);
  axis("z", min.z, max.z);
  const auto& [from, to] = std::pair(statistics.color_min, statistics.color_max);
  text += range_line("red", std::to_string(from.red), std::to_string(to.red));
  text += range_line("green", std::to_string(from.green), std::to_string(to.green));
  text += range_line("blue", std::to_string(from.blue), std::to_string(to.blue));
  return text;
}

Result<void> info(Options options) {
  options.open.hint = AccessHint::kSequential;
  const auto file = VertexFile::open(options.file, options.open);
  if (!file) return tl::unexpected<Error>(file.error());
  const app::WatchedMapping watched(file->bytes());
  Progress progress;
  const CancelOnSignal cancel(progress);
  const auto statistics = [&] {
    const ProgressBar bar(progress, "scanning", "vertices");
    return scan(*file, &progress);
  }();
  if (!statistics) return tl::unexpected<Error>(statistics.error());
  if (watched.lost())
    return fail(ErrorCode::kIo, "the file became shorter, or its disk failed, while it was being read",
                options.file);
  return write_output(options.json ? as_json(*file, *statistics) : as_text(*file, *statistics));
}

}  // namespace

Command add_info(CLI::App& program) {
  const auto options = std::make_shared<Options>();
  CLI::App& app = *program.add_subcommand("info", "What a file holds: vertices, bounds, colour range");
  app.add_option("FILE", options->file, "The vertex file")->type_name("")->required();
  app.add_flag("--json", options->json, "Print JSON, for programs");
  add_layout_options(app, options->open);
  app.footer(
      "Bounds are those of the finite positions; 'non-finite' counts the others, which are never drawn.\n\n"
      "Examples:\n"
      "  vertexview info cloud.bin\n"
      "  vertexview info cloud.bin --json | jq .vertices");
  return {&app, [options] { return info(*options); }};
}

}  // namespace vertexview::cli
