// FileStamp on POSIX systems.
#ifndef _FILE_OFFSET_BITS
#define _FILE_OFFSET_BITS 64  // NOLINT(bugprone-reserved-identifier): the C library names it
#endif
#include "vertexview/io/file_stamp.hpp"

#include <sys/stat.h>

namespace vertexview {
namespace {

std::int64_t nanoseconds(const timespec& time) noexcept {
  constexpr std::int64_t kSecond = 1'000'000'000;
  return time.tv_sec * kSecond + time.tv_nsec;
}

FileStamp stamp_from(const struct stat& status) noexcept {
  return {.device = status.st_dev,
          .node = status.st_ino,
          .size = static_cast<std::uint64_t>(status.st_size),
          .modified = nanoseconds(status.st_mtim),
          .status_changed = nanoseconds(status.st_ctim),
          .links = status.st_nlink,
          .mode = status.st_mode,
          .owners = static_cast<std::uint64_t>(status.st_uid) << 32U | status.st_gid,
          .exists = true};
}

}  // namespace

FileStamp stamp_of(const std::string& path) noexcept {
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0 ? stamp_from(status) : FileStamp{};
}

FileStamp stamp_of(std::intptr_t handle) noexcept {
  struct stat status{};
  return ::fstat(static_cast<int>(handle), &status) == 0 ? stamp_from(status) : FileStamp{};
}

bool written_between(const FileStamp& before, const FileStamp& now) noexcept {
  if (!before.same_file(now) || before.size != now.size || before.modified != now.modified) return true;
  const bool explained = before.links != now.links || before.mode != now.mode || before.owners != now.owners;
  return before.status_changed != now.status_changed && !explained;
}

}  // namespace vertexview
