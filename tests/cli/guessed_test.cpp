// A layout that nobody said: taken where the bytes leave no doubt, offered where they do.
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "cli/support.hpp"
#include "record/made_records.hpp"

namespace vertexview::test {
namespace {

using Json = nlohmann::ordered_json;

class Guessed : public testing::Test {
 protected:
  /// Writes `count` records of x, y, z and intensity, and as many zeros after them as `rest` says.
  std::string write_scan(const std::string& name, int count, int rest = 0) {
    MadeRecords made;
    for (int i = 0; i < count; ++i) {
      for (int k = 0; k < 3; ++k) made.put(static_cast<float>(made.random(-50, 50)));
      made.put(static_cast<float>(made.random(0, 1)));
    }
    for (int i = 0; i < rest; ++i) made.put(std::uint8_t{0});
    return folder_.write(name, made.bytes);
  }

  TemporaryFolder folder_;
  /// 16016 bytes are no whole number of canonical records, 16000 bytes are.
  std::string odd_ = write_scan("odd.bin", 1001);
  std::string even_ = write_scan("even.bin", 1000);
};

std::string guess_of(const std::string& path) {
  return path + ": guessed: 16 bytes a record, 4 floats; --layout kitti says so, --no-guess refuses\n";
}

TEST_F(Guessed, aSureGuessIsTakenAndToldByEveryCommand) {
  for (const std::string& scan : {odd_, even_}) {
    const auto png = folder_.file("out.png");
    const auto csv = folder_.file("out.csv");
    for (const auto& [guessed, said] :
         {std::pair(vertexview({"info", scan}), vertexview({"info", scan, "--layout", "kitti"})),
          std::pair(vertexview({"dump", scan, "--count", "3"}),
                    vertexview({"dump", scan, "--count", "3", "--layout", "kitti"})),
          std::pair(vertexview({"convert", scan, "--format", "csv", "-o", "-"}),
                    vertexview({"convert", scan, "--format", "csv", "-o", "-", "--layout", "kitti"}))}) {
      EXPECT_EQ(guessed.status, 0);
      EXPECT_EQ(guessed.err, guess_of(scan));
      EXPECT_EQ(guessed.out, said.out);
      EXPECT_EQ(said.err, "");
    }
    const auto drawn = vertexview({"render", scan, "-o", png, "--size", "64x64"});
    EXPECT_EQ(drawn.status, 0);
    EXPECT_THAT(drawn.err, StartsWith(guess_of(scan)));
    EXPECT_THAT(drawn.err, HasSubstr(scan == odd_ ? "1001 of 1001 vertices" : "1000 of 1000 vertices"));
  }
}

TEST_F(Guessed, theActionOpenGuessesAsTheCommandLineDoes) {
  const auto drawn = vertexview(
      {"render", kColors, "-o", folder_.file("out.png"), "--size", "64x64", "--do", "open " + odd_});
  EXPECT_EQ(drawn.status, 0);
  EXPECT_THAT(drawn.err, StartsWith(guess_of(odd_)));
}

TEST_F(Guessed, jsonSaysSo) {
  const auto info = vertexview({"info", odd_, "--json"});
  const Json json = Json::parse(info.out);
  EXPECT_EQ(json["layout_source"], "guessed");
  EXPECT_EQ(json["format"], "<3f:position:f:intensity:");
  EXPECT_EQ(json["vertices"], 1001);
  EXPECT_EQ(json["remainder"], 0);
  EXPECT_EQ(info.err, guess_of(odd_));
}

TEST_F(Guessed, canonicalFilesAreUntouched) {
  const std::string terrain = folder_.file("terrain.bin");
  ASSERT_EQ(vertexview({"generate", "terrain", "5000", "-o", terrain}).status, 0);
  for (const std::string& file : {terrain, kColors}) {
    const auto info = vertexview({"info", file, "--json"});
    EXPECT_EQ(info.err, "") << file;
    EXPECT_EQ(Json::parse(info.out)["layout_source"], "default") << file;
    EXPECT_EQ(info.out, vertexview({"info", file, "--json", "--no-guess"}).out) << file;
    EXPECT_EQ(vertexview({"info", file}).err, "") << file;
  }
}

TEST_F(Guessed, whoeverSaysTheLayoutIsNotTold) {
  EXPECT_EQ(vertexview({"info", odd_, "--layout", "kitti"}).err, "");
  EXPECT_EQ(vertexview({"info", even_, "--layout", "vertex"}).err, "");
  const std::string named = write_scan("scan.pcd.bin", 1000);
  EXPECT_EQ(Json::parse(vertexview({"info", named, "--json"}).out)["layout_source"], "extension");
}

TEST_F(Guessed, noGuessRefuses) {
  const auto refused = vertexview({"info", odd_, "--no-guess"});
  EXPECT_EQ(refused.status, 1);
  EXPECT_EQ(refused.out, "");
  EXPECT_THAT(refused.err, HasSubstr("a remainder of 16; 1001 records of kitti (16 bytes) explain it: "
                                     "--layout kitti"));
  const auto doubted = vertexview({"info", even_, "--no-guess"});
  EXPECT_EQ(doubted.status, 0) << "canonical vertices, as whoever says so asks for";
  EXPECT_THAT(doubted.err, HasSubstr("\n  try: vertexview info " + even_ + " --layout kitti\n"));
}

TEST_F(Guessed, anUnsureGuessIsOffered) {
  const std::string rest = write_scan("rest.bin", 1000, 30);
  for (const auto& ended :
       {vertexview({"info", rest}), vertexview({"info", rest, "--json"}), vertexview({"dump", rest}),
        vertexview({"render", rest, "-o", folder_.file("out.png")}),
        vertexview({"convert", rest, "-o", folder_.file("out.csv")})}) {
    EXPECT_EQ(ended.status, 1);
    EXPECT_EQ(ended.out, "");
    EXPECT_THAT(ended.err, StartsWith("vertexview: " + rest +
                                      ": 16030 bytes are 801 records of 20 bytes and a remainder of 10; 1001 "
                                      "records of kitti (16 bytes) explain it: --layout kitti --count 1001"));
  }
  EXPECT_FALSE(std::filesystem::exists(folder_.file("out.csv")));
  const auto taken = vertexview({"info", rest, "--layout", "kitti", "--count", "1000", "--json"});
  EXPECT_EQ(Json::parse(taken.out)["vertices"], 1000) << "what is offered works";
}

TEST_F(Guessed, fewRecordsAreOfferedOnly) {
  const std::string few = write_scan("few.bin", 9);
  const auto info = vertexview({"info", few});
  EXPECT_EQ(info.status, 1);
  EXPECT_THAT(info.err, HasSubstr("144 bytes are 7 records of 20 bytes and a remainder of 4; "));
}

}  // namespace
}  // namespace vertexview::test
