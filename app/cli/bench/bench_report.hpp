#pragma once
#include <string>

#include "cli/bench/bench_measure.hpp"

namespace vertexview::cli {

/// For people: a line a figure, with its limit and the ratio.
[[nodiscard]] std::string bench_table(const BenchResult& result);
/// For programs: times in milliseconds, rates in bytes or points a second.
[[nodiscard]] std::string bench_json(const BenchResult& result);

}  // namespace vertexview::cli
