#include <nlohmann/json.hpp>
#include <string>

#include "cli/support.hpp"
#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview::test {
namespace {

using Json = nlohmann::ordered_json;

std::string write_five(const TemporaryFolder& folder) {
  std::vector<ColoredVertex> vertices;
  for (int i = 0; i < 5; ++i)
    vertices.push_back({{0.1F * static_cast<float>(i), 2, static_cast<float>(i)}, {1, 2, 65535}, 0});
  return folder.write("five.bin", std::as_bytes(std::span(vertices)));
}

TEST(Query, aLineForEachVertex) {
  const TemporaryFolder folder;
  const auto ended = vertexview({"query", write_five(folder), "z >= 3 || x == 0.1"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_EQ(ended.out,
            "index\tx\ty\tz\tred\tgreen\tblue\n"
            "1\t0.1\t2\t1\t1\t2\t65535\n"
            "3\t0.3\t2\t3\t1\t2\t65535\n"
            "4\t0.4\t2\t4\t1\t2\t65535\n");
}

TEST(Query, countIsANumberAlone) {
  const TemporaryFolder folder;
  EXPECT_EQ(vertexview({"query", write_five(folder), "blue == 65535", "--count"}).out, "5\n");
  EXPECT_EQ(vertexview({"query", write_five(folder), "false", "--count"}).out, "0\n");
}

TEST(Query, json) {
  const TemporaryFolder folder;
  const auto ended = vertexview({"query", write_five(folder), "z != 2", "--json"});
  ASSERT_EQ(ended.status, 0) << ended.err;
  const Json json = Json::parse(ended.out);
  EXPECT_EQ(json["expression"], "z != 2");
  EXPECT_EQ(json["vertices"], 5);
  EXPECT_EQ(json["count"], 4);
  EXPECT_EQ(json["ranges"], Json::parse("[[0, 2], [3, 5]]"));
}

TEST(Query, errorsPointAtTheirPlace) {
  const TemporaryFolder folder;
  const auto ended = vertexview({"query", write_five(folder), "z > 3 && intesity < 1"});
  EXPECT_EQ(ended.status, 1);
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(ended.err,
            "vertexview: no number is called 'intesity'; expected x, y, z, red, green, blue, or index\n"
            "  z > 3 && intesity < 1\n"
            "           ^\n");
  EXPECT_EQ(vertexview({"query", write_five(folder), "z + 1"}).status, 1);
  EXPECT_EQ(vertexview({"query", write_five(folder)}).status, 2);
}

}  // namespace
}  // namespace vertexview::test
