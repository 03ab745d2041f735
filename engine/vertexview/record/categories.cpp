#include "vertexview/record/categories.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <tuple>
#include <unordered_map>

#include "vertexview/task/parallel_for.hpp"

namespace vertexview {
namespace {

constexpr std::size_t kMostCategories = 65536;

/// The numbers that one worker has counted.
class Counter {
 public:
  void add(double value) { add(whole(value), 1); }
  void add(const Counter& other) {
    for (const auto& [number, count] : other.counts_) add(number, count);
    others_ += other.others_;
  }
  [[nodiscard]] Categories categories() const {
    Categories all{{}, others_};
    all.counted.reserve(counts_.size());
    for (const auto& [number, count] : counts_) all.counted.push_back({number, count});
    std::ranges::sort(all.counted, [](const Category& a, const Category& b) {
      return std::tuple(b.count, a.number) < std::tuple(a.count, b.number);
    });
    return all;
  }

 private:
  static std::optional<std::int64_t> whole(double value) noexcept {
    const double rounded = std::round(value);
    if (!(std::abs(rounded) < 0x1p63)) return std::nullopt;
    return static_cast<std::int64_t>(rounded);
  }
  void add(std::optional<std::int64_t> number, std::uint64_t count) {
    if (!number || (counts_.size() == kMostCategories && !counts_.contains(*number)))
      others_ += count;
    else
      counts_[*number] += count;
  }

  std::unordered_map<std::int64_t, std::uint64_t> counts_;
  std::uint64_t others_ = 0;
};

}  // namespace

Result<Categories> count_categories(const Element& element, const RecordStreams& records,
                                    Progress* progress) {
  const ParallelOptions options{.progress = progress};
  const auto [column, numbers] = records.reduced_to({element});
  const ElementReader reader(numbers.front());
  std::vector<Counter> counters(worker_count(records.count(), options));
  std::vector<std::vector<std::byte>> rooms(counters.size());
  const auto done = parallel_for(records.count(), options, [&](const Chunk& chunk, std::size_t worker) {
    // As many numbers at once as stay in the first-level cache.
    constexpr std::uint64_t kBlock = 512;
    std::array<double, kBlock> values;
    for (std::uint64_t begun = 0; begun < chunk.count; begun += kBlock) {
      const std::uint64_t count = std::min(kBlock, chunk.count - begun);
      reader.numbers(column.block(chunk.first + begun, count, rooms[worker]), values.data());
      for (std::uint64_t i = 0; i < count; ++i) counters[worker].add(values[i]);
    }
  });
  if (!done) return tl::unexpected<Error>(done.error());
  Counter all;
  for (const Counter& counter : counters) all.add(counter);
  return all.categories();
}

}  // namespace vertexview
