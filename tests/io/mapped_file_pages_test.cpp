// What lies in memory, on the disk, or in a hole.
#include <gtest/gtest.h>
#include <unistd.h>

#include "support_files.hpp"
#include "vertexview/io/mapped_file.hpp"

namespace vertexview {
namespace {

using test::TemporaryFolder;

constexpr std::uint64_t kMebi = std::uint64_t{1} << 20;

TEST(MappedFilePages, populate) {
  const TemporaryFolder folder;
  const auto path = folder.write("cloud.bin", test::counting_bytes(3 * kMebi + 5));
  const auto file = MappedFile::open(path, {.offset = 1001});
  ASSERT_TRUE(file);
  EXPECT_TRUE(file->populate(0, file->size()));
  EXPECT_TRUE(file->populate(4095, 2));
  EXPECT_TRUE(file->populate(file->size() - 1, 1000)) << "what lies past the end is not asked for";
  EXPECT_TRUE(file->populate(file->size(), 1));
  EXPECT_TRUE(file->populate(0, 0));
  EXPECT_TRUE(MappedFile().populate(0, 1));
  for (std::uint64_t at = 0; at < file->size(); at += 5000) EXPECT_TRUE(file->in_memory(at)) << at;
}

TEST(MappedFilePages, populateAfterTruncation) {
  const TemporaryFolder folder;
  const auto path = folder.write("cloud.bin", test::counting_bytes(100'000));
  const auto file = MappedFile::open(path);
  ASSERT_TRUE(file);
  ASSERT_EQ(::truncate(path.c_str(), 20'000), 0);
  EXPECT_TRUE(file->populate(0, 20'000));
  const auto lost = file->populate(10'000, 90'000);
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, ErrorCode::kIo);
  EXPECT_EQ(lost.error().offset, 10'000U);
  EXPECT_EQ(
      describe(lost.error()),
      path + ": cannot read 90000 bytes at offset 10000: the file has become shorter, or its disk failed");
}

TEST(MappedFilePages, holes) {
  const TemporaryFolder folder;
  const auto path = folder.sparse("sparse.bin", 64 * kMebi);
  if (path.empty()) GTEST_SKIP() << "the file system has no sparse files";
  test::patch(path, 16 * kMebi, test::counting_bytes(kMebi));
  const auto file = MappedFile::open(path, {.offset = kMebi});
  ASSERT_TRUE(file);
  if (file->next_hole(0) != 0) GTEST_SKIP() << "the file system does not tell its holes";
  EXPECT_EQ(file->next_data(0), 15 * kMebi);
  EXPECT_EQ(file->next_data(15 * kMebi + 7), 15 * kMebi + 7);
  EXPECT_EQ(file->next_hole(15 * kMebi), 16 * kMebi);
  EXPECT_EQ(file->next_data(16 * kMebi), file->size());
  EXPECT_EQ(file->next_data(file->size() + 5), file->size());
  EXPECT_EQ(file->next_hole(file->size() + 5), file->size());

  const auto part = MappedFile::open(path, {.offset = kMebi, .length = kMebi});
  ASSERT_TRUE(part);
  EXPECT_EQ(part->next_data(0), kMebi) << "data beyond the mapping are none of it";
}

TEST(MappedFilePages, noHoles) {
  const TemporaryFolder folder;
  const auto file = MappedFile::open(folder.write("cloud.bin", test::counting_bytes(10'000)));
  ASSERT_TRUE(file);
  EXPECT_EQ(file->next_data(0), 0U);
  EXPECT_EQ(file->next_data(9'999), 9'999U);
  EXPECT_EQ(file->next_hole(0), 10'000U);
}

TEST(MappedFilePages, aTruncatedFileHasNoHoleThere) {
  const TemporaryFolder folder;
  const auto path = folder.write("cloud.bin", test::counting_bytes(100'000));
  const auto file = MappedFile::open(path);
  ASSERT_TRUE(file);
  ASSERT_EQ(::truncate(path.c_str(), 0), 0);
  EXPECT_EQ(file->next_data(50'000), 50'000U) << "lost bytes are not zeros";
}

TEST(MappedFilePages, aPrivateMappingIsAllData) {
  const TemporaryFolder folder;
  const auto path = folder.sparse("sparse.bin", kMebi);
  if (path.empty()) GTEST_SKIP() << "the file system has no sparse files";
  const auto file = MappedFile::open_private(path);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->next_data(5), 5U);
  EXPECT_EQ(file->next_hole(5), kMebi);
}

}  // namespace
}  // namespace vertexview
