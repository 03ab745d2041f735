// Views of files of every awkward size: truncated, around pages, at odd offsets, larger than 32 bits count.
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <string>
#include <vector>

#include "support_files.hpp"
#include "vertexview/io/file_buffer.hpp"
#include "vertexview/memory/memory_view.hpp"

namespace {

using namespace vertexview;

constexpr std::string_view kRecord = "3f:position:3H:color:xx";

std::vector<std::byte> numbered_records(std::size_t count) {
  std::vector<std::byte> bytes(count * 20);
  for (std::size_t i = 0; i < count; ++i) {
    const auto x = static_cast<float>(i);
    std::memcpy(bytes.data() + i * 20, &x, sizeof(x));
  }
  return bytes;
}

MemoryView mapped(const std::string& path, const MappedFile::Options& options) {
  auto file = MappedFile::open(path, options);
  EXPECT_TRUE(file) << (file ? "" : describe(file.error()));
  return file ? view_of(std::move(*file)) : MemoryView();
}

TEST(MemoryViewFile, everyTruncation) {
  const test::TemporaryFolder folder;
  const auto whole = numbered_records(3);
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    const std::string path = folder.write("part.bin", std::span(whole).first(size));
    const MemoryView bytes = mapped(path, {});
    ASSERT_EQ(bytes.nbytes(), size);
    const auto records = bytes.cast(kRecord);
    ASSERT_EQ(records.has_value(), size % 20 == 0) << size;
    if (!records) {
      EXPECT_EQ(records.error().message, std::to_string(size) +
                                             " bytes are not a multiple of the 20 of format @" +
                                             "3f:position:3H:color:xx");
      continue;
    }
    ASSERT_EQ(records->item_count(), size / 20);
    if (size > 0) {
      EXPECT_EQ(*records->record(-1)->get("position"), Value(Value::List{size / 20 - 1, 0, 0}));
    }
  }
}

TEST(MemoryViewFile, sizesAroundPagesAtEveryOffset) {
  const test::TemporaryFolder folder;
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  for (const std::size_t size : {page - 1, page, page + 1, 2 * page, 2 * page + 19}) {
    std::vector<std::byte> content(size);
    for (std::size_t i = 0; i < size; ++i) content[i] = static_cast<std::byte>(i % 251);
    const std::string path = folder.write("pages.bin", content);
    for (const std::uint64_t offset :
         {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{3}, std::uint64_t{4095}}) {
      if (offset > size) continue;
      const MemoryView bytes = mapped(path, {.offset = offset});
      ASSERT_EQ(bytes.nbytes(), size - offset);
      const auto whole = static_cast<std::int64_t>(bytes.nbytes() / 20 * 20);
      const MemoryView records = *bytes.slice({.stop = whole})->cast(kRecord);
      // No record is aligned here; typed views read them all the same.
      const auto field = *records.field("color");
      const auto colors = field.strided<const std::array<std::uint16_t, 3>>();
      ASSERT_TRUE(colors);
      for (std::uint64_t i = 0; i < colors->size(); ++i) {
        std::array<std::uint16_t, 3> expected{};
        std::memcpy(expected.data(), content.data() + offset + i * 20 + 12, sizeof(expected));
        ASSERT_EQ((*colors)[i], expected);
      }
    }
  }
}

// Reads the last record of a sparse file: only that record is stored, and only that one is touched.
void last_record_of(std::uint64_t count) {
  const test::TemporaryFolder folder;
  const std::string path = folder.sparse("large.bin", count * 20);
  if (path.empty()) GTEST_SKIP() << "the file system has no sparse files of this size";
  const float x = 42;
  test::patch(path, (count - 1) * 20, std::as_bytes(std::span(&x, 1)));
  const MemoryView records = *mapped(path, {}).cast(kRecord);
  EXPECT_EQ(records.item_count(), count);
  EXPECT_EQ(*records.length(), count);
  EXPECT_EQ(*records.at({-1}), Value(Value::List{42, 0, 0, 0, 0, 0}));
  EXPECT_EQ(*records.at(static_cast<std::int64_t>(count - 1)), *records.at(-1));
  EXPECT_FALSE(records.at(static_cast<std::int64_t>(count)));
  const MemoryView xs = *records.field("position")->select(1, 0);
  EXPECT_EQ((*xs.strided<const float>()).back(), 42.0F);
  EXPECT_EQ(*xs.reversed()->at(0), Value(42));
  EXPECT_EQ(*records.slice({.start = -1})->record(0)->get("color"), Value(Value::List{0, 0, 0}));
  EXPECT_EQ(records.slice({.step = static_cast<std::int64_t>(count - 1)})->item_count(), 2U);
}

TEST(MemoryViewFile, over4GB) {
  last_record_of(5'000'000'000 / 20);
}
TEST(MemoryViewFile, moreRecordsThan32Bits) {
  last_record_of(90'000'000'000 / 20);
}

}  // namespace
