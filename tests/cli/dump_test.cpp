#include <cstdint>
#include <utility>

#include "cli/any_vertices.hpp"
#include "cli/support.hpp"

namespace vertexview::test {
namespace {

TEST(Dump, colors) {
  const auto dumped = vertexview({"dump", kColors});
  EXPECT_EQ(
      dumped.out,
      "[Vertex(Vector(3323.176025390625, 6562.23095703125, 9351.2314453125), Color(3040, 34423, 54321)),\n"
      " Vertex(Vector(7623.98193359375, 2542.23095703125, 9823.12109375), Color(32736, 5342, 2321)),\n"
      " Vertex(Vector(6729.86181640625, 2347.2119140625, 3421.322021484375), Color(45263, 36291, 36701)),\n"
      " Vertex(Vector(6352.12109375, 3432.111083984375, 9763.232421875), Color(56222, 36612, 11214))]\n");
  EXPECT_EQ(dumped.err, "");
  EXPECT_EQ(dumped.status, 0);
}

TEST(Dump, diagnosticsOfOneVertex) {
  const auto dumped = vertexview({"dump", kColors, "--first", "1", "--count", "1", "--diagnostics"});
  EXPECT_EQ(
      dumped.out,
      "buffer: 20 bytes\n"
      "20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39\n"
      "db 3f ee 45 b2 e3 1e 45 7c 7c 19 46 e0 7f de 14 11 09 00 00\n"
      "[Vertex(Vector(7623.98193359375, 2542.23095703125, 9823.12109375), Color(32736, 5342, 2321))]\n");
}

class DumpSizes : public testing::TestWithParam<std::size_t> {};

TEST_P(DumpSizes, sameAsPython) {
  const TemporaryFolder folder;
  const auto vertices = any_vertices(GetParam(), 7 + GetParam());
  const auto path = folder.write("cloud.bin", std::as_bytes(std::span(vertices)));
  for (const std::string diagnostics : {"0", "1"}) {
    std::vector<std::string> arguments{"dump", path};
    if (diagnostics == "1") arguments.emplace_back("--diagnostics");
    const auto dumped = vertexview(arguments);
    EXPECT_EQ(dumped.status, 0) << dumped.err;
    EXPECT_TRUE(dumped.out == python("pprint_vertices.py", {path, "0", "-1", diagnostics}))
        << dumped.out.substr(0, 1000);
  }
}

// 40000 vertices take three chunks, on two threads.
INSTANTIATE_TEST_SUITE_P(, DumpSizes, testing::Values(0, 1, 2, 3, 4, 100, 5000, 40000),
                         testing::PrintToStringParamName());

TEST(Dump, firstAndCountSameAsPython) {
  const TemporaryFolder folder;
  const auto vertices = any_vertices(20000, 3);
  const auto path = folder.write("cloud.bin", std::as_bytes(std::span(vertices)));
  const std::vector<std::pair<int, int>> selections{
      {0, 0}, {0, 1}, {0, 7}, {5, 3}, {19999, 1}, {20000, 5}, {19990, 100}, {100, 17000}, {12345, -1}};
  for (const auto& [first, count] : selections) {
    std::vector<std::string> arguments{"dump", path, "--diagnostics", "--first", std::to_string(first)};
    if (count >= 0) arguments.insert(arguments.end(), {"--count", std::to_string(count)});
    const auto dumped = vertexview(arguments);
    EXPECT_EQ(dumped.status, 0) << dumped.err;
    EXPECT_TRUE(dumped.out ==
                python("pprint_vertices.py", {path, std::to_string(first), std::to_string(count), "1"}))
        << first << " " << count << "\n"
        << dumped.out.substr(0, 1000);
  }
}

TEST(Dump, tail) {
  const TemporaryFolder folder;
  const auto path = folder.write("tail.bin", counting_bytes(47));
  const auto refused = vertexview({"dump", path});
  EXPECT_EQ(refused.err,
            "vertexview: " + path +
                ": 47 bytes are 2 records of 20 bytes and a remainder of 7; say how its "
                "records lie with --layout, or open the whole records with --count 2 or --allow-tail\n");
  EXPECT_EQ(refused.out, "");
  EXPECT_EQ(refused.status, 1);
  const auto expected = python("pprint_vertices.py", {path, "0", "-1", "0"});
  EXPECT_EQ(vertexview({"dump", path, "--allow-tail"}).out, expected);
  EXPECT_EQ(vertexview({"dump", path, "--count", "2"}).out, expected);
}

TEST(Dump, firstPastTheEnd) {
  const auto dumped = vertexview({"dump", kColors, "--first", "5"});
  EXPECT_EQ(dumped.err, "vertexview: " + kColors + ": --first 5 is past the end of 4 vertices\n");
  EXPECT_EQ(dumped.out, "");
  EXPECT_EQ(dumped.status, 1);
}

TEST(Dump, firstAtTheEndIsEmpty) {
  EXPECT_EQ(vertexview({"dump", kColors, "--first", "4"}).out, "[]\n");
}

TEST(Dump, closedPipeEndsQuietly) {
  const TemporaryFolder folder;
  Process dump(vertexview_command({"dump", folder.sparse("zeros.bin", 20 * 1000000ULL)}));
  EXPECT_EQ(dump.read_out(8), "[");
  dump.close_out();
  const auto ended = dump.finish();
  EXPECT_EQ(ended.status, 0);
  EXPECT_EQ(ended.signal, 0);
  EXPECT_EQ(ended.err, "");
}

TEST(Dump, fullDiskIsAnError) {
  const auto dumped =
      Process({"/bin/sh", "-c", VERTEXVIEW_PROGRAM " dump " + kColors + " > /dev/full"}).finish();
  EXPECT_EQ(dumped.err, "vertexview: standard output: cannot write: No space left on device\n");
  EXPECT_EQ(dumped.status, 1);
}

TEST(Dump, memoryDoesNotGrowWithTheFile) {
  const TemporaryFolder folder;
  const auto peak = [&](const char* name, std::uint64_t vertices) {
    const auto path = folder.sparse(name, 20 * vertices);
    Process dump({"/bin/sh", "-c", "exec " VERTEXVIEW_PROGRAM " dump " + path + " > /dev/null"});
    EXPECT_EQ(dump.finish().status, 0);
    return dump.peak_memory();
  };
  EXPECT_LT(peak("large.bin", 3'000'000), peak("small.bin", 100'000) + (8U << 20U))
      << "for 58 MB more records";
}

TEST(Dump, progressWhenOutputIsNoTerminal) {
  const TemporaryFolder folder;
  Process dump(vertexview_command({"dump", folder.sparse("zeros.bin", 20 * 1000000ULL)}), {.terminal = true});
  // Nobody reads the dump yet, so it waits and shows how far it is.
  EXPECT_THAT(dump.read_err_until("vertices"), HasSubstr("dump ["));
  const auto ended = dump.finish();
  EXPECT_EQ(ended.status, 0);
  EXPECT_THAT(ended.err, testing::EndsWith("\r\x1b[K"));
}

}  // namespace
}  // namespace vertexview::test
