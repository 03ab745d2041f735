// Where the system gives no thread, each command does its work with those that it has, the first one at
// least.
#include <ostream>

#include "cli/support.hpp"
#include "support_limits.hpp"

namespace vertexview::test {
namespace {

namespace fs = std::filesystem;

struct Starved {
  std::string name;
  std::vector<std::string> arguments;  // IN and OUT.* stand for the files
  bool terminal = false;               // on which a bar is drawn while another thread works
};

void PrintTo(const Starved& starved, std::ostream* out) {
  *out << starved.name;
}

class FailingThreads : public testing::TestWithParam<Starved> {
 protected:
  /// What the program did without some threads, what it wrote, and how many threads it asked for.
  struct Run {
    Outcome outcome;
    std::string written;
    std::uint64_t threads = 0;
  };

  void SetUp() override { ASSERT_EQ(vertexview({"generate", "terrain", "300k", "-o", input_}).status, 0); }

  /// Runs the command without thread number `first`, with `how` "from" without all later ones, and with
  /// "limit" with no more than `first` at a time. One that hangs is killed.
  Run run_without(std::uint64_t first, const std::string& how) {
    fs::remove(log_);
    auto arguments = GetParam().arguments;
    std::string output;
    for (std::string& argument : arguments) {
      if (argument == "IN") argument = input_;
      if (argument.starts_with("OUT")) argument = output = folder_.file(argument);
    }
    fs::remove(output);
    auto command =
        command_in({"LD_PRELOAD=" VERTEXVIEW_FAILING_CALLS, "ASAN_OPTIONS=verify_asan_link_order=0",
                    "VERTEXVIEW_FAILING_THREADS=1", "VERTEXVIEW_FAILING_LOG=" + log_,
                    "VERTEXVIEW_FAILING_CALL=" + std::to_string(first), "VERTEXVIEW_FAILING_HOW=" + how},
                   arguments);
    command.insert(command.begin(), {"/usr/bin/timeout", "-s", "KILL", "120"});
    Run run;
    run.outcome = Process(command, {.terminal = GetParam().terminal}).finish();
    run.written = contents_of(output);
    std::error_code none;
    if (fs::exists(log_, none)) run.threads = fs::file_size(log_);
    return run;
  }

  const TemporaryFolder folder_;
  const std::string input_ = folder_.file("in.bin");
  const std::string log_ = folder_.file("log");
};

TEST_P(FailingThreads, theResultIsTheSame) {
  if (!kHasLimits && GetParam().name.starts_with("render"))
    GTEST_SKIP() << "a sanitizer starts the driver's threads, too, so they cannot be told from the program's";
  const Run right = run_without(0, "once");
  ASSERT_EQ(right.outcome.status, 0) << right.outcome.err;
  ASSERT_GT(right.threads, 0U);
  for (const std::string how : {"once", "from", "limit"})
    // There are at most so many at a time: the driver's, those that look for its, and the program's own.
    for (std::uint64_t first = 0; first <= right.threads + 4; ++first) {
      const Run run = run_without(first, how);
      SCOPED_TRACE(how + " " + std::to_string(first) + ": " + run.outcome.err);
      EXPECT_EQ(run.outcome.status, 0);
      EXPECT_EQ(run.outcome.out, right.outcome.out);
      EXPECT_EQ(run.written, right.written);
      if (HasFailure()) return;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Of, FailingThreads,
    testing::Values(Starved{"info", {"info", "IN", "--json"}}, Starved{"stats", {"stats", "IN", "--json"}},
                    Starved{"check", {"check", "IN", "--json"}},
                    Starved{"query", {"query", "IN", "z > 0.1", "--json"}},
                    Starved{"queryOnATerminal", {"query", "IN", "z > 0.1", "--json"}, true},
                    Starved{"convertToText", {"convert", "IN", "-o", "OUT.csv"}},
                    Starved{"generateOnATerminal", {"generate", "cube", "300k", "-o", "OUT.bin"}, true},
                    Starved{"renderByTheProcessor",
                            {"render", "IN", "-o", "OUT.png", "--size", "200x150", "--renderer", "cpu"}},
                    Starved{"renderByPoints",
                            {"render", "IN", "-o", "OUT.png", "--size", "200x150", "--renderer", "points"}}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace vertexview::test
