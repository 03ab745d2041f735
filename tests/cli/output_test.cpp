// Where the output of a command goes: files of any name, links, pipes, the standard output; and what becomes
// of it where the standard streams are closed or full.
#include <sys/stat.h>

#include <array>
#include <fstream>

#include "cli/support.hpp"
#include "vertexview/memory/ascii.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview::test {
namespace {

namespace fs = std::filesystem;

// Runs the program by a shell, with `redirection` as in ">/dev/full".
Outcome redirected(const std::vector<std::string>& arguments, const std::string& redirection) {
  std::vector<std::string> command{"/bin/sh", "-c", "exec \"$0\" \"$@\" " + redirection};
  const auto own = vertexview_command(arguments);
  command.insert(command.end(), own.begin(), own.end());
  return Process(command).finish();
}

class WrittenOutput : public testing::Test {
 protected:
  [[nodiscard]] std::vector<std::string> convert(const std::string& path, const std::string& output,
                                                 const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments{"convert", path, "--layout", "<3d:position:", "-o", output};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }

  /// Returns the coordinates of the first vertex of a file.
  static std::array<double, 3> first(const std::string& path) {
    const auto file = Dataset::open(path);
    EXPECT_TRUE(file) << describe(file.error());
    const Vector position = (*file)[0].position;
    const auto origin = file->origin();
    return {static_cast<double>(position.x) + origin[0], static_cast<double>(position.y) + origin[1],
            static_cast<double>(position.z) + origin[2]};
  }

  const std::vector<double> near_{1, 2, 3, 4, 5, 6};
  const std::vector<double> far_{4000000.25, 5000000.5, 100, 4000001.25, 5000002.5, 101};
  const std::array<double, 3> near_first_{1, 2, 3};
  const std::array<double, 3> near_first_of_gltf_{1, 3, -2};  // in which y points up
  const std::array<double, 3> far_first_{4000000.25, 5000000.5, 100};
  const TemporaryFolder inputs_;
  const std::string near_file_ = inputs_.write("near.bin", std::as_bytes(std::span(near_)));
  const std::string far_file_ = inputs_.write("far.bin", std::as_bytes(std::span(far_)));
  const TemporaryFolder folder_;
  const std::string out_ = folder_.file("cloud.bin");
};

TEST_F(WrittenOutput, isWholeWhereStandardErrorIsLost) {
  for (const std::string redirection : {"2>&-", "2>/dev/full", "<&- >&- 2>&-"}) {
    SCOPED_TRACE(redirection);
    EXPECT_EQ(redirected(convert(far_file_, out_), redirection).status, 0);
    EXPECT_EQ(first(out_), far_first_);
    EXPECT_EQ(contents_of(out_).size(), 40U) << "nothing is told in the file";
    EXPECT_EQ(redirected(convert(near_file_, out_), redirection).status, 0);
    EXPECT_EQ(first(out_), near_first_);
    const auto png = folder_.file("a.png");
    EXPECT_EQ(redirected({"render", kColors, "-o", png, "--size", "64x64"}, redirection).status, 0);
    EXPECT_THAT(contents_of(png), StartsWith("\x89PNG\r\n"));
    EXPECT_EQ(redirected(convert(inputs_.file("missing"), out_), redirection).status, 1);
    EXPECT_EQ(first(out_), near_first_);
  }
}

TEST_F(WrittenOutput, toAStandardOutputThatTakesNothing) {
  for (const auto& [redirection, reason] :
       {std::pair{">&-", "Bad file descriptor"}, std::pair{">/dev/full", "No space left on device"}})
    for (const std::string output : {"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"})
      for (const std::vector<std::string>& arguments :
           {std::vector<std::string>{"generate", "cube", "3", "-o", output},
            convert(near_file_, output, {"--format", "csv"}),
            convert(near_file_, output, {"--format", "bin"}),
            {"render", kColors, "-o", output, "--size", "64x64"}}) {
        const auto ended = redirected(arguments, redirection);
        EXPECT_EQ(ended.err, "vertexview: " + (output == "-" ? std::string("/dev/stdout") : output) +
                                 ": cannot write: " + reason + "\n");
        EXPECT_EQ(ended.status, 1);
      }
}

TEST_F(WrittenOutput, toAStandardOutputThatIsAFile) {
  for (const std::string output : {"-", "/dev/stdout"}) {
    std::ofstream(out_) << "before\n";
    struct stat before{};
    ASSERT_EQ(::stat(out_.c_str(), &before), 0);
    EXPECT_EQ(redirected(convert(near_file_, output, {"--format", "csv"}), ">>" + out_).err, "");
    EXPECT_EQ(contents_of(out_), "before\nx,y,z\n1,2,3\n4,5,6\n");
    struct stat after{};
    ASSERT_EQ(::stat(out_.c_str(), &after), 0);
    EXPECT_EQ(after.st_ino, before.st_ino);
  }
}

TEST_F(WrittenOutput, inEveryFormatToTheStandardOutput) {
  EXPECT_EQ(vertexview(convert(near_file_, "-", {"--format", "csv"})).out, "x,y,z\n1,2,3\n4,5,6\n");
  EXPECT_THAT(vertexview(convert(near_file_, "-", {"--format", "npy"})).out, StartsWith("\x93NUMPY"));
  EXPECT_EQ(vertexview(convert(near_file_, "-", {"--format", "bin"})).out.size(), 40U);
  EXPECT_EQ(vertexview(convert(near_file_, "-")).out.size(), 40U) << "canonical records";
  EXPECT_TRUE(fs::is_empty(folder_.path()));
}

TEST_F(WrittenOutput, theFormatThatIsAskedFor) {
  const auto text = folder_.file("cloud.txt");
  EXPECT_EQ(vertexview(convert(near_file_, text, {"--format", "csv"})).status, 0);
  EXPECT_EQ(contents_of(text), "x,y,z\n1,2,3\n4,5,6\n");
  const auto refused = vertexview(convert(near_file_, text, {"--format", "obj"}));
  EXPECT_EQ(
      refused.err,
      "vertexview: convert: --format: no format 'obj'; the formats are bin, csv, glb, las, npy, pcd, ply\n"
      "Try 'vertexview convert --help'.\n");
  EXPECT_EQ(refused.status, 2);
}

TEST_F(WrittenOutput, endingsInAnyCase) {
  for (const std::string ending : {".BIN", ".Csv", ".GLB", ".Las", ".NPY", ".Pcd", ".PLY"}) {
    const auto path = folder_.file("CLOUD" + ending);
    const auto ended = vertexview(convert(near_file_, path));
    ASSERT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(first(path), ends_in(ending, ".glb") ? near_first_of_gltf_ : near_first_) << ending;
  }
  EXPECT_EQ(vertexview(convert(near_file_, "-", {"--format", "CSV"})).out, "x,y,z\n1,2,3\n4,5,6\n");
}

TEST_F(WrittenOutput, toAPipeOfAnyName) {
  const auto pipe = folder_.file("pipe.csv");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  Process converting(vertexview_command(convert(near_file_, pipe)));
  EXPECT_EQ(contents_of(pipe), "x,y,z\n1,2,3\n4,5,6\n");
  EXPECT_EQ(converting.finish().status, 0);
  EXPECT_TRUE(fs::is_fifo(pipe));
}

TEST_F(WrittenOutput, ofTheLongestNames) {
  for (std::size_t length = 240; length <= 255; ++length) {
    const auto path = folder_.file(std::string(length - 4, 'n') + ".bin");
    ASSERT_EQ(vertexview(convert(near_file_, path)).status, 0) << length;
    EXPECT_EQ(first(path), near_first_);
    const auto far = vertexview(convert(far_file_, path));
    if (length + 7 <= 255) {
      EXPECT_EQ(far.status, 0) << far.err;
      EXPECT_EQ(first(path), far_first_);
    } else {
      EXPECT_EQ(far.err, "vertexview: " + path + ".layout: cannot write: File name too long\n");
      EXPECT_EQ(first(path), near_first_) << "the old file";
    }
  }
}

TEST_F(WrittenOutput, throughALinkToNothingYet) {
  fs::create_directory(folder_.file("sub"));
  fs::create_symlink("sub/real.bin", out_);
  EXPECT_EQ(vertexview(convert(near_file_, out_)).status, 0);
  EXPECT_TRUE(fs::is_symlink(out_));
  EXPECT_EQ(first(folder_.file("sub/real.bin")), near_first_);
}

TEST_F(WrittenOutput, throughLinksIsReadTheSameByEachName) {
  fs::create_directory(folder_.file("sub"));
  const auto real = folder_.file("sub/real.bin");
  fs::create_symlink("sub/link.pcd.bin", out_);
  fs::create_symlink("real.bin", folder_.file("sub/link.pcd.bin"));
  for (const auto& [file, expected] : {std::pair{far_file_, far_first_}, std::pair{near_file_, near_first_},
                                       std::pair{far_file_, far_first_}}) {
    const auto ended = vertexview(convert(file, out_));
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(ended.err.find(real + ".layout says so") != std::string::npos, file == far_file_) << ended.err;
    for (const std::string& path : {out_, folder_.file("sub/link.pcd.bin"), real})
      EXPECT_EQ(first(path), expected) << path;
    EXPECT_FALSE(fs::exists(out_ + ".layout"));
    EXPECT_TRUE(fs::exists(real + ".layout"));
  }
  fs::copy_file(real + ".layout", out_ + ".layout");
  EXPECT_EQ(vertexview(convert(far_file_, out_)).status, 0) << "the link's own sidecar says the same";
}

TEST_F(WrittenOutput, throughALinkWithASidecarOfItsOwnIsRefused) {
  const auto real = folder_.file("real.bin");
  fs::create_symlink("real.bin", out_);
  ASSERT_EQ(vertexview(convert(far_file_, real)).status, 0);
  const auto records = contents_of(real);
  for (const std::string layout : {"kitti", "vertex\noffset = 20", "vertex\nshift = 1,2,3", "what?"}) {
    std::ofstream(out_ + ".layout") << layout << "\n";
    const auto refused = vertexview(convert(near_file_, out_));
    EXPECT_EQ(refused.err,
              "vertexview: " + out_ +
                  ".layout: describes other records than those to be written; remove it or write "
                  "to another file\n");
    EXPECT_EQ(refused.status, 1);
    EXPECT_EQ(contents_of(real), records);
    EXPECT_EQ(first(real), far_first_);
  }
}

TEST_F(WrittenOutput, thatDescribesItselfIsNotWrittenBesideASidecar) {
  for (const std::string ending : {".csv", ".glb", ".las", ".npy", ".pcd", ".ply"}) {
    const auto path = folder_.file("cloud" + ending);
    const auto link = folder_.file("link" + ending);
    ASSERT_EQ(vertexview(convert(near_file_, path)).status, 0) << ending;
    EXPECT_EQ(first(path), ends_in(ending, ".glb") ? near_first_of_gltf_ : near_first_) << ending;
    const auto before = contents_of(path);
    fs::create_symlink("cloud" + ending, link);
    std::ofstream(path + ".layout") << "kitti\n";
    for (const std::string& output : {path, link}) {
      const auto refused = vertexview(convert(far_file_, output));
      EXPECT_EQ(refused.err,
                "vertexview: " + path +
                    ".layout: readers would believe it instead of the file that is written; remove "
                    "it or write to another file\n");
      EXPECT_EQ(refused.status, 1);
      EXPECT_EQ(contents_of(path), before) << ending;
    }
  }
}

TEST_F(WrittenOutput, isReadInspiteOfALayoutOfItsFolder) {
  const auto nothing = inputs_.write("nothing.bin", {});
  for (const std::string ending : {".bin", ".csv", ".glb", ".las", ".npy", ".pcd", ".ply"}) {
    std::ofstream(folder_.file(ending + ".layout")) << "kitti\n";
    const auto path = folder_.file("cloud" + ending);
    ASSERT_EQ(vertexview(convert(near_file_, path)).status, 0) << ending;
    EXPECT_EQ(first(path), ends_in(ending, ".glb") ? near_first_of_gltf_ : near_first_) << ending;
    if (ending == ".glb") continue;  // has no mesh of nothing
    const auto empty = folder_.file("empty" + ending);
    const auto ended = vertexview(convert(nothing, empty));
    ASSERT_EQ(ended.status, 0) << ending << ended.err;
    const auto read = Dataset::open(empty);
    EXPECT_EQ(read ? read->size() : 0, 0U) << ending << ": text without numbers is an error";
  }
}

TEST_F(WrittenOutput, passesNoPrivilegeOn) {
  EXPECT_EQ(vertexview(convert(near_file_, out_)).status, 0);
  ASSERT_EQ(::chmod(out_.c_str(), 04755), 0);
  EXPECT_EQ(vertexview(convert(near_file_, out_)).status, 0);
  struct stat status{};
  ASSERT_EQ(::stat(out_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0755U);
}

TEST_F(WrittenOutput, ofGenerateIsNotReadWithTheSidecarOfOtherRecords) {
  ASSERT_EQ(vertexview(convert(far_file_, out_)).status, 0);
  ASSERT_EQ(vertexview({"generate", "cube", "3", "-o", out_}).status, 0);
  EXPECT_EQ(Dataset::open(out_).value().origin(), (std::array<double, 3>{}));
  std::ofstream(out_ + ".layout") << "kitti\n";
  const auto refused = vertexview({"generate", "cube", "3", "-o", out_});
  EXPECT_EQ(refused.err,
            "vertexview: " + out_ +
                ".layout: describes other records than those to be written; remove it or write to "
                "another file\n");
  EXPECT_EQ(refused.status, 1);
}

TEST_F(WrittenOutput, ofANameThatMeansOtherRecords) {
  const auto path = folder_.file("cloud.pcd.bin");
  ASSERT_EQ(vertexview(convert(near_file_, path)).status, 0);
  EXPECT_EQ(Dataset::open(path).value().size(), 2U);
  EXPECT_EQ(first(path), near_first_);
}

TEST_F(WrittenOutput, ofNamesThatNumpyRefuses) {
  const std::vector<float> numbers{1, 2, 3, 4, 5, 6};
  const auto path = inputs_.write("f.bin", std::as_bytes(std::span(numbers)));
  const auto npy = folder_.file("f.npy");
  for (const auto& [layout, dtype] :
       {std::pair{"<f:a:f:a:f:a_1:", "[('a','<f4'),('a_2','<f4'),('a_1','<f4')]"},
        std::pair{"<f:\xFF:f:a\xC3(:f:b:", R"([('\udcff','<f4'),('a\udcc3(','<f4'),('b','<f4')])"},
        std::pair{"<f:it's \"x\":f:b\\:f:'':", R"([('it\'s "x"','<f4'),('b\\','<f4'),("''",'<f4')])"},
        std::pair{"<f:h\xC3\xB6he:f:a\nb:f: :", R"([('h\u00f6he','<f4'),('a\nb','<f4'),(' ','<f4')])"}}) {
    const auto ended = vertexview({"convert", path, "--layout", layout, "-o", npy});
    EXPECT_EQ(ended.status, 0) << ended.err;
    EXPECT_EQ(python("any_layout.py", {"same-npy", dtype, path, npy}), "");
  }
}

}  // namespace
}  // namespace vertexview::test
