// The option --where, and the file that `query` writes.
#include <nlohmann/json.hpp>
#include <string>

#include "cli/support.hpp"
#include "vertexview/vertex/colored_vertex.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview::test {
namespace {

using Json = nlohmann::ordered_json;
using testing::HasSubstr;

class Where : public testing::Test {
 protected:
  Where() {
    std::vector<ColoredVertex> vertices;
    for (int i = 0; i < 10'000; ++i)
      vertices.push_back({{static_cast<float>(i), static_cast<float>(i % 7), 2}, {1, 2, 65535}, 0});
    file_ = folder_.write("line.bin", std::as_bytes(std::span(vertices)));
  }
  static std::string output_of(const std::vector<std::string>& words) {
    const auto ended = vertexview(words);
    EXPECT_EQ(ended.status, 0) << ended.err;
    return ended.out;
  }
  /// Expects the vertices with y == 3 from 9000 on.
  static void expect_chosen(const Dataset& some) {
    std::uint64_t at = 0;
    for (int i = 9000; i < 10'000; ++i)
      if (i % 7 == 3) {
        ASSERT_LT(at, some.size());
        EXPECT_EQ(double{some[at].position.x} + some.origin()[0], i);
        EXPECT_EQ(some[at++].color.blue, 65535);
      }
    EXPECT_EQ(at, some.size());
  }

  TemporaryFolder folder_;
  std::string file_;
  std::string condition_ = "x >= 9000 && y == 3";
};

TEST_F(Where, infoAndStats) {
  const Json info = Json::parse(output_of({"info", file_, "--where", condition_, "--json"}));
  EXPECT_EQ(info["vertices"], 143);
  EXPECT_EQ(info["vertices_of_file"], 10'000);
  EXPECT_EQ(info["bounds"]["min"], Json::parse("[9005.0, 3.0, 2.0]"));
  EXPECT_EQ(info["bounds"]["max"], Json::parse("[9999.0, 3.0, 2.0]"));
  EXPECT_THAT(output_of({"info", file_, "--where", condition_}), HasSubstr("143 of 10 000"));
  EXPECT_FALSE(Json::parse(output_of({"info", file_, "--json"})).contains("vertices_of_file"));
  const Json stats = Json::parse(output_of({"stats", file_, "--where", condition_, "--json"}));
  EXPECT_EQ(stats["vertices"], 143);
  EXPECT_EQ(stats["elements"][0]["min"], 9005);
}

TEST_F(Where, dump) {
  EXPECT_EQ(output_of({"dump", file_, "--where", "index in 3..4", "--layout", "<f:x:f:y:f:z:3H:b:2x"}),
            "[Record(x=3.0, y=3.0, z=2.0, b=(1, 2, 65535)),\n"
            " Record(x=4.0, y=4.0, z=2.0, b=(1, 2, 65535))]\n");
  EXPECT_EQ(output_of({"dump", file_, "--where", "y == 3", "--first", "50%", "--count", "1", "--layout",
                       "<f:x:f:y:f:z:3H:b:2x"}),
            "[Record(x=5001.0, y=3.0, z=2.0, b=(1, 2, 65535))]\n");
  EXPECT_EQ(output_of({"dump", file_, "--where", "false"}), "[]\n");
  EXPECT_EQ(vertexview({"dump", file_, "--where", "true", "--diagnostics"}).status, 2)
      << "their bytes have no indexes one after the other";
}

TEST_F(Where, convertAndQueryWriteTheSame) {
  for (const char* const ending : {"bin", "ply", "npy", "pcd", "las", "glb", "csv"}) {
    const std::string converted = folder_.file(std::string("converted.") + ending);
    const std::string queried = folder_.file(std::string("queried.") + ending);
    output_of({"convert", file_, "--where", condition_, "-o", converted});
    EXPECT_EQ(output_of({"query", file_, condition_, "-o", queried}), "");
    EXPECT_EQ(contents_of(converted), contents_of(queried)) << ending;
    if (std::string_view(ending) != "las") expect_chosen(Dataset::open(converted).value());
  }
  expect_chosen(Dataset::open(folder_.file("converted.bin")).value());
  EXPECT_THAT(output_of({"query", file_, "x == 5", "-o", "-", "--format", "csv"}),
              HasSubstr("5,5,2,1,2,65535"));
}

TEST_F(Where, renderDrawsThoseAlone) {
  const std::string chosen = folder_.file("chosen.bin");
  output_of({"convert", file_, "--where", condition_, "-o", chosen});
  const auto rendered = [&](std::vector<std::string> words, const char* name) {
    words.insert(words.begin(), "render");
    words.insert(words.end(), {"-o", folder_.file(name), "--size", "320x200"});
    const auto ended = vertexview(words);
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_THAT(ended.err, HasSubstr("143 of 143 vertices")) << "the rest is not even uploaded";
    return contents_of(folder_.file(name));
  };
  const std::string camera = "eye=9500,-800,2 target=9500,3,2";
  EXPECT_TRUE(rendered({file_, "--where", condition_, "--camera", camera}, "a.png") ==
              rendered({chosen, "--camera", camera}, "b.png"));
  EXPECT_TRUE(rendered({file_, "--where", condition_}, "c.png") == rendered({chosen}, "d.png"))
      << "the view fits what is drawn";
}

TEST_F(Where, badConditions) {
  const auto wrong = vertexview({"info", file_, "--where", "x >"});
  EXPECT_EQ(wrong.status, 2) << "right for no file";
  EXPECT_THAT(wrong.err, HasSubstr("--where"));
  const auto unknown = vertexview({"convert", file_, "--where", "w > 3", "-o", folder_.file("w.ply")});
  EXPECT_EQ(unknown.status, 1);
  EXPECT_THAT(unknown.err, HasSubstr("no number is called 'w'"));
  EXPECT_FALSE(std::filesystem::exists(folder_.file("w.ply")));
  EXPECT_EQ(vertexview({"render", file_, "--where", "w > 3", "-o", folder_.file("w.png")}).status, 1);
  EXPECT_EQ(vertexview({"query", file_, "true", "-o", folder_.file("w.xyz")}).status, 2);
  EXPECT_EQ(vertexview({"query", file_, "true", "-o", file_}).status, 1) << "the file that is read";
}

}  // namespace
}  // namespace vertexview::test
