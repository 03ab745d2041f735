#include "vertexview/vertex/sort_order.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "vertexview/task/parallel_for.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/record_subset.hpp"
#include "vertexview/vertex/tally/sort_keys.hpp"

namespace vertexview {
namespace {

// Keys are shared out by at most this many of them, so that each worker sorts parts that fit into the caches.
constexpr std::size_t kBuckets = 256;

/// A key and the record that has it. Records are put into their buckets in the order of the file, so that a
/// sort that is stable keeps equal ones in it.
template <class Key, class Index>
struct Keyed {
  Key key;
  Index index;
};

/// The keys at which the buckets begin, but for the first: a bucket is found in as many steps as its number
/// has bits.
class Splitters {
 public:
  /// Chooses them so that the keys of `sample` fall evenly into the buckets; one that is very frequent gets a
  /// bucket of its own, which needs no sorting.
  Splitters(std::vector<std::uint64_t> sample, std::uint64_t last) {
    edges_.fill(last);
    std::ranges::sort(sample);
    constexpr std::size_t kParts = kBuckets / 2;
    std::vector<std::uint64_t> chosen;
    for (std::size_t i = 1; i < kParts && !sample.empty(); ++i) {
      const std::uint64_t key = sample[sample.size() * i / kParts];
      const bool again = !chosen.empty() && chosen.back() >= key;
      if (again && chosen.back() == key && key < last)
        chosen.push_back(key + 1);
      else if (!again)
        chosen.push_back(key);
    }
    std::ranges::copy(chosen, edges_.begin());
  }

  [[nodiscard]] std::size_t bucket_of(std::uint64_t key) const noexcept {
    std::size_t at = 0;
    for (std::size_t step = kBuckets / 2; step > 0; step /= 2) at += edges_[at + step - 1] <= key ? step : 0;
    return at;
  }

 private:
  std::array<std::uint64_t, kBuckets - 1> edges_{};
};

std::vector<std::uint64_t> sample_keys(const Dataset& file, const RecordSubset& all, const SortKeys& keys) {
  std::vector<std::uint64_t> sample;
  std::vector<std::byte> room;
  all.for_each_sample([&](std::uint64_t first, std::uint64_t count) {
    for (std::uint64_t done = 0; done < count; done += SortKeys::kBlock) {
      const std::uint64_t part = std::min(SortKeys::kBlock, count - done);
      const std::size_t before = sample.size();
      sample.resize(before + static_cast<std::size_t>(part));
      keys.read(file.records().block(first + done, part, room), sample.data() + before);
    }
  });
  return sample;
}

/// Sorts by the digits of the keys, from the lowest on, each a byte, those left out that are all the same.
/// Returns where the sorted keys are: in `from`, or in `scratch`, which is made as large where it is needed.
template <class Key, class Index>
std::span<const Keyed<Key, Index>> sort_digits(std::span<Keyed<Key, Index>> from,
                                               std::vector<Keyed<Key, Index>>& scratch) {
  constexpr std::size_t kDigits = 256;
  std::array<std::array<std::uint64_t, kDigits>, sizeof(Key)> counts{};
  for (const auto& one : from)
    for (std::size_t byte = 0; byte < sizeof(Key); ++byte) ++counts[byte][(one.key >> 8 * byte) & 0xFFU];
  std::span<Keyed<Key, Index>> to;
  for (std::size_t byte = 0; byte < sizeof(Key); ++byte) {
    auto& places = counts[byte];
    if (std::ranges::find(places, from.size()) != places.end()) continue;
    if (to.empty()) {
      if (scratch.size() < from.size()) scratch.resize(from.size());
      to = std::span(scratch).first(from.size());
    }
    std::uint64_t place = 0;
    for (std::uint64_t& one : places) place += std::exchange(one, place);
    for (const auto& one : from) to[places[(one.key >> 8 * byte) & 0xFFU]++] = one;
    std::swap(from, to);
  }
  return from;
}

/// Sorts the records of a dataset in three passes: how many keys fall into each bucket, the keys into their
/// buckets, and each bucket for itself.
template <class Key, class Index>
class Sorter {
 public:
  Sorter(const Dataset& file, const RecordSubset& all, const SortKeys& keys, Progress* progress)
      : all_(all),
        keys_(keys),
        splitters_(sample_keys(file, all, keys), keys.last()),
        progress_(progress),
        keyed_(std::make_unique_for_overwrite<Keyed<Key, Index>[]>(static_cast<std::size_t>(all.size()))),
        places_(static_cast<std::size_t>((all.size() + parallel_.chunk - 1) / parallel_.chunk)) {}

  [[nodiscard]] Result<void> sort_into(Index* order) {
    const std::uint64_t count = all_.size();
    if (progress_ != nullptr) progress_->start(3 * count);
    auto done =
        for_each_key([](Places& places, std::size_t bucket, Key, std::uint64_t) { ++places[bucket]; });
    if (!done) return done;
    find_places();
    done = for_each_key([this](Places& places, std::size_t bucket, Key key, std::uint64_t index) {
      keyed_[static_cast<std::size_t>(places[bucket]++)] = {key, static_cast<Index>(index)};
    });
    if (!done) return done;
    return sort_buckets(order);
  }

 private:
  /// How many keys of a chunk fall into each bucket, and then where the next one goes.
  using Places = std::array<std::uint64_t, kBuckets>;

  /// Advances the progress, which counts all passes together; fails after a cancel.
  [[nodiscard]] Result<void> advance(std::uint64_t count) const {
    if (progress_ == nullptr) return {};
    if (progress_->cancelled()) return fail(ErrorCode::kCancelled, "cancelled");
    progress_->advance(count);
    return {};
  }

  /// Calls visit(places of its chunk, bucket, key, index) for each record, on all workers.
  template <class Visit>
  [[nodiscard]] Result<void> for_each_key(const Visit& visit) {
    return parallel_for(all_.size(), parallel_, [&](const Chunk& chunk, std::size_t) -> Result<void> {
      Places& places = places_[static_cast<std::size_t>(chunk.first / parallel_.chunk)];
      std::array<std::uint64_t, SortKeys::kBlock> keys;
      auto read =
          all_.for_each_block(chunk, SortKeys::kBlock, [&](const RecordSpan& records, std::uint64_t first) {
            keys_.read(records, keys.data());
            for (std::uint64_t i = 0; i < records.count; ++i)
              visit(places, splitters_.bucket_of(keys[i]), static_cast<Key>(keys[i]), first + i);
          });
      if (!read) return read;
      return advance(chunk.count);
    });
  }

  void find_places() {
    std::uint64_t place = 0;
    for (std::size_t bucket = 0; bucket < kBuckets; ++bucket) {
      begins_[bucket] = place;
      for (Places& places : places_) place += std::exchange(places[bucket], place);
    }
    begins_[kBuckets] = place;
  }

  [[nodiscard]] Result<void> sort_buckets(Index* order) const {
    const ParallelOptions one_by_one{.chunk = 1};
    std::vector<std::vector<Keyed<Key, Index>>> scratch(worker_count(kBuckets, one_by_one));
    return parallel_for(kBuckets, one_by_one, [&](const Chunk& chunk, std::size_t worker) {
      const auto begin = static_cast<std::size_t>(begins_[chunk.first]);
      const auto size = static_cast<std::size_t>(begins_[chunk.first + 1]) - begin;
      if (size == 0) return Result<void>();
      const auto sorted = sort_digits(std::span(keyed_.get() + begin, size), scratch[worker]);
      std::ranges::transform(sorted, order + begin, [](const auto& one) { return one.index; });
      return advance(size);
    });
  }

  const ParallelOptions parallel_{};
  const RecordSubset& all_;
  const SortKeys& keys_;
  Splitters splitters_;
  Progress* progress_;
  std::unique_ptr<Keyed<Key, Index>[]> keyed_;
  std::vector<Places> places_;
  std::array<std::uint64_t, kBuckets + 1> begins_{};
};

/// Returns the bytes of memory for each record, of the order and of its keys while they are sorted.
template <class Key, class Index>
constexpr std::uint64_t kBytesOfARecord = sizeof(Keyed<Key, Index>) + sizeof(Index);

template <class Key, class Index>
Result<std::unique_ptr<Index[]>> sorted_indices(const Dataset& file, const SortKeys& keys,
                                                const SortOptions& options) {
  const auto all = RecordSubset::of(file, std::nullopt);
  if (!all) return tl::unexpected<Error>(all.error());
  if (all->size() > options.most_bytes / kBytesOfARecord<Key, Index>)
    return fail(ErrorCode::kOutOfMemory,
                "sorting " + std::to_string(all->size()) + " records takes " +
                    std::to_string(kBytesOfARecord<Key, Index>) +
                    " bytes of memory for each, more than the " + std::to_string(options.most_bytes) +
                    " bytes that it may take",
                file.path());
  auto order = std::make_unique_for_overwrite<Index[]>(static_cast<std::size_t>(all->size()));
  Sorter<Key, Index> sorter(file, *all, keys, options.progress);
  if (auto done = sorter.sort_into(order.get()); !done) return tl::unexpected(std::move(done.error()));
  return order;
}

/// Returns the order of keys that are as wide as they have to be.
template <class Index>
Result<std::unique_ptr<Index[]>> sorted_indices(const Dataset& file, const SortKeys& keys,
                                                const SortOptions& options) {
  return keys.wide() ? sorted_indices<std::uint64_t, Index>(file, keys, options)
                     : sorted_indices<std::uint32_t, Index>(file, keys, options);
}

}  // namespace

Result<SortOrder> sort_records(const Dataset& file, const Element& number, const SortOptions& options) {
  if (number.type == ElementType::kBytes)
    return fail(ErrorCode::kWrongType, "'" + number.name + "' holds bytes; expected a number to sort by",
                file.path());
  SortOrder out;
  out.number_ = number;
  out.descending_ = options.descending;
  out.size_ = file.size();
  const SortKeys keys(number, options.descending);
  const auto take = [&](auto& member, auto sorted) -> Result<SortOrder> {
    if (!sorted) return tl::unexpected(std::move(sorted.error()));
    member = *std::move(sorted);
    return std::move(out);
  };
  if (file.size() > std::uint64_t{UINT32_MAX} + 1)
    return take(out.wide_, sorted_indices<std::uint64_t>(file, keys, options));
  return take(out.narrow_, sorted_indices<std::uint32_t>(file, keys, options));
}

std::uint64_t SortOrder::row_of(const Dataset& file, std::uint64_t index) const {
  const SortKeys keys(number_, descending_);
  std::vector<std::byte> room;
  const auto key_of = [&](std::uint64_t record) {
    std::uint64_t key = 0;
    keys.read(file.records().block(record, 1, room), &key);
    return std::pair(key, record);
  };
  const auto wanted = key_of(index);
  std::uint64_t low = 0;
  for (std::uint64_t high = size_; low < high;) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (key_of(record_at(middle)) < wanted)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

std::uint64_t SortOrder::nbytes() const noexcept {
  return size_ * (wide_ ? sizeof(std::uint64_t) : sizeof(std::uint32_t));
}

}  // namespace vertexview
