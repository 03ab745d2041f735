#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/index_set.hpp"
#include "vertexview/task/parallel_for.hpp"

namespace vertexview {

/// Returns how collect_indices() shares out its work, for worker_count().
[[nodiscard]] inline ParallelOptions collect_options(Progress* progress) noexcept {
  // Chunks of records are those of the set, so that each worker makes whole ones.
  return {.chunk = 4 * IndexSet::kChunk, .progress = progress};
}

/// Collects indices of [0, count) on all workers: calls mark(records, worker, bits) for every chunk of an
/// IndexSet, which sets the bits, all of them zero before, of those that belong to it and returns a
/// Result<void>. `worker` is less than worker_count(count, collect_options(progress)). Errors of `mark` and
/// of parallel_for().
template <class Mark>
[[nodiscard]] Result<IndexSet> collect_indices(std::uint64_t count, Progress* progress, const Mark& mark) {
  const ParallelOptions options = collect_options(progress);
  std::vector<IndexSet> found(worker_count(count, options));
  const auto collect = [&](const Chunk& chunk, std::size_t worker) -> Result<void> {
    for (std::uint64_t done = 0; done < chunk.count; done += IndexSet::kChunk) {
      const Chunk part{chunk.first + done, std::min(IndexSet::kChunk, chunk.count - done)};
      IndexSet::Bits bits = {};
      if (auto marked = mark(part, worker, bits); !marked) return marked;
      found[worker].append(part.first / IndexSet::kChunk, bits);
    }
    return {};
  };
  IndexSet all;
  const auto append = [&](const Chunk&, std::size_t worker) {
    all.append(found[worker]);
    found[worker].clear();
  };
  if (auto done = parallel_for(count, options, collect, append); !done)
    return tl::unexpected<Error>(done.error());
  return all;
}

}  // namespace vertexview
