// Whether a file was written to while it was mapped.
#include "vertexview/io/file_stamp.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <ctime>
#include <filesystem>

#include "support_files.hpp"
#include "vertexview/io/mapped_file.hpp"

namespace vertexview {
namespace {

constexpr std::size_t kSize = 10'000;

class ChangedSinceMapped : public testing::Test {
 protected:
  // An hour old, so that a write moves its time whatever the clock's tick is.
  ChangedSinceMapped() {
    std::filesystem::last_write_time(path_,
                                     std::filesystem::file_time_type::clock::now() - std::chrono::hours(1));
    file_ = MappedFile::open(path_).value();
  }

  void expect_changed() const {
    EXPECT_TRUE(file_.changed_since_mapped());
    EXPECT_EQ(describe(file_.check_unchanged().error()),
              path_ + ": the file changed while it was read; read it again once nothing writes to it");
    EXPECT_EQ(file_.check_unchanged().error().code, ErrorCode::kIo);
  }
  void expect_unchanged() const {
    EXPECT_FALSE(file_.changed_since_mapped());
    EXPECT_TRUE(file_.check_unchanged());
  }
  /// Waits until the clock by which the system stamps files shows another time than the stamp of the file.
  void wait_for_a_tick() const {
    timespec now{};
    do {
      ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
    } while (now.tv_sec * std::int64_t{1'000'000'000} + now.tv_nsec <= file_.stamp().status_changed);
  }

  test::TemporaryFolder folder_;
  std::string path_ = folder_.write("a.bin", test::counting_bytes(kSize));
  MappedFile file_;
};

TEST_F(ChangedSinceMapped, nothingHappened) {
  expect_unchanged();
  EXPECT_EQ(file_.stamp().size, kSize);
  EXPECT_EQ(file_.stamp(), stamp_of(path_));
  EXPECT_FALSE(MappedFile().changed_since_mapped());
  EXPECT_TRUE(MappedFile().check_unchanged());
}

TEST_F(ChangedSinceMapped, rewrittenInPlace) {
  test::patch(path_, 5'000, test::counting_bytes(1));
  expect_changed();
}

TEST_F(ChangedSinceMapped, truncatedAndRefilled) {
  (void)folder_.write("a.bin", test::counting_bytes(kSize));
  expect_changed();
}

TEST_F(ChangedSinceMapped, grown) {
  test::patch(path_, kSize, test::counting_bytes(1));
  expect_changed();
}

TEST_F(ChangedSinceMapped, shorter) {
  std::filesystem::resize_file(path_, kSize - 1);
  EXPECT_TRUE(file_.changed_since_mapped());
  EXPECT_TRUE(file_.lost());
  EXPECT_FALSE(file_.lost_pages()) << "nobody has touched one";
  EXPECT_EQ(describe(file_.check_unchanged().error()),
            path_ + ": the file became shorter, or its disk failed, while it was being read");
}

TEST_F(ChangedSinceMapped, rewrittenWithItsOldTime) {
  const auto time = std::filesystem::last_write_time(path_);
  wait_for_a_tick();
  test::patch(path_, 0, test::counting_bytes(1));
  std::filesystem::last_write_time(path_, time);
  expect_changed();
}

TEST_F(ChangedSinceMapped, whatDoesNothingToItsBytes) {
  wait_for_a_tick();
  ASSERT_EQ(::chmod(path_.c_str(), 0400), 0);
  expect_unchanged();
  std::filesystem::create_hard_link(path_, folder_.file("link.bin"));
  expect_unchanged();
  std::filesystem::rename(path_, folder_.file("b.bin"));
  expect_unchanged();
  (void)folder_.write("a.bin", test::counting_bytes(7));
  expect_unchanged();
  std::filesystem::remove(folder_.file("b.bin"));
  std::filesystem::remove(folder_.file("link.bin"));
  expect_unchanged();
}

TEST_F(ChangedSinceMapped, renamedAlone) {
  wait_for_a_tick();
  std::filesystem::rename(path_, folder_.file("b.bin"));
  expect_unchanged();
  test::patch(folder_.file("b.bin"), 0, test::counting_bytes(1));
  expect_changed();
}

TEST_F(ChangedSinceMapped, openWithoutBytes) {
  (void)folder_.write("a.bin", {});
  const auto empty = MappedFile::open(path_).value();
  EXPECT_TRUE(empty.check_unchanged());
  test::patch(path_, 0, test::counting_bytes(1));
  EXPECT_FALSE(empty.check_unchanged());
}

TEST(FileStamp, ofWhatIsNotThere) {
  const FileStamp none = stamp_of(std::string("/no/such/file"));
  EXPECT_FALSE(none.exists);
  EXPECT_FALSE(none.same_file(none));
  EXPECT_FALSE(stamp_of(std::intptr_t{-1}).exists);
}

}  // namespace
}  // namespace vertexview
