// Drivers that have less than OpenGL promises.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/process.hpp"
#include "support_files.hpp"

namespace vertexview::test {
namespace {

using ::testing::HasSubstr;

TEST(Driver, withoutComputeShadersThePointsOfOpenGlDraw) {
  const TemporaryFolder folder;
  const auto file = folder.file("terrain.bin");
  ASSERT_EQ(vertexview({"generate", "terrain", "50k", "-o", file}).status, 0);
  const auto png = folder.file("out.png");
  const auto state = folder.file("state.json");
  const std::vector<std::string> render{VERTEXVIEW_PROGRAM, "render",  file,     "-o",      png,
                                        "--renderer",       "compute", "--size", "320x240", "--do",
                                        "state " + state};
  const auto run = [&](std::vector<std::string> command) {
    command.insert(command.end(), render.begin(), render.end());
    return Process(command).finish();
  };
  const auto with = run({"/usr/bin/env"});
  ASSERT_EQ(with.status, 0) << with.err;
  const auto picture = contents_of(png);
  // Mesa hides the named extension, and would lower the version with it if no version were asked for.
  const auto without =
      run({"/usr/bin/env", "MESA_GL_VERSION_OVERRIDE=4.5", "MESA_EXTENSION_OVERRIDE=-GL_ARB_compute_shader"});
  EXPECT_EQ(without.status, 0);
  EXPECT_THAT(without.err,
              HasSubstr("The backend 'compute' cannot be used here: 'points' draws in its place."));
  EXPECT_THAT(without.err, ::testing::Not(HasSubstr("OpenGL: GL_")));
  EXPECT_TRUE(contents_of(png) == picture);
  EXPECT_EQ(nlohmann::json::parse(contents_of(state))["drawn_with"], "points");
}

}  // namespace
}  // namespace vertexview::test
