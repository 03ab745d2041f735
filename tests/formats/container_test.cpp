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
  auto container = sniff({path, {}}).read({path, {}}, nullptr);
  EXPECT_TRUE(container) << path;
  return container ? *container : Container{};
}

std::optional<std::uint64_t> counted(std::uint64_t size, const Layout& layout,
                                     const CountOptions& options = {}) {
  const auto count = count_records(size, layout, options);
  return count ? std::optional(*count) : std::nullopt;
}

std::string refusal(std::uint64_t size, const Layout& layout, const CountOptions& options = {}) {
  const auto count = count_records(size, layout, options);
  return count ? "opened " + std::to_string(*count) : count.error().message;
}

TEST(Sniff, name) {
  EXPECT_EQ(&sniff({"a/b.splat", {}}), &splat_reader());
  EXPECT_EQ(&sniff({"A.SPLAT", {}}), &splat_reader());
  EXPECT_EQ(&sniff({"a.bin", {}}), &raw_reader());
  EXPECT_EQ(&sniff({"", {}}), &raw_reader());
  EXPECT_EQ(readers().back(), &raw_reader()) << "it takes what no other recognises";
}

TEST(Sniff, whatLiesInAFile) {
  const auto one_member = [](std::string_view path, const Schema& schema) {
    const Container found = contents(path);
    ASSERT_EQ(found.members.size(), 1U) << path;
    EXPECT_EQ(found.members[0].layout.schema, schema) << path;
    EXPECT_EQ(found.members[0].layout.data_offset, 0U) << path;
    EXPECT_EQ(found.members[0].layout.count, std::nullopt) << path;
    EXPECT_EQ(found.format, sniff({path, {}}).name) << path;
  };
  one_member("a.bin", Schema::canonical());
  one_member("a.pcd.bin", find_preset("nuscenes")->schema());
  one_member("a.splat", find_preset("splat")->schema());
}

TEST(CountRecords, refusesRecordsOfNoBytes) {
  EXPECT_EQ(refusal(100, {}), "a layout needs a stride of at least one byte");
}

TEST(CountRecords, theSizeTells) {
  const Layout layout{.schema = Schema::canonical(), .data_offset = 10};
  EXPECT_EQ(counted(10, layout), 0U);
  EXPECT_EQ(counted(110, layout), 5U);
  EXPECT_EQ(refusal(111, layout), "101 bytes after offset 10 are 5 records of 20 bytes and a remainder of 1");
  EXPECT_EQ(count_records(111, layout, {}).error().code, ErrorCode::kRemainder);
  EXPECT_EQ(counted(111, layout, {.allow_tail = true}), 5U);
  EXPECT_EQ(counted(111, layout, {.count = 5}), 5U);
  EXPECT_EQ(refusal(9, layout), "records at offset 10 would begin past the end of 9 bytes");
}

TEST(CountRecords, theFileTells) {
  const Layout layout{.schema = Schema::canonical(), .count = 4};
  EXPECT_EQ(counted(82, layout), 4U) << "what follows the last record is no remainder";
  EXPECT_EQ(counted(82, layout, {.count = 3}), 3U);
  EXPECT_EQ(refusal(120, layout, {.count = 5}), "the file has 4 records, 5 are wanted");
  EXPECT_EQ(refusal(79, layout), "79 bytes hold 3 records of 20 bytes, 4 are wanted");
  EXPECT_EQ(refusal(79, layout, {.count = 1}), "79 bytes hold 3 records of 20 bytes, 4 are wanted");
}

TEST(CountRecords, noNumberWraps) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  constexpr std::uint64_t kWraps = (std::uint64_t{1} << 62) + 1;  // 20 times this is 20 in 64 bits
  EXPECT_FALSE(count_records(20, {.schema = Schema::canonical(), .count = kWraps}, {}));
  EXPECT_FALSE(count_records(20, Layout::canonical(), {.count = kMost}));
  EXPECT_FALSE(count_records(20, {.schema = Schema::canonical(), .data_offset = kMost}, {}));
}

TEST(VertexFileName, endingsOfRecordsAndPresets) {
  for (const char* name :
       {"a.bin", "A.BIN", "a.pcd.bin", "/x/a.splat", "a.PLY", "a.npy", "a.npz", "a.glb", "a.gltf"})
    EXPECT_TRUE(is_vertex_file_name(name)) << name;
  for (const char* name : {".bin", "abin", "a.bin.layout", "a.txt", ""})
    EXPECT_FALSE(is_vertex_file_name(name)) << name;
  EXPECT_EQ(
      vertex_file_endings(),
      ".asc, .bin, .csv, .glb, .gltf, .las, .npy, .npz, .pcd, .pcd.bin, .ply, .pts, .splat, .tsv, .xyz");
}

}  // namespace
}  // namespace vertexview::test
