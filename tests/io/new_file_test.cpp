#include "vertexview/io/new_file.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <iterator>
#include <latch>
#include <thread>

#include "support_files.hpp"

namespace vertexview {
namespace {

using test::contents_of;
using test::TemporaryFolder;

std::size_t files_in(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()));
}

TEST(WriteFile, replacesAsAWhole) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a.json");
  const std::string first = "first";
  const std::string second = "2";
  ASSERT_TRUE(write_file(path, std::as_bytes(std::span(first))));
  ASSERT_TRUE(write_file(path, std::as_bytes(std::span(second))));
  EXPECT_EQ(contents_of(path), "2");
  EXPECT_EQ(files_in(folder.path()), 1U) << "nothing is left beside it";
}

TEST(WriteFile, missingFolder) {
  const auto written = write_file("/nonexistent/a.json", {});
  ASSERT_FALSE(written);
  EXPECT_EQ(describe(written.error()), "/nonexistent/a.json: cannot write: No such file or directory");
}

unsigned mode_of(const std::string& path) {
  struct stat status{};
  EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 07777U;
}

/// Sets the umask of this process until the object is destroyed.
class Umask {
 public:
  explicit Umask(mode_t mask) : before_(::umask(mask)) {}
  Umask(const Umask&) = delete;
  Umask& operator=(const Umask&) = delete;
  ~Umask() { ::umask(before_); }

 private:
  mode_t before_;
};

TEST(WriteFile, aNewFileHasWhatTheUmaskLeaves) {
  const TemporaryFolder folder;
  for (const mode_t mask : {mode_t{0}, mode_t{022}, mode_t{027}, mode_t{077}}) {
    const Umask set(mask);
    const std::string path = folder.file(std::to_string(mask));
    ASSERT_TRUE(write_file(path, {}));
    EXPECT_EQ(mode_of(path), 0666U & ~mask);
  }
}

TEST(WriteFile, neverChangesTheUmaskOfOtherThreads) {
  const TemporaryFolder folder;
  const Umask set(027);
  std::atomic<bool> stop{false};
  std::latch begun(1);
  unsigned seen = 0;  // permission bits of all files that the other thread made
  std::jthread other([&] {
    const std::string path = folder.file("other");
    while (!stop) {
      const int descriptor = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
      struct stat status{};
      if (::fstat(descriptor, &status) == 0) seen |= status.st_mode & 07777U;
      ::close(descriptor);
      ::unlink(path.c_str());
      if (!begun.try_wait()) begun.count_down();
    }
  });
  begun.wait();
  for (int i = 0; i < 500; ++i) EXPECT_TRUE(NewFile::create(folder.file("mine")));
  stop = true;
  other.join();
  EXPECT_EQ(seen, 0640U);
}

TEST(WriteFile, keepsTheModeOfWhatItReplaces) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a");
  ASSERT_TRUE(write_file(path, {}));
  for (const mode_t mode : {mode_t{0600}, mode_t{0640}, mode_t{0666}, mode_t{0755}}) {
    ASSERT_EQ(::chmod(path.c_str(), mode), 0);
    ASSERT_TRUE(write_file(path, {}));
    EXPECT_EQ(mode_of(path), mode);
  }
}

TEST(WriteFile, followsLinks) {
  const TemporaryFolder folder;
  const std::string text = "text";
  const auto bytes = std::as_bytes(std::span(text));
  std::filesystem::create_directory(folder.file("sub"));
  std::filesystem::create_symlink("sub/real", folder.file("second"));
  std::filesystem::create_symlink(folder.file("second"), folder.file("first"));
  ASSERT_TRUE(write_file(folder.file("first"), bytes)) << "what they point to does not exist yet";
  EXPECT_EQ(contents_of(folder.file("sub/real")), text);
  ASSERT_TRUE(write_file(folder.file("first"), {}));
  EXPECT_EQ(contents_of(folder.file("sub/real")), "");
  EXPECT_TRUE(std::filesystem::is_symlink(folder.file("first")));
  EXPECT_TRUE(std::filesystem::is_symlink(folder.file("second")));
  EXPECT_EQ(files_in(folder.file("sub")), 1U);
}

TEST(WriteFile, linksInARing) {
  const TemporaryFolder folder;
  std::filesystem::create_symlink("b", folder.file("a"));
  std::filesystem::create_symlink("a", folder.file("b"));
  const auto written = write_file(folder.file("a"), {});
  ASSERT_FALSE(written);
  EXPECT_EQ(describe(written.error()),
            folder.file("a") + ": cannot write: Too many levels of symbolic links");
  EXPECT_TRUE(std::filesystem::is_symlink(folder.file("a")));
}

TEST(WriteFile, aPipeIsWrittenDirectly) {
  int ends[2];
  ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  const std::string text = "through";
  ASSERT_TRUE(write_file("/proc/self/fd/" + std::to_string(ends[1]), std::as_bytes(std::span(text))));
  char read[8] = {};
  EXPECT_EQ(::read(ends[0], read, sizeof(read)), 7);
  EXPECT_EQ(std::string(read), text);
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST(NewFile, nothingIsLeftOfWhatIsNotCommitted) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a");
  const std::string text = "text";
  {
    auto file = NewFile::create(path);
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->reserve(1000));
    ASSERT_TRUE(file->write_at(0, std::as_bytes(std::span(text))));
  }
  EXPECT_EQ(files_in(folder.path()), 0U);
  ASSERT_TRUE(write_file(path, std::as_bytes(std::span(text))));
  {
    auto file = NewFile::create(path);
    ASSERT_TRUE(file);
  }
  EXPECT_EQ(contents_of(path), text) << "the old file is as it was";
}

TEST(NewFile, twoAtATimeForOneTarget) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a");
  const std::string texts[] = {"first", "second"};
  auto first = NewFile::create(path);
  auto second = NewFile::create(path);
  ASSERT_TRUE(first && second);
  ASSERT_TRUE(first->write_at(0, std::as_bytes(std::span(texts[0]))));
  ASSERT_TRUE(second->write_at(0, std::as_bytes(std::span(texts[1]))));
  ASSERT_TRUE(second->commit());
  EXPECT_EQ(contents_of(path), "second");
  ASSERT_TRUE(first->commit());
  EXPECT_EQ(contents_of(path), "first") << "the last to be committed is there, and whole";
  EXPECT_EQ(files_in(folder.path()), 1U);
}

TEST(NewFile, aFileThatMayNotBeWritten) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write everything";
  const TemporaryFolder folder;
  const std::string path = folder.file("a");
  ASSERT_TRUE(write_file(path, {}));
  ASSERT_EQ(::chmod(path.c_str(), 0400), 0);
  EXPECT_EQ(NewFile::create(path).error().code, ErrorCode::kPermissionDenied);
}

}  // namespace
}  // namespace vertexview
