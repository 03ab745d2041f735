// NumPy's files open without an option, and FILE.npz#NAME opens one array of several.
#include <nlohmann/json.hpp>

#include "cli/support.hpp"

namespace vertexview::test {
namespace {

using nlohmann::json;

class NumPy : public testing::Test {
 protected:
  void SetUp() override { (void)python("numpy_files.py", {folder_.path().string()}); }

  json info(const std::string& name) {
    const auto ended = vertexview({"info", folder_.file(name), "--json"});
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(ended.err, "");
    return json::parse(ended.out, nullptr, false);
  }

  TemporaryFolder folder_;
};

TEST_F(NumPy, arraysOpenAsTheyAre) {
  for (const char* name :
       {"n3.npy", "n6.npy", "fortran.npy", "structured.npy", "stored.npz", "deflated.npz"}) {
    const json found = info(name);
    EXPECT_EQ(found["vertices"], 10) << name;
    EXPECT_EQ(found["remainder"], 0) << name;
    EXPECT_EQ(found["layout_source"], "header") << name;
    EXPECT_EQ(found["bounds"], json::parse(R"({"min": [0.0, 0.0, 0.5], "max": [9.0, 18.0, 9.5]})")) << name;
  }
  EXPECT_EQ(info("n3.npy")["container"],
            json::parse(R"({"format": "NumPy array", "decoded": false, "notes": []})"));
  EXPECT_EQ(info("fortran.npy")["container"]["decoded"], false) << "its columns are read where they lie";
}

TEST_F(NumPy, colorsAreThoseOfTheArray) {
  for (const char* name : {"n6.npy", "fortran.npy", "structured.npy"}) {
    const json color = info(name)["color"];
    EXPECT_EQ(color["min"], json::parse("[0, 0, 63222]")) << name;      // 246 of 255
    EXPECT_EQ(color["max"], json::parse("[57825, 0, 65535]")) << name;  // 225 of 255
  }
}

TEST_F(NumPy, aMemberIsNamedAfterAHash) {
  for (const std::string name : {"stored.npz", "deflated.npz"}) {
    EXPECT_EQ(info(name)["container"]["member"], "cloud");
    const json found = info(name + "#other");
    EXPECT_EQ(found["vertices"], 4);
    EXPECT_EQ(found["container"]["member"], "other");
    EXPECT_EQ(found["container"]["members"], json::parse(R"(["cloud", "other"])"));
    EXPECT_EQ(found["path"], folder_.file(name));
    EXPECT_EQ(vertexview({"dump", folder_.file(name) + "#other", "--count", "1"}).out,
              "[Record(position=(100.0, 100.0, 100.5))]\n");
  }
  const std::string file = folder_.file("stored.npz");
  EXPECT_EQ(vertexview({"info", file + "#none"}).err,
            "vertexview: " + file + ": the file has no 'none'; it has cloud, other\n");
  EXPECT_THAT(vertexview({"info", file + "#labels"}).err,
              HasSubstr(file + ": array 'labels': an array of single numbers holds no points: expected "));
}

TEST_F(NumPy, membersAreConvertedAndDrawn) {
  const std::string csv = folder_.file("out.csv");
  ASSERT_EQ(vertexview({"convert", folder_.file("deflated.npz#other"), "-o", csv}).status, 0);
  EXPECT_THAT(contents_of(csv), StartsWith("x,y,z\n100,100,100.5\n101,102,101.5\n"));
  const std::string state = folder_.file("state.json");
  const auto drawn =
      vertexview({"render", folder_.file("stored.npz"), "-o", folder_.file("out.png"), "--do",
                  "open " + folder_.file("deflated.npz#other"), "--do", "reload", "--do", "state " + state});
  ASSERT_EQ(drawn.status, 0) << drawn.err;
  const json told = json::parse(contents_of(state));
  EXPECT_EQ(told["clouds"][0]["name"], "stored.npz#cloud");
  EXPECT_EQ(told["clouds"][1]["name"], "deflated.npz#other");
  EXPECT_EQ(told["clouds"][1]["vertices"], 4);
}

TEST_F(NumPy, whatTheProgramWritesOpensAgain) {
  const std::string out = folder_.file("out.npy");
  ASSERT_EQ(vertexview({"convert", folder_.file("structured.npy"), "-o", out}).status, 0);
  const std::string before = vertexview({"dump", folder_.file("structured.npy")}).out;
  EXPECT_THAT(before, StartsWith("[Record(position=(0.0, 0.0, 0.5), color=(0, 0, 255), t=0.0),\n"));
  EXPECT_EQ(vertexview({"dump", out}).out, before);
}

}  // namespace
}  // namespace vertexview::test
