// Five billion records in 100 GB, nearly all of them in holes, which nothing reads one by one.

#include <nlohmann/json.hpp>

#include "cli/support.hpp"
#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview::test {
namespace {

using nlohmann::json;

constexpr std::uint64_t kRecords = 5'000'000'000;

class HugeFile : public testing::Test {
 protected:
  void SetUp() override {
    if (path_.empty()) GTEST_SKIP() << "the file system has no sparse files of 100 GB";
    put(1, {{-1, -2, -3}, {1, 2, 3}, 0});
    put(kRecords / 2, {{4, 5, 6}, {4, 5, 6}, 0});
    put(kRecords - 1, {{7, 8, 9}, {65535, 32768, 257}, 0});
  }
  void put(std::uint64_t index, const ColoredVertex& vertex) const {
    patch(path_, index * sizeof vertex, std::as_bytes(std::span(&vertex, 1)));
  }

  TemporaryFolder folder_;
  std::string path_ = folder_.sparse("huge.bin", kRecords * sizeof(ColoredVertex));
};

TEST_F(HugeFile, isSummedUpWhole) {
  const auto ended = vertexview({"info", path_, "--json"});
  ASSERT_EQ(ended.status, 0) << ended.err;
  const auto info = json::parse(ended.out);
  EXPECT_EQ(info["vertices"], kRecords);
  EXPECT_EQ(info["bounds"]["min"], json({-1, -2, -3}));
  EXPECT_EQ(info["bounds"]["max"], json({7, 8, 9}));
}

TEST_F(HugeFile, lastRecordIsDumped) {
  const auto ended = vertexview({"dump", path_, "--first", "4999999999"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_EQ(ended.out, "[Vertex(Vector(7.0, 8.0, 9.0), Color(65535, 32768, 257))]\n");
  const auto beyond = vertexview({"dump", path_, "--first", "5000000001"});
  EXPECT_EQ(beyond.status, 1);
}

TEST_F(HugeFile, lastRecordIsDrawnAndSelected) {
  const auto state_path = folder_.file("state.json");
  const auto ended = vertexview({"render", path_, "-o", folder_.file("huge.png"), "--size", "320x240", "--do",
                                 "select 4999999999", "--do", "state " + state_path});
  ASSERT_EQ(ended.status, 0) << ended.err;
  EXPECT_THAT(ended.err, HasSubstr("huge.png: 320x240 pixels, 5000000000 of 5000000000 vertices, drawn by"));
  const auto state = json::parse(contents_of(state_path));
  EXPECT_EQ(state["selected"], kRecords - 1);
  EXPECT_EQ(state["selected_vertex"]["index"], kRecords - 1);
  EXPECT_EQ(state["selected_vertex"]["position"], json({7, 8, 9}));
  EXPECT_EQ(state["selected_vertex"]["color"], json({65535, 32768, 257}));
}

}  // namespace
}  // namespace vertexview::test
