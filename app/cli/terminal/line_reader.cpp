#include "cli/terminal/line_reader.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>
#include <utility>

namespace vertexview::cli {

LineReader::LineReader(int descriptor, std::function<void()> when_read)
    : descriptor_(descriptor), when_read_(std::move(when_read)) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return;
  stop_reader_ = ends[0];
  stop_writer_ = ends[1];
  thread_ = std::thread([this] { read_all(); });
}

LineReader::~LineReader() {
  if (stop_writer_ >= 0) ::close(stop_writer_);
  if (thread_.joinable()) thread_.join();
  if (stop_reader_ >= 0) ::close(stop_reader_);
}

void LineReader::read_all() {
  std::array<char, 4096> buffer{};
  for (;;) {
    std::array<pollfd, 2> waits{pollfd{descriptor_, POLLIN, 0}, pollfd{stop_reader_, POLLIN, 0}};
    if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR) return;
    if (waits[1].revents != 0) return;
    if (waits[0].revents == 0) continue;
    const ssize_t size = ::read(descriptor_, buffer.data(), buffer.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return append("\n", 1);
    append(buffer.data(), static_cast<std::size_t>(size));
  }
}

void LineReader::append(const char* data, std::size_t size) {
  bool whole = false;
  {
    const std::lock_guard lock(mutex_);
    for (const char c : std::string_view(data, size)) {
      if (c != '\n') {
        partial_ += c;
        continue;
      }
      if (partial_.find_first_not_of(" \t\r") != std::string::npos) {
        lines_.push_back(std::exchange(partial_, {}));
        whole = true;
      }
      partial_.clear();
    }
  }
  if (whole && when_read_) when_read_();
}

std::vector<std::string> LineReader::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(lines_, {});
}

}  // namespace vertexview::cli
