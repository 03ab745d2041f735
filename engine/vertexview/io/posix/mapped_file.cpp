// MappedFile on POSIX systems.
#ifndef _FILE_OFFSET_BITS
#define _FILE_OFFSET_BITS 64  // NOLINT(bugprone-reserved-identifier): the C library names it
#endif
#include "vertexview/io/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>
#include <utility>

#include "vertexview/io/posix/descriptor.hpp"
#include "vertexview/io/posix/page_size.hpp"

namespace vertexview {
namespace {

using posix::Descriptor;

/// Returns what is at the path when it is not a regular file, as in "a directory".
const char* kind_of_file(mode_t mode) noexcept {
  if (S_ISDIR(mode)) return "a directory";
  if (S_ISFIFO(mode)) return "a FIFO";
  if (S_ISSOCK(mode)) return "a socket";
  if (S_ISCHR(mode)) return "a character device";
  if (S_ISBLK(mode)) return "a block device";
  return "not a regular file";
}

tl::unexpected<Error> not_a_regular_file(mode_t mode, std::string path) {
  return fail(ErrorCode::kNotARegularFile,
              std::string("is ") + kind_of_file(mode) + ", expected a regular file", std::move(path));
}

int advice_of(AccessHint hint) noexcept {
  switch (hint) {
    case AccessHint::kSequential:
      return MADV_SEQUENTIAL;
    case AccessHint::kRandom:
      return MADV_RANDOM;
    case AccessHint::kWillNeed:
      return MADV_WILLNEED;
    case AccessHint::kNormal:
      break;
  }
  return MADV_NORMAL;
}

/// Opens a file for reading; negative with errno after a failure. O_NONBLOCK keeps a FIFO without a writer
/// from holding up the open, O_NOCTTY a terminal from becoming ours.
int open_for_reading(const std::string& path) noexcept {
  int number = -1;
  do {
    number = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  } while (number < 0 && errno == EINTR);
  return number;
}

/// Returns how many bytes to map of a file of `file_size`, or why the wanted range does not lie in it.
Result<std::uint64_t> length_in_file(const MappedFile::Options& options, std::uint64_t file_size,
                                     const std::string& path) {
  if (options.offset > file_size) {
    auto error = fail(ErrorCode::kOutOfRange,
                      "offset " + std::to_string(options.offset) + " is past the end of the file of " +
                          std::to_string(file_size) + " bytes",
                      path);
    error.value().offset = options.offset;
    return error;
  }
  const std::uint64_t available = file_size - options.offset;
  const std::uint64_t length = options.length.value_or(available);
  if (length > available) {
    auto error = fail(ErrorCode::kOutOfRange,
                      std::to_string(length) + " bytes from offset " + std::to_string(options.offset) +
                          " end past the file of " + std::to_string(file_size) + " bytes; " +
                          std::to_string(available) + " follow that offset",
                      path);
    error.value().offset = options.offset;
    return error;
  }
  return length;
}

}  // namespace

Result<MappedFile> MappedFile::open(std::string_view path, const Options& options) {
  return map(path, options, Access::kShared);
}

Result<MappedFile> MappedFile::open_private(std::string_view path, const Options& options) {
  return map(path, options, Access::kPrivate);
}

Result<MappedFile> MappedFile::map(std::string_view path, const Options& options, Access access) {
  MappedFile file;
  file.path_ = path;
  if (const std::size_t zero = file.path_.find('\0'); zero != std::string::npos)
    return fail(ErrorCode::kInvalidArgument, "the path contains a zero byte", file.path_.substr(0, zero));

  Descriptor descriptor(open_for_reading(file.path_));
  if (descriptor.get() < 0) {
    const int reason = errno;
    struct stat status{};
    // The open itself fails for sockets, and for devices without a driver.
    if (reason == ENXIO && ::stat(file.path_.c_str(), &status) == 0 && !S_ISREG(status.st_mode))
      return not_a_regular_file(status.st_mode, file.path_);
    return fail_system(reason, "cannot open", file.path_);
  }
  file.handle_ = descriptor.release();
  file.stamp_ = file.stamp_now();
  if (!file.stamp_.exists) return fail_system(errno, "cannot read the file's size", file.path_);
  if (!S_ISREG(file.stamp_.mode)) return not_a_regular_file(file.stamp_.mode, file.path_);

  file.offset_ = options.offset;
  file.private_ = access == Access::kPrivate;
  file.hint_ = options.hint;
  const auto length = length_in_file(options, file.stamp_.size, file.path_);
  if (!length) return tl::unexpected<Error>(length.error());
  if (*length > 0)
    if (auto mapped = file.map_bytes(*length); !mapped) return tl::unexpected(std::move(mapped.error()));
  if (options.hint != AccessHint::kNormal) file.advise(options.hint, 0, file.size_);
  return file;
}

Result<void> MappedFile::map_bytes(std::uint64_t length) {
  const auto lead = static_cast<std::size_t>(offset_ % page_size());
  if (length > static_cast<std::uint64_t>(std::numeric_limits<std::ptrdiff_t>::max()) - lead)
    return fail(ErrorCode::kOutOfMemory,
                "cannot map " + std::to_string(length) + " bytes: larger than the address space", path_);
  const auto size = static_cast<std::size_t>(length);
  void* start = ::mmap(nullptr, size + lead, private_ ? PROT_READ | PROT_WRITE : PROT_READ,
                       // A private mapping reserves no swap for pages that are never written.
                       private_ ? MAP_PRIVATE | MAP_NORESERVE : MAP_SHARED, static_cast<int>(handle_),
                       static_cast<off_t>(offset_ - lead));
  if (start == MAP_FAILED)
    return fail_system(errno, "cannot map " + std::to_string(length) + " bytes", path_);
  data_ = static_cast<std::byte*>(start) + lead;
  size_ = size;
  page_lead_ = lead;
  watched_ = WatchedMapping(bytes(), private_ ? WatchedMapping::Zeros::kPage : WatchedMapping::Zeros::kTail);
  if (!watched_) return fail(ErrorCode::kOutOfMemory, "no memory to guard the mapping", path_);
  return {};
}

MappedFile::MappedFile(MappedFile&& other) noexcept {
  *this = std::move(other);
}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(page_lead_, other.page_lead_);
  std::swap(offset_, other.offset_);
  std::swap(stamp_, other.stamp_);
  std::swap(watched_, other.watched_);
  std::swap(handle_, other.handle_);
  std::swap(private_, other.private_);
  std::swap(hint_, other.hint_);
  std::swap(path_, other.path_);
  return *this;
}

MappedFile::~MappedFile() {
  watched_ = WatchedMapping();  // before the mapping ends: its addresses may be another's next
  if (data_ != nullptr) ::munmap(data_ - page_lead_, size_ + page_lead_);
  if (handle_ >= 0) ::close(static_cast<int>(handle_));
}

void MappedFile::advise(AccessHint hint, std::size_t first, std::size_t count) const noexcept {
  if (first >= size_ || count == 0) return;
  // The system wants whole pages; advice for the whole pages at both ends does no harm.
  const std::size_t begin = page_lead_ + first;
  const std::size_t lead = begin % page_size();
  const std::size_t length = std::min(count, size_ - first) + lead;
  ::madvise(data_ + first - lead, length, advice_of(hint));
}

Result<void> MappedFile::populate(std::uint64_t first, std::uint64_t count) const {
  if (first >= size_) return {};
  count = std::min<std::uint64_t>(count, size_ - first);
#ifdef MADV_POPULATE_READ
  // The hint makes the system read in large pieces, whatever hint the mapping has otherwise.
  if (!in_memory(first)) advise(AccessHint::kWillNeed, first, count);
  const std::size_t lead = (page_lead_ + first) % page_size();
  int failed = 0;
  do {
    failed = ::madvise(data_ + first - lead, count + lead, MADV_POPULATE_READ) == 0 ? 0 : errno;
  } while (failed == EINTR || failed == EAGAIN);
  if (failed == 0) return {};
  if (failed != EINVAL) {
    auto error =
        fail(ErrorCode::kIo,
             "cannot read " + std::to_string(count) + " bytes at offset " + std::to_string(offset_ + first) +
                 ": the file has become shorter, or its disk failed",
             path_);
    error.value().offset = offset_ + first;
    return error;
  }
#endif
  // Before Linux 5.14 nothing populates a mapping; what was read once is at least in the page cache.
  std::array<std::byte, std::size_t{1} << 16> piece;
  for (std::uint64_t done = 0; done < count; done += piece.size()) {
    const auto size = std::min<std::uint64_t>(piece.size(), count - done);
    if (auto got = read(first + done, std::span(piece).first(size)); !got) return got;
  }
  return {};
}

bool MappedFile::in_memory(std::uint64_t first) const noexcept {
#ifdef RWF_NOWAIT
  if (first >= size_) return true;
  std::byte byte{};
  const iovec room{&byte, 1};
  const auto got =
      ::preadv2(static_cast<int>(handle_), &room, 1, static_cast<off_t>(offset_ + first), RWF_NOWAIT);
  return got >= 0 || errno != EAGAIN;
#else
  return true;
#endif
}

std::uint64_t MappedFile::next_data(std::uint64_t first) const noexcept {
  if (first >= size_) return size_;
#ifdef SEEK_DATA
  if (private_) return first;  // what was written to a private mapping is not in the file
  const auto found = ::lseek(static_cast<int>(handle_), static_cast<off_t>(offset_ + first), SEEK_DATA);
  if (found >= 0) return std::min<std::uint64_t>(static_cast<std::uint64_t>(found) - offset_, size_);
  // There is no data up to the end of the file, if the file still reaches that far.
  if (errno == ENXIO && still_backed()) return size_;
#endif
  return first;
}

std::uint64_t MappedFile::next_hole(std::uint64_t first) const noexcept {
#ifdef SEEK_HOLE
  if (first >= size_ || private_) return size_;
  const auto found = ::lseek(static_cast<int>(handle_), static_cast<off_t>(offset_ + first), SEEK_HOLE);
  if (found >= 0) return std::min<std::uint64_t>(static_cast<std::uint64_t>(found) - offset_, size_);
#endif
  return size_;
}

Result<void> MappedFile::read(std::uint64_t first, std::span<std::byte> out) const {
  if (first > size_ || out.size() > size_ - first)
    return fail(ErrorCode::kOutOfRange,
                std::to_string(out.size()) + " bytes from " + std::to_string(first) +
                    " end past the mapping of " + std::to_string(size_) + " bytes",
                path_);
  // Linux transfers at most this much at once; other systems refuse more.
  constexpr std::size_t kLargest = 0x7ffff000;
  std::uint64_t position = offset_ + first;
  while (!out.empty()) {
    const ssize_t got = ::pread(static_cast<int>(handle_), out.data(), std::min(out.size(), kLargest),
                                static_cast<off_t>(position));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      const std::string what =
          "cannot read " + std::to_string(out.size()) + " bytes at offset " + std::to_string(position);
      auto error = got < 0 ? fail_system(errno, what, path_)
                           : fail(ErrorCode::kIo, what + ": the file has become shorter", path_);
      error.value().offset = position;
      return error;
    }
    out = out.subspan(static_cast<std::size_t>(got));
    position += static_cast<std::uint64_t>(got);
  }
  return {};
}

bool MappedFile::still_backed() const noexcept {
  if (handle_ < 0) return true;
  const FileStamp named = stamp_of(path_);
  return stamp_now().size >= offset_ + size_ && (!named.exists || named.same_file(stamp_));
}

FileStamp MappedFile::stamp_now() const noexcept {
  return stamp_of(handle_);
}

bool MappedFile::changed_since_mapped() const noexcept {
  if (handle_ < 0) return false;
  const FileStamp now = stamp_now();
  if (lost_pages()) return true;
  if (!written_between(stamp_, now)) return false;
  // Renaming changes the status, and the path does not name the file any more.
  FileStamp renamed = now;
  renamed.status_changed = stamp_.status_changed;
  return written_between(stamp_, renamed) || stamp_of(path_).same_file(stamp_);
}

Result<void> MappedFile::check_unchanged() const {
  if (handle_ < 0 || !changed_since_mapped()) return {};
  return fail(ErrorCode::kIo,
              lost() ? "the file became shorter, or its disk failed, while it was being read"
                     : "the file changed while it was read; read it again once nothing writes to it",
              path_);
}

bool MappedFile::is_at_its_path() const noexcept {
  struct stat mapped{};
  struct stat named{};
  return ::fstat(static_cast<int>(handle_), &mapped) == 0 && ::stat(path_.c_str(), &named) == 0 &&
         mapped.st_dev == named.st_dev && mapped.st_ino == named.st_ino;
}

}  // namespace vertexview
