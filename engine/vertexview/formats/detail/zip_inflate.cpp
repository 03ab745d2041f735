// The compressed members of an archive, by zlib.
#include <zlib.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "vertexview/formats/detail/zip_archive.hpp"
#include "vertexview/memory/printable.hpp"

namespace vertexview::detail {
namespace {

// No byte of deflate makes more bytes than this: a pair of code lengths is two bits, and copies 258 bytes.
constexpr std::uint64_t kMostOfAByte = 1032;
// Inflated bytes between two looks at whether the work is cancelled: a few milliseconds.
constexpr std::size_t kStep = std::size_t{1} << 20U;

/// A stream of deflate without a header.
class Inflater {
 public:
  Inflater(std::span<const std::byte> from, std::uint64_t begin) : from_(from), begin_(begin) {
    // Negative: no header of zlib's own stands before the bytes.
    ready_ = ::inflateInit2(&stream_, -MAX_WBITS) == Z_OK;
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() {
    if (ready_) ::inflateEnd(&stream_);
  }

  /// Fills `out`, or less of it where the stream ends; returns how many bytes.
  Result<std::size_t> fill(std::span<std::byte> out) {
    if (!ready_)
      return fail(ErrorCode::kOutOfMemory, "there is no memory to inflate a member of the archive");
    std::size_t made = 0;
    while (made < out.size() && !ended_) {
      const auto room = static_cast<uInt>(std::min<std::size_t>(out.size() - made, kStep));
      // The most that zlib's count of bytes holds.
      const auto input = static_cast<uInt>(std::min<std::size_t>(from_.size() - taken_, 1U << 30U));
      // zlib only reads its input.
      stream_.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(from_.data() + taken_));
      stream_.avail_in = input;
      stream_.next_out = reinterpret_cast<Bytef*>(out.data() + made);
      stream_.avail_out = room;
      const int status = ::inflate(&stream_, Z_NO_FLUSH);
      taken_ += input - stream_.avail_in;
      made += room - stream_.avail_out;
      ended_ = status == Z_STREAM_END;
      if (status == Z_MEM_ERROR)
        return fail(ErrorCode::kOutOfMemory, "there is no memory to inflate a member of the archive");
      if (status != Z_OK && status != Z_STREAM_END) return damaged();
    }
    return made;
  }

  /// Returns whether the stream ends here, without another byte.
  bool ends() {
    if (ended_) return true;
    std::byte more{};
    const auto made = fill({&more, 1});
    return made && *made == 0 && ended_;
  }

 private:
  [[nodiscard]] tl::unexpected<Error> damaged() const {
    Error error{ErrorCode::kBadFormat, taken_ == from_.size() ? "its compressed bytes end too early"
                                                              : "its compressed bytes are damaged"};
    error.offset = begin_ + taken_;
    return tl::unexpected<Error>(std::move(error));
  }

  std::span<const std::byte> from_;
  std::uint64_t begin_;
  std::size_t taken_ = 0;
  z_stream stream_{};
  bool ready_ = false;
  bool ended_ = false;
};

tl::unexpected<Error> about(const ZipEntry& entry, Error error) {
  if (error.code == ErrorCode::kBadFormat)
    error.message = std::string("member ").append(in_quotes(entry.name)).append(": ").append(error.message);
  return tl::unexpected<Error>(std::move(error));
}

tl::unexpected<Error> bad(const ZipEntry& entry, std::string message) {
  Error error{ErrorCode::kBadFormat, std::move(message)};
  error.offset = entry.offset;
  return about(entry, std::move(error));
}

std::span<const std::byte> bytes_of(std::span<const std::byte> archive, const ZipEntry& entry) noexcept {
  return archive.subspan(static_cast<std::size_t>(entry.offset), static_cast<std::size_t>(entry.stored));
}

/// Fails for a member that says that it is larger than its bytes can become: memory for it would be wasted.
Result<void> check_size(const ZipEntry& entry) {
  const bool possible = entry.size / kMostOfAByte <= entry.stored;
  if (possible && entry.size <= std::numeric_limits<std::size_t>::max()) return {};
  return bad(entry, "it would be " + std::to_string(entry.size) + " bytes, but its " +
                        std::to_string(entry.stored) + " compressed bytes can become at most " +
                        std::to_string(kMostOfAByte) + " times as many");
}

}  // namespace

Result<std::vector<std::byte>> zip_begin(std::span<const std::byte> archive, const ZipEntry& entry,
                                         std::size_t most) {
  const auto stored = bytes_of(archive, entry);
  if (!entry.deflated) {
    const auto begin = stored.first(std::min(most, stored.size()));
    return std::vector<std::byte>(begin.begin(), begin.end());
  }
  std::vector<std::byte> bytes(static_cast<std::size_t>(std::min<std::uint64_t>(most, entry.size)));
  const auto made = Inflater(stored, entry.offset).fill(bytes);
  if (!made) return about(entry, made.error());
  bytes.resize(*made);
  return bytes;
}

Result<DecodedBytes> inflate_entry(std::span<const std::byte> archive, const ZipEntry& entry,
                                   Progress* progress) {
  if (auto possible = check_size(entry); !possible) return tl::unexpected<Error>(possible.error());
  auto memory = decoded_bytes(entry.size);
  if (!memory) return memory;
  if (progress != nullptr) progress->start(entry.size);
  Inflater inflater(bytes_of(archive, entry), entry.offset);
  uLong crc = ::crc32(0, nullptr, 0);
  for (auto rest = memory->bytes; !rest.empty();) {
    if (progress != nullptr && progress->cancelled())
      return fail(ErrorCode::kCancelled, "the reading of the file was cancelled");
    const auto part = rest.first(std::min(rest.size(), kStep));
    const auto made = inflater.fill(part);
    if (!made) return about(entry, made.error());
    if (*made < part.size())
      return bad(entry, "its compressed bytes become " +
                            std::to_string(memory->bytes.size() - rest.size() + *made) + " bytes, not " +
                            std::to_string(entry.size));
    crc = ::crc32(crc, reinterpret_cast<const Bytef*>(part.data()), static_cast<uInt>(part.size()));
    rest = rest.subspan(part.size());
    if (progress != nullptr) progress->advance(part.size());
  }
  if (!inflater.ends())
    return bad(entry, "its compressed bytes become more than the " + std::to_string(entry.size) +
                          " bytes that the archive says");
  if (crc != entry.crc)
    return bad(entry, "its bytes are damaged: their CRC is another than the archive says");
  return memory;
}

}  // namespace vertexview::detail
