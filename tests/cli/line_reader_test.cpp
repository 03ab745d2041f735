#include "cli/terminal/line_reader.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <optional>
#include <utility>

#include "cli/support.hpp"
#include "vertexview/task/wakeup.hpp"

namespace vertexview::test {
namespace {

using cli::LineReader;

/// A pipe and a reader of its lines.
class PipedLines {
 public:
  PipedLines() {
    if (::pipe2(ends_.data(), O_CLOEXEC) != 0) return;
    reader_.emplace(ends_[0], [this] { read_.wake(); });
  }
  PipedLines(const PipedLines&) = delete;
  PipedLines& operator=(const PipedLines&) = delete;
  ~PipedLines() {
    reader_.reset();
    ::close(ends_[0]);
    close_writer();
  }

  void write(std::string_view text) const {
    while (!text.empty()) {
      const auto wrote = ::write(ends_[1], text.data(), text.size());
      ASSERT_GT(wrote, 0);
      text.remove_prefix(static_cast<std::size_t>(wrote));
    }
  }
  void close_writer() {
    if (ends_[1] >= 0) ::close(std::exchange(ends_[1], -1));
  }
  /// Waits for lines and returns them.
  [[nodiscard]] std::vector<Result<std::string>> next() {
    auto lines = reader_->take();
    for (; lines.empty(); lines = reader_->take()) read_.wait();
    return lines;
  }
  void wait() { read_.wait(); }
  /// Returns how many bytes nobody has read.
  [[nodiscard]] int left() const {
    int bytes = -1;
    ::ioctl(ends_[0], FIONREAD, &bytes);
    return bytes;
  }

 private:
  std::array<int, 2> ends_{-1, -1};
  Wakeup read_;
  std::optional<LineReader> reader_;
};

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

TEST(LineReader, blankLinesAreLeftOutAndTheLastNeedsNoEnd) {
  PipedLines lines;
  lines.write("a\n\n \t\r\nb");
  lines.close_writer();
  std::vector<Result<std::string>> all;
  while (all.size() < 2)
    for (auto& line : lines.next()) all.push_back(std::move(line));
  EXPECT_EQ(all[0], "a");
  EXPECT_EQ(all[1], "b");
}

TEST(LineReader, readsNoFurtherWhileManyLinesWait) {
  PipedLines lines;
  lines.write(repeated("go\n", 1000));  // one piece, which the reader gets with one call
  lines.wait();                         // it tells of lines only when no more may wait
  lines.write("more\n");
  EXPECT_EQ(lines.left(), 5);
  for (const std::size_t count : {256U, 256U, 256U}) {
    const auto taken = lines.next();
    ASSERT_EQ(taken.size(), count);
    EXPECT_EQ(taken.front(), "go");
    lines.wait();
  }
}

TEST(LineReader, endsWhileItWaitsForRoom) {
  PipedLines lines;
  lines.write(repeated("go\n", 1000));
  lines.wait();
}

TEST(LineReader, aLineThatIsTooLongIsAnError) {
  PipedLines lines;
  lines.write(std::string(LineReader::kLongestLine, 'a') + "\n");
  EXPECT_EQ(lines.next().at(0), std::string(LineReader::kLongestLine, 'a'));
  for (int i = 0; i < 100; ++i) lines.write(std::string(LineReader::kLongestLine, 'b'));
  lines.write("\nafter\n");
  lines.close_writer();
  std::vector<Result<std::string>> all;
  while (all.size() < 2)
    for (auto& line : lines.next()) all.push_back(std::move(line));
  ASSERT_FALSE(all[0]);
  EXPECT_EQ(describe(all[0].error()), "standard input: a line of 6553600 bytes is too long: at most 65536");
  EXPECT_EQ(all[1], "after");
}

}  // namespace
}  // namespace vertexview::test
