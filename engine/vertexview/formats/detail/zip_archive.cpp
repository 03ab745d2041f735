// Source: PKWARE's "APPNOTE.TXT - .ZIP File Format Specification", version 6.3.10.
#include "vertexview/formats/detail/zip_archive.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "vertexview/formats/detail/file_bytes.hpp"
#include "vertexview/memory/number_load.hpp"
#include "vertexview/memory/printable.hpp"

namespace vertexview::detail {
namespace {

constexpr std::uint32_t kLocalHeader = 0x04034B50;
constexpr std::uint32_t kDirectoryHeader = 0x02014B50;
constexpr std::uint32_t kEnd = 0x06054B50;
constexpr std::uint32_t kEnd64 = 0x06064B50;
constexpr std::uint32_t kLocator64 = 0x07064B50;
// Bytes of these before their names.
constexpr std::uint64_t kLocalSize = 30;
constexpr std::uint64_t kDirectorySize = 46;
constexpr std::uint64_t kEndSize = 22;
constexpr std::uint64_t kEnd64Size = 56;
constexpr std::uint64_t kLocatorSize = 20;
// A number that is in the ZIP64 part.
constexpr std::uint32_t kElsewhere = 0xFFFFFFFF;

/// Where the directory lies and how many members it has.
struct Directory {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  std::uint64_t count = 0;
};

/// Returns where the record lies that ends the archive: followed by a comment of at most 65535 bytes.
std::optional<std::uint64_t> find_end(const LittleEndian& numbers) noexcept {
  if (numbers.size() < kEndSize) return std::nullopt;
  const std::uint64_t last = numbers.size() - kEndSize;
  const std::uint64_t first = last - std::min<std::uint64_t>(last, 0xFFFF);
  for (std::uint64_t at = last + 1; at-- > first;)
    if (numbers.number<std::uint32_t>(at) == kEnd &&
        at + kEndSize + numbers.number<std::uint16_t>(at + 20) == numbers.size())
      return at;
  return std::nullopt;
}

Result<Directory> find_directory(const LittleEndian& numbers) {
  const auto end = find_end(numbers);
  if (!end)
    return fail_at(numbers.size(), "the archive has no end record: it is cut off, or other bytes follow it");
  Directory directory{numbers.number<std::uint32_t>(*end + 16), numbers.number<std::uint32_t>(*end + 12),
                      numbers.number<std::uint16_t>(*end + 10)};
  std::uint64_t limit = *end;
  bool one_file =
      numbers.number<std::uint16_t>(*end + 4) == 0 || numbers.number<std::uint16_t>(*end + 4) == 0xFFFF;
  if (*end >= kLocatorSize && numbers.number<std::uint32_t>(*end - kLocatorSize) == kLocator64) {
    const std::uint64_t at = numbers.number<std::uint64_t>(*end - kLocatorSize + 8);
    if (!numbers.has(at, kEnd64Size) || at + kEnd64Size > *end - kLocatorSize ||
        numbers.number<std::uint32_t>(at) != kEnd64)
      return fail_at(*end - kLocatorSize, "the archive's ZIP64 end record does not lie where it should");
    directory = {numbers.number<std::uint64_t>(at + 48), numbers.number<std::uint64_t>(at + 40),
                 numbers.number<std::uint64_t>(at + 32)};
    one_file = numbers.number<std::uint32_t>(at + 16) == 0;
    limit = at;
  }
  if (!one_file) return fail_at(*end, "the archive is one of several files", ErrorCode::kNotImplemented);
  if (directory.offset > limit || directory.size > limit - directory.offset)
    return fail_at(*end, "the archive's directory of " + std::to_string(directory.size) +
                             " bytes at offset " + std::to_string(directory.offset) +
                             " does not lie before its end");
  if (directory.count > kMostZipEntries)
    return fail_at(*end,
                   "the archive has " + std::to_string(directory.count) + " members; at most " +
                       std::to_string(kMostZipEntries) + " are supported",
                   ErrorCode::kNotImplemented);
  return directory;
}

/// Replaces the sizes and the offset that are in the ZIP64 part of `count` extra bytes from `at`. Returns
/// false where the part lacks one of them.
bool read_zip64(const LittleEndian& numbers, std::uint64_t at, std::uint64_t count,
                ZipEntry& entry) noexcept {
  std::uint64_t* const wanted[]{entry.size == kElsewhere ? &entry.size : nullptr,
                                entry.stored == kElsewhere ? &entry.stored : nullptr,
                                entry.offset == kElsewhere ? &entry.offset : nullptr};
  if (std::ranges::all_of(wanted, [](auto* number) { return number == nullptr; })) return true;
  for (const std::uint64_t end = at + count; end - at >= 4;) {
    const std::uint64_t size = numbers.number<std::uint16_t>(at + 2);
    if (size > end - at - 4) return false;
    if (numbers.number<std::uint16_t>(at) != 1) {
      at += 4 + size;
      continue;
    }
    const std::uint64_t part_end = at + 4 + size;
    at += 4;
    for (std::uint64_t* const number : wanted) {
      if (number == nullptr) continue;
      if (part_end - at < 8) return false;
      *number = numbers.number<std::uint64_t>(at);
      at += 8;
    }
    return true;
  }
  return false;
}

/// Moves the entry's offset from its local header to its bytes, which have to lie before the directory.
Result<void> find_bytes(const LittleEndian& numbers, std::uint64_t directory, std::uint64_t at,
                        ZipEntry& entry) {
  const std::uint64_t header = entry.offset;
  if (header > directory || directory - header < kLocalSize ||
      numbers.number<std::uint32_t>(header) != kLocalHeader)
    return fail_at(at,
                   "member " + in_quotes(entry.name) + " has no header at offset " + std::to_string(header));
  const std::uint64_t before =
      kLocalSize + numbers.number<std::uint16_t>(header + 26) + numbers.number<std::uint16_t>(header + 28);
  if (before > directory - header || entry.stored > directory - header - before)
    return fail_at(at, "member " + in_quotes(entry.name) + " of " + std::to_string(entry.stored) +
                           " bytes at offset " + std::to_string(header) +
                           " does not end before the directory");
  entry.offset = header + before;
  return {};
}

/// Says what a method of the specification is called.
std::string method_name(unsigned method) {
  switch (method) {
    case 9:
      return "deflate64";
    case 12:
      return "bzip2";
    case 14:
      return "LZMA";
    case 93:
      return "Zstandard";
    case 95:
      return "XZ";
    default:
      return "method " + std::to_string(method);
  }
}

/// Reads the entry at `at` of the directory, and moves `at` behind it.
Result<ZipEntry> read_entry(const LittleEndian& numbers, const Directory& directory, std::uint64_t& at) {
  const std::uint64_t begin = at;
  const std::uint64_t left = directory.offset + directory.size - begin;
  if (left < kDirectorySize || numbers.number<std::uint32_t>(begin) != kDirectoryHeader)
    return fail_at(begin, "expected an entry of the archive's directory");
  const std::uint64_t name = numbers.number<std::uint16_t>(begin + 28);
  const std::uint64_t extra = numbers.number<std::uint16_t>(begin + 30);
  const std::uint64_t whole = kDirectorySize + name + extra + numbers.number<std::uint16_t>(begin + 32);
  if (whole > left) return fail_at(begin, "an entry of the archive's directory does not end in it");
  at = begin + whole;
  ZipEntry entry{.name = std::string(numbers.text(begin + kDirectorySize, name)),
                 .offset = numbers.number<std::uint32_t>(begin + 42),
                 .stored = numbers.number<std::uint32_t>(begin + 20),
                 .size = numbers.number<std::uint32_t>(begin + 24),
                 .crc = numbers.number<std::uint32_t>(begin + 16)};
  if (!read_zip64(numbers, begin + kDirectorySize + name, extra, entry))
    return fail_at(begin, "member " + in_quotes(entry.name) + " lacks its ZIP64 sizes");
  const unsigned method = numbers.number<std::uint16_t>(begin + 10);
  entry.deflated = method == 8;
  if ((numbers.number<std::uint16_t>(begin + 8) & 1U) != 0)
    return fail_at(begin, "member " + in_quotes(entry.name) + " is encrypted", ErrorCode::kNotImplemented);
  if (method != 0 && method != 8)
    return fail_at(begin,
                   "member " + in_quotes(entry.name) + " is compressed with " + method_name(method) +
                       "; expected deflate or none",
                   ErrorCode::kNotImplemented);
  if (auto found = find_bytes(numbers, directory.offset, begin, entry); !found)
    return tl::unexpected<Error>(found.error());
  if (!entry.deflated && entry.stored != entry.size)
    return fail_at(begin, "member " + in_quotes(entry.name) + " is not compressed, but its sizes differ: " +
                              std::to_string(entry.stored) + " and " + std::to_string(entry.size));
  return entry;
}

}  // namespace

bool is_zip(std::span<const std::byte> bytes) noexcept {
  const LittleEndian numbers(bytes);
  return numbers.has(0, 4) &&
         (numbers.number<std::uint32_t>(0) == kLocalHeader || numbers.number<std::uint32_t>(0) == kEnd);
}

std::string_view first_zip_name(std::span<const std::byte> bytes) noexcept {
  const LittleEndian numbers(bytes);
  if (!numbers.has(0, kLocalSize) || numbers.number<std::uint32_t>(0) != kLocalHeader) return {};
  const std::uint64_t size = numbers.number<std::uint16_t>(26);
  return numbers.has(kLocalSize, size) ? numbers.text(kLocalSize, size) : std::string_view();
}

Result<std::vector<ZipEntry>> zip_entries(std::span<const std::byte> bytes) {
  const LittleEndian numbers(bytes);
  const auto directory = find_directory(numbers);
  if (!directory) return tl::unexpected<Error>(directory.error());
  std::vector<ZipEntry> entries;
  std::uint64_t at = directory->offset;
  for (std::uint64_t i = 0; i < directory->count; ++i) {
    auto entry = read_entry(numbers, *directory, at);
    if (!entry) return tl::unexpected<Error>(entry.error());
    entries.push_back(*std::move(entry));
  }
  return entries;
}

}  // namespace vertexview::detail
