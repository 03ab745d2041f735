#include "cli/terminal/standard_output.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

namespace vertexview::cli {

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
