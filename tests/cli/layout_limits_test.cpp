// What a few characters of a layout cannot ask for.
#include "cli/support.hpp"

namespace vertexview::test {
namespace {

constexpr std::uint64_t kSize = 100'000'000;
constexpr std::uint64_t kRoom = std::uint64_t{400} << 20U;

/// Runs the program on one record of kSize bytes and returns how it ended; it may take little memory.
Outcome of_one_record(std::vector<std::string> arguments, const std::string& layout) {
  const TemporaryFolder folder;
  arguments.insert(arguments.begin() + 1, folder.sparse("long.bin", kSize));
  arguments.insert(arguments.end(), {"--layout", layout});
  for (std::string& argument : arguments)
    if (argument.starts_with("out.")) argument = folder.file(argument);
  Process process(vertexview_command(arguments));
  Outcome ended = process.finish();
  EXPECT_LT(process.peak_memory(), kRoom);
  return ended;
}

TEST(LongRecord, infoNamesItsRangeWithoutItsNumbers) {
  const auto ended = of_one_record({"info"}, "<100000000B:data:");
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("uint8[100000000]"));
}

TEST(LongRecord, dumpShowsTheFirstNumbers) {
  const auto ended = of_one_record({"dump"}, "<100000000B:data:");
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_THAT(ended.out, StartsWith("[Record(data=(0, 0, 0, "));
  EXPECT_TRUE(ended.out.ends_with(", 0, 0, ...))]\n"));
  EXPECT_EQ(of_one_record({"dump"}, "<3f:position:99999988x").out, "[Record(position=(0.0, 0.0, 0.0))]\n");
}

TEST(LongRecord, aTableHasSoManyColumns) {
  const auto ended = of_one_record({"convert", "-o", "out.csv"}, "<100000000B:data:");
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.err, HasSubstr("a record of 100000000 numbers is too long for CSV: at most 1048576\n"));
}

TEST(LongRecord, anArrayOfItIsWritten) {
  const auto ended = of_one_record({"convert", "-o", "out.npy"}, "<100000000B:data:");
  EXPECT_EQ(ended.status, 0) << ended.err;
}

}  // namespace
}  // namespace vertexview::test
