// What a hostile name cannot do to a terminal.
#include "cli/terminal/terminal_text.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "cli/support.hpp"

namespace vertexview::test {
namespace {

/// Names that move the cursor, ring the bell, forge a line, and are no UTF-8.
const std::string kForged = "FORGED";
const std::string kHostile = "\x1b[2J\a\n" + kForged + "\n  too\t\x9b\xff\xe2\x80\xae'\"";

/// Returns what a terminal should not get, or nothing. JSON holds all letters of Unicode, as every program
/// that reads it expects.
std::string fault_of(const std::string& text, bool with_tabs) {
  for (const char c : text)
    if (const auto byte = static_cast<unsigned char>(c);
        (byte < 0x20 && c != '\n' && !(with_tabs && c == '\t')) || byte == 0x7F)
      return "byte " + std::to_string(byte);
  if (!text.starts_with('{') && text.find("\xe2\x80\xae") != std::string::npos)
    return "a letter that turns the direction of writing";
  if (text.starts_with(kForged) || text.find("\n" + kForged) != std::string::npos) return "a forged line";
  return text.find("\n  too") != std::string::npos ? "a forged line that continues one" : "";
}

/// A terminal gets a carriage return before each line break.
std::string without_returns(std::string text) {
  for (auto at = text.find("\r\n"); at != std::string::npos; at = text.find("\r\n", at)) text.erase(at, 1);
  return text;
}

class HostileNames : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directory(folder_);
    std::filesystem::create_directory(folder_ + "/layouts");
    ASSERT_EQ(vertexview({"convert", bin_, "--layout", layout_, "-o", ply_}).status, 0);
    ASSERT_EQ(vertexview({"convert", bin_, "--layout", layout_, "-o", csv_}).status, 0);
    ASSERT_EQ(vertexview({"convert", bin_, "--layout", layout_, "-o", npy_}).status, 0);
  }

  /// Runs the program; neither of its streams may get what a terminal should not.
  Outcome expect_harmless(const std::vector<std::string>& arguments) const {
    const bool tabs = arguments.front() == "query";
    for (const bool terminal : {false, true}) {
      const auto ended = vertexview(arguments, {.folder = folder_, .terminal = terminal});
      EXPECT_EQ(ended.signal, 0);
      EXPECT_EQ(fault_of(ended.out, tabs), "") << arguments.front() << "\n" << ended.out;
      EXPECT_EQ(fault_of(without_returns(ended.err), false), "") << arguments.front() << "\n" << ended.err;
    }
    return vertexview(arguments, {.folder = folder_});
  }

  void expect_json(std::vector<std::string> arguments) const {
    arguments.emplace_back("--json");
    const auto ended = expect_harmless(arguments);
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_TRUE(nlohmann::json::accept(ended.out)) << ended.out;
  }

  const TemporaryFolder inside_;
  const std::string folder_ = inside_.file(kHostile);
  const std::string bin_ = inside_.write("in.bin", counting_bytes(320));
  const std::string layout_ = "<3f:position:f:" + kHostile + ":";
  const std::string ply_ = folder_ + "/" + kHostile + ".ply";
  const std::string csv_ = folder_ + "/" + kHostile + ".csv";
  const std::string npy_ = folder_ + "/" + kHostile + ".npy";
};

TEST_F(HostileNames, reachNoTerminalFromFiles) {
  for (const std::string& path : {ply_, csv_, npy_}) {
    for (const char* command : {"info", "stats", "check", "guess"}) expect_json({command, path});
    expect_json({"query", path, "x > 0"});
    for (const std::vector<std::string>& arguments : {std::vector<std::string>{"info", path},
                                                      {"stats", path},
                                                      {"check", path},
                                                      {"guess", path},
                                                      {"dump", path},
                                                      {"dump", path, "--diagnostics"},
                                                      {"query", path, "x > 0"},
                                                      {"convert", path, "--format", "csv", "-o", "-"}})
      EXPECT_EQ(expect_harmless(arguments).status, 0) << arguments.front();
    for (const char* ending : {".bin", ".csv", ".glb", ".las", ".npy", ".pcd", ".ply"})
      (void)expect_harmless({"convert", path, "-o", folder_ + "/out" + kHostile + ending});
    for (const char* as : {"c", "numpy", "pointfield", "gl", "vulkan", "d3d11", "webgpu", "text"})
      (void)expect_harmless({"info", path, "--layout-as", as});
    for (const std::string& action : std::vector<std::string>{
             "select 1", "color " + kHostile, "view " + kHostile, kHostile, "fit " + kHostile,
             "open " + kHostile, "goto " + kHostile, "layout " + kHostile, "select-where " + kHostile,
             "select-where \"" + kHostile + "\" > 0", "state " + kHostile, "join " + path, "save-layout"})
      (void)expect_harmless(
          {"render", path, "-o", folder_ + "/" + kHostile + ".png", "--size", "32x32", "--do", action});
  }
}

TEST_F(HostileNames, reachNoTerminalFromErrors) {
  const std::string missing = folder_ + "/missing" + kHostile;
  for (const char* command : {"info", "stats", "check", "guess", "dump"}) {
    EXPECT_EQ(expect_harmless({command, missing}).status, 1);
    EXPECT_EQ(expect_harmless({command, folder_}).status, 1);
    EXPECT_EQ(expect_harmless({command, bin_, kHostile}).status, 2);
    EXPECT_EQ(expect_harmless({command, bin_, "--" + kHostile}).status, 2);
  }
  EXPECT_EQ(expect_harmless({"render", missing, "-o", folder_ + "/a.png"}).status, 1);
  EXPECT_EQ(expect_harmless({kHostile}).status, 1);
  EXPECT_EQ(expect_harmless({"generate", kHostile, "3", "-o", missing}).status, 2);
  EXPECT_EQ(expect_harmless({"generate", "cube", kHostile, "-o", missing}).status, 2);
  EXPECT_EQ(expect_harmless({"generate", "cube", "3", "-o", missing}).status, 0);
  EXPECT_EQ(expect_harmless({"query", ply_, kHostile}).status, 1);
  EXPECT_EQ(expect_harmless({"query", ply_, "'" + kHostile + "' > 3"}).status, 1);
  for (const char* option : {"--layout", "--position", "--color", "--ramp", "--up", "--scale", "--shift",
                             "--color-range", "--stride", "--count", "--with"})
    EXPECT_NE(expect_harmless({"info", npy_, option, kHostile}).status, 0) << option;
  EXPECT_EQ(expect_harmless({"info", npy_ + "#" + kHostile}).status, 1);
  const auto sidecar = folder_ + "/layouts/a.bin.layout";
  std::filesystem::copy_file(bin_, folder_ + "/layouts/a.bin");
  for (const std::string& text : std::vector<std::string>{
           kHostile, "<3f:" + kHostile, "<3f:position:\n" + kHostile, "<3f:position:\nramp = " + kHostile,
           "struct A { float " + kHostile + "; };"}) {
    std::ofstream(sidecar, std::ios::binary) << text;
    EXPECT_EQ(expect_harmless({"info", folder_ + "/layouts/a.bin"}).status, 1) << text;
  }
}

TEST_F(HostileNames, ofColumnsLeaveATableOfTheSameWidth) {
  const auto ended = vertexview({"convert", npy_, "--format", "csv", "-o", "-"});
  const auto commas = [](std::string_view line) { return std::ranges::count(line, ','); };
  const std::string_view text = ended.out;
  EXPECT_EQ(commas(text.substr(0, text.find('\n'))), 3);
  EXPECT_EQ(std::ranges::count(text, '\n'), 21) << "a header and 20 records";
}

TEST(TerminalText, lineBreaksStayBeforeTwoBlanks) {
  testing::internal::CaptureStderr();
  cli::tell("a\n  b\nc\n d\n");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "a\n  b\\x0Ac\\x0A d\\x0A\n");
}

TEST(TerminalText, aHostilePathReachesNoTerminal) {
  const TemporaryFolder folder;
  const std::string path = folder.write("a\x1b]0;title\a\nb.bin", counting_bytes(82));
  for (const char* command : {"info", "dump"}) {
    const auto ended = vertexview({command, path});
    EXPECT_EQ(ended.status, 1);
    EXPECT_THAT(ended.err, HasSubstr("a\\x1B]0;title\\x07\\x0Ab.bin: 82 bytes"));
    EXPECT_EQ(ended.err.find('\x1b'), std::string::npos);
  }
  const auto whole = vertexview({"info", path, "--allow-tail"});
  EXPECT_EQ(whole.status, 0);
  EXPECT_THAT(whole.out, HasSubstr("a\\x1B]0;title\\x07\\x0Ab.bin\n"));
  EXPECT_EQ((whole.out + whole.err).find('\x1b'), std::string::npos);
}

TEST(TerminalText, neitherDoesASidecarNorAnAction) {
  const TemporaryFolder folder;
  const std::string path = folder.write("a.bin", counting_bytes(80));
  const std::string_view layout = "f:\x1b[2J:3f:position:4x\n";
  (void)folder.write("a.bin.layout", std::as_bytes(std::span(layout)));
  const auto named = vertexview({"info", path});
  EXPECT_EQ((named.out + named.err).find('\x1b'), std::string::npos) << named.out << named.err;
  const auto acted = vertexview({"render", kColors, "-o", folder.file("x.png"), "--do", "\x1b[2J"});
  EXPECT_EQ(acted.status, 2);
  EXPECT_THAT(acted.err, HasSubstr("\\x1B[2J"));
  EXPECT_EQ(acted.err.find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace vertexview::test
