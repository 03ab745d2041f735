#pragma once
// The public header block of LAS files ("LAS Specification 1.4 - R15", and those before it): what the reader
// and the writer share. All numbers are little endian.
#include <cstdint>
#include <string_view>

namespace vertexview::las {

inline constexpr std::string_view kMagic = "LASF";

// Offsets of its fields.
inline constexpr std::uint64_t kVersion = 24;
inline constexpr std::uint64_t kSoftware = 58;
inline constexpr std::uint64_t kHeaderSize = 94;
inline constexpr std::uint64_t kPointOffset = 96;
inline constexpr std::uint64_t kRecordCount = 100;
inline constexpr std::uint64_t kPointFormat = 104;
inline constexpr std::uint64_t kPointLength = 105;
inline constexpr std::uint64_t kLegacyPoints = 107;
inline constexpr std::uint64_t kPointsByReturn = 111;  // five numbers
inline constexpr std::uint64_t kScale = 131;
inline constexpr std::uint64_t kOffset = 155;
inline constexpr std::uint64_t kBounds = 179;  // the largest x, the smallest, and so on for y and z
inline constexpr std::uint64_t kPoints = 247;  // of version 1.4

// The header of version 1.0, and the part of 1.4 up to and with the number of points.
inline constexpr std::uint64_t kSmallestHeader = 227;
inline constexpr std::uint64_t kSmallestHeader14 = 255;

}  // namespace vertexview::las
