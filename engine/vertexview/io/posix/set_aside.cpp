#include "vertexview/io/posix/set_aside.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

#include "vertexview/io/posix/hidden_name.hpp"

namespace vertexview::posix {

SetAside::~SetAside() {
  if (!hidden_.empty() && !moved_) ::unlink(hidden_.c_str());
}

int SetAside::reserve() {
  struct stat status{};
  if (::lstat(target_.c_str(), &status) != 0) return errno == ENOENT ? 0 : errno;
  // Nobody opens the empty file that holds the name until the file itself takes it.
  constexpr mode_t kPrivateMode = 0600;
  HiddenFile file = create_hidden(hidden_prefix(target_), kPrivateMode);
  if (!file.descriptor) return errno;
  hidden_ = std::move(file.name);
  reserved_ = std::move(file.descriptor);
  // A file that may only be written is held by a descriptor of that kind.
  for (const int access : {O_RDONLY, O_WRONLY})
    if (!held_) held_ = Descriptor(::open(target_.c_str(), access | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (held_) (void)hold(held_.get());
  return 0;
}

int SetAside::move() noexcept {
  if (hidden_.empty()) return 0;
  if (::rename(target_.c_str(), hidden_.c_str()) != 0) return errno == ENOENT ? 0 : errno;
  moved_ = true;
  return 0;
}

int SetAside::put_back(bool taken) noexcept {
  if (!moved_) return !taken || ::unlink(target_.c_str()) == 0 || errno == ENOENT ? 0 : errno;
  if (::rename(hidden_.c_str(), target_.c_str()) != 0) return errno;
  moved_ = false;
  hidden_.clear();
  return 0;
}

void SetAside::remove() noexcept {
  // Removed by the destructor, as a name that holds nothing that is needed.
  moved_ = false;
}

}  // namespace vertexview::posix
