#include "vertexview/vertex/layout_sidecar.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <filesystem>

#include "support_files.hpp"
#include "vertexview/record/schema_presets.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/layout_changes.hpp"
#include "vertexview/vertex/layout_text.hpp"
#include "vertexview/vertex/new_vertex_file.hpp"

namespace vertexview {
namespace {

using test::TemporaryFolder;
using testing::HasSubstr;

std::string write_text(const TemporaryFolder& folder, std::string_view name, std::string_view text) {
  return folder.write(name, std::as_bytes(std::span(text)));
}

Layout layout_named(std::string_view preset) {
  return {.schema = find_preset(preset)->schema()};
}

TEST(LayoutSidecar, parse) {
  const auto layout =
      parse_sidecar("\n  # a lidar scan\r\n<3f:position:f:intensity: # metres\r\noffset = 128\nramp=turbo");
  ASSERT_TRUE(layout) << describe(layout.error());
  EXPECT_EQ(layout->schema.stride, 16U);
  EXPECT_EQ(layout->data_offset, 128U);
  EXPECT_EQ(layout->appearance.ramp, Ramp::kTurbo);
  EXPECT_EQ(*parse_sidecar("kitti"), layout_named("kitti"));
  EXPECT_EQ(parse_sidecar("kitti\nrange = 0:1"), parse_sidecar("kitti\ncolor-range = 0:1")) << "its old name";
}

TEST(LayoutSidecar, aStructOfSeveralLines) {
  const auto layout = parse_sidecar(
      "# how the vertices lie\n#pragma pack(push, 1)\nstruct Vertex {\n  double position[3];  // metres\n"
      "  uint8_t tag;\n};\n\noffset = 128 # behind the header\nramp = turbo\n");
  ASSERT_TRUE(layout) << describe(layout.error());
  EXPECT_EQ(layout->schema.format, "<3d:position:B:tag:");
  EXPECT_EQ(layout->data_offset, 128U);
  EXPECT_EQ(layout->appearance.ramp, Ramp::kTurbo);
  const auto fields = parse_sidecar("- name: x\n  offset: 4\n  datatype: 7\npoint_step: 16\ncount = 2");
  ASSERT_TRUE(fields) << describe(fields.error());
  EXPECT_EQ(fields->schema.format, "<4xf:x:8x");
  EXPECT_EQ(fields->count, 2U);
}

TEST(LayoutSidecar, anErrorInAStructCountsTheLinesOfTheSidecar) {
  const std::string text = "# how the vertices lie\nstruct Vertex {\n  flaot x;\n};\noffset = 8\n";
  const auto layout = parse_sidecar(text);
  ASSERT_FALSE(layout);
  EXPECT_EQ(layout.error().message,
            "C struct, 3:3: expected a type, as in float, uint8_t, vec3, float3 or a struct defined before, "
            "found 'flaot'");
  EXPECT_EQ(layout.error().offset, text.find("flaot"));
}

TEST(LayoutSidecar, parseErrors) {
  const auto error = [](std::string_view text) { return parse_sidecar(text).error(); };
  EXPECT_EQ(error("").message, "the sidecar is empty; expected a format string or the name of a layout");
  EXPECT_EQ(error("# nothing\n\n").message,
            "the sidecar is empty; expected a format string or the name of a layout");
  const Error format = error("# one\n <3f3Z");
  EXPECT_THAT(format.message, HasSubstr("line 2: format \"<3f3Z\": "));
  EXPECT_EQ(format.offset, 11U) << "the bad character in the whole text";
  EXPECT_EQ(error("<4f\nstride 20\n").message,
            "line 2: expected NAME = TEXT after the format, found 'stride 20'");
  EXPECT_EQ(error("<4f\n\nramp = jet\n").message,
            "line 3: ramp: expected auto, viridis, turbo, grey, categories or semantickitti, found 'jet'");
  EXPECT_EQ(error("<4f\nup = up\n").message, "line 2: up: expected x, y, z, -x, -y or -z, found 'up'");
  EXPECT_EQ(error("<4f\nstride = 8\n").message,
            "element 'position' of 12 bytes at offset 0 does not fit in a record of 8 bytes");
}

TEST(LayoutSidecar, anyNameIsReadAsItWasWritten) {
  const TemporaryFolder folder;
  const auto path = folder.file("cloud.bin");
  for (const std::string format :
       {"<3f:position:f:it's \"x\":", "<3f:position:f:a#b:", "<3f:position:f: # :f:#:"}) {
    const Layout layout = parse_layout(format).value();
    ASSERT_TRUE(write_sidecar(path, layout)) << format;
    EXPECT_EQ(read_sidecar(path)->value(), layout);
  }
  const auto broken = write_sidecar(path, parse_layout("<3f:position:f:a\nb:").value());
  ASSERT_FALSE(broken);
  EXPECT_EQ(
      describe(broken.error()),
      path + ".layout: the name of an element has what a sidecar cannot hold, as a line break or a comment");
  EXPECT_THAT((*read_sidecar(path))->schema.format, HasSubstr("#")) << "the old one is as it was";
}

TEST(LayoutSidecar, aNameOfWhichThereCanBeNone) {
  const TemporaryFolder folder;
  const auto read = read_sidecar(folder.file(std::string(250, 'n')));
  ASSERT_TRUE(read) << describe(read.error());
  EXPECT_FALSE(*read);
}

TEST(LayoutSidecar, writeAndRead) {
  const TemporaryFolder folder;
  const auto path = folder.file("cloud.bin");
  EXPECT_EQ(sidecar_path(path), path + ".layout");
  const auto none = read_sidecar(path);
  ASSERT_TRUE(none);
  EXPECT_FALSE(*none);

  for (const SchemaPreset& preset : schema_presets()) {
    ASSERT_TRUE(write_sidecar(path, {.schema = preset.schema()}));
    const auto layout = read_sidecar(path);
    ASSERT_TRUE(layout) << describe(layout.error());
    EXPECT_EQ((*layout)->schema, preset.schema()) << preset.name;
  }
  const auto changed =
      with_changes(*parse_layout("<5f:data:"), {.position = {{"data[4]", "data[1]"}},
                                                .color = {{"data[0]"}},
                                                .stride = 24,
                                                .offset = 7,
                                                .scale = {{0.1, 0.2, 0.3}},
                                                .up = UpAxis::kMinusY,
                                                .color_range = {{ColorRange::kGiven, {0, 0.7}}},
                                                .ramp = Ramp::kGrey});
  ASSERT_TRUE(changed);
  ASSERT_TRUE(write_sidecar(path, *changed));
  EXPECT_EQ(**read_sidecar(path), *changed);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1)
      << "nothing else is left";
}

TEST(LayoutSidecar, writeFails) {
  const TemporaryFolder folder;
  const auto written = write_sidecar(folder.file("missing/cloud.bin"), Layout::canonical());
  ASSERT_FALSE(written);
  EXPECT_EQ(describe(written.error()),
            folder.file("missing/cloud.bin.layout") + ": cannot write: No such file or directory");

  const auto path = folder.file("cloud.bin");
  ASSERT_EQ(::mkdir(sidecar_path(path).c_str(), 0700), 0);
  const auto replaced = write_sidecar(path, Layout::canonical());
  ASSERT_FALSE(replaced);
  EXPECT_EQ(describe(replaced.error()), sidecar_path(path) + ": cannot write: Is a directory");
}

TEST(LayoutSidecar, writingTouchesNoOtherFile) {
  const TemporaryFolder folder;
  const auto path = folder.file("a.bin");
  const auto note = write_text(folder, "a.bin.layout.new", "note");
  ASSERT_TRUE(write_sidecar(path, Layout::canonical()));
  EXPECT_EQ(test::contents_of(note), "note");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 2);
}

TEST(LayoutSidecar, aLinkIsFollowedAndTheModeKept) {
  const TemporaryFolder folder;
  const auto real = write_text(folder, "real.layout", "xyz");
  const auto mode = std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;
  std::filesystem::permissions(real, mode);
  std::filesystem::create_symlink("real.layout", folder.file("a.bin.layout"));
  ASSERT_TRUE(write_sidecar(folder.file("a.bin"), Layout::canonical()));
  EXPECT_TRUE(std::filesystem::is_symlink(folder.file("a.bin.layout")));
  EXPECT_EQ(test::contents_of(real), sidecar_text(Layout::canonical()).value());
  EXPECT_EQ(std::filesystem::status(real).permissions(), mode);
}

TEST(LayoutSidecar, aLinkHasItsOwnOrThatOfTheFile) {
  namespace fs = std::filesystem;
  const TemporaryFolder folder;
  fs::create_directory(folder.file("sub"));
  const std::string real = write_text(folder, "sub/real.dat", "");
  const std::string link = folder.file("link.bin");
  fs::create_symlink("sub/real.dat", link);
  EXPECT_THAT(sidecar_paths(link), testing::ElementsAre(link + ".layout", real + ".layout"));
  EXPECT_EQ(read_sidecar(link), std::nullopt);
  EXPECT_EQ(layout_file_of(link), "");
  const std::string of_folder = write_text(folder, "sub/.dat.layout", "waymo");
  EXPECT_EQ(read_folder_layout(link), layout_named("waymo"));
  EXPECT_EQ(layout_file_of(link), of_folder);
  const std::string of_file = write_text(folder, "sub/real.dat.layout", "kitti");
  EXPECT_EQ(read_sidecar(link), layout_named("kitti"));
  EXPECT_EQ(layout_file_of(link), of_file);
  const std::string own = write_text(folder, "link.bin.layout", "nuscenes");
  EXPECT_EQ(read_sidecar(link), layout_named("nuscenes"));
  EXPECT_EQ(layout_file_of(link), own);
  EXPECT_EQ(read_sidecar(real), layout_named("kitti"));
}

TEST(LayoutSidecar, aNameThatItCannotHoldIsNotWritten) {
  const TemporaryFolder folder;
  const auto written = write_sidecar(folder.file("a.bin"), parse_layout("<3f:xyz:f:a\nb:").value());
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(written.error().message,
            "the name of an element has what a sidecar cannot hold, as a line break or a comment");
  EXPECT_EQ(written.error().path, folder.file("a.bin.layout"));
  EXPECT_FALSE(std::filesystem::exists(folder.file("a.bin.layout")));
}

TEST(LayoutSidecar, readErrors) {
  const TemporaryFolder folder;
  const auto sidecar = write_text(folder, "a.bin.layout", "<3f3Z\n");
  const auto bad = read_sidecar(folder.file("a.bin"));
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().path, sidecar);
  EXPECT_THAT(bad.error().message, HasSubstr("line 1: "));

  const auto huge = write_text(folder, "b.bin.layout", std::string(70'000, '#'));
  EXPECT_EQ(describe(read_sidecar(folder.file("b.bin")).error()),
            huge + ": a sidecar of 70000 bytes; expected a format string");
}

TEST(LayoutSidecar, layoutOfFile) {
  const TemporaryFolder folder;
  const std::vector<std::byte> bytes(480);  // whole records of 12, 20 and 32 bytes
  const auto layout_of = [&](const std::string& name) {
    const auto file = Dataset::open(folder.write(name, bytes));
    EXPECT_TRUE(file) << name;
    return file ? file->layout() : Layout{};
  };
  EXPECT_TRUE(layout_of("a.bin").is_canonical());
  EXPECT_EQ(layout_of("a.pcd.bin"), layout_named("nuscenes"));
  EXPECT_EQ(layout_of("a.splat"), layout_named("splat"));
  write_text(folder, "a.splat.layout", "xyz");
  EXPECT_EQ(layout_of("a.splat"), layout_named("xyz")) << "the sidecar wins";
  const auto sidecar = write_text(folder, "b.bin.layout", "nonsense!");
  const auto refused = Dataset::open(folder.write("b.bin", bytes));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().path, sidecar);
}

TEST(LayoutSidecar, openedFilesFollowIt) {
  const TemporaryFolder folder;
  const std::vector<float> values{1, 2, 3, 0.5F, 4, 5, 6, 1.5F, 7, 8, 9, 2.5F, 1, 1, 1, 1, 2, 2, 2, 2};
  const auto path = folder.write("scan.bin", std::as_bytes(std::span(values)));
  EXPECT_EQ(Dataset::open(path).value().size(), 4U) << "canonical, as nothing says otherwise";
  write_text(folder, "scan.bin.layout", "kitti\noffset = 16\n");
  const auto file = Dataset::open(path);
  ASSERT_TRUE(file) << describe(file.error());
  EXPECT_EQ(file->size(), 4U);
  EXPECT_EQ((*file)[0].position, (Vector{4, 5, 6}));
  EXPECT_EQ(Dataset::open(path, {.layout = Layout::canonical()}).value().stride(), 20U)
      << "a layout that is named wins";
  const auto changed = Dataset::open(path, {.changes = {.offset = 0, .ramp = Ramp::kGrey}});
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->size(), 5U);
  EXPECT_EQ((*changed)[4].position, (Vector{2, 2, 2}));
  write_text(folder, "scan.bin.layout", "kiti");
  const auto broken = Dataset::open(path);
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().path, path + ".layout");
}

TEST(FolderLayoutPath, ofAFile) {
  EXPECT_EQ(folder_layout_path("scans/a.bin"), "scans/.bin.layout");
  EXPECT_EQ(folder_layout_path("a.BIN"), ".bin.layout");
  EXPECT_EQ(folder_layout_path("/data/1.pcd.bin"), "/data/.pcd.bin.layout") << "an ending of two parts";
  for (const char* const without : {"scan", "scans.d/scan", ".bin", "scan.", ""})
    EXPECT_EQ(folder_layout_path(without), "") << without;
}

class FolderLayout : public testing::Test {
 protected:
  FolderLayout() { (void)write_text(folder_, ".bin.layout", "kitti\n"); }
  Result<Dataset> open(std::string_view name, std::size_t bytes = 80) {
    return Dataset::open(folder_.write(name, std::vector<std::byte>(bytes)));
  }
  TemporaryFolder folder_;
};

TEST_F(FolderLayout, isThatOfEveryFileOfTheEnding) {
  const auto file = open("scan.bin");
  ASSERT_TRUE(file) << describe(file.error());
  EXPECT_EQ(file->layout_source(), LayoutSource::kSidecar);
  EXPECT_EQ(file->stride(), 16U);
  EXPECT_EQ(file->container(), nullptr) << "as with a sidecar";
  EXPECT_EQ(layout_file_of(file->path()), folder_.file(".bin.layout"));
  const auto data = open("scan.dat");
  EXPECT_EQ(data->layout_source(), LayoutSource::kDefault);
  const auto cloud = open("scan.pcd.bin");
  EXPECT_EQ(cloud->layout_source(), LayoutSource::kExtension) << "another ending";
}

TEST_F(FolderLayout, givesWayToTheFilesOwn) {
  (void)write_text(folder_, "scan.bin.layout", "nuscenes\n");
  const auto file = open("scan.bin");
  EXPECT_EQ(file->stride(), 20U);
  EXPECT_EQ(layout_file_of(file->path()), folder_.file("scan.bin.layout"));
  const auto given =
      Dataset::open(file->path(), {.layout = layout_named("xyz"), .changes = {.allow_tail = true}});
  EXPECT_EQ(given->stride(), 12U) << "what is asked for wins over both";
}

TEST_F(FolderLayout, givesWayToTheHeader) {
  const std::string ply =
      "ply\nformat ascii 1.0\nelement vertex 1\nproperty float x\nproperty float y\n"
      "property float z\nend_header\n1 2 3\n";
  const auto file = Dataset::open(write_text(folder_, "mesh.bin", ply));
  ASSERT_TRUE(file) << describe(file.error());
  EXPECT_EQ(file->layout_source(), LayoutSource::kHeader);
}

TEST_F(FolderLayout, oneThatIsWrongIsAnErrorThatNamesIt) {
  (void)write_text(folder_, ".bin.layout", "\n<3f:position:z\n");
  const auto file = open("scan.bin");
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().path, folder_.file(".bin.layout"));
  EXPECT_THAT(file.error().message, HasSubstr("line 2: "));
  (void)folder_.write(".bin.layout", std::vector<std::byte>(100'000));
  EXPECT_THAT(open("scan.bin").error().message, HasSubstr("a sidecar of 100000 bytes"));
  std::filesystem::remove(folder_.file(".bin.layout"));
  std::filesystem::create_directory(folder_.file(".bin.layout"));
  EXPECT_EQ(open("scan.bin").error().path, folder_.file(".bin.layout"));
}

TEST_F(FolderLayout, isWrittenWithoutTheCountOfOneFile) {
  Layout layout = layout_named("kitti");
  layout.count = 3;
  layout.data_offset = 16;
  ASSERT_TRUE(write_folder_layout(folder_.file("scan.bin"), layout));
  const auto again = open("other.bin", 16 * 6 + 5);
  ASSERT_TRUE(again) << describe(again.error());
  EXPECT_EQ(again->size(), 5U);
  EXPECT_EQ(again->remainder(), 5U);
  const auto nameless = write_folder_layout(folder_.file("scan"), layout);
  EXPECT_EQ(nameless.error().code, ErrorCode::kInvalidArgument);
}

TEST_F(FolderLayout, newVerticesSayThatTheyAreNone) {
  const std::string path = folder_.file("new.bin");
  auto file = NewVertexFile::create(path, {});
  ASSERT_TRUE(file) << describe(file.error());
  const std::vector<std::byte> records(40);
  ASSERT_TRUE(file->records().write_at(0, records));
  ASSERT_TRUE(file->commit());
  const auto opened = Dataset::open(path);
  EXPECT_EQ(opened->size(), 2U);
  EXPECT_TRUE(opened->layout().is_canonical()) << "not of the layout that the folder has for others";
}

}  // namespace
}  // namespace vertexview
