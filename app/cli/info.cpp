#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <ranges>
#include <string>
#include <utility>
#include <vector>

#include "cli/command.hpp"
#include "cli/terminal/interrupt.hpp"
#include "cli/terminal/progress_bar.hpp"
#include "cli/terminal/standard_output.hpp"
#include "cli/terminal/terminal_text.hpp"
#include "session/layout_argument.hpp"
#include "session/open_vertices.hpp"
#include "session/place.hpp"
#include "vertexview/formats/container.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/record/element_range.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/encoding.hpp"
#include "vertexview/record/schema_writers.hpp"
#include "vertexview/vertex/color_doubt.hpp"
#include "vertexview/vertex/layout_guess.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"
#include "vertexview/vertex/statistics.hpp"

namespace vertexview::cli {
namespace {

struct Options {
  std::string file;
  Dataset::Options open;
  std::string where;
  bool json = false;
  std::string layout_as;  ///< the name of a SchemaWriter; empty: what the file holds
};

/// Returns 20000000 as "20 000 000 (20.0 MB)", in powers of 1000 as the window and `bench` count.
std::string byte_size(std::uint64_t bytes) {
  constexpr std::array kUnits{"kB", "MB", "GB", "TB", "PB", "EB"};
  std::string text = grouped(bytes);
  if (bytes < 1000) return text;
  double size = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  for (; size >= 999.95 && unit + 1 < kUnits.size(); ++unit) size /= 1000;
  return text + fmt::format(" ({:.1f} {})", size, kUnits[unit]);
}

/// An element of a layout that is not canonical, and the values it takes.
struct RangeOfElement {
  Element element;
  std::optional<ValueRange> values;                  ///< as they are stored; nullopt for bytes
  std::optional<ValueRange> decoded = std::nullopt;  ///< nullopt without an encoding
};

/// Everything that is found out about a file.
struct Findings {
  Statistics statistics;
  std::vector<RangeOfElement>
      elements;  ///< empty for canonical records, which `statistics` describes completely
};

using Json = nlohmann::ordered_json;

/// Returns what the format says that the file holds.
Json as_json(const Container& container, const Dataset& file) {
  Json json{{"format", container.format}, {"decoded", file.decoded()}};
  if (container.members.size() > 1) {
    json["member"] = file.member()->name;
    for (const Member& member : container.members) json["members"].push_back(member.name);
  }
  json["notes"] = container.notes;
  return json;
}

std::string as_json(const Dataset& file, const Findings& findings) {
  const auto& statistics = findings.statistics;
  const auto color = [](const Color& c) { return Json::array({c.red, c.green, c.blue}); };
  Json json;
  json["path"] = file.path();
  json["bytes"] = file.file_size();
  json["format"] = file.layout().schema.format;
  json["stride"] = file.stride();
  json["vertices"] = file.size();
  if (file.records().chosen() != nullptr) json["vertices_of_file"] = file.records().stream_count();
  json["remainder"] = file.remainder();
  json["bounds"] = nullptr;
  if (!statistics.bounds.empty())
    for (std::size_t axis = 0; axis < statistics.places.size(); ++axis) {
      const ElementType type = app::coordinate_type(file.layout(), axis);
      json["bounds"]["min"].push_back(shortest_number(statistics.places[axis].low, type));
      json["bounds"]["max"].push_back(shortest_number(statistics.places[axis].high, type));
    }
  json["non_finite"] = statistics.non_finite;
  json["color"] = nullptr;
  if (statistics.count > 0)
    json["color"] = {{"min", color(statistics.color_min)}, {"max", color(statistics.color_max)}};
  const auto range = [](const ValueRange& values, ElementType type) {
    return Json{{"min", shortest_number(values.low, type)}, {"max", shortest_number(values.high, type)}};
  };
  for (const auto& [element, values, decoded] : findings.elements) {
    Json row{{"name", element.name},
             {"type", element_type_name(element.type)},
             {"count", element.count},
             {"offset", element.offset}};
    if (values) row.update(range(*values, element.type));
    if (element.encoding != Encoding::kPlain) row["encoding"] = encoding_name(element.encoding);
    if (decoded) row["decoded"] = range(*decoded, value_type(element));
    json["fields"].push_back(row);
  }
  json["layout_source"] = layout_source_name(file.layout_source());
  json["layout_file"] = nullptr;
  if (file.layout_source() == LayoutSource::kSidecar) json["layout_file"] = layout_file_of(file.path());
  json["container"] = nullptr;
  if (const Container* const container = file.container()) json["container"] = as_json(*container, file);
  // A path is bytes, but JSON is UTF-8: bytes that are not become U+FFFD.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// Returns a line of the table: name, minimum, maximum.
std::string range_line(const std::string& name, const std::string& min, const std::string& max) {
  return fmt::format("{:<11} {:>16} {:>16}\n", name, min, max);
}

std::string ranges_text(const Dataset& file, const Statistics& statistics) {
  std::string text = range_line("", "min", "max");
  for (std::size_t axis = 0; axis < statistics.places.size(); ++axis) {
    const auto shown = [&](double place) {
      return statistics.bounds.empty() ? "-"
                                       : shortest_text(place, app::coordinate_type(file.layout(), axis));
    };
    const ValueRange& places = statistics.places[axis];
    text += range_line(std::string(1, "xyz"[axis]), shown(places.low), shown(places.high));
  }
  const auto& [from, to] = std::pair(statistics.color_min, statistics.color_max);
  text += range_line("red", std::to_string(from.red), std::to_string(to.red));
  text += range_line("green", std::to_string(from.green), std::to_string(to.green));
  return text + range_line("blue", std::to_string(from.blue), std::to_string(to.blue));
}

std::string elements_text(const std::vector<RangeOfElement>& elements) {
  std::size_t widest = 15;
  std::size_t widest_type = 10;
  for (const auto& [element, values, decoded] : elements) {
    widest = std::max(widest, printable_name(element.name).size());
    if (decoded) widest_type = std::max(widest_type, encoding_name(element.encoding).size());
  }
  const auto line = [&](auto name, auto type, auto offset, auto min, auto max) {
    return fmt::format("{:<{}} {:<{}} {:>6} {:>20} {:>20}\n", name, widest, type, widest_type, offset, min,
                       max);
  };
  const auto end = [](const std::optional<ValueRange>& range, double ValueRange::* which, ElementType type) {
    return range ? shortest_text((*range).*which, type) : std::string("-");
  };
  std::string text = "\n" + line("element", "type", "offset", "min", "max");
  for (const auto& [element, values, decoded] : elements) {
    const auto type = fmt::format("{}{}", element_type_name(element.type),
                                  element.count > 1 ? fmt::format("[{}]", element.count) : "");
    text += line(printable_name(element.name), type, element.offset,
                 end(values, &ValueRange::low, element.type), end(values, &ValueRange::high, element.type));
    if (element.encoding == Encoding::kPlain) continue;
    const ElementType shown = value_type(element);
    text += line("", encoding_name(element.encoding), "", end(decoded, &ValueRange::low, shown),
                 end(decoded, &ValueRange::high, shown));
  }
  return text;
}

std::string line(const char* name, const std::string& value) {
  return fmt::format("{:<11} {}\n", name, printable_name(value));
}

/// Returns the lines that say what the file's format found, where it says more than the layout does.
std::string container_text(const Dataset& file) {
  if (file.layout_source() != LayoutSource::kHeader) return {};
  const Container& container = *file.container();
  std::string text = line("container", std::string(container.format) + (file.decoded() ? ", decoded" : ""));
  if (container.members.size() > 1)
    text += line("member", fmt::format("{}, one of {}", file.member()->name, container.members.size()));
  for (const std::string& note : container.notes) text += line("note", note);
  return text;
}

std::string as_text(const Dataset& file, const Findings& findings) {
  std::string text = line("file", file.path());
  text += line("bytes", byte_size(file.file_size()));
  text += container_text(file);
  if (file.layout_source() == LayoutSource::kSidecar) text += line("sidecar", layout_file_of(file.path()));
  text += line("format", file.layout().schema.format);
  text += line("stride", grouped(file.stride()));
  text += line("vertices",
               file.records().chosen() == nullptr
                   ? grouped(file.size())
                   : fmt::format("{} of {}", grouped(file.size()), grouped(file.records().stream_count())));
  text += line("remainder", grouped(file.remainder()));
  if (has_position(file.layout()))
    text += line("non-finite", grouped(findings.statistics.non_finite));
  else
    text += line("position", app::no_position_text(file.layout()));
  if (findings.statistics.count == 0) return text;
  text += "\n" + ranges_text(file, findings.statistics);
  return findings.elements.empty() ? text : text + elements_text(findings.elements);
}

/// Finds the smallest and the largest finite value among all numbers of an element, stored and decoded ones.
Result<RangeOfElement> find_range(const Dataset& file, const Element& element, Progress& progress) {
  if (element.type == ElementType::kBytes || file.empty()) return RangeOfElement{element, std::nullopt};
  const auto range_of = [&](const Element& read) {
    return with_progress_bar(progress, element.name, "vertices",
                             [&] { return range_of_elements({&read, 1}, file.records(), &progress); });
  };
  const auto stored = range_of(stored_element(element));
  if (!stored) return tl::unexpected(stored.error());
  if (element.encoding == Encoding::kPlain) return RangeOfElement{element, *stored};
  const auto decoded = range_of(element);
  if (!decoded) return tl::unexpected(decoded.error());
  return RangeOfElement{element, *stored, *decoded};
}

Result<Findings> find_out(const Dataset& file, Progress& progress) {
  Findings findings;
  auto statistics =
      with_progress_bar(progress, "scanning", "vertices", [&] { return scan(file, &progress); });
  if (!statistics) return tl::unexpected(std::move(statistics.error()));
  findings.statistics = *statistics;
  if (file.layout().is_canonical()) return findings;
  for (const auto& element : shown_elements(file.layout().schema)) {
    auto range = find_range(file, element, progress);
    if (!range) return tl::unexpected(std::move(range.error()));
    findings.elements.push_back(*std::move(range));
  }
  return findings;
}

/// Warns that the colours look black; with a wrong layout they are no colours, which tell_doubt() tells.
void tell_dark_colors(const Dataset& file, const Statistics& statistics, const Options& options) {
  if (const auto doubt = doubt_colors(file, statistics))
    complain(fmt::format("{}: {}\n  try: --color-range {}", printable_name(options.file), doubt->reason,
                         doubt->range));
}

/// Warns that the layout may be the wrong one, or else that the colours look black.
void tell_doubt(const Dataset& file, const Statistics& statistics, const Options& options) {
  if (tell_nonsense(file)) return;
  const LayoutTrust trust = app::trust_in(file.layout_source());
  const auto doubt = trust == LayoutTrust::kGiven ? std::nullopt : doubt_layout(file, trust);
  if (!doubt) return tell_dark_colors(file, statistics, options);
  std::string text = doubt->reason;
  for (const LayoutCandidate& one : doubt->better | std::views::take(app::kMostLayoutsOffered))
    text += fmt::format("\n  try: vertexview info {} {}", app::shell_word(options.file),
                        app::layout_options(one.layout));
  complain(fmt::format("{}: {}", printable_name(options.file), text));
}

/// Prints nothing but the layout, for which no record has to be read.
Result<void> print_layout(const Options& options) {
  const auto file = app::open_vertices(options.file, options.open);
  if (!file) return tl::unexpected<Error>(file.error());
  const auto text = write_schema_as(file->layout().schema, options.layout_as);
  if (!text) return tl::unexpected<Error>(text.error());
  return write_output(printable(*text));
}

Result<void> info(Options options) {
  if (!options.layout_as.empty()) return print_layout(options);
  Progress progress;
  const CancelOnSignal cancel(progress);
  options.open.hint = AccessHint::kSequential;
  options.open.progress = &progress;
  const auto file = open_where(options.file, options.open, options.where, progress);
  if (!file) return tl::unexpected<Error>(file.error());
  const auto findings = find_out(*file, progress);
  if (!findings) return tl::unexpected<Error>(findings.error());
  if (auto same = file->check_unchanged(); !same) return same;
  auto written =
      write_output(options.json ? as_json(*file, *findings) : printable(as_text(*file, *findings)));
  if (written && !options.json) tell_doubt(*file, findings->statistics, options);
  return written;
}

Result<std::string> writer_from_text(std::string_view text) {
  const auto written = write_schema_as(Schema::canonical(), text);
  if (!written) return tl::unexpected<Error>(written.error());
  return std::string(text);
}

std::string layout_as_help() {
  std::string help = "Print the layout alone, as text for a program:";
  for (const SchemaWriter& writer : schema_writers())
    help.append(" ").append(writer.name).append(" (").append(writer.label).append(")");
  return help;
}

}  // namespace

Command add_info(CLI::App& program) {
  const auto options = std::make_shared<Options>();
  CLI::App& app = *program.add_subcommand("info", "What a file holds: vertices, bounds, colour range");
  add_file_argument(app, options->file)->required();
  app.add_flag("--json", options->json, "Print JSON, for programs");
  add_parsed(app, "--layout-as", options->layout_as, "KIND", &writer_from_text, layout_as_help())
      ->excludes("--json");
  add_where_option(app, options->where);
  add_layout_options(app, options->open);
  app.footer(
      "Bounds are those of the finite positions; 'non-finite' counts the others, which are never drawn.\n\n"
      "The JSON has path, bytes, format, stride, vertices, with --where vertices_of_file, remainder (bytes "
      "after the last whole record), "
      "bounds and color {min, max} (null without any), non_finite, of other layouts fields "
      "[{name, type, count, offset, min, max}], of those with an encoding also its name, encoding, and the "
      "range of what it gives, decoded {min, max}; layout_source (who said how the records lie: default, "
      "extension, guessed, header, sidecar or given), layout_file (of a sidecar: FILE.layout, or .EXT.layout "
      "of "
      "the folder; else null), and container {format, decoded, notes} (null where the format was not "
      "asked).\n\n"
      "Examples:\n"
      "  vertexview info cloud.bin\n"
      "  vertexview info cloud.bin --json | jq .vertices\n"
      "  vertexview info scan.bin --layout kitti --where \"z > 0\"\n"
      "  vertexview info scan.bin --layout kitti --layout-as c");
  return {&app, [options] { return info(*options); }};
}

}  // namespace vertexview::cli
