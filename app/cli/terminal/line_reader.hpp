#pragma once
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "vertexview/memory/error.hpp"

namespace vertexview::cli {

/// Reads lines from a file descriptor on its own thread until its end, so that a window can take commands
/// from a pipe. Whoever writes may be faster than the window, or hostile: the reader reads no further while
/// kMostWaiting lines wait, so that the pipe fills up and its writer has to wait. The destructor does not
/// wait for a line that nobody sends.
class LineReader {
 public:
  static constexpr int kStandardInput = 0;  ///< the number of its descriptor in POSIX
  /// The most lines that wait to be taken: more than a frame can answer.
  static constexpr std::size_t kMostWaiting = 256;
  /// The most bytes of a line. Actions take a path or a layout, which are no longer.
  static constexpr std::size_t kLongestLine = std::size_t{64} * 1024;

  /// `when_read` is called on the reader's thread after lines can be taken. Where the system gives no thread,
  /// the only line is an Error that says so.
  LineReader(int descriptor, std::function<void()> when_read);
  LineReader(const LineReader&) = delete;
  LineReader& operator=(const LineReader&) = delete;
  ~LineReader();

  /// Returns the lines that have come since the last call, without their ends; blank ones are left out. In
  /// place of a line that is too long stands kOutOfRange, and kOutOfMemory where the reader gave up.
  [[nodiscard]] std::vector<Result<std::string>> take();

 private:
  void read_all();
  void read_until_end();
  /// Takes what was read apart; returns false when the reader is to end.
  bool append(std::string_view text);
  bool end_line();
  void add(Result<std::string> line);
  /// Calls when_read where lines can be taken.
  void announce();
  /// Waits until a line may be added; returns false when the reader is to end.
  bool await_room();

  int descriptor_;
  int stop_reader_ = -1;  ///< the reading end of a pipe: closing its writer ends the wait
  int stop_writer_ = -1;
  std::function<void()> when_read_;
  std::string partial_;           ///< the line that has no end yet, or its beginning where it is too long
  std::size_t partial_size_ = 0;  ///< bytes of that line
  std::mutex mutex_;
  std::condition_variable room_;
  bool stop_ = false;
  std::vector<Result<std::string>> lines_;
  std::thread thread_;
};

}  // namespace vertexview::cli
