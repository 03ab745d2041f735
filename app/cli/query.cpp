#include "session/query.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "cli/terminal/interrupt.hpp"
#include "cli/terminal/progress_bar.hpp"
#include "cli/terminal/standard_output.hpp"
#include "cli/terminal/terminal_text.hpp"
#include "cli/written_vertices.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/encoding.hpp"
#include "vertexview/vertex/expression.hpp"
#include "vertexview/vertex/record_columns.hpp"

namespace vertexview::cli {
namespace {

/// More ranges are no text for a program: the vertices themselves, or the count, are.
constexpr std::size_t kMostRanges = 1000;

struct Options {
  std::string file;
  std::string question;
  Dataset::Options open;
  bool count = false;
  bool json = false;
  WrittenVertices output;
};

/// Writes records as lines: the number of the record, then all numbers of it, with tabs between.
class RecordLines {
 public:
  explicit RecordLines(const Dataset& file) : file_(file) {
    for (const RecordColumn& column : record_columns(file.layout()))
      if (column.is_number()) columns_.push_back(column);
    readers_.reserve(columns_.size());
    for (const Element& column : columns_) readers_.emplace_back(column);
    for (const Element& column : columns_) longest_ += longest_number(column) + 1;
  }

  [[nodiscard]] std::string header() const {
    std::string text = "index";
    for (const Element& column : columns_) text.append("\t").append(printable_name(column.name));
    return text + "\n";
  }

  /// Returns the lines of records [first, first + count), read through descriptors.
  [[nodiscard]] Result<std::string_view> lines(std::uint64_t first, std::uint64_t count) {
    const std::uint64_t stride = file_.stride();
    records_.resize(static_cast<std::size_t>(count * stride));
    if (auto read = file_.records().read(first, count, records_.data()); !read)
      return tl::unexpected<Error>(read.error());
    text_.resize(static_cast<std::size_t>(count) * longest_);
    char* end = text_.data();
    for (std::uint64_t i = 0; i < count; ++i) {
      const std::byte* const record = records_.data() + i * stride;
      end = write_integer(end, first + i);
      for (std::size_t k = 0; k < columns_.size(); ++k) {
        *end++ = '\t';
        end = write_shortest(end, readers_[k].value(record), value_type(columns_[k]));
      }
      *end++ = '\n';
    }
    return std::string_view(text_.data(), static_cast<std::size_t>(end - text_.data()));
  }

 private:
  static constexpr std::size_t kLongestIndex = 21;  // of a number of 64 bits, and the line break

  const Dataset& file_;
  std::vector<Element> columns_;
  std::vector<ElementReader> readers_;
  std::size_t longest_ = kLongestIndex;
  std::vector<std::byte> records_;
  std::vector<char> text_;
};

Result<void> print_records(const Dataset& file, const IndexSet& found, const Progress& progress) {
  constexpr std::uint64_t kStep = 4096;  // records whose text is written at once
  RecordLines records(file);
  if (auto written = write_output(records.header()); !written) return written;
  for (auto range = found.range_from(0); range; range = found.range_from(range->end))
    for (std::uint64_t first = range->begin; first < range->end; first += kStep) {
      if (progress.cancelled()) return fail(ErrorCode::kCancelled, "cancelled", file.path());
      const auto lines = records.lines(first, std::min(kStep, range->end - first));
      if (!lines) return tl::unexpected<Error>(lines.error());
      if (auto written = write_output(*lines); !written) return written;
    }
  return {};
}

std::string as_json(const Dataset& file, const Options& options, const IndexSet& found) {
  using Json = nlohmann::ordered_json;
  Json json{{"path", file.path()},
            {"expression", options.question},
            {"vertices", file.size()},
            {"count", found.count()},
            {"ranges", Json::array()}};
  for (const IndexRange& range : found.ranges(kMostRanges))
    json["ranges"].push_back({range.begin, range.end});
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<void> query(Options options) {
  Progress progress;
  const CancelOnSignal cancel(progress);
  options.open.hint = AccessHint::kSequential;
  options.open.progress = &progress;
  const auto file = open_to_read(options.file, options.open);
  if (!file) return tl::unexpected<Error>(file.error());
  const auto condition = app::condition_from_text(options.question, file->layout().schema);
  if (!condition) return tl::unexpected<Error>(condition.error());
  const auto found = with_progress_bar(progress, "asking", "vertices",
                                       [&] { return find_where(*file, *condition, &progress); });
  if (!found) return tl::unexpected<Error>(found.error());
  if (auto same = file->check_unchanged(); !same) return same;
  if (!options.output.path.empty()) {
    const auto some = file->only(*found);
    if (!some) return tl::unexpected<Error>(some.error());
    return write_vertices(*some, options.output, progress);
  }
  if (options.count) return write_output(std::to_string(found->count()) + "\n");
  if (options.json) return write_output(as_json(*file, options, *found));
  return print_records(*file, *found, progress);
}

}  // namespace

Command add_query(CLI::App& program) {
  const auto options = std::make_shared<Options>();
  CLI::App& app = *program.add_subcommand("query", "Which vertices a condition holds for");
  add_file_argument(app, options->file)->required();
  app.add_option("EXPR", options->question, "The condition, as in \"z > 3 && !isnan(x)\"")->required();
  CLI::Option* const count =
      app.add_flag("--count", options->count, "Print how many there are, and nothing else");
  CLI::Option* const json =
      app.add_flag("--json", options->json, "Print JSON, for programs")->excludes(count);
  add_vertices_output(app, options->output)->excludes(count)->excludes(json);
  add_layout_options(app, options->open, "count");
  app.footer(
      "Prints a line for each vertex, with tabs between: its index and all of its numbers; with -o it writes "
      "them as 'convert' does.\n\n"
      "Names are those of the elements, as 'info' and the table show them: x, red, intensity, data[3]; in "
      "quotes where they have other characters. 'index' is the number of the vertex. Operators, the "
      "strongest first: signs; * / %; + -; << >>; &; ^; |; < <= > >= == != (also 0 < z <= 3) and 'in "
      "10..20', which "
      "holds both ends; ! or not; && or and; || or or. Functions: abs sqrt floor ceil round min max "
      "length(position) isnan isinf isfinite, raw(name) for the number before its encoding, bits(name).\n\n"
      "A number that is written as the table shows it means that number: x == 0.1 finds the float32 that is "
      "shown as 0.1. Integers of 64 bits are exact. NaN equals nothing.\n\n"
      "The JSON has path, expression, vertices, count, and the first 1000 ranges [begin, end).\n\n"
      "Examples:\n"
      "  vertexview query cloud.bin 'z > 3 && red == 65535'\n"
      "  vertexview query cloud.bin 'length(position) < 10' --count\n"
      "  vertexview query scan.label 'label & 0xFFFF in 10..20' --layout '<I:label:' --json\n"
      "  vertexview query scan.bin 'z in 0..2' --layout kitti -o ground.ply");
  return {&app, [options] { return query(*options); }};
}

}  // namespace vertexview::cli
