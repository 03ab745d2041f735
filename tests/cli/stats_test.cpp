#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/support.hpp"
#include "record/made_records.hpp"

namespace vertexview::test {
namespace {

using Json = nlohmann::ordered_json;

std::string write_points(const TemporaryFolder& folder) {
  MadeRecords made;
  for (int i = 0; i < 4; ++i)
    made.put(i == 2 ? NAN : static_cast<float>(i)).put(0.1F).put(static_cast<std::uint8_t>(i % 2));
  return folder.write("points.bin", made.bytes);
}

const std::string kLayout = "<f:x:f:intensity:B:label:";

TEST(Stats, json) {
  const TemporaryFolder folder;
  const auto ended = vertexview({"stats", write_points(folder), "--layout", kLayout, "--json"});
  ASSERT_EQ(ended.status, 0) << ended.err;
  const Json json = Json::parse(ended.out);
  EXPECT_EQ(json["vertices"], 4);
  EXPECT_EQ(json["left_out"], 0);
  ASSERT_EQ(json["elements"].size(), 3U);
  const Json& x = json["elements"][0];
  EXPECT_EQ(x["name"], "x");
  EXPECT_EQ(x["type"], "float32");
  EXPECT_EQ(x["count"], 4);
  EXPECT_EQ(x["nan"], 1);
  EXPECT_EQ(x["inf"], 0);
  EXPECT_EQ(x["min"], 0);
  EXPECT_EQ(x["max"], 3);
  EXPECT_DOUBLE_EQ(x["mean"], 4.0 / 3);
  EXPECT_EQ(x["percentiles"]["50"], 1);
  EXPECT_EQ(x["percentile_error"], 0);
  EXPECT_EQ(x["histogram"]["counts"].size(), 256U);
  EXPECT_EQ(x["histogram"]["counts"][255], 1);
  EXPECT_EQ(json["elements"][1]["min"], 0.1) << "as short as the float32 is";
  EXPECT_EQ(json["elements"][2]["distinct"],
            Json::parse(R"([{"value": 0, "count": 2}, {"value": 1, "count": 2}])"));
}

TEST(Stats, text) {
  const TemporaryFolder folder;
  const std::string path = write_points(folder);
  const auto ended = vertexview({"stats", path, "--layout", kLayout});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_EQ(ended.out,
            path +
                ": 4 vertices\n\n"
                "element    type     min   5%  50%  95%  max        mean  deviation  distinct  nan  inf\n"
                "x          float32    0  0.1    1  2.8    3   1.333333…  1.247219…         3    1    0\n"
                "intensity  float32  0.1  0.1  0.1  0.1  0.1  0.1000000…          0         1    0    0\n"
                "label      uint8      0    0  0.5    1    1         0.5        0.5         2    0    0\n\n"
                "x: 0 (1), 1 (1), 3 (1)\n"
                "intensity: 0.1 (4)\n"
                "label: 0 (2), 1 (2)\n");
}

TEST(Stats, aPercentileHasNoDigitsThatAreUncertain) {
  const TemporaryFolder folder;
  MadeRecords made;
  for (int i = 0; i <= 100'000; ++i) made.put(static_cast<float>(i) * 0.01F);
  const std::string path = folder.write("steps.bin", made.bytes);
  // Bins are 1250 / 16384 wide: 0.08.
  EXPECT_THAT(
      vertexview({"stats", path, "--layout", "<f:x:"}).out,
      testing::ContainsRegex(
          "\nx        float32    0  ~(49.9|50.0)[0-9]  ~(499.9|500.0)[0-9]  ~(949.9|950.0)[0-9]  1000 "));
}

TEST(Stats, withoutRecords) {
  const TemporaryFolder folder;
  const std::string path = folder.write("empty.bin", {});
  const auto ended = vertexview({"stats", path, "--json"});
  ASSERT_EQ(ended.status, 0) << ended.err;
  const Json json = Json::parse(ended.out);
  EXPECT_EQ(json["vertices"], 0);
  EXPECT_EQ(json["elements"][0]["name"], "x");
  EXPECT_EQ(json["elements"][0]["min"], nullptr);
  EXPECT_EQ(json["elements"][0]["histogram"], nullptr);
  EXPECT_THAT(vertexview({"stats", path}).out, HasSubstr("\nx        float32    -"));
}

TEST(Stats, aHostileName) {
  const TemporaryFolder folder;
  const std::string path = folder.write("points.bin", counting_bytes(8));
  const auto ended = vertexview({"stats", path, "--layout", "<f:a\x1b[2Jb\xff:"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_EQ(ended.out.find('\x1b'), std::string::npos);
  EXPECT_EQ(vertexview({"stats", path, "--json", "--layout", "<f:a\x1b[2Jb\xff:"}).status, 0);
}

TEST(Stats, numpyAgrees) {
  if (std::system("/usr/bin/python3 -c 'import numpy' 2>/dev/null") != 0)
    GTEST_SKIP() << "numpy is not installed";
  const TemporaryFolder folder;
  EXPECT_EQ(python("stats_oracle.py", {VERTEXVIEW_PROGRAM, folder.path().string()}), "");
}

}  // namespace
}  // namespace vertexview::test
