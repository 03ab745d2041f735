// Shaders for drivers that this machine may not have are at least compiled, by the reference compiler.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <initializer_list>
#include <string>

#include "shaders.hpp"
#include "support_files.hpp"

namespace vertexview::gpu {
namespace {

constexpr const char* kCompiler = "glslangValidator";
constexpr std::string_view kSizes =
    "#define GROUP 8u\n#define CHUNK_BITS 22\n#define GROUP_SIZE 128\n#define BLOCK_RECORDS 64u\n"
    "#define BATCH_RECORDS 1024u\n";

/// Returns what the compiler complains about; empty when it accepts the shader.
std::string complaints(const std::string& stage, std::initializer_list<std::string_view> texts) {
  const test::TemporaryFolder folder;
  const auto source = folder.file("shader." + stage);
  std::ofstream out(source);
  out << "#version 450 core\n";
  for (const auto text : texts) out << text;
  out.close();
  const auto log = folder.file("log");
  const std::string command = std::string(kCompiler) + " '" + source + "' > '" + log + "' 2>&1";
  if (std::system(command.c_str()) == 0) return {};
  std::ifstream in(log);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Shader : public ::testing::Test {
 protected:
  void SetUp() override {
    if (std::system((std::string(kCompiler) + " --version > /dev/null 2>&1").c_str()) != 0)
      GTEST_SKIP() << "no " << kCompiler << " here";
  }
};

TEST_F(Shader, narrowComputePasses) {
  using namespace shaders;
  EXPECT_EQ(complaints("comp", {kSizes, reciprocal, depth, transform, compute_records, compute_depth_comp}),
            "");
  EXPECT_EQ(complaints("comp", {kSizes, reciprocal, depth, transform, compute_records, compute_winner_comp}),
            "");
}

TEST_F(Shader, wideComputePass) {
  using namespace shaders;
  EXPECT_EQ(complaints("comp", {compute_int64, kSizes, reciprocal, depth, transform, compute_records,
                                compute_key_comp}),
            "");
  EXPECT_EQ(complaints("comp", {compute_int64, compute_subgroup, kSizes, reciprocal, depth, transform,
                                compute_records, compute_key_comp}),
            "");
}

TEST_F(Shader, commit) {
  using namespace shaders;
  EXPECT_EQ(complaints("frag", {kSizes, compute_commit_frag}), "");
  EXPECT_EQ(complaints("frag", {"#define KEYS\n", kSizes, compute_commit_frag}), "");
}

TEST_F(Shader, layers) {
  using namespace shaders;
  EXPECT_EQ(complaints("vert", {reciprocal, depth, transform, carry_vert}), "");
  EXPECT_EQ(complaints("frag", {carry_frag}), "");
  EXPECT_EQ(complaints("frag", {record_color, cover_frag}), "");
}

TEST_F(Shader, filling) {
  using namespace shaders;
  EXPECT_EQ(complaints("comp", {depth, fill_depths, fill_tiles_comp}), "");
  EXPECT_EQ(complaints("comp", {depth, fill_depths, fill_radii_comp}), "");
  EXPECT_EQ(complaints("comp", {depth, fill_depths, fill_comp}), "");
  EXPECT_EQ(complaints("frag", {depth, fill_depths, fill_frag}), "");
}

TEST_F(Shader, eyeDome) {
  using namespace shaders;
  EXPECT_EQ(complaints("frag", {reciprocal, depth, eye_dome_frag}), "");
}

TEST_F(Shader, complainsAboutNonsense) {
  EXPECT_NE(complaints("comp", {"void main() { nonsense; }\n"}).find("nonsense"), std::string::npos);
}

}  // namespace
}  // namespace vertexview::gpu
