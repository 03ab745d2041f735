#pragma once
// What the reader and the writer of PCD files share.
#include <cstddef>
#include <cstdint>

namespace vertexview::pcd {

// A header of more is none: PCL's own are a few hundred bytes, and a limit keeps a file that only begins like
// a header from being searched for the end of it.
inline constexpr std::size_t kLongestHeader = std::size_t{1} << 16;
// PCL's point types have a few hundred numbers at most (histograms of 308, 352 and 640).
inline constexpr std::uint64_t kMostNumbers = std::uint64_t{1} << 16;

}  // namespace vertexview::pcd
