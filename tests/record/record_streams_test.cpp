// Records whose parts lie in several places.
#include "vertexview/record/record_streams.hpp"

#include <gmock/gmock.h>

#include <array>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>
#include <utility>

#include "support_files.hpp"

namespace vertexview::test {
namespace {

using testing::ElementsAre;
using testing::StrEq;

using Bytes = std::vector<std::byte>;

/// Returns `size` bytes of any value.
Bytes noise(std::mt19937& random, std::uint64_t size) {
  Bytes bytes(size);
  for (std::byte& byte : bytes) byte = static_cast<std::byte>(random());
  return bytes;
}

/// Parts of records, each in bytes of its own.
struct Parts {
  std::vector<Bytes> bytes;
  std::vector<RecordStream> streams;

  Parts(std::mt19937& random, const std::vector<std::pair<std::uint64_t, std::uint64_t>>& sizes,
        std::uint64_t count) {
    for (const auto& [size, stride] : sizes) {
      // Behind the last part there is nothing: a sanitizer sees what is read there.
      bytes.push_back(noise(random, count == 0 ? 0 : (count - 1) * stride + size));
      streams.push_back({.data = bytes.back().data(), .size = size, .stride = stride});
    }
  }

  /// Returns the records as they are, joined byte by byte.
  [[nodiscard]] Bytes joined(std::uint64_t count) const {
    Bytes all;
    for (std::uint64_t i = 0; i < count; ++i)
      for (const RecordStream& stream : streams)
        all.insert(all.end(), stream.data + i * stream.stride, stream.data + i * stream.stride + stream.size);
    return all;
  }
};

Bytes all_of(const RecordStreams& records) {
  Bytes room;
  const RecordSpan block = records.block(0, records.count(), room);
  return {block.data, block.data + block.count * block.stride};
}

TEST(RecordStreams, everySizeIsGatheredByteByByte) {
  std::mt19937 random(1);
  for (std::uint64_t size = 1; size <= 200; ++size)
    for (const std::uint64_t count : {0U, 1U, 4U, 4097U}) {
      const std::uint64_t gap = random() % 8;
      const std::uint64_t other = 1 + random() % 40;
      const Parts parts(random, {{size, size + gap}, {other, other}}, count);
      const RecordStreams records(parts.streams, count);
      ASSERT_EQ(records.stride(), size + other);
      ASSERT_EQ(all_of(records), parts.joined(count)) << size << ' ' << count;
    }
}

TEST(RecordStreams, aMillionRecordsOfManyStreams) {
  std::mt19937 random(2);
  const Parts parts(random, {{12, 12}, {1, 1}, {2, 3}, {4, 4}, {8, 9}}, 1'000'000);
  const RecordStreams records(parts.streams, 1'000'000);
  const Bytes all = parts.joined(1'000'000);
  EXPECT_EQ(all_of(records), all);
  Bytes room;
  const RecordSpan last = records.block(999'998, 2, room);
  EXPECT_EQ(last.data, room.data());
  EXPECT_EQ(room, Bytes(all.end() - 2 * 27, all.end()));
}

TEST(RecordStreams, oneStreamIsNeverCopied) {
  std::mt19937 random(3);
  const Bytes bytes = noise(random, 100);
  const RecordStreams records(RecordSpan{bytes.data(), 10, 10});
  Bytes room;
  EXPECT_TRUE(records.in_one_place());
  EXPECT_EQ(records.block(3, 2, room).data, bytes.data() + 30);
  EXPECT_EQ(records.whole().count, 10U);
  EXPECT_TRUE(room.empty());
  // Parts that lie apart may end without the bytes up to the next one.
  EXPECT_FALSE(RecordStreams({{.data = bytes.data(), .size = 4, .stride = 10}}, 10).in_one_place());
}

TEST(RecordStreamsDeathTest, mistakesOfTheCaller) {
  const Bytes bytes(100);
  const RecordStream half{.data = bytes.data(), .size = 5, .stride = 5};
  const RecordStreams records({half, half}, 10);
  const auto aborts = testing::KilledBySignal(SIGABRT);
  Bytes room;
  EXPECT_EXIT((void)records.block(9, 2, room), aborts,
              StrEq("2 records from 9 on reach past the end of 10 records\n"));
  EXPECT_EXIT(records.gather(10, 1, room.data()), aborts, StrEq("record 10 is past the end of 10 records\n"));
  EXPECT_EXIT((void)records.whole(), aborts,
              StrEq("records that lie in several places have no view of all\n"));
  EXPECT_EXIT((void)RecordStreams({{.data = bytes.data(), .size = 5, .stride = 4}}, 2), aborts,
              StrEq("the parts of a stream overlap\n"));
  EXPECT_EXIT((void)RecordStreams(std::vector<RecordStream>(), 2), aborts,
              StrEq("records have at least one stream\n"));
  EXPECT_EQ(records.read(9, 2, room.data()).error().code, ErrorCode::kOutOfRange);
}

Element number(ElementType type, std::uint64_t offset, std::uint32_t count = 1) {
  return {.name = "n", .type = type, .count = count, .offset = offset};
}

TEST(RecordStreams, elementsOfOneStreamAreReadWhereTheyLie) {
  std::mt19937 random(4);
  const Parts parts(random, {{16, 16}, {4, 4}}, 100);
  const RecordStreams records(parts.streams, 100);
  const auto label = records.reduced_to({number(ElementType::kUint16, 18)});
  EXPECT_TRUE(label.records.in_one_place());
  EXPECT_EQ(label.records.whole().data, parts.bytes[1].data());
  EXPECT_EQ(label.records.stride(), 4U);
  EXPECT_EQ(label.elements[0].offset, 2U);
  const auto places =
      records.reduced_to({number(ElementType::kFloat32, 0), number(ElementType::kFloat32, 12)});
  EXPECT_EQ(places.records.whole().data, parts.bytes[0].data());
  EXPECT_EQ(places.elements[1].offset, 12U);
  EXPECT_TRUE(records.reduced_to({}).records.in_one_place()) << "where nothing is read";
}

TEST(RecordStreams, elementsOfSeveralStreamsAreMovedTogether) {
  std::mt19937 random(5);
  const Parts parts(random, {{100, 100}, {40, 40}, {6, 6}}, 50);
  const RecordStreams records(parts.streams, 50);
  // The third lies in two streams; the fourth is too far from it to be read with it.
  const auto [read, elements] =
      records.reduced_to({number(ElementType::kUint32, 140), number(ElementType::kUint16, 8),
                          number(ElementType::kUint64, 98), number(ElementType::kUint8, 70)});
  EXPECT_EQ(read.stride(), 2U + 1 + 2 + 6 + 4);
  EXPECT_EQ(read.streams().size(), 5U);
  const Bytes all = parts.joined(50);
  const Bytes reduced = all_of(read);
  const std::array<std::uint64_t, 4> before{140, 8, 98, 70};
  const std::array<std::size_t, 4> sizes{4, 2, 8, 1};
  for (std::size_t record = 0; record < 50; ++record)
    for (std::size_t i = 0; i < before.size(); ++i)
      EXPECT_EQ(std::memcmp(reduced.data() + record * read.stride() + elements[i].offset,
                            all.data() + record * 146 + before[i], sizes[i]),
                0)
          << record << ' ' << i;
}

class StreamsOfFiles : public testing::Test {
 protected:
  [[nodiscard]] RecordStream stream_of(const MappedFile& file, std::uint64_t size, std::uint64_t stride,
                                       std::uint64_t begin = 0) const {
    return {.data = file.bytes().data() + begin, .size = size, .stride = stride, .file = &file};
  }

  TemporaryFolder folder_;
};

TEST_F(StreamsOfFiles, areReadThroughTheirDescriptors) {
  std::mt19937 random(6);
  constexpr std::uint64_t kCount = 50'000;
  const auto a = MappedFile::open(folder_.write("a", noise(random, kCount * 16))).value();
  const auto b = MappedFile::open(folder_.write("b", noise(random, 7 + kCount * 5))).value();
  const Bytes c = noise(random, kCount * 3);
  const RecordStreams records(
      {stream_of(b, 4, 5, 7), {.data = c.data(), .size = 3, .stride = 3}, stream_of(a, 16, 16)}, kCount);
  EXPECT_FALSE(records.in_files()) << "one is in memory";
  EXPECT_THAT(records.files(), ElementsAre(&b, &a));
  for (const auto& [first, count] :
       {std::pair<std::uint64_t, std::uint64_t>{0, kCount}, {17, 1}, {kCount - 3, 3}, {5, 0}}) {
    Bytes wanted(count * records.stride());
    Bytes got(wanted.size());
    records.gather(first, count, wanted.data());
    ASSERT_TRUE(records.read(first, count, got.data()));
    EXPECT_EQ(got, wanted) << first;
  }
}

TEST_F(StreamsOfFiles, aFileThatBecameShorterIsAnError) {
  const auto a = MappedFile::open(folder_.write("a", Bytes(1000))).value();
  const auto b = MappedFile::open(folder_.write("b", Bytes(400))).value();
  const RecordStreams records({stream_of(a, 10, 10), stream_of(b, 4, 4)}, 100);
  std::filesystem::resize_file(b.path(), 40);
  Bytes room(14);
  EXPECT_TRUE(records.read(9, 1, room.data()));
  const auto lost = records.read(10, 1, room.data());
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, ErrorCode::kIo);
  EXPECT_EQ(lost.error().path, b.path());
  EXPECT_EQ(lost.error().offset, 40U);
}

TEST_F(StreamsOfFiles, aHoleIsOneOfAllFiles) {
  constexpr std::uint64_t kMega = std::uint64_t{1} << 20;
  const auto sparse = [&](const char* name, std::uint64_t size, std::uint64_t data) {
    const std::string path = folder_.sparse(name, size);
    std::fstream out(path, std::ios::in | std::ios::out | std::ios::binary);
    out.seekp(static_cast<std::streamoff>(data));
    out.write("x", 1);
    return path;
  };
  // A million records; data lies in the page of record 524288 of one file and of record 262144 of the other.
  const auto a = MappedFile::open(sparse("a", 16 * kMega, 8 * kMega)).value();
  const auto b = MappedFile::open(sparse("b", 4 * kMega, kMega)).value();
  if (a.next_hole(0) != 0) GTEST_SKIP() << "the file system does not tell its holes";
  const RecordStreams records({stream_of(a, 16, 16), stream_of(b, 4, 4)}, kMega);
  EXPECT_EQ(records.next_hole(0), 0U);
  EXPECT_EQ(records.records_in_hole(0), 262144U);
  EXPECT_EQ(records.records_in_hole(262144), 0U);
  EXPECT_EQ(records.next_hole(262144), 262144U + 1024) << "behind a page of 4096 bytes";
  EXPECT_EQ(records.records_in_hole(263168), 524288U - 263168);
  EXPECT_EQ(records.next_hole(524288), 524288U + 256);
  EXPECT_EQ(records.records_in_hole(524544), kMega - 524544);
  EXPECT_EQ(records.next_hole(kMega), kMega);
}

}  // namespace
}  // namespace vertexview::test
