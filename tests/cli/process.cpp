#include "cli/process.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <pty.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "support_events.hpp"

namespace vertexview::test {
namespace {

// Appends what can be read now; returns false at the end. A terminal whose other side is closed fails with
// EIO.
bool drain(int descriptor, std::string& into) {
  std::array<char, 65536> buffer;
  const auto got = ::read(descriptor, buffer.data(), buffer.size());
  if (got > 0) into.append(buffer.data(), static_cast<std::size_t>(got));
  return got > 0 || (got < 0 && errno == EINTR);
}

// Makes the system refuse to open files without a name, from now on.
void refuse_unnamed_files() {
  constexpr std::uint32_t kUnnamed = O_TMPFILE & ~O_DIRECTORY;
  constexpr auto kFlags =
      static_cast<std::uint32_t>(offsetof(seccomp_data, args) + 2 * sizeof(std::uint64_t));
  std::array<sock_filter, 6> rules{{
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 3),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, kFlags),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, kUnnamed, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EOPNOTSUPP),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  }};
  const sock_fprog program{rules.size(), rules.data()};
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) ::_exit(125);
}

[[noreturn]] void become(const Process::Options& options, std::vector<char*>& arguments, int out, int err) {
  ::dup2(::open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(err, STDERR_FILENO);
  if (options.file_limit) {
    const rlimit limits{*options.file_limit, *options.file_limit};
    ::setrlimit(RLIMIT_FSIZE, &limits);
  }
  if (options.memory_limit) {
    const rlimit limits{*options.memory_limit, *options.memory_limit};
    ::setrlimit(RLIMIT_AS, &limits);
  }
  if (options.obey_permissions) {  // root ignores permissions only by these capabilities
    ::prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE);
    ::prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH);
  }
  if (options.named_files_only) refuse_unnamed_files();
  if (!options.folder.empty() && ::chdir(options.folder.c_str()) != 0) ::_exit(126);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

}  // namespace

Process::Process(std::vector<std::string> command, const Options& options) {
  std::array<int, 2> out{};
  std::array<int, 2> err{};
  if (::pipe2(out.data(), O_CLOEXEC) != 0) return;
  if (options.terminal) {
    winsize size{};
    size.ws_col = 100;
    size.ws_row = 30;
    if (::openpty(err.data(), &err[1], nullptr, nullptr, &size) != 0) return;
    ::fcntl(err[0], F_SETFD, FD_CLOEXEC);
    ::fcntl(err[1], F_SETFD, FD_CLOEXEC);
  } else if (::pipe2(err.data(), O_CLOEXEC) != 0) {
    return;
  }
  std::vector<char*> arguments;
  for (auto& argument : command) arguments.push_back(argument.data());
  arguments.push_back(nullptr);

  pid_ = ::fork();
  if (pid_ == 0) become(options, arguments, out[1], err[1]);
  ::close(out[1]);
  ::close(err[1]);
  out_ = out[0];
  err_ = err[0];
}

Process::~Process() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  if (out_ >= 0) ::close(out_);
  if (err_ >= 0) ::close(err_);
}

Outcome Process::finish() {
  Outcome outcome;
  outcome.err = std::move(err_read_);
  while (out_ >= 0 || err_ >= 0) {
    std::array<pollfd, 2> ready{{{out_, POLLIN, 0}, {err_, POLLIN, 0}}};  // poll skips negative descriptors
    if (::poll(ready.data(), ready.size(), -1) < 0) continue;
    if (ready[0].revents != 0 && !drain(out_, outcome.out)) close_out();
    if (ready[1].revents != 0 && !drain(err_, outcome.err)) ::close(std::exchange(err_, -1));
  }
  int status = 0;
  rusage usage{};
  ::wait4(std::exchange(pid_, -1), &status, 0, &usage);
  peak_memory_ = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
  if (WIFEXITED(status)) outcome.status = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) outcome.signal = WTERMSIG(status);
  return outcome;
}

std::string Process::read_out(std::size_t size) const {
  std::string text(size, '\0');
  const auto got = ::read(out_, text.data(), size);
  text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return text;
}

std::string Process::read_err_until(const std::string& text) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (err_read_.find(text) == std::string::npos && std::chrono::steady_clock::now() < end) {
    pollfd ready{err_, POLLIN, 0};
    if (::poll(&ready, 1, 100) > 0 && !drain(err_, err_read_)) break;
  }
  return err_read_;
}

void Process::close_out() {
  ::close(std::exchange(out_, -1));
}

void Process::kill(int signal) const {
  ::kill(pid_, signal);
}

std::vector<std::string> vertexview_command(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), VERTEXVIEW_PROGRAM);
  return arguments;
}

Outcome vertexview(std::vector<std::string> arguments, const Process::Options& options) {
  return Process(vertexview_command(std::move(arguments)), options).finish();
}

std::string python(const std::string& script, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"/usr/bin/python3", VERTEXVIEW_SOURCE_DIR "/tests/cli/" + script});
  auto outcome = Process(std::move(arguments)).finish();
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  return outcome.out;
}

}  // namespace vertexview::test
