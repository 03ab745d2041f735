#include "cli/terminal/standard_output.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>

namespace vertexview::cli {

void hold_standard_descriptors() noexcept {
  for (int number = STDIN_FILENO; number <= STDERR_FILENO; ++number)
    // open() takes the lowest free number. A folder can be opened everywhere, and be neither read nor
    // written. It is handed on, so that child processes are safe, too.
    if (::fcntl(number, F_GETFD) < 0)
      (void)::open("/", O_RDONLY | O_DIRECTORY);  // NOLINT(android-cloexec-open)
}

Result<void> write_output(std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(STDOUT_FILENO, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {  // another process made the shared terminal or pipe non-blocking
      pollfd room{STDOUT_FILENO, POLLOUT, 0};
      ::poll(&room, 1, -1);
    } else if (errno != EINTR) {
      return fail_system(errno, "cannot write", "standard output");
    }
  }
  return {};
}

bool stdout_is_terminal() noexcept {
  return ::isatty(STDOUT_FILENO) == 1;
}

}  // namespace vertexview::cli
