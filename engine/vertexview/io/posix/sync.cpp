#include "vertexview/io/posix/sync.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "vertexview/io/posix/descriptor.hpp"

namespace vertexview::posix {

int sync(int descriptor) noexcept {
  while (::fsync(descriptor) != 0) {
    if (errno == EINTR) continue;
    return errno == EINVAL || errno == ENOTSUP || errno == EROFS ? 0 : errno;
  }
  return 0;
}

int sync_folder(const std::string& folder) noexcept {
  const Descriptor names(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!names) return errno == EACCES || errno == EPERM ? 0 : errno;
  return sync(names.get());
}

}  // namespace vertexview::posix
