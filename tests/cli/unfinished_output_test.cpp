// Commands that are ended while they write: the old file stays, and nothing is left beside it.
#include <sys/stat.h>

#include <csignal>

#include "cli/support.hpp"
#include "support_events.hpp"

namespace vertexview::test {
namespace {

std::vector<std::string> names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    names.push_back(entry.path().filename().string());
  return names;
}

class UnfinishedOutput : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    ASSERT_FALSE(input_.empty());
    ASSERT_EQ(::mkfifo(pipe_.c_str(), 0600), 0);
  }

  [[nodiscard]] std::vector<std::string> command() const {
    if (GetParam() == "generate") return vertexview_command({"generate", "terrain", "50M", "-o", output_});
    if (GetParam() == "convert") return vertexview_command({"convert", input_, "-o", output_});
    // A state file that nobody reads keeps the command from ending.
    return vertexview_command({"render", small_, "-o", output_, "--size", "64x64", "--do", "state " + pipe_});
  }

  TemporaryFolder inputs_;
  std::string input_ = inputs_.sparse("zeros.bin", 20 * 100'000'000ULL);
  std::string small_ = inputs_.write("small.bin", counting_bytes(20));
  std::string pipe_ = inputs_.file("pipe");
  TemporaryFolder outputs_;
  std::string output_ = outputs_.write("out.csv", counting_bytes(7));
};

TEST_P(UnfinishedOutput, ofAFileWithoutAName) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGKILL}) {
    FolderEvents events(outputs_.path());
    Process process(command());
    if (!events.wait_for(FolderEvents::Kind::kOpened, "#"))
      GTEST_SKIP() << "the file system has no files without a name";
    process.kill(signal);
    const auto ended = process.finish();
    EXPECT_EQ(ended.signal, signal);
    EXPECT_EQ(ended.err, signal == SIGKILL ? "" : "vertexview: cancelled\n");
    EXPECT_THAT(names_in(outputs_.path()), ElementsAre("out.csv"));
    EXPECT_EQ(contents_of(output_).size(), 7U) << "the old file";
  }
}

TEST_P(UnfinishedOutput, ofAFileBeside) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    FolderEvents events(outputs_.path());
    Process process(command(), {.named_files_only = true});
    ASSERT_TRUE(events.wait_for(FolderEvents::Kind::kAppeared, ".out.csv."));
    EXPECT_THAT(names_in(outputs_.path()), Contains(StartsWith(".out.csv.")));
    process.kill(signal);
    const auto ended = process.finish();
    EXPECT_EQ(ended.signal, signal);
    EXPECT_EQ(ended.err, "vertexview: cancelled\n");
    EXPECT_THAT(names_in(outputs_.path()), ElementsAre("out.csv"));
    EXPECT_EQ(contents_of(output_).size(), 7U) << "the old file";
  }
}

INSTANTIATE_TEST_SUITE_P(Commands, UnfinishedOutput, testing::Values("generate", "convert", "render"),
                         [](const auto& tested) { return tested.param; });

TEST(FinishedOutput, replacesTheOldFileOnly) {
  for (const bool named : {false, true}) {
    const TemporaryFolder folder;
    for (const auto* size : {"3", "5"}) {
      const auto ended =
          vertexview({"generate", "cube", size, "-o", folder.file("out.bin")}, {.named_files_only = named});
      EXPECT_EQ(ended.status, 0) << ended.err;
      EXPECT_THAT(names_in(folder.path()), ElementsAre("out.bin"));
      EXPECT_EQ(contents_of(folder.file("out.bin")).size(), size == std::string("3") ? 60U : 100U);
    }
  }
}

}  // namespace
}  // namespace vertexview::test
