#include "vertexview/io/posix/hidden_name.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <utility>

#include "vertexview/memory/utf8.hpp"

namespace vertexview::posix {
namespace {

/// Returns whether `name` still is that of the open file.
bool has_name(int descriptor, const std::string& name) noexcept {
  struct stat open{};
  struct stat named{};
  return ::fstat(descriptor, &open) == 0 && ::lstat(name.c_str(), &named) == 0 &&
         open.st_dev == named.st_dev && open.st_ino == named.st_ino;
}

}  // namespace

std::string hidden_prefix(std::string_view target) {
  // The shortest limit of a name that Linux has is 143 bytes, on an encrypted folder (eCryptfs); what follows
  // this part has fewer than 20 bytes.
  constexpr std::size_t kLongest = 100;
  const std::size_t slash = target.rfind('/');
  const std::size_t begin = slash == std::string_view::npos ? 0 : slash + 1;
  const std::string_view name = target.substr(begin);
  std::size_t end = std::min(name.size(), kLongest);
  // Some file systems take only whole letters of UTF-8.
  if (end < name.size())
    while (end > 0 && continues_letter(name[end])) --end;
  std::string prefix(target.substr(0, begin));
  return prefix.append(".").append(name.substr(0, end)).append(".");
}

std::string hidden_name(const std::string& prefix, int attempt) {
  return prefix + "vertexview-" + std::to_string(attempt);
}

bool hold(int descriptor) noexcept {
  return ::flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

void remove_abandoned(const std::string& prefix) noexcept {
  // A pair takes two names for each of its files. Behind so many that are free there are no others, but where
  // many processes write one file at the same time.
  constexpr int kMostFree = 4;
  try {
    for (int i = 0, free = 0; i < kHiddenNames && free < kMostFree; ++i) {
      const std::string name = hidden_name(prefix, i);
      const Descriptor file(::open(name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
      if (!file) ++free;
      if (file && ::flock(file.get(), LOCK_EX | LOCK_NB) == 0 && has_name(file.get(), name))
        ::unlink(name.c_str());
    }
  } catch (...) {  // NOLINT(bugprone-empty-catch): without memory for a name, they stay for another time
  }
}

HiddenFile create_hidden(const std::string& prefix, mode_t mode) {
  for (int i = 0; i < kHiddenNames; ++i) {
    std::string name = hidden_name(prefix, i);
    Descriptor file(::open(name.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode));
    if (!file && errno != EEXIST) break;
    // Another process may take it for abandoned as long as it is not held.
    if (file && hold(file.get()) && has_name(file.get(), name)) return {std::move(file), std::move(name)};
  }
  return {};
}

}  // namespace vertexview::posix
