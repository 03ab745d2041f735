#include "vertexview/memory/byteswap.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "support_files.hpp"
#include "vertexview/memory/format.hpp"
#include "vertexview/memory/pack.hpp"

namespace vertexview {
namespace {

/// A heap block of exactly these bytes after `lead` others: a sanitizer sees the first byte past its end.
struct ExactBlock {
  ExactBlock(std::span<const std::byte> from, std::size_t lead)
      : data(new std::byte[from.size() + lead]), bytes(data.get() + lead, from.size()) {
    std::ranges::copy(from, bytes.begin());
  }
  std::unique_ptr<std::byte[]> data;
  std::span<std::byte> bytes;
};

TEST(Byteswap, everyWidthSizeAndAlignment) {
  std::vector<std::byte> source(4099);
  for (std::size_t i = 0; i < source.size(); ++i) source[i] = static_cast<std::byte>(i * 7);
  for (const std::size_t width : {1U, 2U, 4U, 8U})
    for (std::size_t count = 0; count <= 4096 / width; count += count < 70 ? 1 : 13) {
      const std::size_t lead = count % 4;
      const ExactBlock from({source.data(), count * width}, lead);
      const ExactBlock to(std::vector<std::byte>(count * width), 3 - lead);
      ASSERT_TRUE(byteswap_copy(from.bytes, to.bytes, width));
      for (std::size_t i = 0; i < to.bytes.size(); ++i)
        ASSERT_EQ(to.bytes[i], from.bytes[i / width * width + width - 1 - i % width]) << count;
      ASSERT_TRUE(byteswap_in_place(from.bytes, width));
      ASSERT_TRUE(std::ranges::equal(from.bytes, to.bytes)) << count;
    }
  EXPECT_EQ(byteswap_in_place(source, 3).error().message,
            "byteswap takes values of 1, 2, 4 or 8 bytes, found 3");
  EXPECT_EQ(byteswap_in_place(source, 0).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(byteswap_in_place(source, 8).error().message,
            "byteswap needs two equal sizes that are multiples of 8, found 4099 and 4099 bytes");
}

TEST(Byteswap, recordsReadTheSameInTheOtherOrder) {
  const Format format = *Format::parse("<3f3Hxx4sd");
  std::vector<std::byte> source(format.itemsize() * 100);
  std::mt19937 random(5);
  for (std::byte& b : source) b = static_cast<std::byte>(random());
  std::vector<std::byte> target(source.size());
  ASSERT_TRUE(byteswap_copy(format, source, target));
  const Format swapped = format.byteswapped();
  for (std::size_t i = 0; i < 100; ++i) {
    const auto offset = static_cast<std::int64_t>(i * format.itemsize());
    const auto before = *unpack_from(format, source, offset);
    const auto after = *unpack_from(swapped, target, offset);
    ASSERT_EQ(*pack(format, before), *pack(format, after));
  }
  ASSERT_TRUE(byteswap_in_place(format, target));
  EXPECT_EQ(target, source);
}

std::vector<std::byte> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

TEST(Byteswap, structAgrees) {
  const test::TemporaryFolder folder;
  const std::string script = VERTEXVIEW_SOURCE_DIR "/tests/memory/byteswap_oracle.py";
  ASSERT_EQ(std::system(("/usr/bin/python3 " + script + " " + folder.path().string()).c_str()), 0);
  std::ifstream cases(folder.file("cases.txt"));
  std::size_t count = 0;
  for (std::string text; std::getline(cases, text); ++count) {
    SCOPED_TRACE(text);
    const auto format = Format::parse(text);
    ASSERT_TRUE(format) << describe(format.error());
    const std::string stem = folder.file(std::to_string(count));
    const auto source = read_file(stem + ".little");
    const auto expected = read_file(stem + ".big");
    const auto stride = static_cast<std::size_t>(format->itemsize());
    ASSERT_EQ(source.size() % stride, 0U);
    ASSERT_EQ(source.size(), expected.size());
    // Tries all records, and every number of records around the size from which a table pays.
    std::vector<std::size_t> sizes{source.size()};
    for (std::size_t records = 3072 / stride; records <= 3072 / stride + 40; ++records)
      sizes.push_back(std::min(records * stride, source.size()));
    for (const std::size_t size : sizes) {
      const std::size_t lead = size / stride % 9;
      const ExactBlock from({source.data(), size}, lead);
      const ExactBlock to(std::vector<std::byte>(size), 8 - lead);
      ASSERT_TRUE(byteswap_copy(*format, from.bytes, to.bytes));
      ASSERT_TRUE(std::ranges::equal(to.bytes, std::span(expected.data(), size))) << size << " bytes, copied";
      ASSERT_TRUE(byteswap_in_place(*format, from.bytes));
      ASSERT_TRUE(std::ranges::equal(from.bytes, to.bytes)) << size << " bytes, in place";
    }
  }
  EXPECT_GT(count, 100U);
}

/// Repeats records until they are so many that the best of all tables is looked for.
TEST(Byteswap, manyRecordsAreSwappedAsFewAre) {
  for (const char* text : {"<3f3Hxx", "<3f3H", "<BdHf", "<17sH", "<300d3H"}) {
    SCOPED_TRACE(text);
    const Format format = *Format::parse(text);
    const auto stride = static_cast<std::size_t>(format.itemsize());
    std::vector<std::byte> record(stride);
    for (std::size_t i = 0; i < stride; ++i) record[i] = static_cast<std::byte>(i * 11 + 3);
    std::vector<std::byte> swapped(stride);
    ASSERT_TRUE(byteswap_copy(format, record, swapped));
    std::vector<std::byte> source;
    while (source.size() < (std::size_t{1} << 20U) + 500)
      source.insert(source.end(), record.begin(), record.end());
    std::vector<std::byte> target(source.size());
    ASSERT_TRUE(byteswap_copy(format, source, target));
    for (std::size_t i = 0; i < target.size(); i += stride)
      ASSERT_TRUE(std::ranges::equal(std::span(target).subspan(i, stride), swapped)) << "byte " << i;
    ASSERT_TRUE(byteswap_in_place(format, source));
    ASSERT_EQ(source, target);
  }
}

/// Every width, at every place of a record, cut by registers in every way, in any number of records.
TEST(Byteswap, everyRecordOfAFewNumbers) {
  const std::vector<std::string> codes{"B", "x", "H", "f", "d"};
  std::mt19937 random(7);
  for (std::size_t i = 0; i < 600; ++i) {
    std::string text = "<";
    for (std::size_t n = 1 + random() % (i % 3 == 0 ? 60 : 12); n > 0; --n) text += codes[random() % 5];
    SCOPED_TRACE(text);
    const Format format = *Format::parse(text);
    const Format swapped = format.byteswapped();
    const auto stride = static_cast<std::size_t>(format.itemsize());
    for (const std::size_t records : {1U, 2U, 3U, 9U}) {
      std::vector<std::byte> random_bytes(stride * records);
      for (std::byte& b : random_bytes) b = static_cast<std::byte>(random());
      const ExactBlock from(random_bytes, i % 5);
      const ExactBlock to(std::vector<std::byte>(random_bytes.size()), i % 3);
      ASSERT_TRUE(byteswap_copy(format, from.bytes, to.bytes));
      for (std::size_t r = 0; r < records; ++r) {
        const auto offset = static_cast<std::int64_t>(r * stride);
        ASSERT_EQ(*pack(format, *unpack_from(format, from.bytes, offset)),
                  *pack(format, *unpack_from(swapped, to.bytes, offset)))
            << "record " << r << " of " << records;
      }
      ASSERT_TRUE(byteswap_in_place(format, to.bytes));
      ASSERT_TRUE(std::ranges::equal(to.bytes, from.bytes)) << records << " records, there and back";
    }
  }
}

TEST(Byteswap, threadsMayAskForTheSameFormatAtOnce) {
  for (int round = 0; round < 50; ++round) {
    const Format format = *Format::parse("<3f3Hxx");
    std::vector<std::byte> source(200);
    for (std::size_t i = 0; i < source.size(); ++i) source[i] = static_cast<std::byte>(i);
    std::array<std::vector<std::byte>, 4> targets;
    targets.fill(std::vector<std::byte>(source.size()));
    std::vector<std::thread> threads;
    threads.reserve(targets.size());
    for (auto& target : targets)
      threads.emplace_back([&, copy = format] { ASSERT_TRUE(byteswap_copy(copy, source, target)); });
    for (std::thread& thread : threads) thread.join();
    for (const auto& target : targets) ASSERT_EQ(target, targets[0]);
    EXPECT_EQ(targets[0][0], std::byte{3});
  }
}

TEST(Byteswap, ofNoBytesAndOfPartsOfRecords) {
  const Format empty = *Format::parse("");
  EXPECT_TRUE(byteswap_copy(empty, {}, {}));
  const Format format = *Format::parse("<3f3Hxx");
  EXPECT_TRUE(byteswap_in_place(format, {}));
  std::vector<std::byte> bytes(41);
  EXPECT_EQ(byteswap_in_place(format, bytes).error().message,
            "byteswap needs two equal sizes that are multiples of 20, found 41 and 41 bytes");
  EXPECT_FALSE(byteswap_in_place(empty, bytes));
  EXPECT_FALSE(byteswap_copy(format, std::span(bytes).first(20), std::span(bytes).first(40)));
}

// Lines of the cache are 64 bytes: values begin before, at and behind every place in one.
TEST(Byteswap, everyLengthAtEveryPlace) {
  constexpr std::size_t kMost = 400;
  std::vector<std::byte> source(kMost + 64);
  for (std::size_t i = 0; i < source.size(); ++i) source[i] = static_cast<std::byte>(i * 37 + i / 256);
  for (const std::size_t width : {2U, 4U, 8U})
    for (std::size_t place = 0; place < 64; ++place)
      for (std::size_t size = 0; size <= kMost; size += width) {
        const auto values = std::span<const std::byte>(source).subspan(place, size);
        std::vector<std::byte> wanted = source;
        for (std::size_t i = 0; i < size; ++i)
          wanted[place + i] = values[i / width * width + width - 1 - i % width];
        std::vector<std::byte> copied = source;
        ASSERT_TRUE(byteswap_copy(values, std::span(copied).subspan(place, size), width));
        ASSERT_EQ(copied, wanted) << width << " " << place << " " << size;
        std::vector<std::byte> swapped = source;
        ASSERT_TRUE(byteswap_in_place(std::span(swapped).subspan(place, size), width));
        ASSERT_EQ(swapped, wanted) << width << " " << place << " " << size;
      }
}

}  // namespace
}  // namespace vertexview
