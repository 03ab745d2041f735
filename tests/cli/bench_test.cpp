#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/process.hpp"
#include "support_files.hpp"

namespace vertexview::test {
namespace {

using ::testing::HasSubstr;

const std::string kColors = VERTEXVIEW_SOURCE_DIR "/assets/colors.bin";

TEST(Bench, everyFigureAsJson) {
  const auto ended = vertexview({"bench", kColors, "--json", "--size", "160x120", "--budget", "5"});
  ASSERT_EQ(ended.status, 0) << ended.err;
  const auto json = nlohmann::json::parse(ended.out, nullptr, false);
  ASSERT_FALSE(json.is_discarded()) << ended.out;
  EXPECT_EQ(json["vertices"], 4);
  EXPECT_EQ(json["bytes"], 80);
  EXPECT_EQ(json["size"], nlohmann::json({160, 120}));
  EXPECT_NE(json["device"]["renderer"], "");
  for (const auto* limit : {"memcpy", "memory_read", "device_copy", "device_read", "host_to_device"})
    EXPECT_GT(json["limits"][limit].get<double>(), 1e6) << limit;
  // A process cannot show a picture before its context is there.
  const auto& first = json["first_picture"];
  EXPECT_GT(first["from_context_ms"].get<double>(), 0);
  EXPECT_GT(first["from_process_start_ms"].get<double>(), first["from_context_ms"].get<double>());
  EXPECT_EQ(first["points"], 4);
  EXPECT_EQ(first["coverage"], 1.0);
  EXPECT_EQ(json["moving_frame"]["budget_ms"], 5.0);
  EXPECT_LE(json["moving_frame"]["p50_ms"].get<double>(), json["moving_frame"]["p99_ms"].get<double>());
  EXPECT_GT(json["moving_frame"]["count"], 0);
  EXPECT_GT(json["full_redraw"]["points_per_second"].get<double>(), 0);
  for (const auto* renderer : {"points", "compute", "cpu"}) {
    EXPECT_EQ(json["renderers"][renderer]["vertices"], 4) << renderer;
    EXPECT_GT(json["renderers"][renderer]["points_per_second"].get<double>(), 0) << renderer;
  }
}

TEST(Bench, generatedAndStreamed) {
  const TemporaryFolder folder;
  const auto ended = vertexview({"bench", "--generate", "60_000", "--size", "160x120", "--renderer",
                                 "compute", "--gpu-budget", "400k", "--json"});
  ASSERT_EQ(ended.status, 0) << ended.err;
  const auto json = nlohmann::json::parse(ended.out, nullptr, false);
  ASSERT_FALSE(json.is_discarded()) << ended.out;
  EXPECT_EQ(json["path"], "generated terrain of 60000 vertices");
  EXPECT_EQ(json["vertices"], 60'000);
  EXPECT_EQ(json["renderer"], "compute");
  EXPECT_EQ(json["residency"], "streamed");
  EXPECT_LE(json["upload"]["gpu_bytes"], 400'000);
}

TEST(Bench, tableForPeople) {
  const auto ended = vertexview({"bench", kColors, "--size", "64x64"});
  ASSERT_EQ(ended.status, 0) << ended.err;
  for (const auto* part : {"colors.bin, 4 vertices, 80 bytes\n", "\nmemcpy ", "\nfirst picture ", "\nupload ",
                           "\nmoving frame ", "\nfull redraw ", "\n  points ", "\n  compute ", "\n  cpu "})
    EXPECT_THAT(ended.out, HasSubstr(part));
}

TEST(Bench, usageErrors) {
  const auto expect = [](std::vector<std::string> arguments, const std::string& error) {
    arguments.insert(arguments.begin(), "bench");
    const auto ended = vertexview(arguments);
    EXPECT_EQ(ended.status, 2);
    EXPECT_EQ(ended.err, "vertexview: bench: " + error + "\nTry 'vertexview bench --help'.\n");
  };
  expect({}, "FILE or --generate N is required");
  expect({kColors, "--renderer", "cuda"},
         "--renderer: no renderer 'cuda'; they are automatic, points, compute and cpu");
  expect({kColors, "--budget", "0"}, "--budget: '0' is not a time in milliseconds above 0");
}

TEST(Bench, aFileThatIsNotThere) {
  const auto ended = vertexview({"bench", "/nowhere/cloud.bin"});
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.err, HasSubstr("vertexview: /nowhere/cloud.bin: "));
}

}  // namespace
}  // namespace vertexview::test
