#include "vertexview/io/new_file.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <latch>
#include <span>
#include <string_view>
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

TEST(WriteFile, passesNoPrivilegeOn) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a");
  for (const mode_t mode : {mode_t{04755}, mode_t{02755}, mode_t{01755}, mode_t{07755}}) {
    ASSERT_TRUE(write_file(path, {}));
    ASSERT_EQ(::chmod(path.c_str(), mode), 0);
    ASSERT_EQ(mode_of(path), mode);
    ASSERT_TRUE(write_file(path, {}));
    EXPECT_EQ(mode_of(path), 0755U);
  }
}

TEST(WriteFile, everyLengthOfAName) {
  const TemporaryFolder folder;
  const std::string text = "text";
  for (std::size_t length = 1; length <= 255; ++length) {
    const std::string path = folder.file(std::string(length, 'n'));
    ASSERT_TRUE(write_file(path, std::as_bytes(std::span(text)))) << length;
    ASSERT_TRUE(write_file(path, std::as_bytes(std::span(text)))) << length << ", replaced";
    EXPECT_EQ(contents_of(path), text);
  }
  std::string accents = "n";
  for (int i = 0; i < 127; ++i) accents += "\u00e9";  // two bytes, so that a cut may fall into one
  EXPECT_TRUE(write_file(folder.file(accents), {}));
  EXPECT_TRUE(write_file(folder.file(accents), {}));
  EXPECT_EQ(files_in(folder.path()), 256U);
  const std::string path = folder.file(std::string(256, 'n'));
  EXPECT_EQ(describe(NewFile::create(path).error()), path + ": cannot write: File name too long");
}

TEST(WriteFile, aLinkIntoAFolderThatIsMissing) {
  const TemporaryFolder folder;
  std::filesystem::create_symlink("missing/a", folder.file("link"));
  const auto written = write_file(folder.file("link"), {});
  ASSERT_FALSE(written);
  EXPECT_EQ(describe(written.error()), folder.file("link") + ": cannot write: No such file or directory");
  EXPECT_TRUE(std::filesystem::is_symlink(folder.file("link")));
}

/// A descriptor of a file that holds "old", at its end.
class OpenFile {
 public:
  explicit OpenFile(const std::string& path, int flags = O_RDWR)
      : descriptor_(::open(path.c_str(), O_CREAT | O_CLOEXEC | flags, 0600)) {
    if ((flags & O_ACCMODE) == O_RDONLY) return;
    EXPECT_EQ(::write(descriptor_, "old", 3), 3);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() { ::close(descriptor_); }
  [[nodiscard]] int number() const { return descriptor_; }

 private:
  int descriptor_;
};

TEST(WriteFile, aDescriptorIsWrittenWhereItStands) {
  const TemporaryFolder folder;
  const std::string text = "new";
  const std::string path = folder.file("a");
  const OpenFile open(path);
  const auto before = std::filesystem::hard_link_count(path);
  const std::string number = std::to_string(open.number());
  std::filesystem::create_symlink("/dev/fd/" + number, folder.file("link"));
  for (const std::string& name :
       {"/dev/fd/" + number, "/proc/self/fd/" + number, "/proc/thread-self/fd/" + number, folder.file("link"),
        "/proc/" + std::to_string(::getpid()) + "/fd/" + number})
    EXPECT_TRUE(write_file(name, std::as_bytes(std::span(text)))) << name;
  EXPECT_EQ(contents_of(path), "oldnewnewnewnewnew");
  EXPECT_EQ(std::filesystem::hard_link_count(path), before);
  EXPECT_TRUE(std::filesystem::is_symlink(folder.file("link")));
  EXPECT_EQ(files_in(folder.path()), 2U);
}

TEST(WriteFile, aDescriptorThatTakesNothing) {
  const TemporaryFolder folder;
  ASSERT_TRUE(write_file(folder.file("a"), {}));
  const OpenFile reading(folder.file("a"), O_RDONLY);
  const std::string name = "/dev/fd/" + std::to_string(reading.number());
  EXPECT_EQ(describe(write_file(name, {}).error()), name + ": cannot write: Bad file descriptor");
  EXPECT_EQ(describe(write_file("/dev/fd/9999", {}).error()),
            "/dev/fd/9999: cannot write: Bad file descriptor");
  EXPECT_EQ(describe(write_file("/dev/fd/x", {}).error()),
            "/dev/fd/x: cannot write: No such file or directory");
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

TEST(NewFile, whatAKilledProcessLeftIsRemoved) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a");
  for (const char* name : {".a.vertexview-0", ".a.vertexview-3"})
    std::ofstream(folder.file(name)) << "abandoned";
  std::ofstream(folder.file(".a.other-0")) << "of another program";
  const int held = ::open(folder.file(".a.vertexview-1").c_str(), O_CREAT | O_WRONLY, 0600);
  ASSERT_EQ(::flock(held, LOCK_EX), 0);
  ASSERT_TRUE(write_file(path, std::as_bytes(std::span(std::string_view("new")))));
  EXPECT_EQ(contents_of(path), "new");
  EXPECT_FALSE(std::filesystem::exists(folder.file(".a.vertexview-0")));
  EXPECT_FALSE(std::filesystem::exists(folder.file(".a.vertexview-3")));
  EXPECT_TRUE(std::filesystem::exists(folder.file(".a.vertexview-1"))) << "somebody writes to it";
  EXPECT_TRUE(std::filesystem::exists(folder.file(".a.other-0")));
  ::close(held);
}

class Pair : public testing::Test {
 protected:
  static NewFile begin(const std::string& path, std::string_view text) {
    auto file = NewFile::create(path);
    EXPECT_TRUE(file);
    EXPECT_TRUE(file->write_at(0, std::as_bytes(std::span(text))));
    return *std::move(file);
  }

  const TemporaryFolder folder_;
  const std::string file_ = folder_.file("a");
  const std::string companion_ = folder_.file("a.layout");
};

TEST_F(Pair, bothAreNewOrReplaced) {
  for (const std::string text : {"first", "second"}) {
    NewFile companion = begin(companion_, text + "'s");
    NewFile file = begin(file_, text);
    ASSERT_TRUE(NewFile::commit_pair(companion, file));
    EXPECT_EQ(contents_of(file_), text);
    EXPECT_EQ(contents_of(companion_), text + "'s");
    EXPECT_EQ(files_in(folder_.path()), 2U) << "nothing is left beside them";
  }
  std::filesystem::remove(companion_);
  NewFile companion = begin(companion_, "third's");
  NewFile file = begin(file_, "third");
  ASSERT_TRUE(NewFile::commit_pair(companion, file));
  EXPECT_EQ(contents_of(file_), "third");
  EXPECT_EQ(contents_of(companion_), "third's");
  EXPECT_EQ(files_in(folder_.path()), 2U);
}

TEST_F(Pair, whereTheCompanionCannotBeReplacedTheOldFileComesBack) {
  ASSERT_TRUE(write_file(file_, std::as_bytes(std::span(std::string_view("old")))));
  NewFile companion = begin(companion_, "new's");
  NewFile file = begin(file_, "new");
  std::filesystem::create_directory(companion_);
  const auto moved = NewFile::commit_pair(companion, file);
  ASSERT_FALSE(moved) << "a file does not take the place of a folder";
  EXPECT_EQ(contents_of(file_), "old");
  EXPECT_TRUE(std::filesystem::is_directory(companion_));
}

TEST_F(Pair, aPipeIsNoneOfThem) {
  ASSERT_EQ(::mkfifo(file_.c_str(), 0600), 0);
  const OpenFile reader(file_, O_RDONLY | O_NONBLOCK);
  NewFile companion = begin(companion_, "");
  auto file = NewFile::create(file_);
  ASSERT_TRUE(file);
  const auto done = NewFile::commit_pair(companion, *file);
  ASSERT_FALSE(done);
  EXPECT_EQ(describe(done.error()), file_ + ": cannot be written together with another file");
  EXPECT_FALSE(std::filesystem::exists(companion_));
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
