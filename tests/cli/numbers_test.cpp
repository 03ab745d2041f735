// One grammar of numbers: a number that one option reads, every option and every action reads.
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/support.hpp"

namespace vertexview::test {
namespace {

const std::string kTwo[]{"2", "0x2", "2e0", "20e-1", "2.0", "0_2", ".002k"};
const std::string kNoNumber[]{"", "1__0", "1 00", "+1", "1x", "0x", "2k0", "many"};

nlohmann::json json_of(std::vector<std::string> arguments) {
  const auto ended = vertexview(arguments);
  EXPECT_EQ(ended.status, 0) << ended.err;
  return nlohmann::json::parse(ended.out, nullptr, false);
}

TEST(Numbers, sameInEveryOption) {
  const TemporaryFolder folder;
  const auto two = vertexview({"dump", kColors, "--first", "1", "--count", "2"}).out;
  for (const std::string& text : kTwo) {
    EXPECT_EQ(vertexview({"dump", kColors, "--first", "0x1", "--count", text}).out, two) << text;
    EXPECT_EQ(json_of({"info", "--json", kColors, "--count", text})["vertices"], 2) << text;
    EXPECT_EQ(vertexview({"generate", "cube", text, "-o", folder.file("cube.bin")}).status, 0) << text;
    EXPECT_EQ(std::filesystem::file_size(folder.file("cube.bin")), 40U) << text;
  }
}

TEST(Numbers, refusedInEveryOption) {
  for (const std::string& text : kNoNumber) {
    for (const std::string option : {"--count", "--first", "--offset", "--stride"})
      EXPECT_EQ(vertexview({"dump", kColors, option, text}).status, 2) << option << " " << text;
    EXPECT_EQ(vertexview({"info", kColors, "--count", text}).status, 2) << text;
    EXPECT_EQ(vertexview({"generate", "cube", text, "-o", "-"}).status, 2) << text;
    EXPECT_EQ(vertexview({"bench", kColors, "--gpu-budget", text}).status, 2) << text;
  }
}

TEST(Numbers, shares) {
  const auto last_two = vertexview({"dump", kColors, "--first", "2"}).out;
  EXPECT_EQ(vertexview({"dump", kColors, "--first", "50%"}).out, last_two);
  EXPECT_EQ(vertexview({"dump", kColors, "--first", "50%", "--count", "50%"}).out, last_two);
  EXPECT_EQ(vertexview({"dump", kColors, "--first", "100%"}).out, "[]\n");
  EXPECT_EQ(vertexview({"dump", kColors, "--count", "200%"}).status, 2);
}

}  // namespace
}  // namespace vertexview::test
