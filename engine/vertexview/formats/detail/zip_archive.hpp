#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/formats/detail/decoded_bytes.hpp"
#include "vertexview/memory/error.hpp"
#include "vertexview/task/progress.hpp"

// ZIP archives, ZIP64 included, in memory that may be untrusted. Every function may be called from any
// thread.
namespace vertexview::detail {

/// A member of an archive, whose bytes lie in the archive.
struct ZipEntry {
  std::string name;
  std::uint64_t offset = 0;  ///< of its stored bytes in the archive
  std::uint64_t stored = 0;  ///< bytes in the archive
  std::uint64_t size = 0;    ///< bytes of the member itself
  std::uint32_t crc = 0;
  bool deflated = false;
};

/// The most members of an archive that is read: more than people put into one, while a hostile directory must
/// not become millions of strings.
inline constexpr std::uint64_t kMostZipEntries = 65536;

/// Returns whether the bytes begin as an archive does.
[[nodiscard]] bool is_zip(std::span<const std::byte> bytes) noexcept;
/// Returns the name of the first member as it stands before its bytes; "" where there is none.
[[nodiscard]] std::string_view first_zip_name(std::span<const std::byte> bytes) noexcept;

/// Returns the members in the order of the directory. That all their bytes lie in the archive is proved.
/// kBadFormat, with the offset, for a directory that does not; kNotImplemented for an archive of several
/// files, and for members that are encrypted or compressed by another method than deflate.
[[nodiscard]] Result<std::vector<ZipEntry>> zip_entries(std::span<const std::byte> bytes);

/// Returns the first bytes of a member, at most `most`. kBadFormat where they do not inflate.
[[nodiscard]] Result<std::vector<std::byte>> zip_begin(std::span<const std::byte> archive,
                                                       const ZipEntry& entry, std::size_t most);

/// Inflates a member and checks its CRC; `progress`, which may be null, counts inflated bytes and can cancel.
/// kBadFormat where the member is damaged, or says that it is larger than deflate can make of its bytes;
/// kOutOfMemory.
[[nodiscard]] Result<DecodedBytes> inflate_entry(std::span<const std::byte> archive, const ZipEntry& entry,
                                                 Progress* progress);

}  // namespace vertexview::detail
