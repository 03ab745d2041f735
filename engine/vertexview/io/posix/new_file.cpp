// NewFile on POSIX systems.
#ifndef _FILE_OFFSET_BITS
#define _FILE_OFFSET_BITS 64  // NOLINT(bugprone-reserved-identifier): the C library names it
#endif
#include "vertexview/io/new_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <filesystem>
#include <system_error>
#include <utility>

#include "vertexview/io/posix/descriptor.hpp"

namespace vertexview {
namespace {

using posix::Descriptor;

// The system applies the umask to this mode. We could not: the umask can only be read by changing it, for all
// threads.
constexpr mode_t kNewMode = 0666;
// Until the new file has the permissions of the file that it replaces, nobody else may read it.
constexpr mode_t kPrivateMode = 0600;
// How many temporary names are tried, because other programs, or ended ones, may hold some.
constexpr int kAttempts = 1000;

/// Returns where a rename must put a file that is to be found at `path`: it would replace a symbolic link
/// instead of what the link points to, which need not exist yet. Returns `path` itself where its links have
/// no name at their end, as those of /dev/stdout may.
std::string follow_links(const std::string& path) {
  std::error_code reason;
  const auto real = std::filesystem::canonical(path, reason);
  if (!reason) return real.string();
  constexpr int kMostLinks = 40;  // as many as Linux follows
  std::filesystem::path target = path;
  for (int i = 0; i < kMostLinks && reason == std::errc::no_such_file_or_directory; ++i) {
    if (std::error_code none; std::filesystem::exists(target, none)) return path;
    const auto next = std::filesystem::read_symlink(target, reason);
    if (reason) return target.string();
    target = target.parent_path() / next;
    reason = std::make_error_code(std::errc::no_such_file_or_directory);
  }
  return path;
}

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

std::string temporary_name(const std::string& beside, int attempt) {
  return beside + std::to_string(::getpid()) + "-" + std::to_string(attempt);
}

/// Writes a file to the disk; returns 0, or the errno that says why it may not be there. A file system that
/// cannot tell is trusted.
int sync(int descriptor) noexcept {
  while (::fsync(descriptor) != 0) {
    if (errno == EINTR) continue;
    return errno == EINVAL || errno == ENOTSUP || errno == EROFS ? 0 : errno;
  }
  return 0;
}

/// Writes the names in a folder to the disk, as sync() does. A folder that may not be read is trusted.
int sync_folder(const std::string& folder) noexcept {
  const Descriptor names(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return names ? sync(names.get()) : 0;
}

}  // namespace

tl::unexpected<Error> NewFile::failed(int reason) const {
  return fail_system(reason, "cannot write", shown_);
}

Result<NewFile> NewFile::create(const std::string& path) {
  NewFile file;
  file.shown_ = path;
  if (path.empty()) return fail(ErrorCode::kInvalidArgument, "the path of the file to write is empty");
  file.target_ = follow_links(path);

  struct stat status{};
  const bool exists = ::stat(file.target_.c_str(), &status) == 0;
  if (!exists && errno == ELOOP) return file.failed(ELOOP);
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
  if (::fchmod(descriptor, status.st_mode & mode_t{07777}) != 0) return file.failed(errno);
  return file;
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
  const auto name = slash == std::string::npos ? 0 : slash + 1;
  folder_ = name == 0 ? "." : target_.substr(0, name);
  // A name has 255 bytes at most, and what is appended to this beginning needs fewer than 50.
  beside_ = target_.substr(0, name) + "." + target_.substr(name, 200) + ".";
  handle_ = open_unnamed(folder_, mode).release();
  unnamed_ = handle_ >= 0;
  for (int i = 0; handle_ < 0 && i < kAttempts; ++i) {
    std::string beside = temporary_name(beside_, i);
    handle_ = ::open(beside.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode);
    if (handle_ >= 0)
      temporary_ = std::move(beside);
    else if (errno != EEXIST)
      break;
  }
  if (handle_ < 0) return failed(errno);
  return {};
}

NewFile::NewFile(NewFile&& other) noexcept
    : handle_(std::exchange(other.handle_, -1)),
      seekable_(other.seekable_),
      unnamed_(other.unnamed_),
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
    if (written < 0) return failed(errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
    offset += static_cast<std::uint64_t>(written);
  }
  return {};
}

/// Gives an unnamed file its target's name. A link cannot replace a file, so where there is one the new file
/// first gets a name beside it.
Result<void> NewFile::give_name() {
  const std::string source = name_in_proc(static_cast<int>(handle_));
  const auto link_to = [&](const std::string& path) {
    return ::linkat(AT_FDCWD, source.c_str(), AT_FDCWD, path.c_str(), AT_SYMLINK_FOLLOW) == 0;
  };
  if (link_to(target_)) return {};
  for (int i = 0; errno == EEXIST && i < kAttempts; ++i) {
    std::string name = temporary_name(beside_, i);
    if (!link_to(name)) continue;
    temporary_ = std::move(name);
    return {};
  }
  return failed(errno);
}

Result<void> NewFile::commit() {
  // The bytes go to the disk before the file has its name, so that the name never stands for a file that is
  // only half on the disk.
  if (seekable_)
    if (const int reason = sync(static_cast<int>(handle_)); reason != 0) return failed(reason);
  if (unnamed_)
    if (auto named = give_name(); !named) return named;
  if (::close(static_cast<int>(std::exchange(handle_, -1))) != 0) return failed(errno);
  if (!temporary_.empty()) {
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) return failed(errno);
    temporary_.clear();
  }
  if (!seekable_) return {};
  if (const int reason = sync_folder(folder_); reason != 0) return failed(reason);
  return {};
}

}  // namespace vertexview
