#include "actions/actions.hpp"
#include "cli/command.hpp"
#include "cli/support.hpp"

namespace vertexview::test {
namespace {

void expect_usage_error(const std::vector<std::string>& arguments, const std::string& error) {
  const auto ended = vertexview(arguments);
  EXPECT_EQ(ended.err, error);
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(ended.status, 2);
}

TEST(Usage, version) {
  const auto ended = vertexview({"--version"});
  EXPECT_EQ(ended.out, "vertexview 0.1.0\n");
  EXPECT_EQ(ended.status, 0);
}

TEST(Usage, help) {
  for (const char* option : {"--help", "-h"}) {
    const auto ended = vertexview({option});
    EXPECT_THAT(ended.out, StartsWith("Usage: vertexview COMMAND [OPTIONS]\n"));
    for (const char* part : {"  view ", "  info ", "  stats ", "  check ", "  dump ", "  render ",
                             "  convert ", "  generate ", "Examples:\n"})
      EXPECT_THAT(ended.out, HasSubstr(part));
    EXPECT_EQ(ended.err, "");
    EXPECT_EQ(ended.status, 0);
  }
}

TEST(Usage, actionsAreListedAsTheyAreTyped) {
  const auto ended = vertexview({"actions"});
  EXPECT_EQ(ended.status, 0);
  EXPECT_THAT(ended.out, StartsWith("File:\n  open PATH "));
  for (const app::Action& row : app::actions()) {
    const std::string typed =
        row.preset.empty() ? app::usage(row) : std::string(row.name) + " " + std::string(row.preset);
    EXPECT_THAT(ended.out, HasSubstr("\n  " + typed));
  }
}

TEST(Usage, helpOfEveryCommand) {
  for (const std::string command :
       {"view", "info", "stats", "check", "dump", "render", "convert", "generate", "bench", "actions"}) {
    const auto ended = vertexview({command, "--help"});
    EXPECT_THAT(ended.out, StartsWith("Usage: vertexview " + command + " "));
    EXPECT_THAT(ended.out, HasSubstr("\nOptions:\n"));
    EXPECT_EQ(ended.status, 0);
    std::size_t begin = 0;
    for (auto end = ended.out.find('\n'); end != std::string::npos; end = ended.out.find('\n', begin)) {
      EXPECT_LE(end - begin, 110U) << ended.out.substr(begin, end - begin);
      begin = end + 1;
    }
  }
}

TEST(Usage, nearestCommand) {
  expect_usage_error({"inf"},
                     "vertexview: no command or file 'inf'; did you mean 'info'?\n"
                     "Try 'vertexview --help'.\n");
  expect_usage_error({"dmup", "x"},
                     "vertexview: no command or file 'dmup'; did you mean 'dump'?\n"
                     "Try 'vertexview --help'.\n");
}

TEST(Usage, nearestOption) {
  expect_usage_error({"info", "x", "--jsno"},
                     "vertexview: info: no option '--jsno'; did you mean '--json'?\n"
                     "Try 'vertexview info --help'.\n");
  expect_usage_error({"dump", "x", "--frist=3"},
                     "vertexview: dump: no option '--frist'; did you mean '--first'?\n"
                     "Try 'vertexview dump --help'.\n");
  expect_usage_error({"info", "x", "--zzzzzz"},
                     "vertexview: info: no option '--zzzzzz'\n"
                     "Try 'vertexview info --help'.\n");
  expect_usage_error({"--layuot", "x"},
                     "vertexview: view: no option '--layuot'; did you mean '--layout'?\n"
                     "Try 'vertexview view --help'.\n");
}

TEST(Usage, wrongOptionIsNamedBeforeWhatIsMissing) {
  expect_usage_error({"generate", "cube", "5", "--ouptut", "x"},
                     "vertexview: generate: no option '--ouptut'; did you mean '--output'?\n"
                     "Try 'vertexview generate --help'.\n");
}

TEST(Usage, missingFile) {
  for (const std::string command : {"info", "stats", "check", "dump", "convert"})
    expect_usage_error({command}, "vertexview: " + command + ": FILE is required\nTry 'vertexview " +
                                      command + " --help'.\n");
}

TEST(Usage, anEmptyPath) {
  for (const std::string command : {"info", "dump", "bench"})
    expect_usage_error(
        {command, ""},
        "vertexview: " + command + ": FILE: the path is empty\nTry 'vertexview " + command + " --help'.\n");
  expect_usage_error({"generate", "cube", "3", "-o", ""},
                     "vertexview: generate: --output: the path is empty\n"
                     "Try 'vertexview generate --help'.\n");
}

TEST(Usage, aFileThatLooksLikeAnOption) {
  const TemporaryFolder folder;
  (void)folder.write("-cloud.bin", counting_bytes(20));
  const Process::Options there{.folder = folder.path()};
  const auto ended = vertexview({"info", "-cloud.bin"}, there);
  EXPECT_EQ(ended.err,
            "vertexview: info: no option '-cloud.bin'; the file of that name is ./-cloud.bin\n"
            "Try 'vertexview info --help'.\n");
  EXPECT_EQ(ended.status, 2);
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"info", "./-cloud.bin"}, {"info", "--", "-cloud.bin"}})
    EXPECT_EQ(vertexview(arguments, there).status, 0);
}

TEST(Usage, anOptionIsNamedOnce) {
  expect_usage_error({"info", "x", "--stride", "-1"},
                     "vertexview: info: --stride: '-1' is not a whole number; write it as 5000000, "
                     "5_000_000, 5 000 000, 5M, 5e6 or 0x10\n"
                     "Try 'vertexview info --help'.\n");
}

TEST(Usage, proseIsFilledAndExamplesAreNot) {
  const auto ended = vertexview({"--help"});
  EXPECT_THAT(ended.out, HasSubstr("\n  vertexview info cloud.bin                     what it holds\n"));
  EXPECT_THAT(ended.out, HasSubstr("\n\nExit status: 0 done,"));
  EXPECT_THAT(ended.out,
              HasSubstr("\n\nA first argument that names no command is a file to view; a file that is named "
                        "like a command or\nbegins with '-' opens as ./info. "));
}

TEST(Usage, oneTooMany) {
  expect_usage_error({"info", "x", "y"},
                     "vertexview: info: 'y' is one argument too many\n"
                     "Try 'vertexview info --help'.\n");
}

TEST(Usage, badCount) {
  expect_usage_error({"dump", "x", "--count", "many"},
                     "vertexview: dump: --count: 'many' is not a whole number; write it as 5000000, "
                     "5_000_000, 5 000 000, 5M, 5e6 or 0x10\nTry 'vertexview dump --help'.\n");
}

TEST(Usage, missingValue) {
  expect_usage_error({"dump", "x", "--count"},
                     "vertexview: dump: --count: a value N is missing\nTry 'vertexview dump --help'.\n");
}

TEST(Usage, badLayout) {
  expect_usage_error({"info", "x", "--layout", "3f3Z"},
                     "vertexview: info: --layout: format \"3f3Z\": expected a type code (one of "
                     "xcbB?hHiIlLqQnNefdspP); found \"Z\" at position 3\n"
                     "Try 'vertexview info --help'.\n");
}

TEST(Usage, canonicalLayout) {
  EXPECT_EQ(vertexview({"dump", kColors, "--layout", "@3f3Hxx"}).out, vertexview({"dump", kColors}).out);
}

TEST(Errors, missingFile) {
  for (const std::string command : {"info", "stats", "check", "dump"}) {
    const auto ended = vertexview({command, "nowhere.bin"});
    EXPECT_EQ(ended.err, "vertexview: nowhere.bin: cannot open: No such file or directory\n");
    EXPECT_EQ(ended.out, "");
    EXPECT_EQ(ended.status, 1);
  }
}

TEST(Errors, folder) {
  const auto ended = vertexview({"info", "/"});
  EXPECT_EQ(ended.err, "vertexview: /: is a directory, expected a regular file\n");
  EXPECT_EQ(ended.status, 1);
}

TEST(Errors, noPermission) {
  const TemporaryFolder folder;
  const auto path = folder.write("secret.bin", counting_bytes(20));
  std::filesystem::permissions(path, std::filesystem::perms::none);
  const auto ended = vertexview({"info", path}, {.obey_permissions = true});
  EXPECT_EQ(ended.err, "vertexview: " + path + ": cannot open: Permission denied\n");
  EXPECT_EQ(ended.status, 1);
}

}  // namespace
}  // namespace vertexview::test
