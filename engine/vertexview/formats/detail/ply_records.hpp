#pragma once
// The records after the header of a PLY file. Every function may be called from any thread, and with
// untrusted bytes; `progress`, which may be null, counts bytes and can cancel (kCancelled).
#include <cstddef>
#include <cstdint>
#include <span>

#include "vertexview/formats/container.hpp"
#include "vertexview/memory/error.hpp"
#include "vertexview/record/texts/ply_header.hpp"
#include "vertexview/task/progress.hpp"

namespace vertexview {

/// Returns the offset behind the records of header.elements[index] of a binary file `bytes`, which begin at
/// `begin`. Where the element has lists, every record is read, because only it says how long it is.
/// kBadFormat where the file ends before.
[[nodiscard]] Result<std::uint64_t> skip_ply_records(const PlyHeader& header, std::size_t index,
                                                     std::span<const std::byte> bytes, std::uint64_t begin,
                                                     Progress* progress);

/// Copies the records of an element that has lists from a binary file: without the lists, so that all have
/// the same length, and in the byte order of the file. Errors of skip_ply_records(), and
/// kOutOfMemory.
[[nodiscard]] Result<RecordBytes> copy_ply_records(const PlyHeader& header, std::size_t index,
                                                   std::span<const std::byte> bytes, std::uint64_t begin,
                                                   Progress* progress);

/// Reads the records of header.elements[index] of a text, each of which is a line of its own, on every core:
/// single numbers of the types that the header says, in the byte order of this machine, without lists. Empty
/// lines count for nothing. kBadFormat, with the offset, for a word that is no number, a line that has too
/// few numbers or too many, and a text that has too few lines; kOutOfMemory.
[[nodiscard]] Result<RecordBytes> read_ply_text(const PlyHeader& header, std::size_t index,
                                                std::span<const std::byte> bytes, Progress* progress);

}  // namespace vertexview
