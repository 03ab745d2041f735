// NewFile on POSIX systems.
#ifndef _FILE_OFFSET_BITS
#define _FILE_OFFSET_BITS 64  // NOLINT(bugprone-reserved-identifier): the C library names it
#endif
#include "vertexview/io/new_file.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "vertexview/io/posix/descriptor.hpp"
#include "vertexview/io/posix/hidden_name.hpp"
#include "vertexview/io/posix/sync.hpp"
#include "vertexview/io/posix/write_target.hpp"

namespace vertexview {
namespace {

using posix::Descriptor;
using posix::hidden_name;
using posix::kHiddenNames;

// The system applies the umask to this mode. We could not: the umask can only be read by changing it, for all
// threads.
constexpr mode_t kNewMode = 0666;
// Until the new file has the permissions of the file that it replaces, nobody else may read it.
constexpr mode_t kPrivateMode = 0600;
// Whoever trusts an old program to run with its owner's rights does not trust the new bytes.
constexpr mode_t kPassedOn = 0777;

/// Returns whether a name is a symbolic link, which a file in the making must not replace.
bool is_link(const std::string& path) {
  struct stat status{};
  return ::lstat(path.c_str(), &status) == 0 && S_ISLNK(status.st_mode);
}

std::string name_in_proc(int descriptor) {
  return "/proc/self/fd/" + std::to_string(descriptor);
}

/// Opens a file without a name in `folder`, which is gone with the process whatever ends it. Returns none
/// where the file system has no such files, or where nothing could give it a name later.
Descriptor open_unnamed([[maybe_unused]] const std::string& folder, [[maybe_unused]] mode_t mode) {
#ifdef O_TMPFILE
  Descriptor file(::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, mode));
  if (file && ::access(name_in_proc(file.get()).c_str(), F_OK) == 0) return file;
#endif
  return Descriptor();
}

/// Returns the errno of a close of the file, or 0. Some network file systems tell only then that bytes are
/// lost, so a copy of the descriptor is closed while the file has no name yet. Linux closes when interrupted,
/// too.
int close_copy(int descriptor) noexcept {
  const int copy = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
  if (copy < 0) return errno;
  return ::close(copy) == 0 || errno == EINTR ? 0 : errno;
}

}  // namespace

tl::unexpected<Error> NewFile::failed(int reason) const {
  return fail_system(reason, "cannot write", shown_);
}

Result<NewFile> NewFile::create(const std::string& path) {
  NewFile file;
  file.shown_ = path;
  if (path.empty()) return fail(ErrorCode::kInvalidArgument, "the path of the file to write is empty");
  if (const auto descriptor = posix::named_descriptor(path)) {
    if (auto opened = file.open_descriptor(*descriptor); !opened)
      return tl::unexpected(std::move(opened.error()));
    return file;
  }
  file.target_ = posix::follow_links(path);

  struct stat status{};
  const bool exists = ::stat(file.target_.c_str(), &status) == 0;
  if (!exists && errno != ENOENT) return file.failed(errno);
  if (exists && S_ISDIR(status.st_mode)) return file.failed(EISDIR);
  if (exists && ::access(file.target_.c_str(), W_OK) != 0) return file.failed(errno);
  const bool direct = exists && (!S_ISREG(status.st_mode) || is_link(file.target_));
  if (auto opened = direct ? file.open_direct() : file.open_beside(exists); !opened)
    return tl::unexpected(std::move(opened.error()));
  if (!exists || direct) return file;
  const int descriptor = static_cast<int>(file.handle_);
  // Only a privileged process may give files away; for others the new file is their own.
  if (status.st_uid != ::geteuid() || status.st_gid != ::getegid())
    if (::fchown(descriptor, status.st_uid, status.st_gid) != 0) errno = 0;
  if (::fchmod(descriptor, status.st_mode & kPassedOn) != 0) return file.failed(errno);
  return file;
}

Result<void> NewFile::open_descriptor(int descriptor) {
  seekable_ = false;
  const int flags = ::fcntl(descriptor, F_GETFL);
  if (flags < 0) return failed(errno);
  if ((flags & O_ACCMODE) == O_RDONLY) return failed(EBADF);
  handle_ = ::fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
  if (handle_ < 0) return failed(errno);
  return {};
}

Result<void> NewFile::open_direct() {
  seekable_ = false;
  handle_ = ::open(target_.c_str(), O_WRONLY | O_CLOEXEC);
  if (handle_ < 0) return failed(errno);
  return {};
}

Result<void> NewFile::open_beside(bool exists) {
  const mode_t mode = exists ? kPrivateMode : kNewMode;
  const auto slash = target_.rfind('/');
  folder_ = slash == std::string::npos ? "." : target_.substr(0, slash + 1);
  beside_ = posix::hidden_prefix(target_);
  handle_ = open_unnamed(folder_, mode).release();
  if (handle_ >= 0) return {};
  posix::HiddenFile hidden = posix::create_hidden(beside_, mode);
  if (!hidden.descriptor) return failed(errno);
  handle_ = hidden.descriptor.release();
  temporary_ = std::move(hidden.name);
  return {};
}

NewFile::NewFile(NewFile&& other) noexcept
    : handle_(std::exchange(other.handle_, -1)),
      seekable_(other.seekable_),
      shown_(std::move(other.shown_)),
      target_(std::move(other.target_)),
      folder_(std::move(other.folder_)),
      beside_(std::move(other.beside_)),
      temporary_(std::exchange(other.temporary_, {})) {}

NewFile::~NewFile() {
  if (handle_ >= 0) ::close(static_cast<int>(handle_));
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Result<void> NewFile::reserve(std::uint64_t size) const {
  if (!seekable_ || size == 0) return {};
  if (size > static_cast<std::uint64_t>(INT64_MAX)) return failed(EFBIG);
#ifdef __linux__
  if (::fallocate(static_cast<int>(handle_), 0, 0, static_cast<off_t>(size)) != 0 &&
      (errno == ENOSPC || errno == EDQUOT || errno == EFBIG))
    return failed(errno);
#endif
  return {};
}

Result<void> NewFile::write_at(std::uint64_t offset, std::span<const std::byte> bytes) const {
  const int descriptor = static_cast<int>(handle_);
  while (!bytes.empty()) {
    // Linux writes at most 2 GiB less a page at once; smaller pieces let a signal be noticed.
    const auto piece = std::min<std::size_t>(bytes.size(), std::size_t{64} << 20);
    const auto written = seekable_ ? ::pwrite(descriptor, bytes.data(), piece, static_cast<off_t>(offset))
                                   : ::write(descriptor, bytes.data(), piece);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && errno == EAGAIN) {  // another process made the shared terminal or pipe non-blocking
      pollfd room{descriptor, POLLOUT, 0};
      ::poll(&room, 1, -1);
      continue;
    }
    if (written < 0) return failed(errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
    offset += static_cast<std::uint64_t>(written);
  }
  return {};
}

/// Waits until all bytes are on the disk. This comes before the file has its name, so that the name never
/// stands for a file that is only half there.
Result<void> NewFile::finish_bytes() const {
  const int descriptor = static_cast<int>(handle_);
  if (const int reason = posix::sync(descriptor); reason != 0) return failed(reason);
  if (const int reason = close_copy(descriptor); reason != 0) return failed(reason);
  return {};
}

/// Gives an unnamed file the temporary name that others have from the beginning.
Result<void> NewFile::name_beside() {
  if (!temporary_.empty()) return {};
  const std::string source = name_in_proc(static_cast<int>(handle_));
  (void)posix::hold(static_cast<int>(handle_));
  errno = EEXIST;
  for (int i = 0; errno == EEXIST && i < kHiddenNames; ++i) {
    std::string name = hidden_name(beside_, i);
    if (::linkat(AT_FDCWD, source.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) != 0) continue;
    temporary_ = std::move(name);
    return {};
  }
  return failed(errno);
}

/// Gives the file its target's name. A link cannot replace a file, so where there is one an unnamed file
/// first gets a name beside it.
Result<void> NewFile::take_name() {
  if (temporary_.empty()) {
    const std::string source = name_in_proc(static_cast<int>(handle_));
    if (::linkat(AT_FDCWD, source.c_str(), AT_FDCWD, target_.c_str(), AT_SYMLINK_FOLLOW) == 0) return {};
    if (errno != EEXIST) return failed(errno);
    if (auto named = name_beside(); !named) return named;
  }
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) return failed(errno);
  temporary_.clear();
  return {};
}

Result<void> NewFile::sync_names() const {
  if (const int reason = posix::sync_folder(folder_); reason != 0) return failed(reason);
  return {};
}

Result<void> NewFile::commit() {
  if (auto finished = finish_bytes(); !finished) return finished;
  if (seekable_)
    if (auto named = take_name(); !named) return named;
  ::close(static_cast<int>(std::exchange(handle_, -1)));  // close_copy() has seen what it might tell
  if (!seekable_) return {};
  posix::remove_abandoned(beside_);
  return sync_names();
}

}  // namespace vertexview
