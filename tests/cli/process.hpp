#pragma once
#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vertexview::test {

/// What is left of a program that has ended: its output and its status.
struct Outcome {
  std::string out;
  std::string err;
  int status = -1;  ///< exit status; -1 when a signal ended it
  int signal = 0;
};

/// A running child with its output in pipes. It is killed when the object is destroyed.
class Process {
 public:
  struct Options {
    std::string folder = {};                                   ///< the folder to run in
    bool terminal = false;                                     ///< stderr is a terminal of 100 columns
    std::optional<std::uint64_t> file_limit = std::nullopt;    ///< bytes that a file may grow to
    std::optional<std::uint64_t> memory_limit = std::nullopt;  ///< bytes of addresses that it may have
    bool obey_permissions = false;  ///< permissions hold for the child even when the tests run as root
    bool named_files_only = false;  ///< open() with O_TMPFILE fails, as on a file system without it
  };

  Process(std::vector<std::string> command, const Options& options);
  explicit Process(std::vector<std::string> command) : Process(std::move(command), Options{}) {}
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process();

  /// Reads all that the child writes until it ends.
  [[nodiscard]] Outcome finish();
  /// Reads from stdout, at most `size` bytes.
  [[nodiscard]] std::string read_out(std::size_t size) const;
  /// Reads stderr until `text` appears in it, or gives up after a minute; returns what was read.
  [[nodiscard]] std::string read_err_until(const std::string& text);
  void close_out();
  void kill(int signal) const;
  /// Returns the most memory that the child held, in bytes; call it after finish().
  [[nodiscard]] std::uint64_t peak_memory() const { return peak_memory_; }

 private:
  pid_t pid_ = -1;
  int out_ = -1;
  int err_ = -1;
  std::string err_read_;
  std::uint64_t peak_memory_ = 0;
};

/// Returns the command that runs the program with `arguments`.
[[nodiscard]] std::vector<std::string> vertexview_command(std::vector<std::string> arguments);
/// Runs the program with `arguments` to its end.
[[nodiscard]] Outcome vertexview(std::vector<std::string> arguments, const Process::Options& options = {});

/// Runs `script` of tests/cli with CPython and returns its output; fails the test when Python fails.
[[nodiscard]] std::string python(const std::string& script, std::vector<std::string> arguments);

}  // namespace vertexview::test
