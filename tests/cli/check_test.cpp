#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/support.hpp"
#include "record/made_records.hpp"

namespace vertexview::test {
namespace {

using Json = nlohmann::ordered_json;

/// Returns a file of 100 positions, of which one is NaN.
std::string write_points(const TemporaryFolder& folder) {
  MadeRecords made;
  for (int i = 0; i < 100; ++i)
    for (int axis = 0; axis < 3; ++axis)
      made.put(i == 42 && axis == 1 ? NAN : static_cast<float>(made.random(-9, 9)));
  return folder.write("points.bin", made.bytes);
}

TEST(Check, json) {
  const TemporaryFolder folder;
  const auto ended = vertexview({"check", write_points(folder), "--layout", "xyz", "--json"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  const Json json = Json::parse(ended.out);
  EXPECT_EQ(json["vertices"], 100);
  ASSERT_EQ(json["findings"].size(), 1U);
  const Json& finding = json["findings"][0];
  EXPECT_EQ(finding["kind"], "non-finite");
  EXPECT_EQ(finding["severity"], "error");
  EXPECT_EQ(finding["count"], 1);
  EXPECT_EQ(finding["examples"], Json({42}));
  EXPECT_THAT(finding["text"].get<std::string>(), StartsWith("1 record holds NaN or infinity in y: "));
}

TEST(Check, text) {
  const TemporaryFolder folder;
  const std::string path = write_points(folder);
  const auto ended = vertexview({"check", path, "--layout", "xyz"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_EQ(ended.out,
            path +
                ": 100 vertices, 1 finding\n\n"
                "error: non-finite\n"
                "  1 record holds NaN or infinity in y: a position with one is never drawn and in no "
                "bounds. Scanners\n"
                "  write them where they saw nothing; otherwise the layout or the program that wrote "
                "the file is\n"
                "  wrong.\n"
                "  vertex 42\n");
}

TEST(Check, nothingIsWrong) {
  const TemporaryFolder folder;
  const std::string path = folder.write("empty.bin", {});
  const auto ended = vertexview({"check", path, "--fail-on", "any"});
  EXPECT_EQ(ended.out, path + ": 0 vertices, nothing is wrong\n");
  EXPECT_EQ(ended.status, 0) << ended.err;
}

TEST(Check, failsOnTheKindsThatAreNamed) {
  const TemporaryFolder folder;
  const std::string path = write_points(folder);
  const auto status = [&](const std::string& kinds) {
    return vertexview({"check", path, "--layout", "xyz", "--fail-on", kinds}).status;
  };
  EXPECT_EQ(status("non-finite"), 3);
  EXPECT_EQ(status("far,non-finite"), 3);
  EXPECT_EQ(status("any"), 3);
  EXPECT_EQ(status("far,duplicate"), 0);
  EXPECT_EQ(
      vertexview({"check", path, "--layout", "xyz", "--json", "--fail-on", "far", "--fail-on", "non-finite"})
          .status,
      3);
}

TEST(Check, aKindThatIsNone) {
  const auto ended = vertexview({"check", "x", "--fail-on", "far,non-finit"});
  EXPECT_EQ(ended.status, 2);
  EXPECT_EQ(ended.err,
            "vertexview: check: --fail-on: no kind 'non-finit'; did you mean 'non-finite'?\n"
            "Try 'vertexview check --help'.\n");
}

TEST(Check, anErrorIsNoFinding) {
  EXPECT_EQ(vertexview({"check", "nowhere.bin", "--fail-on", "any"}).status, 1);
}

TEST(Check, aHostileName) {
  const TemporaryFolder folder;
  const std::string path = folder.write("points.bin", std::vector<std::byte>(80));
  const std::string layout = "<f:a\x1b[2Jb\xff:";
  const auto ended = vertexview({"check", path, "--layout", layout});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("constant"));
  EXPECT_EQ(ended.out.find('\x1b'), std::string::npos);
  const auto json = vertexview({"check", path, "--json", "--layout", layout});
  EXPECT_EQ(json.status, 0) << json.err;
  EXPECT_TRUE(Json::accept(json.out));
}

TEST(Check, numpyAgrees) {
  if (std::system("/usr/bin/python3 -c 'import numpy' 2>/dev/null") != 0)
    GTEST_SKIP() << "numpy is not installed";
  const TemporaryFolder folder;
  EXPECT_EQ(python("check_oracle.py", {VERTEXVIEW_PROGRAM, folder.path().string()}), "");
}

}  // namespace
}  // namespace vertexview::test
