#include <cmath>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "cli/support.hpp"
#include "support_png.hpp"
#include "vertexview/camera/camera.hpp"
#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview::test {
namespace {

std::string one_vertex(const TemporaryFolder& folder, Vector position) {
  const ColoredVertex vertex{position, {65535, 0, 32768}, 0};
  return folder.write("one.bin", std::as_bytes(std::span(&vertex, 1)));
}

// Expects that render refuses the arguments as a usage error with this text on stderr.
void expect_usage_error(std::vector<std::string> arguments, const std::string& error) {
  const TemporaryFolder folder;
  const std::string out = folder.file("out.png");
  arguments.insert(arguments.begin(), {"render", kColors, "-o", out});
  const auto ended = vertexview(arguments);
  EXPECT_EQ(ended.err, "vertexview: render: " + error + "\nTry 'vertexview render --help'.\n");
  EXPECT_EQ(ended.status, 2);
  EXPECT_FALSE(std::filesystem::exists(out));
}

// Expects an error that comes from the work itself, and nothing left in the folder of the output.
void expect_failure(const std::vector<std::string>& arguments, const TemporaryFolder& folder,
                    const std::string& error) {
  const auto ended = vertexview(arguments);
  EXPECT_THAT(ended.err, HasSubstr("vertexview: " + error + "\n"));
  EXPECT_EQ(ended.status, 1);
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    EXPECT_NE(entry.path().extension(), ".png") << entry.path();
}

TEST(Render, savingALayoutTouchesNoOtherFile) {
  namespace fs = std::filesystem;
  const TemporaryFolder folder;
  const std::string path = one_vertex(folder, {1, 2, 3});
  const std::string real = folder.write("real.layout", std::as_bytes(std::span("@3f3Hxx\n", 8)));
  const std::string note = folder.write("one.bin.layout.new", std::as_bytes(std::span("note", 4)));
  const auto mode = fs::perms::owner_read | fs::perms::owner_write;
  fs::permissions(real, mode);
  fs::create_symlink("real.layout", path + ".layout");
  const auto ended = vertexview({"render", path, "-o", folder.file("out.png"), "--do", "save-layout"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_EQ(contents_of(note), "note");
  EXPECT_TRUE(fs::is_symlink(path + ".layout"));
  EXPECT_EQ(fs::status(real).permissions(), mode);
  EXPECT_THAT(contents_of(real), HasSubstr("# How the records of this file lie"));
}

TEST(Render, saysWhatItDrew) {
  const TemporaryFolder folder;
  const std::string out = folder.file("out.png");
  const auto ended = vertexview({"render", kColors, "-o", out});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_EQ(ended.out, "");
  EXPECT_THAT(ended.err, StartsWith(out + ": 1280x720 pixels, 4 of 4 vertices, drawn by "));
  const Picture picture = read_png(out);
  EXPECT_EQ(picture.width, 1280);
  EXPECT_EQ(picture.height, 720);
}

TEST(Render, theSameBytesForTheSameInput) {
  const TemporaryFolder folder;
  const std::string cloud = folder.file("cloud.bin");
  ASSERT_EQ(vertexview({"generate", "terrain", "300k", "-o", cloud}).status, 0);
  for (const char* name : {"a.png", "b.png"})
    ASSERT_EQ(vertexview({"render", cloud, "-o", folder.file(name), "--do", "select 5"}).status, 0);
  EXPECT_EQ(contents_of(folder.file("a.png")), contents_of(folder.file("b.png")));
}

TEST(Render, exactColorsOfTheSample) {
  const TemporaryFolder folder;
  const std::string out = folder.file("out.png");
  const std::string state_file = folder.file("state.json");
  ASSERT_EQ(vertexview({"render", kColors, "-o", out, "--size", "800x600", "--do", "point-size 15", "--do",
                        "state " + state_file})
                .status,
            0);
  const Picture picture = read_png(out);
  const auto state = nlohmann::json::parse(contents_of(state_file));
  const auto camera = parse_camera(state["camera"].get<std::string>(), Camera{});
  ASSERT_TRUE(camera);
  std::vector<ColoredVertex> records(4);
  const std::string bytes = contents_of(kColors);
  ASSERT_EQ(bytes.size(), 80U);
  std::memcpy(records.data(), bytes.data(), bytes.size());
  for (const ColoredVertex& record : records) {
    const auto at = camera->project({800, 600}, {record.position.x, record.position.y, record.position.z});
    ASSERT_TRUE(at);
    const auto shown = [](std::uint16_t v) { return static_cast<std::uint8_t>(std::lround(v / 257.0)); };
    const Rgb expected{shown(record.color.red), shown(record.color.green), shown(record.color.blue)};
    EXPECT_EQ(picture.at(at->pixel), expected);
  }
}

TEST(Render, cameraDecidesWhereAVertexFalls) {
  const TemporaryFolder folder;
  const std::string file = one_vertex(folder, {1, 2, 3});
  const std::string out = folder.file("out.png");
  for (const std::string text :
       {"eye=1,-5,3 target=1,0,3", "eye=4,-5,5 target=1,0,3 fov=70", "eye=0,-5,3 target=0,0,3 ortho=1"}) {
    ASSERT_EQ(vertexview({"render", file, "-o", out, "--size", "300x200", "--camera", text}).status, 0);
    const auto camera = parse_camera(text, Camera{});
    ASSERT_TRUE(camera);
    const auto expected = camera->project({300, 200}, {1, 2, 3});
    const auto middle = read_png(out).middle_of({255, 0, 128});
    ASSERT_TRUE(expected && middle) << text;
    EXPECT_NEAR(middle->x, expected->pixel.x, 0.51) << text;
    EXPECT_NEAR(middle->y, expected->pixel.y, 0.51) << text;
  }
}

TEST(Render, cameraKeepsTheFittedViewForWhatItLeavesOut) {
  const TemporaryFolder folder;
  const std::string state_file = folder.file("state.json");
  const auto camera_of = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"render", kColors, "-o", folder.file("out.png")});
    arguments.insert(arguments.end(), {"--do", "state " + state_file});
    EXPECT_EQ(vertexview(arguments).status, 0);
    const auto text = nlohmann::json::parse(contents_of(state_file))["camera"].get<std::string>();
    return parse_camera(text, Camera{}).value_or(Camera{});
  };
  Camera fitted = camera_of({});
  fitted.fov_degrees = 30;
  EXPECT_EQ(camera_of({"--camera", "fov=30"}), fitted);
}

TEST(Render, actionsRunInOrder) {
  const TemporaryFolder folder;
  const auto ended = vertexview({"render", kColors, "-o", folder.file("out.png"), "--do", "select 1", "--do",
                                 "screenshot " + folder.file("one.png"), "--do", "select 2", "--do",
                                 "state " + folder.file("two.json")});
  ASSERT_EQ(ended.status, 0) << ended.err;
  const auto state = nlohmann::json::parse(contents_of(folder.file("two.json")));
  EXPECT_EQ(state["selected"], 2);
  EXPECT_EQ(state["points_drawn"], 4);
  EXPECT_EQ(state["notices"][0]["text"], "wrote " + folder.file("one.png"));
  EXPECT_NE(read_png(folder.file("one.png")).pixels, read_png(folder.file("out.png")).pixels);
}

TEST(Render, emptyFileIsBackground) {
  const TemporaryFolder folder;
  const std::string out = folder.file("out.png");
  const auto ended = vertexview({"render", folder.write("none.bin", {}), "-o", out, "--size", "64x32"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_THAT(ended.err, HasSubstr(": 64x32 pixels, 0 of 0 vertices, drawn by "));
  EXPECT_EQ(read_png(out).count({0x12, 0x14, 0x19}), 64U * 32U);
}

TEST(Render, warnsAboutPositionsThatAreNotFinite) {
  const TemporaryFolder folder;
  const auto ended =
      vertexview({"render", one_vertex(folder, {NAN, 0, 0}), "-o", folder.file("out.png"), "--size", "9x9"});
  EXPECT_EQ(ended.status, 0);
  EXPECT_THAT(ended.err, StartsWith("vertexview: one.bin: 1 of 1 positions are not finite (NaN or infinite) "
                                    "and are not drawn\n"));
}

TEST(Render, warnsAboutALayoutWithoutAPosition) {
  const TemporaryFolder folder;
  const auto ended = vertexview({"render", one_vertex(folder, {1, 2, 3}), "-o", folder.file("out.png"),
                                 "--size", "9x9", "--layout", "<H:label:H:instance:"});
  EXPECT_EQ(ended.status, 0);
  EXPECT_THAT(ended.err, StartsWith("vertexview: one.bin: no element of the layout is a position; "
                                    "name one: --position a,b,c\n"));
}

TEST(Render, toStandardOutput) {
  const auto ended = vertexview({"render", kColors, "-o", "/dev/stdout", "--size", "20x10"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_THAT(ended.out, StartsWith("\x89PNG\r\n"));
}

TEST(Render, sizes) {
  const std::string possible = " pixels is not possible; expected 1x1 to 16384x16384";
  const std::string form = " is not a size; expected WIDTHxHEIGHT in pixels, as in 1280x720";
  expect_usage_error({"--size", "0x0"}, "--size: a picture of 0x0" + possible);
  expect_usage_error({"--size", "100000x100000"}, "--size: a picture of 100000x100000" + possible);
  expect_usage_error({"--size", "99999999999x1"}, "--size: a picture of 99999999999x1" + possible);
  for (const std::string text : {"640", "640x", "x480", "640x480x3", "640*480", "6.5x4", "-5x5", "a"})
    expect_usage_error({"--size", text}, "--size: '" + text + "'" + form);
}

TEST(Render, lookOptionsAreTheActions) {
  const TemporaryFolder folder;
  const std::string cloud = folder.file("cloud.bin");
  ASSERT_EQ(vertexview({"generate", "terrain", "20k", "-o", cloud}).status, 0);
  const std::string plain = folder.file("plain.png");
  const std::string option = folder.file("option.png");
  const std::string action = folder.file("action.png");
  ASSERT_EQ(vertexview({"render", cloud, "-o", plain}).status, 0);
  const std::vector<std::pair<std::string, std::string>> looks = {
      {"point-size", "5"},       {"point-size", "0.02m"}, {"point-size", "auto"}, {"edl", "0.7"},
      {"background", "#ff8000"}, {"backend", "points"},   {"renderer", "points"}};
  for (const auto& [name, value] : looks) {
    ASSERT_EQ(vertexview({"render", cloud, "-o", option, "--" + name, value}).status, 0);
    ASSERT_EQ(vertexview({"render", cloud, "-o", action, "--do", name + " " + value}).status, 0);
    EXPECT_EQ(contents_of(option), contents_of(action)) << name << " " << value;
    if (value != "points") {
      EXPECT_NE(contents_of(option), contents_of(plain)) << name << " " << value;
    }
  }
}

TEST(Render, theUpAxisTurnsTheView) {
  const TemporaryFolder folder;
  const std::string option = folder.file("option.png");
  const std::string action = folder.file("action.png");
  const std::string state_file = folder.file("state.json");
  const std::string state = "state " + state_file;
  const auto told = [&] { return nlohmann::json::parse(contents_of(state_file)); };
  for (const std::string axis : {"x", "y", "z", "-x", "-y", "-z"}) {
    const auto ended = vertexview({"render", kColors, "-o", option, "--up", axis, "--do", state});
    ASSERT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(told()["up"], axis);
    ASSERT_EQ(vertexview({"render", kColors, "-o", action, "--do", "up " + axis}).status, 0);
    EXPECT_EQ(contents_of(option), contents_of(action)) << axis;
  }
  ASSERT_EQ(vertexview({"render", kColors, "-o", action}).status, 0);
  EXPECT_NE(contents_of(option), contents_of(action)) << "z is up where nothing is said";
  ASSERT_EQ(vertexview({"render", kColors, "-o", option, "--up", "y", "--camera", "eye=0,0,9 target=0,0,0",
                        "--do", state})
                .status,
            0);
  EXPECT_EQ(told()["camera"], "eye=0,0,9 target=0,0,0 up=0,1,0 fov=45 ortho=0") << "what it leaves out";
}

TEST(Render, wrongUpAxes) {
  for (const std::string axis : {"w", "Y", "+y", "0,1,0"})
    expect_usage_error({"--up", axis}, "--up: expected x, y, z, -x, -y or -z, found '" + axis + "'");
  expect_usage_error({"--up"}, "--up: a value AXIS is missing");
  expect_usage_error({"--do", "up w"}, "--do: up: 'w' is unknown; expected one of x, y, z, -x, -y, -z");
}

TEST(Render, gpuBudgetDoesNotChangeThePicture) {
  const TemporaryFolder folder;
  const std::string cloud = folder.file("cloud.bin");
  ASSERT_EQ(vertexview({"generate", "terrain", "300k", "-o", cloud}).status, 0);
  for (const std::string renderer : {"points", "compute", "cpu"}) {
    for (const std::string budget : {"1M", "1G"})
      ASSERT_EQ(vertexview({"render", cloud, "-o", folder.file(budget + ".png"), "--renderer", renderer,
                            "--size", "320x200", "--gpu-budget", budget})
                    .status,
                0);
    EXPECT_EQ(contents_of(folder.file("1M.png")), contents_of(folder.file("1G.png"))) << renderer;
  }
}

TEST(Render, wrongLooks) {
  expect_usage_error({"--point-size", "99"},
                     "--point-size: '99' is not a size; expected 1 to 64 pixels, units of the file as in "
                     "0.05m, auto, larger or smaller");
  expect_usage_error({"--edl", "bright"}, "--edl: 'bright' is not a strength; expected on, off or 0 to 2");
  expect_usage_error({"--background", "blue"},
                     "--background: 'blue' is not a colour; expected #rrggbb, black, grey, white or theme");
  expect_usage_error(
      {"--renderer", "gpu"},
      "--backend: 'gpu' is unknown; expected one of automatic, points, compute, cpu; did you mean 'cpu'?");
  expect_usage_error({"--gpu-budget", "lots"},
                     "--gpu-budget: 'lots' is not a whole number; write it as 5000000, 5_000_000, 5 000 000, "
                     "5M, 5e6 or 0x10");
}

TEST(Render, smallestAndOddSizes) {
  const TemporaryFolder folder;
  const std::string out = folder.file("out.png");
  for (const auto& [text, width, height] :
       std::vector<std::tuple<std::string, int, int>>{{"1x1", 1, 1}, {"3X2", 3, 2}, {"1x2000", 1, 2000}}) {
    ASSERT_EQ(vertexview({"render", kColors, "-o", out, "--size", text}).status, 0) << text;
    EXPECT_EQ(read_png(out).width, width);
    EXPECT_EQ(read_png(out).height, height);
  }
}

TEST(Render, cameraErrors) {
  expect_usage_error(
      {"--camera", "eye=1,2"},
      "--camera: camera, position 4: eye expects three numbers separated by commas without spaces, "
      "as in eye=1,2,3; found '1,2'");
  expect_usage_error(
      {"--camera", "zoom=3"},
      "--camera: camera, position 0: unknown key 'zoom'; expected eye, target, up, fov or ortho");
  const TemporaryFolder folder;
  expect_failure({"render", kColors, "-o", folder.file("a.png"), "--camera", "eye=1,1,1 target=1,1,1"},
                 folder, "camera: eye and target are the same point, 1,1,1; expected two different points");
}

TEST(Render, actionErrors) {
  expect_usage_error({"--do", "selct 2"},
                     "--do: no action 'selct'; did you mean 'select', 'deselect', 'select-to'?");
  expect_usage_error({"--do", "theme blue"}, "--do: theme: 'blue' is unknown; expected one of dark, light");
  const TemporaryFolder folder;
  expect_failure({"render", kColors, "-o", folder.file("a.png"), "--do", "select 4"}, folder,
                 "select: there is no vertex 4; colors.bin has 4 vertices, 0 to 3");
  expect_failure({"render", kColors, "-o", folder.file("a.png"), "--do", "open nowhere.bin"}, folder,
                 "nowhere.bin: cannot open: No such file or directory");
}

TEST(Render, inputAndOutputErrors) {
  const TemporaryFolder folder;
  expect_failure({"render", "nowhere.bin", "-o", folder.file("a.png")}, folder,
                 "nowhere.bin: cannot open: No such file or directory");
  expect_failure({"render", kColors, "-o", "/nonexistent/a.png"}, folder,
                 "/nonexistent/a.png: cannot write: No such file or directory");
  const std::string file = one_vertex(folder, {1, 2, 3});
  expect_failure({"render", file, "-o", file}, folder,
                 file + ": is open here and is not overwritten; choose another name");
  EXPECT_EQ(std::filesystem::file_size(file), 20U);
}

TEST(Render, aFailureKeepsTheOldPicture) {
  const TemporaryFolder folder;
  const std::string out = folder.file("out.txt");
  std::ofstream(out) << "old";
  EXPECT_EQ(vertexview({"render", kColors, "-o", out, "--do", "select 4"}).status, 1);
  EXPECT_EQ(contents_of(out), "old");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

}  // namespace
}  // namespace vertexview::test
