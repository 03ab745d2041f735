// Where memory is used up every command ends, says so, and leaves nothing half written.
#include "cli/support.hpp"
#include "support_limits.hpp"

namespace vertexview::test {
namespace {

using testing::AnyOf;

constexpr std::uint64_t kMega = std::uint64_t{1} << 20U;
constexpr std::uint64_t kStep = 2 * kMega;
constexpr std::uint64_t kMostSteps = 128;

/// Runs the program with that much memory; one that hangs ends with status 124.
Outcome limited(const std::vector<std::string>& arguments, std::uint64_t bytes, bool terminal) {
  std::vector<std::string> command{"/usr/bin/timeout", "60"};
  const auto own = vertexview_command(arguments);
  command.insert(command.end(), own.begin(), own.end());
  return Process(command, {.terminal = terminal, .memory_limit = bytes}).finish();
}

/// Returns the least memory, in steps, with which the program starts at all.
std::uint64_t least_memory() {
  std::uint64_t bytes = 4 * kMega;
  for (std::uint64_t step = 0; step < kMostSteps; ++step, bytes += kStep)
    if (limited({"--version"}, bytes, false).status == 0) break;
  return bytes;
}

class OutOfMemory : public testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    if (!kHasLimits) GTEST_SKIP() << "a sanitizer needs the memory";
    ASSERT_EQ(vertexview({"generate", "cube", "100k", "-o", input_}).status, 0);
  }

  /// Runs the command with more and more memory until it is enough twice.
  void run_with_little(const std::vector<std::string>& arguments, const std::string& output = {}) const {
    const auto right = vertexview(arguments);
    ASSERT_EQ(right.status, 0) << right.err;
    const std::string written = contents_of(output);
    std::uint64_t bytes = least_memory();
    int enough = 0;
    for (std::uint64_t step = 0; step < kMostSteps && enough < 2; ++step, bytes += kStep) {
      std::filesystem::remove(output);
      const auto ended = limited(arguments, bytes, GetParam());
      SCOPED_TRACE(arguments.front() + " with " + std::to_string(bytes));
      ASSERT_EQ(ended.signal, 0);
      if (ended.status == 0) {
        ++enough;
        EXPECT_EQ(ended.out, right.out);
        EXPECT_EQ(contents_of(output), written);
        continue;
      }
      EXPECT_EQ(ended.status, 1) << ended.err;
      EXPECT_THAT(ended.err, AnyOf(HasSubstr("out of memory"), HasSubstr("Cannot allocate memory"),
                                   HasSubstr("Resource temporarily unavailable")));
      std::filesystem::directory_iterator files(folder_.path());
      EXPECT_EQ(std::distance(begin(files), end(files)), 1) << "something half written";
    }
    EXPECT_EQ(enough, 2);
  }

  const TemporaryFolder folder_;
  const std::string input_ = folder_.file("in.bin");
};

INSTANTIATE_TEST_SUITE_P(Onto, OutOfMemory, testing::Bool(),
                         [](const auto& run) { return run.param ? "aTerminal" : "aPipe"; });

TEST_P(OutOfMemory, info) {
  run_with_little({"info", input_, "--json"});
}

TEST_P(OutOfMemory, dump) {
  run_with_little({"dump", input_});
}

TEST_P(OutOfMemory, generate) {
  const std::string output = folder_.file("out.bin");
  run_with_little({"generate", "terrain", "200k", "-o", output}, output);
}

TEST_P(OutOfMemory, convertToText) {
  const std::string output = folder_.file("out.csv");
  run_with_little({"convert", input_, "-o", output}, output);
}

TEST_P(OutOfMemory, convertToAnArray) {
  const std::string output = folder_.file("out.npy");
  run_with_little({"convert", input_, "-o", output}, output);
}

}  // namespace
}  // namespace vertexview::test
