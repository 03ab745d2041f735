// LAS and PCD files written, and opened again without an option.
#include <bit>
#include <cmath>
#include <nlohmann/json.hpp>
#include <span>
#include <vector>

#include "cli/support.hpp"

namespace vertexview::test {
namespace {

using Json = nlohmann::ordered_json;

class WrittenPoints : public testing::Test {
 protected:
  [[nodiscard]] static Json info(const std::string& path) {
    const auto ended = vertexview({"info", path, "--json"});
    EXPECT_EQ(ended.err, "");
    EXPECT_EQ(ended.status, 0);
    return Json::parse(ended.out);
  }
  template <class T>
  [[nodiscard]] std::string write(std::string_view name, const std::vector<T>& numbers) const {
    return folder_.write(name, std::as_bytes(std::span(numbers)));
  }
  [[nodiscard]] Outcome convert(const std::string& input, const std::string& output,
                                std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"convert", input, "-o", output});
    return vertexview(more);
  }

  TemporaryFolder folder_;
};

TEST_F(WrittenPoints, lasHasPositionsAndColors) {
  const auto path = folder_.file("out.las");
  const auto ended = convert(kColors, path);
  EXPECT_EQ(ended.status, 0);
  EXPECT_EQ(ended.err, "");
  const auto ours = info(kColors);
  const auto theirs = info(path);
  EXPECT_EQ(theirs["vertices"], ours["vertices"]);
  EXPECT_EQ(theirs["bounds"], ours["bounds"]);
  EXPECT_EQ(theirs["color"], ours["color"]);
  EXPECT_EQ(theirs["container"].dump(), R"({"format":"LAS","decoded":false,"notes":[]})");
  const auto again = folder_.file("again.las");
  EXPECT_EQ(convert(path, again).err, "");
  EXPECT_TRUE(contents_of(again) == contents_of(path));
}

TEST_F(WrittenPoints, lasHasMapCoordinatesToTheLastDigit) {
  const auto input = write<double>("map.bin", {448242.123, 5429103.456, 110.555, 448243.456, 5429104.5, 112});
  const auto path = folder_.file("map.las");
  const auto ended = convert(input, path, {"--layout", "<3d:position:"});
  EXPECT_EQ(ended.status, 0);
  EXPECT_EQ(ended.err, "");
  const auto dumped = vertexview({"convert", path, "--format", "csv", "-o", "-"}).out;
  EXPECT_THAT(dumped, StartsWith("x,y,z,intensity,"));
  EXPECT_THAT(dumped, HasSubstr("\n448242123,"));
  const auto json = info(path);
  EXPECT_EQ(json["bounds"].dump(),
            R"({"min":[448242.123,5429103.456,110.555],"max":[448243.456,5429104.5,112.0]})");
}

TEST_F(WrittenPoints, pcdHasPositionsAndColors) {
  const auto input =
      write<float>("in.bin", {1, 2, 3, std::bit_cast<float>(0x00FF8040U), 4, 5, 6, std::bit_cast<float>(0U)});
  const auto path = folder_.file("out.pcd");
  const auto ended = convert(input, path, {"--layout", "<3f:position:4B:bgra:"});
  EXPECT_EQ(ended.status, 0);
  EXPECT_EQ(ended.err, "");
  const auto json = info(path);
  EXPECT_EQ(json["vertices"], 2);
  EXPECT_EQ(json["bounds"].dump(), R"({"min":[1.0,2.0,3.0],"max":[4.0,5.0,6.0]})");
  EXPECT_EQ(json["color"].dump(), R"({"min":[0,0,0],"max":[65535,32896,16448]})");
  EXPECT_EQ(json["container"].dump(), R"({"format":"PCD","decoded":false,"notes":[]})");
}

TEST_F(WrittenPoints, whatIsLeftOutOrRoundedIsTold) {
  const auto input = write<double>("in.bin", {std::sqrt(2.0), 2, 3, 0.5, 1, 1, 1, 0.25});
  const auto las = folder_.file("out.las");
  auto ended = convert(input, las, {"--layout", "<3d:position:d:time:"});
  EXPECT_EQ(ended.status, 0);
  EXPECT_EQ(ended.err, "vertexview: " + las + ": element 'time' is left out: LAS has no field for it\n" +
                           "vertexview: " + las + ": x is rounded to steps of 1e-10\n");
  const auto pcd = folder_.file("out.pcd");
  ended = convert(kColors, pcd);
  EXPECT_EQ(ended.status, 0);
  EXPECT_EQ(ended.err, "vertexview: " + pcd + ": colours are rounded to 8 bits, of which PCD has them\n");
}

TEST_F(WrittenPoints, whatCannotBeWrittenKeepsTheOldFile) {
  const auto input = write<float>("in.bin", {1, 2, 3, 4, NAN, 6});
  const auto path = folder_.write("out.las", std::as_bytes(std::span("old").first(3)));
  const auto ended = convert(input, path, {"--layout", "<3f:position:"});
  EXPECT_EQ(ended.status, 1);
  EXPECT_EQ(ended.err,
            "vertexview: " + input + ": the position of record 1 is not finite, which LAS cannot hold\n");
  EXPECT_EQ(contents_of(path), "old");
  for (const char* const format : {"las", "pcd"}) {
    const auto full = convert(kColors, "/dev/full", {"--format", format});
    EXPECT_EQ(full.status, 1);
    EXPECT_THAT(full.err, HasSubstr("No space left on device")) << format;
  }
}

}  // namespace
}  // namespace vertexview::test
