#include "actions/nearest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace vertexview::app {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(above.begin(), above.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(above);
    above.swap(row);
  }
  return above[b.size()];
}

std::vector<std::string_view> nearest_names(std::string_view typed, std::span<const std::string_view> names,
                                            std::size_t most) {
  struct Ranked {
    std::size_t far;
    std::size_t order;  // of equally near names, the first in the list comes first
    std::string_view name;
  };
  std::vector<Ranked> ranked;
  for (const std::string_view name : names) {
    std::size_t far = edit_distance(typed, name);
    if (typed.size() >= 2 && name.find(typed) != std::string_view::npos)
      far = name.starts_with(typed) ? 0 : 1;
    if (far > std::max(typed.size(), name.size()) / 2) continue;
    if (std::ranges::find(ranked, name, &Ranked::name) == ranked.end())
      ranked.push_back({far, ranked.size(), name});
  }
  std::ranges::sort(ranked, {}, [](const Ranked& entry) { return std::pair(entry.far, entry.order); });
  std::vector<std::string_view> nearest;
  for (const Ranked& entry : ranked)
    if (nearest.size() < most) nearest.push_back(entry.name);
  return nearest;
}

std::string suggestion(std::string_view typed, std::span<const std::string_view> known) {
  constexpr std::size_t kFew = 10;  // this many names fit into a line or two
  const auto nearest = nearest_names(typed, known);
  std::string text;
  if (nearest.empty() || known.size() <= kFew)
    text = fmt::format("; expected one of {}", fmt::join(known, ", "));
  if (!nearest.empty()) text += fmt::format("; did you mean '{}'?", fmt::join(nearest, "', '"));
  return text;
}

}  // namespace vertexview::app
