#include "vertexview/record/index_triples.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "vertexview/record/sample_places.hpp"

namespace vertexview {

bool are_index_triples(const RecordSpan& records, const Layout& layout) {
  constexpr std::uint64_t kRun = 32;
  constexpr double kNear =
      0.25;  // of the range; coordinates in three directions are so in one of twenty records
  constexpr double kAlike = 0.05;
  constexpr double kMost = 0.9;
  const auto position = position_numbers(layout);
  if (!position || position->size() != 3 || position->front().type >= ElementType::kFloat16) return false;
  const std::array readers{ElementReader((*position)[0]), ElementReader((*position)[1]),
                           ElementReader((*position)[2])};
  std::array<double, 3> low{};
  std::array<double, 3> high{};
  low.fill(std::numeric_limits<double>::infinity());
  high.fill(-std::numeric_limits<double>::infinity());
  const auto visit = [&](const auto& look) {
    visit_places(records.count, kRun, [&](std::uint64_t first, std::uint64_t count) {
      for (std::uint64_t i = first; i < first + count; ++i) {
        const std::byte* const record = records.data + i * records.stride;
        look(std::array{readers[0].number(record), readers[1].number(record), readers[2].number(record)});
      }
    });
  };
  visit([&](const std::array<double, 3>& triple) {
    for (std::size_t k = 0; k < triple.size(); ++k) {
      low[k] = std::min(low[k], triple[k]);
      high[k] = std::max(high[k], triple[k]);
    }
  });
  const auto [least, more] = std::ranges::minmax(low);
  const auto [most, largest] = std::ranges::minmax(high);
  const double slack = kAlike * largest;
  if (least < 0 || more > slack || largest - most > slack) return false;
  std::uint64_t near = 0;
  std::uint64_t all = 0;
  visit([&](const std::array<double, 3>& triple) {
    const auto [first, last] = std::ranges::minmax(triple);
    near += last - first <= kNear * largest ? 1U : 0U;
    ++all;
  });
  return static_cast<double>(near) >= kMost * static_cast<double>(all);
}

}  // namespace vertexview
