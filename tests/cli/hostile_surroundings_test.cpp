// What the program does where something that it needs is missing: disk space, a reader, a display, a driver.
#include "cli/support.hpp"

namespace vertexview::test {
namespace {

// Runs the program by a shell, with `redirection` as in ">/dev/full".
Outcome redirected(const std::vector<std::string>& arguments, const std::string& redirection) {
  std::vector<std::string> command{"/bin/sh", "-c", "exec \"$0\" \"$@\" " + redirection};
  const auto own = vertexview_command(arguments);
  command.insert(command.end(), own.begin(), own.end());
  return Process(command).finish();
}

// The environment in which GLVND finds no vendor and Mesa no driver.
const std::vector<std::string> kNoDriver{"LIBGL_DRIVERS_PATH=/nonexistent",
                                         "__EGL_VENDOR_LIBRARY_FILENAMES=/nonexistent"};
const std::vector<std::string> kNoDisplay{"-u", "DISPLAY", "-u", "WAYLAND_DISPLAY"};

TEST(Output, thatCannotBeWrittenIsToldByEverythingThatPrints) {
  for (const auto& [redirection, reason] :
       {std::pair{">/dev/full", "No space left on device"}, std::pair{">&-", "Bad file descriptor"}})
    for (const std::vector<std::string>& arguments : {std::vector<std::string>{"--help"},
                                                      {"--version"},
                                                      {"info", "--help"},
                                                      {"actions"},
                                                      {"info", kColors},
                                                      {"info", kColors, "--json"},
                                                      {"dump", kColors}}) {
      const auto ended = redirected(arguments, redirection);
      EXPECT_EQ(ended.err, std::string("vertexview: standard output: cannot write: ") + reason + "\n")
          << arguments.back();
      EXPECT_EQ(ended.status, 1);
    }
}

TEST(FullDisk, isToldByEverythingThatWrites) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"generate", "cube", "1000", "-o", "/dev/full"},
        {"render", kColors, "-o", "/dev/full", "--size", "64x64"}}) {
    const auto ended = vertexview(arguments);
    EXPECT_EQ(ended.err, "vertexview: /dev/full: cannot write: No space left on device\n");
    EXPECT_EQ(ended.status, 1);
  }
}

TEST(StandardOutput, isMeantByAMinus) {
  const TemporaryFolder folder;
  const Process::Options there{.folder = folder.path()};
  const auto made = vertexview({"generate", "cube", "3", "-o", "-"}, there);
  EXPECT_EQ(made.status, 0) << made.err;
  EXPECT_EQ(made.out.size(), 60U);
  const auto drawn = vertexview({"render", kColors, "-o", "-", "--size", "64x64"}, there);
  EXPECT_EQ(drawn.status, 0) << drawn.err;
  EXPECT_THAT(drawn.out, StartsWith("\x89PNG\r\n"));
  EXPECT_TRUE(std::filesystem::is_empty(folder.path())) << "no file of that name";
}

TEST(FolderThatCannotBeWritten, isToldAndHoldsNothing) {
  const TemporaryFolder folder;
  std::filesystem::permissions(folder.path(),
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec |
                                   std::filesystem::perms::others_read | std::filesystem::perms::others_exec);
  const std::string png = folder.file("a.png");
  const std::string bin = folder.file("a.bin");
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"generate", "cube", "3", "-o", bin},
        {"convert", kColors, "-o", bin},
        {"render", kColors, "-o", png}}) {
    const auto ended = vertexview(arguments, {.obey_permissions = true});
    EXPECT_EQ(ended.err, "vertexview: " + arguments.back() + ": cannot write: Permission denied\n");
    EXPECT_EQ(ended.status, 1);
  }
  std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_all);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(NoDriver, isToldWithWhatToInstall) {
  const TemporaryFolder folder;
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"render", kColors, "-o", folder.file("a.png")}, {"bench", kColors}}) {
    const auto ended = Process(command_in(kNoDriver, arguments)).finish();
    EXPECT_THAT(ended.err, HasSubstr("vertexview: no headless OpenGL 4.5 core context through EGL: "));
    EXPECT_THAT(ended.err, HasSubstr("; install a driver: Mesa's (Debian: libegl1 libgl1-mesa-dri) draws "
                                     "without a GPU too\n"));
    EXPECT_EQ(ended.status, 1);
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(NoDriver, isNeededOnlyToDraw) {
  const TemporaryFolder folder;
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{"info", kColors},
                                                    {"dump", kColors},
                                                    {"actions"},
                                                    {"convert", kColors, "-o", folder.file("a.npy")},
                                                    {"generate", "cube", "3", "-o", folder.file("a.bin")}}) {
    const auto ended = Process(command_in(kNoDriver, arguments)).finish();
    EXPECT_EQ(ended.err, "");
    EXPECT_EQ(ended.status, 0) << arguments.front();
  }
}

TEST(NoDisplay, withoutAFile) {
  const auto ended = Process(command_in(kNoDisplay, {"view"})).finish();
  EXPECT_EQ(ended.err,
            "vertexview: there is no display to open a window on; 'vertexview render FILE -o OUT.png' needs "
            "none\n");
  EXPECT_EQ(ended.status, 1);
}

TEST(NoDisplay, drawsAPictureThatReplacesNone) {
  const TemporaryFolder folder;
  std::filesystem::copy_file(kColors, folder.file("colors.bin"));
  for (const std::string name : {"colors-001.png", "colors-002.png"}) {
    const auto ended =
        Process(command_in(kNoDisplay, {"colors.bin", "--size", "64x64"}), {.folder = folder.path()})
            .finish();
    EXPECT_EQ(ended.err, "vertexview: no display: the view goes to " + name + " instead of a window\n");
    EXPECT_EQ(ended.status, 0);
    EXPECT_THAT(contents_of(folder.file(name)), StartsWith("\x89PNG\r\n"));
  }
}

TEST(NoDisplay, isNotSpokenOfBeforeTheFile) {
  const auto ended = Process(command_in(kNoDisplay, {"missing.bin"})).finish();
  EXPECT_EQ(ended.err, "vertexview: missing.bin: cannot open: No such file or directory\n");
  EXPECT_EQ(ended.status, 1);
}

}  // namespace
}  // namespace vertexview::test
