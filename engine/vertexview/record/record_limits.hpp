#pragma once
#include <cstddef>
#include <cstdint>

// What a text or a file may ask of one record. Layouts come from files and command lines of anybody, and a
// few characters can ask for any number: each limit is proved before memory is taken for what was asked, and
// the error tells both. A run of equal numbers is one Element however many it has, so that none of these
// limits its count where it costs nothing: as padding, as an array of a .npy, or to find its range.
namespace vertexview {

/// The most bytes of a text that describes a record, and of a sidecar. Real ones take a few lines.
inline constexpr std::size_t kMostLayoutText = std::size_t{64} * 1024;
/// The most elements of a record, padding included: more than any real one has. Finding elements by their
/// names takes time in proportion to the square of it.
inline constexpr std::size_t kMostElements = 4096;
/// The most bytes of an element's name, with those of the records around it. Nested arrays of records repeat
/// it for each of their elements.
inline constexpr std::size_t kLongestElementName = 1024;
/// The most numbers, and bytes of runs of bytes, of one record that become text one by one: those of an image
/// of 1024 x 1024. Their text takes 30 MB, of which every thread holds one or two.
inline constexpr std::uint64_t kMostWrittenNumbers = std::uint64_t{1} << 20U;
/// The most numbers of one element that get a column of their own, in a table or a list that is drawn in
/// every frame: more than any descriptor, spectrum or set of harmonics has.
inline constexpr std::uint32_t kMostColumnsOfAnElement = 1024;

}  // namespace vertexview
