// Reads any bytes as a script, the way `--do -` does: lines come from a descriptor, and each becomes a
// command. None may be lost, joined or cut.
#include <sys/mman.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "actions/action_queue.hpp"
#include "cli/terminal/line_reader.hpp"
#include "promises.hpp"
#include "vertexview/task/wakeup.hpp"

namespace {

using namespace vertexview;
using cli::LineReader;
using fuzz::require;

// It ends every script here, so that nothing that comes before it can be missed.
constexpr std::string_view kLast = "the last line";

/// Returns the script that the input stands for. A byte of 1 makes the one after it as long as half of the
/// longest line, so that short inputs reach the limits.
std::string script_of(std::string_view input) {
  std::string script;
  for (std::size_t i = 0; i < input.size(); ++i)
    if (input[i] == '\1' && i + 1 < input.size() && script.size() < 4 * LineReader::kLongestLine)
      script.append(LineReader::kLongestLine / 2, input[++i]);
    else
      script += input[i];
  return script.append("\n").append(kLast);
}

/// Returns what the reader has to give for the script: every line that is not blank, and nullopt for one that
/// is too long.
std::vector<std::optional<std::string>> lines_of(std::string_view script) {
  std::vector<std::optional<std::string>> lines;
  while (!script.empty()) {
    const std::string_view line = fuzz::take_line(script);
    if (line.size() > LineReader::kLongestLine)
      lines.emplace_back();
    else if (line.find_first_not_of(" \t\r") != std::string_view::npos)
      lines.emplace_back(line);
  }
  return lines;
}

/// Returns what a reader gives up to the last line.
std::vector<Result<std::string>> read_lines(std::string_view script) {
  const int file = ::memfd_create("script", MFD_CLOEXEC);
  require(file >= 0);
  require(::write(file, script.data(), script.size()) == static_cast<ssize_t>(script.size()));
  require(::lseek(file, 0, SEEK_SET) == 0);
  std::vector<Result<std::string>> lines;
  {
    Wakeup read;
    LineReader reader(file, [&read] { read.wake(); });
    while (lines.empty() || lines.back() != kLast) {
      read.wait();
      auto taken = reader.take();
      require(taken.size() <= LineReader::kMostWaiting);
      for (auto& line : taken) lines.push_back(std::move(line));
    }
  }
  ::close(file);
  return lines;
}

void check_command(const std::string& line) {
  const auto command = app::parse_command(line);
  const auto queue = app::ActionQueue::parse({&line, 1});
  require(queue.has_value() == command.has_value());
  if (!command) return fuzz::require_told(command.error(), line.size());
  require(!queue->empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text_of(data, size);
  if (input.find(kLast) != std::string_view::npos) return 0;
  const std::string script = script_of(input);
  const auto expected = lines_of(script);
  const auto lines = read_lines(script);
  require(lines.size() == expected.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    require(lines[i].has_value() == expected[i].has_value());
    if (!lines[i]) {
      require(lines[i].error().code == ErrorCode::kOutOfRange);
      continue;
    }
    require(*lines[i] == *expected[i]);
    if (lines[i]->size() <= input.size()) check_command(*lines[i]);
  }
  return 0;
}
