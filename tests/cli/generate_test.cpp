#include <csignal>
#include <iterator>

#include "cli/support.hpp"
#include "cli/terminal/progress_bar.hpp"

namespace vertexview::test {
namespace {

namespace fs = std::filesystem;

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

void expect_error(std::vector<std::string> arguments, const std::string& error,
                  const Process::Options& options = {}) {
  arguments.insert(arguments.begin(), "generate");
  const auto ended = vertexview(arguments, options);
  EXPECT_EQ(ended.err, "vertexview: " + error + "\n");
  EXPECT_EQ(ended.status, 1);
}

TEST(Generate, writesTheFileAndSaysNothing) {
  const TemporaryFolder folder;
  const auto ended =
      vertexview({"generate", "terrain", "200_000", "-o", folder.file("cloud.bin"), "--seed", "3"});
  EXPECT_EQ(ended.status, 0);
  EXPECT_EQ(ended.out + ended.err, "");
  EXPECT_EQ(fs::file_size(folder.file("cloud.bin")), 4'000'000U);
  EXPECT_EQ(files_in(folder.path()), 1U);
}

TEST(Generate, none) {
  const TemporaryFolder folder;
  EXPECT_EQ(vertexview({"generate", "sphere", "0", "-o", folder.file("none.bin")}).status, 0);
  EXPECT_EQ(fs::file_size(folder.file("none.bin")), 0U);
}

TEST(Generate, toAPipeSameAsToAFile) {
  const TemporaryFolder folder;
  const auto path = folder.file("cloud.bin");
  EXPECT_EQ(vertexview({"generate", "helix", "300k", "-o", path}).status, 0);
  const auto piped = vertexview({"generate", "helix", "300k", "-o", "/dev/stdout"});
  EXPECT_EQ(piped.status, 0) << piped.err;
  EXPECT_TRUE(piped.out == contents_of(path));
}

TEST(Generate, closedPipeEndsQuietly) {
  Process generate(vertexview_command({"generate", "cube", "10M", "-o", "/dev/stdout"}));
  EXPECT_EQ(generate.read_out(20).size(), 20U);
  generate.close_out();
  const auto ended = generate.finish();
  EXPECT_EQ(ended.status, 0);
  EXPECT_EQ(ended.err, "");
}

TEST(Generate, fullDiskIsAnError) {
  expect_error({"cube", "10", "-o", "/dev/full"}, "/dev/full: cannot write: No space left on device");
}

TEST(Generate, fileTooLargeLeavesNothingBehind) {
  const TemporaryFolder folder;
  const auto path = folder.file("cloud.bin");
  expect_error({"cube", "1M", "-o", path}, path + ": cannot write: File too large", {.file_limit = 100000});
  EXPECT_EQ(files_in(folder.path()), 0U);
}

TEST(Generate, moreThanAnyFileHolds) {
  expect_error({"cube", "1e18", "-o", "/dev/null"},
               "/dev/null: 1000000000000000000 vertices are more than any file holds (461168601842738790)");
}

TEST(Generate, noSuchFolder) {
  expect_error({"cube", "1", "-o", "/nowhere/cloud.bin"},
               "/nowhere/cloud.bin: cannot write: No such file or directory");
}

TEST(Generate, intoAFolder) {
  expect_error({"cube", "1", "-o", "/"}, "/: cannot write: Is a directory");
}

TEST(Generate, readOnlyFileStays) {
  const TemporaryFolder folder;
  const auto path = folder.write("cloud.bin", counting_bytes(20));
  fs::permissions(path, fs::perms::owner_read);
  expect_error({"cube", "2", "-o", path}, path + ": cannot write: Permission denied",
               {.obey_permissions = true});
  EXPECT_EQ(contents_of(path).size(), 20U);
}

TEST(Generate, replacesWhatALinkPointsTo) {
  const TemporaryFolder folder;
  const auto real = folder.write("real.bin", counting_bytes(20));
  const auto mode = fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read;
  fs::permissions(real, mode);
  fs::create_symlink("real.bin", folder.file("link.bin"));
  EXPECT_EQ(vertexview({"generate", "cube", "2", "-o", folder.file("link.bin")}).status, 0);
  EXPECT_TRUE(fs::is_symlink(folder.file("link.bin")));
  EXPECT_EQ(fs::file_size(real), 40U);
  EXPECT_EQ(fs::status(real).permissions(), mode);
}

TEST(Generate, newFileObeysTheUmask) {
  const TemporaryFolder folder;
  const auto path = folder.file("cloud.bin");
  const auto command = "umask 027; exec " VERTEXVIEW_PROGRAM " generate cube 1 -o " + path;
  EXPECT_EQ(Process({"/bin/sh", "-c", command}).finish().status, 0);
  EXPECT_EQ(static_cast<unsigned>(fs::status(path).permissions()), 0640U);
}

TEST(Generate, usageErrors) {
  const auto error = [](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "generate");
    const auto ended = vertexview(arguments);
    EXPECT_EQ(ended.status, 2);
    return ended.err.substr(0, ended.err.find('\n'));
  };
  EXPECT_EQ(error({"cub", "1", "-o", "x"}),
            "vertexview: generate: SHAPE: no shape 'cub'; did you mean 'cube'?");
  EXPECT_EQ(error({"donut", "1", "-o", "x"}),
            "vertexview: generate: SHAPE: no shape 'donut'; the shapes are sphere, terrain, helix, cube");
  EXPECT_EQ(error({"cube", "some", "-o", "x"}),
            "vertexview: generate: COUNT: 'some' is not a whole number; write it as 5000000, 5_000_000, 5 "
            "000 000, 5M, 5e6 or 0x10");
  EXPECT_EQ(error({"cube", "1"}), "vertexview: generate: --output is required");
  EXPECT_EQ(error({"cube"}), "vertexview: generate: COUNT is required");
}

TEST(Generate, progressOnATerminal) {
  Process generate(vertexview_command({"generate", "cube", "5M", "-o", "/dev/stdout"}), {.terminal = true});
  EXPECT_THAT(generate.read_err_until("vertices"), HasSubstr("cube ["));
  const auto ended = generate.finish();
  EXPECT_EQ(ended.out.size(), 100'000'000U);
  EXPECT_THAT(ended.err, testing::EndsWith("\r\x1b[K"));
}

TEST(ProgressLine, wide) {
  Progress progress;
  progress.start(10'000'000);
  progress.advance(2'500'000);
  EXPECT_EQ(cli::progress_line(progress, "cube", "vertices", 2, 120),
            "cube [##########..............................]  25% 2.5M of 10.0M vertices, 1.2M/s, 0:06 left");
  EXPECT_EQ(cli::progress_line(progress, "cube", "vertices", 0, 120),
            "cube [##########..............................]  25% 2.5M of 10.0M vertices");
}

TEST(ProgressLine, narrow) {
  Progress progress;
  progress.start(8'000'000'000);
  progress.advance(1'000);
  EXPECT_EQ(cli::progress_line(progress, "cube", "vertices", 1, 30), "cube   0% 1.0k of 8.00G vertic");
}

}  // namespace
}  // namespace vertexview::test
