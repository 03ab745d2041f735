#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "cli/support.hpp"
#include "support_events.hpp"

namespace vertexview::test {
namespace {

TEST(Bench, everyFigureAsJson) {
  const auto start = std::chrono::steady_clock::now();
  const auto ended = vertexview({"bench", kColors, "--json", "--size", "160x120", "--budget", "5"});
  const std::chrono::duration<double> run = std::chrono::steady_clock::now() - start;
  ASSERT_EQ(ended.status, 0) << ended.err;
  const auto json = nlohmann::json::parse(ended.out, nullptr, false);
  ASSERT_FALSE(json.is_discarded()) << ended.out;
  EXPECT_EQ(json["vertices"], 4);
  EXPECT_EQ(json["bytes"], 80);
  EXPECT_EQ(json["size"], nlohmann::json({160, 120}));
  EXPECT_NE(json["device"]["renderer"], "");
  for (const auto* limit :
       {"memcpy", "memory_read", "device_copy", "device_read", "host_to_device", "host_to_new"})
    EXPECT_GT(json["limits"][limit].get<double>(), 1e6) << limit;
  // A process cannot show a picture before it has a context.
  const auto& first = json["first_picture"];
  EXPECT_LT(first["until_context_ms"].get<double>(), first["from_process_start_ms"].get<double>());
  EXPECT_LT(first["from_context_ms"].get<double>(), first["from_process_start_ms"].get<double>());
  EXPECT_LT(first["from_process_start_ms"].get<double>(), run.count() * 1000);
  EXPECT_EQ(first["points"], 4);
  EXPECT_EQ(first["coverage"], 1.0);
  EXPECT_EQ(first["from_process_start_ms"].get<double>(),
            first["until_context_ms"].get<double>() + first["from_context_ms"].get<double>());
  EXPECT_EQ(json["moving_frame"]["budget_ms"], 5.0);
  EXPECT_LE(json["moving_frame"]["p50_ms"].get<double>(), json["moving_frame"]["p99_ms"].get<double>());
  EXPECT_EQ(json["moving_frame"]["count"], 120);
  EXPECT_EQ(json["moving_frame"]["points"], 4.0);
  EXPECT_LE(json["moving_frame"]["p99_ms"].get<double>(), json["moving_frame"]["max_ms"].get<double>());
  const double redraw_ms = json["full_redraw"]["ms"].get<double>();
  EXPECT_NEAR(json["full_redraw"]["points_per_second"].get<double>() * redraw_ms / 1000, 4, 1e-6);
  for (const auto* renderer : {"points", "compute", "cpu"}) {
    EXPECT_EQ(json["renderers"][renderer]["vertices"], 4) << renderer;
    // One redraw is a part of the whole run, and takes longer than the clock's resolution.
    const double seconds = 4 / json["renderers"][renderer]["points_per_second"].get<double>();
    EXPECT_GT(seconds, 1e-9) << renderer;
    EXPECT_LT(seconds, run.count()) << renderer;
  }
}

TEST(Bench, generatedAndStreamed) {
  const TemporaryFolder folder;
  const auto ended = vertexview({"bench", "--generate", "60_000", "--size", "160x120", "--renderer",
                                 "compute", "--gpu-budget", "400k", "--json"});
  ASSERT_EQ(ended.status, 0) << ended.err;
  const auto json = nlohmann::json::parse(ended.out, nullptr, false);
  ASSERT_FALSE(json.is_discarded()) << ended.out;
  EXPECT_EQ(json["path"], "generated terrain");
  EXPECT_EQ(json["vertices"], 60'000);
  EXPECT_EQ(json["renderer"], "compute");
  EXPECT_EQ(json["residency"], "streamed");
  EXPECT_LE(json["upload"]["gpu_bytes"], 400'000);
}

TEST(Bench, copiedWhereNothingHasToBe) {
  const auto ended = vertexview({"bench", "--generate", "200_000", "--size", "160x120", "--residency",
                                 "resident", "--budget", "5", "--json"});
  ASSERT_EQ(ended.status, 0) << ended.err;
  const auto json = nlohmann::json::parse(ended.out, nullptr, false);
  ASSERT_FALSE(json.is_discarded()) << ended.out;
  EXPECT_EQ(json["residency"], "resident");
  const auto& upload = json["upload"];
  EXPECT_EQ(upload["bytes_copied"], 200'000 * 20);
  EXPECT_GE(upload["gpu_bytes_per_vertex"], 20.0);
  EXPECT_LT(upload["gpu_bytes_per_vertex"], 20.2);
  const double upload_ms = upload["ms"].get<double>();
  EXPECT_NEAR(upload["rate"].get<double>() * upload_ms / 1000, 200'000 * 20, 1);
  // All calls together, none of which is longer than the longest, had to copy 4 MB.
  EXPECT_LE(upload["longest_call_ms"].get<double>(), upload_ms);
  EXPECT_GT(upload["calls"].get<double>() * upload["longest_call_ms"].get<double>(), 4e6 / 1e12 * 1000);
}

/// Adds the paths of all values, as in "limits.memcpy".
void add_keys(const nlohmann::json& json, const std::string& before, std::set<std::string>& keys) {
  for (const auto& [key, value] : json.items()) {
    if (value.is_object())
      add_keys(value, before + key + ".", keys);
    else if (!value.is_null())
      keys.insert(before + key);
  }
}

TEST(Bench, everyKeyIsDocumented) {
  const auto ended = vertexview({"bench", kColors, "--json", "--size", "64x64", "--budget", "5"});
  ASSERT_EQ(ended.status, 0) << ended.err;
  const auto json = nlohmann::json::parse(ended.out);
  std::set<std::string> printed;
  add_keys(json, "", printed);
  std::set<std::string> documented;
  std::ifstream readme(VERTEXVIEW_SOURCE_DIR "/tests/benchmark/README.md");
  for (std::string line; std::getline(readme, line) && line != "| key | meaning |";) {
  }
  for (std::string line; std::getline(readme, line) && line.starts_with("|");)
    if (line.starts_with("| `")) documented.insert(line.substr(3, line.find('`', 3) - 3));
  if (json["first_picture_cold"].is_null())
    std::erase_if(documented, [](const auto& key) { return key.starts_with("first_picture_cold."); });
  EXPECT_EQ(printed, documented);
}

TEST(Bench, cancelLeavesNothingBehind) {
  // One is cancelled while it generates, the other while it measures.
  for (const auto* count : {"50M", "60k"}) {
    const TemporaryFolder folder;
    ::setenv("TMPDIR", folder.path().c_str(), 1);
    FolderEvents events(folder.path());
    Process bench(vertexview_command({"bench", "--generate", count, "--size", "64x64"}));
    ::unsetenv("TMPDIR");
    const bool generates = std::string(count) == "50M";
    // The generated file loses its name before anything is measured.
    ASSERT_TRUE(events.wait_for(generates ? FolderEvents::Kind::kAppeared : FolderEvents::Kind::kGone,
                                "vertexview-bench-"));
    bench.kill(SIGINT);
    const auto ended = bench.finish();
    EXPECT_EQ(ended.signal, SIGINT);
    EXPECT_EQ(ended.out, "");
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
  }
}

TEST(Bench, tableForPeople) {
  const auto ended = vertexview({"bench", kColors, "--size", "64x64"});
  ASSERT_EQ(ended.status, 0) << ended.err;
  for (const auto* part :
       {"colors.bin, 4 vertices, 80 bytes\n", "\nmemcpy ", "\nfirst picture, file in memory ", "\nupload ",
        "\n  longest call ", "\nGPU memory per vertex ", "\nmoving frame, median ", "\nfull redraw ",
        "\n  points, 4 vertices ", "\n  compute, 4 vertices ", "\n  cpu, 4 vertices "})
    EXPECT_THAT(ended.out, HasSubstr(part));
  // Every row with a limit has the limit in the same columns.
  std::istringstream lines(ended.out.substr(ended.out.find("\nMeasured")));
  for (std::string line; std::getline(lines, line);) {
    if (line.size() < 66 || line[56] == ' ') continue;
    for (const std::size_t end : {44U, 57U, 65U}) {
      EXPECT_NE(line[end - 1], ' ') << line;
      EXPECT_EQ(line[end], ' ') << line;
    }
  }
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
         "--backend: no backend 'cuda'; they are automatic, points, compute and cpu");
  expect({kColors, "--residency", "gpu"},
         "--residency: no residency 'gpu'; they are automatic, resident and streamed");
  expect({kColors, "--budget", "0"}, "--budget: '0' is not a time in milliseconds above 0, up to 1000000");
}

TEST(Bench, recordsWithoutAPositionAreNotDrawn) {
  const auto ended = vertexview({"bench", kColors, "--layout", "<I:label:"});
  EXPECT_EQ(ended.status, 1);
  EXPECT_EQ(ended.err, std::string("vertexview: ") + kColors + ": no element of the layout is a position\n");
}

TEST(Bench, aFileThatIsNotThere) {
  const auto ended = vertexview({"bench", "/nowhere/cloud.bin"});
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.err, HasSubstr("vertexview: /nowhere/cloud.bin: "));
}

}  // namespace
}  // namespace vertexview::test
