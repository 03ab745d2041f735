#pragma once
#include <cstdint>

namespace vertexview::gpu::detail {

// A vertex id is what a pixel of the id image holds: 16 bits of dataset and 48 bits of record, plus one, so
// that 0 is the background.
inline constexpr std::uint64_t kBackground = 0;
inline constexpr unsigned kVertexBits = 48;
// The last of these stays unused, because the id of its last record would wrap around to 0.
inline constexpr std::uint32_t kMostDatasets = 1U << (64 - kVertexBits);

/// Returns the id of a record of a dataset.
[[nodiscard]] constexpr std::uint64_t make_id(std::uint32_t dataset, std::uint64_t vertex) noexcept {
  return (std::uint64_t{dataset} << kVertexBits | vertex) + 1;
}
/// Returns the dataset of an id that is not kBackground.
[[nodiscard]] constexpr std::uint32_t dataset_of(std::uint64_t id) noexcept {
  return static_cast<std::uint32_t>((id - 1) >> kVertexBits);
}
/// Returns the record of an id that is not kBackground.
[[nodiscard]] constexpr std::uint64_t vertex_of(std::uint64_t id) noexcept {
  return (id - 1) & ((std::uint64_t{1} << kVertexBits) - 1);
}

}  // namespace vertexview::gpu::detail
