#include "vertexview/formats/container.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "vertexview/record/schema_presets.hpp"

namespace vertexview::test {
namespace {

Container contents(std::string_view path) {
  auto container = sniff(path, {}).read(path, {});
  EXPECT_TRUE(container) << path;
  return container ? *container : Container{};
}

std::optional<std::uint64_t> counted(std::uint64_t size, const Stream& stream,
                                     const CountOptions& options = {}) {
  const auto count = count_records(size, stream, options);
  return count ? std::optional(*count) : std::nullopt;
}

std::string refusal(std::uint64_t size, const Stream& stream, const CountOptions& options = {}) {
  const auto count = count_records(size, stream, options);
  return count ? "opened " + std::to_string(*count) : count.error().message;
}

TEST(Sniff, name) {
  EXPECT_EQ(&sniff("a/b.splat", {}), &splat_reader());
  EXPECT_EQ(&sniff("A.SPLAT", {}), &splat_reader());
  EXPECT_EQ(&sniff("a.bin", {}), &raw_reader());
  EXPECT_EQ(&sniff("", {}), &raw_reader());
  EXPECT_EQ(readers().back(), &raw_reader()) << "it takes what no other recognises";
}

TEST(Sniff, whatLiesInAFile) {
  const auto one_stream = [](std::string_view path, const Schema& schema) {
    const Container found = contents(path);
    ASSERT_EQ(found.streams.size(), 1U) << path;
    EXPECT_EQ(found.streams[0].schema, schema) << path;
    EXPECT_EQ(found.streams[0].offset, 0U) << path;
    EXPECT_EQ(found.streams[0].count, std::nullopt) << path;
    EXPECT_EQ(found.format, sniff(path, {}).name) << path;
  };
  one_stream("a.bin", Schema::canonical());
  one_stream("a.pcd.bin", find_preset("nuscenes")->schema());
  one_stream("a.splat", find_preset("splat")->schema());
}

TEST(CountRecords, refusesRecordsOfNoBytes) {
  EXPECT_EQ(refusal(100, {}), "a layout needs a stride of at least one byte");
}

TEST(CountRecords, theSizeTells) {
  const Stream stream{Schema::canonical(), 10};
  EXPECT_EQ(counted(10, stream), 0U);
  EXPECT_EQ(counted(110, stream), 5U);
  EXPECT_EQ(refusal(111, stream), "101 bytes after offset 10 are 5 records of 20 bytes and a remainder of 1");
  EXPECT_EQ(count_records(111, stream, {}).error().code, ErrorCode::kRemainder);
  EXPECT_EQ(counted(111, stream, {.allow_tail = true}), 5U);
  EXPECT_EQ(counted(111, stream, {.count = 5}), 5U);
  EXPECT_EQ(refusal(9, stream), "records at offset 10 would begin past the end of 9 bytes");
}

TEST(CountRecords, theFileTells) {
  const Stream stream{Schema::canonical(), 0, 4};
  EXPECT_EQ(counted(82, stream), 4U) << "what follows the last record is no remainder";
  EXPECT_EQ(counted(82, stream, {.count = 3}), 3U);
  EXPECT_EQ(refusal(120, stream, {.count = 5}), "the file has 4 records, 5 are wanted");
  EXPECT_EQ(refusal(79, stream), "79 bytes hold 3 records of 20 bytes, 4 are wanted");
  EXPECT_EQ(refusal(79, stream, {.count = 1}), "79 bytes hold 3 records of 20 bytes, 4 are wanted");
}

TEST(CountRecords, noNumberWraps) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  constexpr std::uint64_t kWraps = (std::uint64_t{1} << 62) + 1;  // 20 times this is 20 in 64 bits
  EXPECT_FALSE(count_records(20, {Schema::canonical(), 0, kWraps}, {}));
  EXPECT_FALSE(count_records(20, {Schema::canonical()}, {.count = kMost}));
  EXPECT_FALSE(count_records(20, {Schema::canonical(), kMost}, {}));
}

TEST(VertexFileName, endingsOfRecordsAndPresets) {
  for (const char* name : {"a.bin", "A.BIN", "a.pcd.bin", "/x/a.splat"})
    EXPECT_TRUE(is_vertex_file_name(name)) << name;
  for (const char* name : {".bin", "abin", "a.bin.layout", "a.txt", ""})
    EXPECT_FALSE(is_vertex_file_name(name)) << name;
  EXPECT_EQ(vertex_file_endings(), ".bin, .pcd.bin, .splat");
}

}  // namespace
}  // namespace vertexview::test
