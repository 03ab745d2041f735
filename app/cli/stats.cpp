#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/command.hpp"
#include "cli/terminal/interrupt.hpp"
#include "cli/terminal/progress_bar.hpp"
#include "cli/terminal/standard_output.hpp"
#include "cli/terminal/terminal_text.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/encoding.hpp"
#include "vertexview/record/number_width.hpp"
#include "vertexview/vertex/element_statistics.hpp"

namespace vertexview::cli {
namespace {

struct Options {
  std::string file;
  Dataset::Options open;
  std::string where;
  bool json = false;
};

using Json = nlohmann::ordered_json;

/// Returns a number of the file as JSON writes it: an integer to its last digit, a float as short as it is.
Json as_json(const Scalar& value, ElementType type) {
  if (const auto* const number = std::get_if<double>(&value)) return shortest_number(*number, type);
  if (const auto* const integer = std::get_if<std::int64_t>(&value)) return *integer;
  if (const auto* const integer = std::get_if<std::uint64_t>(&value)) return *integer;
  return *Value(value).number();
}

Json percentiles_as_json(const NumberStatistics& of) {
  Json json = Json::object();
  for (std::size_t i = 0; i < of.percentiles.size(); ++i)
    json[fmt::format("{}", NumberStatistics::kPercentiles[i])] = of.percentiles[i];
  return json;
}

Json as_json(const NumberHistogram& histogram) {
  return {{"low", histogram.low},
          {"high", histogram.high},
          {"counts", histogram.counts},
          {"below", histogram.below},
          {"above", histogram.above}};
}

Json as_json(const NumberStatistics& of) {
  const ElementType type = value_type(of.number);
  Json json{{"name", of.number.name},
            {"type", type_text(of.number)},
            {"count", of.count},
            {"nan", of.nan},
            {"inf", of.inf}};
  for (const char* const key :
       {"min", "max", "mean", "deviation", "percentiles", "percentile_error", "histogram", "distinct"})
    json[key] = nullptr;
  if (of.finite() == 0) return json;
  json["min"] = as_json(of.min, type);
  json["max"] = as_json(of.max, type);
  json["mean"] = of.mean;
  json["deviation"] = of.deviation;
  json["percentiles"] = percentiles_as_json(of);
  json["percentile_error"] = of.percentile_error;
  json["histogram"] = as_json(of.histogram);
  for (const auto& [value, count] : of.distinct)
    json["distinct"].push_back({{"value", as_json(value, type)}, {"count", count}});
  return json;
}

std::string as_json(const Dataset& file, const ElementStatistics& statistics) {
  Json json{{"vertices", file.size()}, {"elements", Json::array()}, {"left_out", statistics.left_out}};
  for (const NumberStatistics& of : statistics.numbers) json["elements"].push_back(as_json(of));
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// How many blocks show a histogram.
constexpr std::size_t kBars = 32;

/// Returns the histogram as a line of blocks, each as high as its share of the highest.
std::string bars(const NumberHistogram& histogram) {
  constexpr std::array<std::string_view, 9> kBlocks{" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  constexpr std::size_t kJoined = NumberHistogram::kIntervals / kBars;
  std::array<std::uint64_t, kBars> counts{};
  for (std::size_t i = 0; i < histogram.counts.size(); ++i) counts[i / kJoined] += histogram.counts[i];
  const auto highest = static_cast<double>(std::max<std::uint64_t>(1, *std::ranges::max_element(counts)));
  std::string text;
  for (const std::uint64_t count : counts) {
    // Whatever is there is seen, however little it is.
    const double height = std::ceil(static_cast<double>(count) / highest * (kBlocks.size() - 1));
    text += kBlocks[static_cast<std::size_t>(height)];
  }
  return text;
}

/// A table whose columns are as wide as their texts. The first two hold names, which begin at the left.
class Table {
 public:
  void add(std::vector<std::string> row) {
    widths_.resize(std::max(widths_.size(), row.size()));
    // Characters are counted: "…" takes one column, and three bytes.
    for (std::size_t i = 0; i < row.size(); ++i)
      widths_[i] = std::max(widths_[i], static_cast<std::size_t>(std::ranges::count_if(row[i], [](char c) {
                              return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
                            })));
    rows_.push_back(std::move(row));
  }
  [[nodiscard]] std::string text() const {
    std::string text;
    for (const auto& row : rows_) {
      std::string line = fmt::format("{:<{}}  {:<{}}", row[0], widths_[0], row[1], widths_[1]);
      for (std::size_t i = 2; i < row.size(); ++i) line += fmt::format("  {:>{}}", row[i], widths_[i]);
      text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    }
    return text;
  }

 private:
  std::vector<std::size_t> widths_;
  std::vector<std::vector<std::string>> rows_;
};

/// Returns a number in as many digits as a table has room for; an ellipsis stands for the others.
std::string shown(const Scalar& value, ElementType type) {
  constexpr std::size_t kDigits = 7;  // of a float32, nearly all
  return shortened(shortest_text(value, type), kDigits);
}

/// Returns a percentile that may be off by `error` without the digits that this leaves uncertain.
std::string shown_percentile(double value, double error, ElementType type) {
  if (error == 0) return shown(value, type);
  constexpr double kMostFixed = 1e15;  // what is larger, or has an error as small, has an exponent
  const double place = std::floor(std::log10(error));
  if (std::abs(value) >= kMostFixed || error < 1 / kMostFixed) return fmt::format("~{:.6g}", value);
  if (place < 0) return fmt::format("~{:.{}f}", value, static_cast<int>(-place));
  const double step = std::pow(10, place);
  return fmt::format("~{:.0f}", std::round(value / step) * step);
}

/// Which percentiles a table shows: the ends of nearly all numbers and their middle.
constexpr std::array<std::size_t, 3> kShownPercentiles{1, 3, 5};

std::vector<std::string> title(bool non_finite, bool with_bars) {
  std::vector<std::string> row{"element", "type", "min"};
  for (const std::size_t i : kShownPercentiles)
    row.push_back(fmt::format("{}%", NumberStatistics::kPercentiles[i]));
  row.insert(row.end(), {"max", "mean", "deviation", "distinct"});
  if (non_finite) row.insert(row.end(), {"nan", "inf"});
  if (with_bars) row.push_back(fmt::format("{:<{}}", "distribution", kBars));
  return row;
}

std::vector<std::string> row_of(const NumberStatistics& of, bool non_finite, bool with_bars) {
  const ElementType type = value_type(of.number);
  const bool any = of.finite() > 0;
  std::vector<std::string> row{printable_name(of.number.name), type_text(of.number)};
  row.push_back(any ? shown(of.min, type) : "-");
  for (const std::size_t i : kShownPercentiles)
    row.push_back(any ? shown_percentile(of.percentiles[i], of.percentile_error, type) : "-");
  row.push_back(any ? shown(of.max, type) : "-");
  row.push_back(any ? shown(of.mean, ElementType::kFloat64) : "-");
  row.push_back(any ? shown(of.deviation, ElementType::kFloat64) : "-");
  row.push_back(of.distinct.empty() ? "" : grouped(of.distinct.size()));
  if (non_finite) row.insert(row.end(), {grouped(of.nan), grouped(of.inf)});
  if (with_bars) row.push_back(any ? bars(of.histogram) : "");
  return row;
}

/// Returns a line for each number of a few distinct values, which says how often each occurs.
std::string values_text(const ElementStatistics& statistics) {
  constexpr std::size_t kMost = 8;  // as many as a line has room for
  std::string text;
  for (const NumberStatistics& of : statistics.numbers) {
    if (of.distinct.empty() || of.distinct.size() > kMost) continue;
    text.append(text.empty() ? "\n" : "").append(printable_name(of.number.name)).append(":");
    std::string_view separator = " ";
    for (const auto& [value, count] : of.distinct) {
      text +=
          fmt::format("{}{} ({})", separator, shortest_text(value, value_type(of.number)), grouped(count));
      separator = ", ";
    }
    text += "\n";
  }
  return text;
}

std::string as_text(const Dataset& file, const ElementStatistics& statistics, bool with_bars) {
  const auto is_odd = [](const NumberStatistics& of) { return of.nan + of.inf > 0; };
  const bool non_finite = std::ranges::any_of(statistics.numbers, is_odd);
  Table table;
  table.add(title(non_finite, with_bars));
  for (const NumberStatistics& of : statistics.numbers) table.add(row_of(of, non_finite, with_bars));
  std::string text = fmt::format("{}: {} vertices\n\n", printable_name(file.path()), grouped(file.size()));
  text += table.text() + values_text(statistics);
  if (statistics.left_out > 0)
    text += fmt::format("\n{} more numbers of the record are left out.\n", grouped(statistics.left_out));
  return text;
}

Result<void> stats(Options options) {
  Progress progress;
  const CancelOnSignal cancel(progress);
  options.open.hint = AccessHint::kSequential;
  options.open.progress = &progress;
  const auto file = open_where(options.file, options.open, options.where, progress);
  if (!file) return tl::unexpected<Error>(file.error());
  const auto statistics = with_progress_bar(
      progress, "counting", "vertices", [&] { return element_statistics(*file, {.progress = &progress}); });
  if (!statistics) return tl::unexpected<Error>(statistics.error());
  if (auto same = file->check_unchanged(); !same) return same;
  auto written = write_output(options.json ? as_json(*file, *statistics)
                                           : as_text(*file, *statistics, stdout_is_terminal()));
  if (written && !options.json) tell_nonsense(*file);
  return written;
}

}  // namespace

Command add_stats(CLI::App& program) {
  const auto options = std::make_shared<Options>();
  CLI::App& app =
      *program.add_subcommand("stats", "How the numbers of each element are spread: mean, percentiles, ...");
  add_file_argument(app, options->file)->required();
  app.add_flag("--json", options->json, "Print JSON, for programs");
  add_where_option(app, options->where);
  add_layout_options(app, options->open);
  app.footer(
      "Every number of a record has a row, as it is meant where it has an encoding. All but nan and inf is "
      "about the finite ones; the deviation is that of a population. 'distinct' counts the values where "
      "there "
      "are at most 64. A terminal also shows how the numbers are spread.\n\n"
      "Counts, min, max, mean and deviation are exact. So are percentiles and the histogram of numbers that "
      "are stored in at most 16 bits, of those with few distinct values, and of integers that lie close "
      "together; others are counted in intervals, and a percentile is off by percentile_error at most: a ~ "
      "stands before it, and "
      "only its last digit is uncertain.\n\n"
      "The JSON has vertices, left_out (numbers without a row, of a record with thousands), and elements "
      "[{name, type, count, nan, inf, min, max, mean, deviation, percentiles {1, 5, 25, 50, 75, 95, 99}, "
      "percentile_error, histogram {low, high, counts, below, above}, distinct}]: counts of 256 equal "
      "intervals from low to high and of what lies below and above, distinct [{value, count}], null where "
      "there are more; all from min on is null where no number is finite.\n\n"
      "Examples:\n"
      "  vertexview stats cloud.bin\n"
      "  vertexview stats cloud.bin --json | jq .elements\n"
      "  vertexview stats scan.bin --layout kitti");
  return {&app, [options] { return stats(*options); }};
}

}  // namespace vertexview::cli
