#include <nlohmann/json.hpp>
#include <span>
#include <string>

#include "cli/support.hpp"
#include "record/made_records.hpp"

namespace vertexview::test {
namespace {

using Json = nlohmann::ordered_json;

/// Returns a file of x, y, z and intensity, as KITTI's are, and `more` bytes after them.
std::string write_scan(const TemporaryFolder& folder, std::size_t more = 0) {
  MadeRecords made;
  for (int i = 0; i < 1000; ++i) {
    for (int k = 0; k < 3; ++k) made.put(static_cast<float>(made.random(-50, 50)));
    made.put(static_cast<float>(made.random(0, 1)));
  }
  made.bytes.resize(made.bytes.size() + more);
  return folder.write("scan.bin", made.bytes);
}

TEST(Guess, json) {
  const TemporaryFolder folder;
  const auto ended = vertexview({"guess", write_scan(folder), "--json"});
  ASSERT_EQ(ended.status, 0) << ended.err;
  const Json json = Json::parse(ended.out);
  EXPECT_EQ(json["sure"], true);
  const Json& first = json["candidates"][0];
  EXPECT_EQ(first["layout"], "kitti");
  EXPECT_EQ(first["offset"], 0);
  EXPECT_EQ(first["stride"], 16);
  EXPECT_EQ(first["count"], 1000);
  EXPECT_EQ(first["reasons"],
            Json({"3 float32 as a position", "columns of bytes repeat every 16", "no byte is left"}));
}

TEST(Guess, text) {
  const TemporaryFolder folder;
  const auto ended = vertexview({"guess", write_scan(folder)});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_THAT(ended.out, StartsWith("score  offset  stride        records  layout\n"));
  EXPECT_THAT(ended.out, HasSubstr("       0      16          1 000  kitti\n"));
  EXPECT_THAT(ended.out, HasSubstr("The first is sure.\n"));
}

TEST(Guess, bytesThatAreLeftAreNeverSure) {
  const TemporaryFolder folder;
  const auto ended = vertexview({"guess", write_scan(folder, 5), "--json"});
  ASSERT_EQ(ended.status, 0) << ended.err;
  const Json json = Json::parse(ended.out);
  EXPECT_EQ(json["sure"], false);
  EXPECT_EQ(json["candidates"][0]["layout"], "kitti");
  EXPECT_EQ(json["candidates"][0]["count"], 1000);
}

TEST(Guess, nothingInAText) {
  const TemporaryFolder folder;
  std::string text;
  for (int i = 0; i < 500; ++i) text.append(std::to_string(i)).append(" lines of a text\n");
  const std::string file = folder.write("text.txt", std::as_bytes(std::span(text)));
  EXPECT_EQ(vertexview({"guess", file}).out, "nothing in the file looks like records\n");
  EXPECT_EQ(Json::parse(vertexview({"guess", file, "--json"}).out),
            Json({{"sure", false}, {"candidates", Json::array()}}));
}

TEST(Guess, nothingInAnEmptyFile) {
  const TemporaryFolder folder;
  const auto ended = vertexview({"guess", folder.write("empty.bin", {})});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_EQ(ended.out, "nothing in the file looks like records\n");
}

TEST(Guess, missingFileFails) {
  EXPECT_EQ(vertexview({"guess", "/no/such/file"}).status, 1);
}

}  // namespace
}  // namespace vertexview::test
