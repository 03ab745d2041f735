#include "cli/terminal/line_reader.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace vertexview::cli {

LineReader::LineReader(int descriptor, std::function<void()> when_read)
    : descriptor_(descriptor), when_read_(std::move(when_read)) {
  // One more for the error of a reader that has no memory left.
  lines_.reserve(kMostWaiting + 1);
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    lines_.emplace_back(fail_system(errno, "cannot read", "standard input"));
    return;
  }
  stop_reader_ = ends[0];
  stop_writer_ = ends[1];
  try {
    thread_ = std::thread([this] { read_all(); });
  } catch (const std::system_error& error) {
    lines_.emplace_back(fail_system(error.code().value(), "cannot read", "standard input"));
  }
}

LineReader::~LineReader() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  room_.notify_all();
  if (stop_writer_ >= 0) ::close(stop_writer_);
  if (thread_.joinable()) thread_.join();
  if (stop_reader_ >= 0) ::close(stop_reader_);
}

void LineReader::read_all() {
  try {
    read_until_end();
  } catch (...) {  // only memory for a line can be missing; what is told needs none
    const std::lock_guard lock(mutex_);
    lines_.emplace_back(tl::unexpected(Error{ErrorCode::kOutOfMemory, "out of memory"}));
  }
  announce();
}

void LineReader::announce() {
  {
    const std::lock_guard lock(mutex_);
    if (lines_.empty()) return;
  }
  if (when_read_) when_read_();
}

void LineReader::read_until_end() {
  std::array<char, 4096> buffer{};
  for (;;) {
    std::array<pollfd, 2> waits{pollfd{descriptor_, POLLIN, 0}, pollfd{stop_reader_, POLLIN, 0}};
    if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR) return;
    if (waits[1].revents != 0) return;
    if (waits[0].revents == 0) continue;
    const ssize_t size = ::read(descriptor_, buffer.data(), buffer.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) {
      append("\n");
      return;
    }
    if (!append({buffer.data(), static_cast<std::size_t>(size)})) return;
    announce();
  }
}

bool LineReader::append(std::string_view text) {
  for (;;) {
    const std::size_t end = text.find('\n');
    const std::string_view part = text.substr(0, end);
    partial_size_ += part.size();
    partial_.append(part.substr(0, kLongestLine - partial_.size()));
    if (end == std::string_view::npos) return true;
    if (!end_line()) return false;
    text.remove_prefix(end + 1);
  }
}

bool LineReader::end_line() {
  std::string line = std::exchange(partial_, {});
  const std::size_t size = std::exchange(partial_size_, 0);
  if (size > kLongestLine) {
    if (!await_room()) return false;
    add(fail(
        ErrorCode::kOutOfRange,
        "a line of " + std::to_string(size) + " bytes is too long: at most " + std::to_string(kLongestLine),
        "standard input"));
  } else if (line.find_first_not_of(" \t\r") != std::string::npos) {
    if (!await_room()) return false;
    add(std::move(line));
  }
  return true;
}

void LineReader::add(Result<std::string> line) {
  const std::lock_guard lock(mutex_);
  lines_.push_back(std::move(line));
}

bool LineReader::await_room() {
  const auto has_room = [this] { return stop_ || lines_.size() < kMostWaiting; };
  std::unique_lock lock(mutex_);
  if (!has_room()) {
    lock.unlock();
    announce();  // whoever takes lines has to know of these
    lock.lock();
  }
  room_.wait(lock, has_room);
  return !stop_;
}

std::vector<Result<std::string>> LineReader::take() {
  std::vector<Result<std::string>> taken;
  taken.reserve(kMostWaiting + 1);
  {
    const std::lock_guard lock(mutex_);
    taken.swap(lines_);
  }
  room_.notify_one();
  return taken;
}

}  // namespace vertexview::cli
