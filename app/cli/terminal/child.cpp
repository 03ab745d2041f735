#include "cli/terminal/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace vertexview::cli {
namespace {

/// Reads until the other end is closed or `progress` is cancelled.
std::string read_all(int descriptor, const Progress& progress) {
  // In milliseconds: how late a cancel may be noticed. A shorter pause would wake this process more often.
  constexpr int kPauseMs = 50;
  std::string text;
  std::array<char, 4096> part{};
  for (;;) {
    if (progress.cancelled()) return text;
    pollfd ready{descriptor, POLLIN, 0};
    if (::poll(&ready, 1, kPauseMs) <= 0) continue;
    const auto size = ::read(descriptor, part.data(), part.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return text;
    text.append(part.data(), static_cast<std::size_t>(size));
  }
}

}  // namespace

Result<std::string> run_self(const std::vector<std::string>& arguments, const Progress& progress) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0)
    return fail_system(errno, "no pipe to a second run of vertexview");
  std::string program = "vertexview";
  std::vector<std::string> copies = arguments;
  std::vector<char*> argv{program.data()};
  for (auto& argument : copies) argv.push_back(argument.data());
  argv.push_back(nullptr);

  posix_spawn_file_actions_t actions{};
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  pid_t child = 0;
  const int failed = ::posix_spawn(&child, "/proc/self/exe", &actions, nullptr, argv.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  std::string text = failed == 0 ? read_all(ends[0], progress) : std::string();
  ::close(ends[0]);
  if (failed != 0) return fail_system(failed, "vertexview cannot be run a second time");
  if (progress.cancelled()) ::kill(child, SIGTERM);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (progress.cancelled()) return fail(ErrorCode::kCancelled, "cancelled");
  if (status != 0) return fail(ErrorCode::kIo, "a second run of vertexview failed");
  return text;
}

}  // namespace vertexview::cli
