#pragma once
#include <cstdint>

namespace vertexview {

/// Calls visit(first, count) for runs of `run` neighbours at 16 places that are spread evenly over `records`,
/// or once for all where these are few. The places are at the same bytes whatever the length of a record: of
/// a file that is not in memory yet, each costs a wait for the disk.
template <class Visit>
void visit_places(std::uint64_t records, std::uint64_t run, const Visit& visit) {
  constexpr std::uint64_t kPlaces = 16;
  if (records <= run * kPlaces) return visit(std::uint64_t{0}, records);
  for (std::uint64_t i = 0; i < kPlaces; ++i) visit(records / (2 * kPlaces) * (2 * i + 1) - run / 2, run);
}

}  // namespace vertexview
