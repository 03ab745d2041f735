#include "vertexview/io/file_watch.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <vector>

#include "support_files.hpp"

namespace vertexview {
namespace {

using test::TemporaryFolder;

std::shared_ptr<const MappedFile> mapped(const std::string& path) {
  return std::make_shared<const MappedFile>(MappedFile::open(path).value());
}

class FileWatchTest : public testing::TestWithParam<bool> {
 protected:
  /// Returns what change() answers once that is not `before`: asks again and again, or waits for the
  /// callback.
  FileChange next(const FileWatch& watch, FileChange before) {
    std::unique_lock lock(mutex_);
    told_.wait(lock, [&] { return watch.change() != before; });
    return watch.change();
  }
  /// Returns a callback where the parameter asks for one, otherwise none.
  [[nodiscard]] std::function<void()> callback() {
    if (!GetParam()) return {};
    return [this] {
      const std::lock_guard lock(mutex_);
      told_.notify_all();
    };
  }

  TemporaryFolder folder_;
  std::string path_ = folder_.write("a.bin", test::counting_bytes(10'000));
  std::mutex mutex_;
  std::condition_variable told_;
};

INSTANTIATE_TEST_SUITE_P(LookedForOrTold, FileWatchTest, testing::Bool());

TEST_P(FileWatchTest, nothingHappened) {
  const FileWatch watch(mapped(path_), callback());
  EXPECT_EQ(watch.change(), FileChange::kNone);
  EXPECT_EQ(watch.bytes_now(), 10'000U);
}

TEST_P(FileWatchTest, writtenTo) {
  const FileWatch watch(mapped(path_), callback());
  test::patch(path_, 10'000, test::counting_bytes(10));
  EXPECT_EQ(next(watch, FileChange::kNone), FileChange::kChanged);
  EXPECT_EQ(watch.bytes_now(), 10'010U);
}

TEST_P(FileWatchTest, shorter) {
  const FileWatch watch(mapped(path_), callback());
  std::filesystem::resize_file(path_, 9'999);
  EXPECT_EQ(next(watch, FileChange::kNone), FileChange::kShorter);
  EXPECT_EQ(watch.bytes_now(), 9'999U);
}

TEST_P(FileWatchTest, diskFails) {
  const auto file = mapped(path_);
  const FileWatch watch(file, callback());
  ASSERT_TRUE(fault_guard::recover(file->bytes().data()));  // what the guard does about such a fault
  EXPECT_EQ(watch.change(), FileChange::kUnreadable);
}

TEST_P(FileWatchTest, rewrittenWithItsOldSize) {
  std::filesystem::last_write_time(path_, std::filesystem::file_time_type{});
  const FileWatch watch(mapped(path_), callback());
  test::patch(path_, 0, test::counting_bytes(10));
  EXPECT_EQ(next(watch, FileChange::kNone), FileChange::kChanged);
}

TEST_P(FileWatchTest, changedBeforeItIsWatched) {
  // Opening a file may take as long as reading it, and what happens meanwhile counts.
  std::filesystem::last_write_time(path_, std::filesystem::file_time_type{});
  const auto file = mapped(path_);
  test::patch(path_, 0, test::counting_bytes(10));
  EXPECT_EQ(FileWatch(file).change(), FileChange::kChanged);
  const std::string other = folder_.write("b.bin", test::counting_bytes(10));
  std::filesystem::rename(other, path_);
  EXPECT_EQ(FileWatch(file).change(), FileChange::kReplaced);
}

TEST_P(FileWatchTest, replaced) {
  const FileWatch watch(mapped(path_), callback());
  const std::string other = folder_.write("b.bin", test::counting_bytes(10));
  std::filesystem::rename(other, path_);
  EXPECT_EQ(next(watch, FileChange::kNone), FileChange::kReplaced);
}

TEST_P(FileWatchTest, deleted) {
  const FileWatch watch(mapped(path_), callback());
  std::filesystem::remove(path_);
  EXPECT_EQ(next(watch, FileChange::kNone), FileChange::kDeleted);
  EXPECT_EQ(watch.bytes_now(), 0U);
}

TEST_P(FileWatchTest, onlyAPartIsMapped) {
  const auto part =
      std::make_shared<const MappedFile>(MappedFile::open(path_, {.offset = 100, .length = 1000}).value());
  const FileWatch watch(part, callback());
  std::filesystem::resize_file(path_, 1'100);
  EXPECT_EQ(next(watch, FileChange::kNone), FileChange::kChanged) << "what is mapped is all there";
}

TEST_P(FileWatchTest, withoutAFile) {
  const FileWatch watch(nullptr, callback());
  EXPECT_EQ(watch.change(), FileChange::kNone);
  EXPECT_EQ(watch.bytes_now(), 0U);
}

TEST_P(FileWatchTest, manyEndAtOnce) {
  const std::size_t before = test::open_descriptors();
  {
    std::vector<std::unique_ptr<FileWatch>> watches;
    for (int i = 0; i < 50; ++i) watches.push_back(std::make_unique<FileWatch>(mapped(path_), callback()));
  }
  EXPECT_EQ(test::open_descriptors(), before);
}

}  // namespace
}  // namespace vertexview
