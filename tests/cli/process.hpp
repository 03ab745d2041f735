#pragma once
#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace vertexview::test {

/// What a program left behind.
struct Outcome {
  std::string out;
  std::string err;
  int status = -1;  ///< exit status; -1 when a signal ended it
  int signal = 0;
};

/// A running child with its output in pipes. It is killed when the object goes.
class Process {
 public:
  struct Options {
    std::string folder = {};                                 ///< to run in
    bool terminal = false;                                   ///< stderr is a terminal of 100 columns
    std::optional<std::uint64_t> file_limit = std::nullopt;  ///< bytes that a file may grow to
    bool obey_permissions = false;                           ///< also when the tests run as root
    bool named_files_only = false;                           ///< as on a file system without O_TMPFILE
  };

  Process(std::vector<std::string> command, const Options& options);
  explicit Process(std::vector<std::string> command) : Process(std::move(command), Options{}) {}
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process();

  /// Reads all it writes until it ends.
  [[nodiscard]] Outcome finish();
  /// Reads from stdout, at most `size` bytes.
  [[nodiscard]] std::string read_out(std::size_t size) const;
  /// Reads stderr until `text` appears in it, 20 s at most; what was read.
  [[nodiscard]] std::string read_err_until(const std::string& text);
  void close_out();
  void kill(int signal) const;
  /// The most memory it held, in bytes; after finish().
  [[nodiscard]] std::uint64_t peak_memory() const { return peak_memory_; }

 private:
  pid_t pid_ = -1;
  int out_ = -1;
  int err_ = -1;
  std::string err_read_;
  std::uint64_t peak_memory_ = 0;
};

/// The command that runs the program with `arguments`.
[[nodiscard]] std::vector<std::string> vertexview_command(std::vector<std::string> arguments);
/// Runs it to its end.
[[nodiscard]] Outcome vertexview(std::vector<std::string> arguments, const Process::Options& options = {});

/// Runs `script` of tests/cli with CPython and gives its output; fails the test when Python fails.
[[nodiscard]] std::string python(const std::string& script, std::vector<std::string> arguments);

}  // namespace vertexview::test
