#pragma once
#include <string>

#include "cli/bench/bench_measure.hpp"

namespace vertexview::cli {

/// Returns the result for people: one line for each figure, with its limit and the ratio.
[[nodiscard]] std::string bench_table(const BenchResult& result);
/// Returns the result for programs as JSON: times in milliseconds, rates in bytes or points a second.
[[nodiscard]] std::string bench_json(const BenchResult& result);

}  // namespace vertexview::cli
