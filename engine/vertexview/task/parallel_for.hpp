#pragma once
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "vertexview/memory/error.hpp"
#include "vertexview/task/progress.hpp"
#include "vertexview/task/worker_pool.hpp"

namespace vertexview {

/// Records [first, first + count) of a longer run.
struct Chunk {
  std::uint64_t first = 0;
  std::uint64_t count = 0;
};

struct ParallelOptions {
  /// Records of a chunk. 2^18 canonical records are 5 MiB: long enough that claiming a chunk costs nothing,
  /// short enough that a cancel is noticed at once.
  std::uint64_t chunk = std::uint64_t{1} << 18;
  unsigned workers = 0;          ///< at most; 0: as many as the pool has
  Progress* progress = nullptr;  ///< counts records, and may cancel
  WorkerPool* pool = nullptr;    ///< null: WorkerPool::shared()
};

/// Returns how many workers parallel_for() may have at once, the calling thread included; at least 1.
/// Whatever each worker has for itself (a buffer, a sum) lies in an array of this length.
[[nodiscard]] std::size_t worker_count(std::uint64_t count, const ParallelOptions& options = {});

namespace detail {

/// What to do with a chunk: function(context, chunk, worker), or nothing.
struct ChunkFunction {
  Result<void> (*function)(const void* context, const Chunk& chunk, std::size_t worker) = nullptr;
  const void* context = nullptr;
};

template <class Visit>
ChunkFunction chunk_function(const Visit& visit) noexcept {
  const auto call = [](const void* context, const Chunk& chunk, std::size_t worker) -> Result<void> {
    const Visit& function = *static_cast<const Visit*>(context);
    if constexpr (std::is_void_v<std::invoke_result_t<const Visit&, const Chunk&, std::size_t>>) {
      function(chunk, worker);
      return {};
    } else {
      return function(chunk, worker);
    }
  };
  return {call, &visit};
}

[[nodiscard]] Result<void> for_each_chunk(std::uint64_t count, const ParallelOptions& options,
                                          ChunkFunction make, ChunkFunction write);

}  // namespace detail

/// Splits [0, count) into chunks and calls visit(chunk, worker) for each, on the calling thread and on the
/// free threads of the pool, so that a slow thread holds up no other. `worker` is less than worker_count(),
/// and no two calls at the same time have the same `worker`. `visit` returns nothing or a Result<void>.
///
/// Stops at an Error, and returns that of the first chunk in the order of records that failed; an exception
/// such as std::bad_alloc counts as an Error. Fails with kCancelled when options.progress was cancelled
/// before the end. May be called from any thread, even from within a visit or a Task.
template <class Visit>
[[nodiscard]] Result<void> parallel_for(std::uint64_t count, const ParallelOptions& options,
                                        const Visit& visit) {
  return detail::for_each_chunk(count, options, detail::chunk_function(visit), {});
}

/// Does the work of each chunk in two steps: make(chunk, worker) runs for several chunks at once, and
/// write(chunk, worker) follows on the same thread, for one chunk after the other in the order of records. A
/// worker makes its next chunk after its last one is written, so one buffer for each worker is enough.
/// Otherwise as parallel_for() with one function.
template <class Make, class Write>
[[nodiscard]] Result<void> parallel_for(std::uint64_t count, const ParallelOptions& options, const Make& make,
                                        const Write& write) {
  return detail::for_each_chunk(count, options, detail::chunk_function(make), detail::chunk_function(write));
}

}  // namespace vertexview
