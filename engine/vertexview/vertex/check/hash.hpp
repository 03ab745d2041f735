#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace vertexview {

/// Returns `hash` with `word` mixed in, so that each bit of either changes about half of the others. Source:
/// Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014: its 64-bit mixing.
[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t hash, std::uint64_t word) noexcept {
  hash = (hash ^ word) + 0x9E3779B97F4A7C15;
  hash = (hash ^ (hash >> 30U)) * 0xBF58476D1CE4E5B9;
  hash = (hash ^ (hash >> 27U)) * 0x94D049BB133111EB;
  return hash ^ (hash >> 31U);
}

/// Returns a hash of bytes, by which equal ones are told from others; not against somebody who makes others
/// with the same hash.
[[nodiscard]] inline std::uint64_t hash_of(const std::byte* bytes, std::uint64_t count) noexcept {
  std::uint64_t hash = count;
  for (std::uint64_t done = 0; done < count; done += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    const std::uint64_t left = count - done;
    std::memcpy(&word, bytes + done, static_cast<std::size_t>(left < sizeof(word) ? left : sizeof(word)));
    hash = mixed(hash, word);
  }
  return hash;
}

}  // namespace vertexview
