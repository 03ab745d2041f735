#include "vertexview/io/new_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <utility>

namespace vertexview {
namespace {

// The umask can only be read by setting it; this runs before any thread does.
mode_t default_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return mode_t{0666} & ~mask;
}

// A rename would replace a symbolic link instead of what it points to.
std::string follow_links(const std::string& path) {
  char* resolved = ::realpath(path.c_str(), nullptr);
  if (resolved == nullptr) return path;
  std::string real = resolved;
  std::free(resolved);  // NOLINT(bugprone-unsafe-functions): realpath allocates with malloc
  return real;
}

std::string name_in_proc(int descriptor) {
  return "/proc/self/fd/" + std::to_string(descriptor);
}

/// A file without a name in `folder`, which is gone with the process whatever ends it; -1 where the file
/// system has none, or nothing that could give it a name later.
int open_unnamed(const std::string& folder) {
#ifdef O_TMPFILE
  const int descriptor = ::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
  if (descriptor < 0 || ::access(name_in_proc(descriptor).c_str(), F_OK) == 0) return descriptor;
  ::close(descriptor);
#endif
  return -1;
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
  if (exists && S_ISDIR(status.st_mode)) return file.failed(EISDIR);
  if (exists && !S_ISREG(status.st_mode)) {
    file.descriptor_ = ::open(file.target_.c_str(), O_WRONLY | O_CLOEXEC);
    if (file.descriptor_ < 0) return file.failed(errno);
    file.seekable_ = false;
    return file;
  }
  if (exists && ::access(file.target_.c_str(), W_OK) != 0) return file.failed(errno);

  const auto slash = file.target_.rfind('/');
  const auto name = slash == std::string::npos ? 0 : slash + 1;
  const std::string folder = file.target_.substr(0, name);
  file.beside_ = folder + "." + file.target_.substr(name, 200) + ".";
  file.descriptor_ = open_unnamed(folder.empty() ? "." : folder);
  file.unnamed_ = file.descriptor_ >= 0;
  if (!file.unnamed_) {
    file.temporary_ = file.beside_ + "XXXXXX";
    file.descriptor_ = ::mkostemp(file.temporary_.data(), O_CLOEXEC);
  }
  if (file.descriptor_ < 0) {
    const int reason = errno;
    file.temporary_.clear();
    return file.failed(reason);
  }
  if (::fchmod(file.descriptor_, exists ? status.st_mode & mode_t{07777} : default_mode()) != 0)
    return file.failed(errno);
  return file;
}

NewFile::NewFile(NewFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      seekable_(other.seekable_),
      unnamed_(other.unnamed_),
      shown_(std::move(other.shown_)),
      target_(std::move(other.target_)),
      beside_(std::move(other.beside_)),
      temporary_(std::exchange(other.temporary_, {})) {}

NewFile::~NewFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Result<void> NewFile::reserve(std::uint64_t size) const {
  if (!seekable_ || size == 0) return {};
  if (size > static_cast<std::uint64_t>(INT64_MAX)) return failed(EFBIG);
#ifdef __linux__
  if (::fallocate(descriptor_, 0, 0, static_cast<off_t>(size)) != 0 &&
      (errno == ENOSPC || errno == EDQUOT || errno == EFBIG))
    return failed(errno);
#endif
  return {};
}

Result<void> NewFile::write_at(std::uint64_t offset, std::span<const std::byte> bytes) const {
  while (!bytes.empty()) {
    // Linux writes at most 2 GiB less a page at once; smaller pieces let a signal be noticed.
    const auto piece = std::min<std::size_t>(bytes.size(), std::size_t{64} << 20);
    const auto written = seekable_ ? ::pwrite(descriptor_, bytes.data(), piece, static_cast<off_t>(offset))
                                   : ::write(descriptor_, bytes.data(), piece);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed(errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
    offset += static_cast<std::uint64_t>(written);
  }
  return {};
}

/// A link cannot replace a file, so where there is one it goes beside it first.
Result<void> NewFile::give_name() {
  const std::string source = name_in_proc(descriptor_);
  const auto link_to = [&](const std::string& path) {
    return ::linkat(AT_FDCWD, source.c_str(), AT_FDCWD, path.c_str(), AT_SYMLINK_FOLLOW) == 0;
  };
  if (link_to(target_)) return {};
  constexpr int kAttempts = 1000;  // names that others, or ended processes, may hold
  for (int i = 0; errno == EEXIST && i < kAttempts; ++i) {
    std::string name = beside_ + std::to_string(::getpid()) + "-" + std::to_string(i);
    if (!link_to(name)) continue;
    temporary_ = std::move(name);
    return {};
  }
  return failed(errno);
}

Result<void> NewFile::commit() {
  if (unnamed_)
    if (auto named = give_name(); !named) return named;
  if (::close(std::exchange(descriptor_, -1)) != 0) return failed(errno);
  if (temporary_.empty()) return {};
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) return failed(errno);
  temporary_.clear();
  return {};
}

Result<void> write_file(const std::string& path, std::span<const std::byte> bytes) {
  auto file = NewFile::create(path);
  if (!file) return tl::unexpected(std::move(file.error()));
  if (auto written = file->write_at(0, bytes); !written) return written;
  return file->commit();
}

}  // namespace vertexview
