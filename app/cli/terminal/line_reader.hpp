#pragma once
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace vertexview::cli {

/// Reads lines from a file descriptor on its own thread until its end, so that a window can take commands
/// from a pipe. The destructor does not wait for a line that nobody sends.
class LineReader {
 public:
  static constexpr int kStandardInput = 0;  ///< the number of its descriptor in POSIX

  /// `when_read` is called on the reader's thread after lines can be taken.
  LineReader(int descriptor, std::function<void()> when_read);
  LineReader(const LineReader&) = delete;
  LineReader& operator=(const LineReader&) = delete;
  ~LineReader();

  /// Returns the lines that have come since the last call, without their ends; blank ones are left out.
  [[nodiscard]] std::vector<std::string> take();

 private:
  void read_all();
  void append(const char* data, std::size_t size);

  int descriptor_;
  int stop_reader_ = -1;  ///< the reading end of a pipe: closing its writer ends the wait
  int stop_writer_ = -1;
  std::function<void()> when_read_;
  std::mutex mutex_;
  std::string partial_;
  std::vector<std::string> lines_;
  std::thread thread_;
};

}  // namespace vertexview::cli
