#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/command.hpp"
#include "cli/terminal/standard_output.hpp"
#include "cli/terminal/terminal_text.hpp"
#include "vertexview/io/mapped_file.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/record/layout_finder.hpp"

namespace vertexview::cli {
namespace {

struct Options {
  std::string file;
  bool json = false;
};

std::string as_json(const FoundLayouts& found) {
  using Json = nlohmann::ordered_json;
  Json json{{"sure", found.sure}};
  json["candidates"] = Json::array();
  for (const LayoutCandidate& one : found.candidates)
    json["candidates"].push_back({{"layout", one.name},
                                  {"offset", one.layout.data_offset},
                                  {"stride", one.layout.schema.stride},
                                  {"count", one.count},
                                  {"score", one.score},
                                  {"reasons", one.reasons}});
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string as_text(const FoundLayouts& found) {
  if (found.candidates.empty()) return "nothing in the file looks like records\n";
  std::string text =
      fmt::format("{:>5}  {:>6}  {:>6}  {:>13}  {}\n", "score", "offset", "stride", "records", "layout");
  for (const LayoutCandidate& one : found.candidates) {
    text += fmt::format("{:5.2f}  {:>6}  {:>6}  {:>13}  {}\n", one.score, one.layout.data_offset,
                        one.layout.schema.stride, grouped(one.count), one.name);
    std::string reasons;
    for (const std::string& reason : one.reasons) reasons.append(reasons.empty() ? "" : ", ").append(reason);
    text += fmt::format("{:38}{}\n", "", reasons);
  }
  text += found.sure ? "The first is sure.\n" : "None is sure.\n";
  return text;
}

Result<void> guess(const Options& options) {
  // Pages are looked at all over the file: each would bring megabytes of read-ahead along.
  const auto file = MappedFile::open(options.file, {.hint = AccessHint::kRandom});
  if (!file) return tl::unexpected<Error>(file.error());
  const FoundLayouts found = find_layouts(file->bytes());
  return write_output(options.json ? as_json(found) : printable(as_text(found)));
}

}  // namespace

Command add_guess(CLI::App& program) {
  const auto options = std::make_shared<Options>();
  CLI::App& app = *program.add_subcommand("guess", "How the records of a file may lie, the likeliest first");
  add_file_argument(app, options->file)->required();
  app.add_flag("--json", options->json, "Print JSON, for programs");
  app.footer(
      "Looks at samples of the file: which stride repeats, and what the numbers look like. A layout goes to "
      "--layout as it is printed; with an offset, --offset goes with it, and where bytes are left, "
      "--count.\n\n"
      "The JSON has sure (whether the first leads clearly) and candidates [{layout, offset, stride, count, "
      "score, reasons}].\n\n"
      "Examples:\n"
      "  vertexview guess scan.bin\n"
      "  vertexview guess scan.bin --json | jq .candidates");
  return {&app, [options] { return guess(*options); }};
}

}  // namespace vertexview::cli
