#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "actions/nearest.hpp"
#include "cli/command.hpp"
#include "cli/terminal/interrupt.hpp"
#include "cli/terminal/progress_bar.hpp"
#include "cli/terminal/standard_output.hpp"
#include "cli/terminal/terminal_text.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/vertex/record_check.hpp"

namespace vertexview::cli {
namespace {

/// The exit status where a kind was found that --fail-on names.
constexpr int kFound = 3;
/// What --fail-on takes for every kind.
constexpr std::string_view kAnyKind = "any";

struct Options {
  std::string file;
  Dataset::Options open;
  bool json = false;
  std::vector<std::string> fail_on;
  bool failed = false;  ///< whether one of these kinds was found
};

using Json = nlohmann::ordered_json;

std::string as_json(const Dataset& file, const std::vector<Finding>& findings) {
  Json json{{"vertices", file.size()}, {"findings", Json::array()}};
  for (const Finding& finding : findings)
    json["findings"].push_back({{"kind", finding.kind},
                                {"severity", severity_name(finding.severity)},
                                {"count", finding.count},
                                {"examples", finding.examples},
                                {"text", finding.text}});
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// Returns the text in lines of at most 100 characters, each after `indent` blanks.
std::string filled(std::string_view text, std::size_t indent) {
  constexpr std::size_t kColumns = 100;
  std::string lines;
  while (!text.empty()) {
    std::size_t end = text.size();
    if (indent + end > kColumns) {
      end = text.rfind(' ', kColumns - indent);
      if (end == std::string_view::npos) end = std::min(text.find(' '), text.size());
    }
    lines.append(indent, ' ').append(text.substr(0, end)).append("\n");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string as_text(const Dataset& file, const std::vector<Finding>& findings) {
  std::string text = fmt::format("{}: {} vertices, ", printable_name(file.path()), grouped(file.size()));
  if (findings.empty()) return text + "nothing is wrong\n";
  text += fmt::format("{} finding{}\n", findings.size(), findings.size() == 1 ? "" : "s");
  constexpr std::size_t kIndent = 2;
  for (const Finding& finding : findings) {
    text += fmt::format("\n{}: {}\n", severity_name(finding.severity), finding.kind);
    text += filled(printable_name(finding.text), kIndent);
    if (finding.examples.empty()) continue;
    std::string examples = finding.examples.size() == 1 ? "vertex" : "vertices";
    std::string_view separator = " ";
    for (const std::uint64_t example : finding.examples) {
      examples += fmt::format("{}{}", separator, example);
      separator = ", ";
    }
    if (finding.examples.size() < finding.count) examples += ", ...";
    text += filled(examples, kIndent);
  }
  return text;
}

Result<void> check(Options& options) {
  Progress progress;
  const CancelOnSignal cancel(progress);
  options.open.hint = AccessHint::kSequential;
  options.open.progress = &progress;
  const auto file = open_to_read(options.file, options.open);
  if (!file) return tl::unexpected<Error>(file.error());
  const auto findings = with_progress_bar(progress, "checking", "vertices",
                                          [&] { return check_records(*file, {.progress = &progress}); });
  if (!findings) return tl::unexpected<Error>(findings.error());
  if (auto same = file->check_unchanged(); !same) return same;
  options.failed = std::ranges::any_of(*findings, [&](const Finding& finding) {
    return std::ranges::any_of(options.fail_on,
                               [&](const auto& kind) { return kind == kAnyKind || kind == finding.kind; });
  });
  auto written = write_output(options.json ? as_json(*file, *findings) : as_text(*file, *findings));
  if (written && !options.json) tell_nonsense(*file);
  return written;
}

/// Returns what is wrong with a name that --fail-on was given, or nothing.
std::string refused_kind(const std::string& name) {
  if (name == kAnyKind) return {};
  std::vector<std::string_view> names;
  names.reserve(finding_kinds().size());
  for (const FindingKind& kind : finding_kinds()) names.push_back(kind.name);
  if (std::ranges::find(names, name) != names.end()) return {};
  const auto meant = app::nearest_names(name, names, 1);
  std::string text = "no kind " + in_quotes(name);
  if (!meant.empty()) return text + fmt::format("; did you mean '{}'?", meant.front());
  text += "; the kinds are";
  for (const std::string_view one : names) text.append(" ").append(one);
  return text.append(", and any");
}

std::string kinds_help() {
  std::string help = "Kinds, the worst first:\n";
  for (const FindingKind& kind : finding_kinds())
    help += fmt::format("  {:<11} {}: {}\n", kind.name, severity_name(kind.severity), kind.meaning);
  return help;
}

}  // namespace

Command add_check(CLI::App& program) {
  const auto options = std::make_shared<Options>();
  CLI::App& app = *program.add_subcommand("check", "What is wrong with the records of a file, or odd");
  add_file_argument(app, options->file)->required();
  app.add_flag("--json", options->json, "Print JSON, for programs");
  app.add_option("--fail-on", options->fail_on, "End with status 3 where one of these kinds is found, or any")
      ->type_name("KIND,...")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(refused_kind);
  add_layout_options(app, options->open);
  app.footer(
      "Reads every record once, and says of each kind of fault how often it occurs, where first, what it "
      "means "
      "and what one may do.\n\n" +
      kinds_help() +
      "\nThe JSON has vertices and findings [{kind, severity, count, examples, text}], the worst first; "
      "examples are the first 10 vertices. Of index-like and constant, count is of numbers of a record, of "
      "all others of records; equal positions among more than 8 million are estimated, which the text "
      "tells.\n\n"
      "Exit status: 0 also where something was found; 3 where that is a kind which --fail-on names.\n\n"
      "Examples:\n"
      "  vertexview check cloud.bin\n"
      "  vertexview check cloud.bin --json | jq .findings\n"
      "  vertexview check scan.bin --layout kitti --fail-on non-finite,far");
  return {&app, [options] { return check(*options); }, [options] { return options->failed ? kFound : 0; }};
}

}  // namespace vertexview::cli
