#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <thread>
#include <vector>

namespace vertexview::benchmarks {

/// Reads every word with eight independent sums, which compiles to plain vector loads.
inline std::uint64_t read_words(std::span<const std::byte> bytes) {
  std::uint64_t sums[8]{};
  for (std::size_t i = 0; i + sizeof(sums) <= bytes.size(); i += sizeof(sums)) {
    std::uint64_t words[8];
    std::memcpy(words, bytes.data() + i, sizeof(words));
    for (std::size_t lane = 0; lane < 8; ++lane) sums[lane] += words[lane];
  }
  std::uint64_t sum = 0;
  for (const std::uint64_t part : sums) sum += part;
  return sum;
}

/// Reads all bytes on that many threads, each a share of its own: the limit of whatever reads them once.
inline std::uint64_t read_memory(std::span<const std::byte> bytes, std::size_t threads) {
  std::vector<std::uint64_t> sums(threads);
  {
    std::vector<std::jthread> helpers;
    helpers.reserve(threads);
    const std::size_t share = bytes.size() / threads;
    for (std::size_t t = 0; t < threads; ++t)
      helpers.emplace_back([&, t] { sums[t] = read_words(bytes.subspan(t * share, share)); });
  }
  std::uint64_t sum = 0;
  for (const std::uint64_t part : sums) sum += part;
  return sum;
}

}  // namespace vertexview::benchmarks
