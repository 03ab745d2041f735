// Every layout on the command line, with NumPy on the other side.
#include <sys/stat.h>

#include <cmath>
#include <csignal>
#include <cstring>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/support.hpp"
#include "vertexview/formats/writer.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview::test {
namespace {

namespace fs = std::filesystem;

struct Form {
  std::string name;
  std::string layout;   // for --layout
  std::string dtype;    // the layout as NumPy's dtype
  std::string columns;  // the header of the CSV file
  friend std::ostream& operator<<(std::ostream& out, const Form& form) { return out << form.name; }
};

class AnyLayout : public testing::TestWithParam<Form> {
 protected:
  std::string records(int count) {
    auto path = folder_.file("records.bin");
    EXPECT_EQ(python("any_layout.py", {"write", GetParam().dtype, path, std::to_string(count), "5"}), "");
    return path;
  }
  TemporaryFolder folder_;
};

const std::string kEvery =
    "e:half:f:single:d:double:b:i1:B:u1:h:i2:H:u2:i:i4:I:u4:q:i8:Q:u8:?:yes:3h:three:2d:pair:";
const std::string kEveryDtype =
    "[('half','<f2'),('single','<f4'),('double','<f8'),('i1','i1'),('u1','u1'),('i2','<i2'),('u2','<u2'),"
    "('i4','<i4'),('u4','<u4'),('i8','<i8'),('u8','<u8'),('yes','?'),('three','<i2',(3,)),('pair','<f8',(2,))"
    "]";

std::string big_endian(std::string dtype) {
  for (auto& c : dtype)
    if (c == '<') c = '>';
  return dtype;
}

const std::string kEveryColumns =
    "half,single,double,i1,u1,i2,u2,i4,u4,i8,u8,yes,three[0],three[1],three[2],pair[0],pair[1]";

INSTANTIATE_TEST_SUITE_P(, AnyLayout,
                         testing::Values(Form{"everyType", std::string("<").append(kEvery), kEveryDtype,
                                              kEveryColumns},
                                         Form{"everyTypeBigEndian", std::string(">").append(kEvery),
                                              big_endian(kEveryDtype), kEveryColumns},
                                         Form{"named", "<3f:position:f:intensity:H:ring:",
                                              "[('position','<f4',(3,)),('intensity','<f4'),('ring','<u2')]",
                                              "x,y,z,intensity,ring"},
                                         Form{"short", "<B:a:", "[('a','u1')]", "a"}),
                         [](const auto& form) { return form.param.name; });

TEST_P(AnyLayout, dumpSameAsPprint) {
  const auto path = records(3000);
  for (const auto& [first, count] : std::vector<std::pair<int, int>>{
           {0, 3000}, {0, 0}, {1, 1}, {2, 2}, {5, 8}, {7, 9}, {9, 10}, {0, 11}}) {
    const auto from = std::to_string(first);
    const auto many = std::to_string(count);
    const auto dumped =
        vertexview({"dump", path, "--layout", GetParam().layout, "--first", from, "--count", many});
    EXPECT_EQ(dumped.status, 0) << dumped.err;
    EXPECT_TRUE(dumped.out == python("any_layout.py", {"pprint", GetParam().dtype, path, from, many}))
        << dumped.out.substr(0, 2000);
  }
}

TEST_P(AnyLayout, npySameAsNumpy) {
  for (const int count : {0, 1, 5000}) {
    const auto path = records(count);
    const auto npy = folder_.file("out.npy");
    const auto converted = vertexview({"convert", path, "--layout", GetParam().layout, "-o", npy});
    EXPECT_EQ(converted.status, 0) << converted.err;
    EXPECT_EQ(converted.out + converted.err, "");
    EXPECT_EQ(python("any_layout.py", {"same-npy", GetParam().dtype, path, npy}), "");
  }
}

TEST_P(AnyLayout, csvReadsBackTheSame) {
  const auto path = records(2000);
  const auto csv = folder_.file("out.csv");
  const auto converted = vertexview({"convert", path, "--layout", GetParam().layout, "-o", csv});
  EXPECT_EQ(converted.status, 0) << converted.err;
  EXPECT_EQ(python("any_layout.py", {"same-csv", GetParam().dtype, path, csv}), GetParam().columns + "\n");
}

TEST(Convert, canonicalToNpy) {
  const TemporaryFolder folder;
  EXPECT_EQ(vertexview({"convert", kColors, "-o", folder.file("colors.npy")}).status, 0);
  // The padding keeps its place but has no name.
  EXPECT_EQ(python("any_layout.py", {"same-npy", "[('position','<f4',(3,)),('color','<u2',(3,)),('_','V2')]",
                                     kColors, folder.file("colors.npy")}),
            "");
}

TEST(Convert, canonicalToCsv) {
  const TemporaryFolder folder;
  const auto path = folder.file("colors.csv");
  EXPECT_EQ(vertexview({"convert", kColors, "-o", path}).status, 0);
  EXPECT_EQ(contents_of(path),
            "x,y,z,red,green,blue\n"
            "3323.176,6562.231,9351.231,3040,34423,54321\n"
            "7623.982,2542.231,9823.121,32736,5342,2321\n"
            "6729.862,2347.212,3421.322,45263,36291,36701\n"
            "6352.121,3432.111,9763.232,56222,36612,11214\n");
}

// The header of a CSV file has the names that --color and --position take; the places in a run are names,
// too.
TEST(Convert, columnsAreNamesOfOptions) {
  const TemporaryFolder folder;
  const std::vector<float> records{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  const auto path = folder.write("records.bin", std::as_bytes(std::span(records)));
  const std::string layout = "<3f:position:2f:data:";
  EXPECT_EQ(vertexview({"convert", path, "--layout", layout, "-o", folder.file("records.csv")}).err, "");
  EXPECT_EQ(contents_of(folder.file("records.csv")), "x,y,z,data[0],data[1]\n1,2,3,4,5\n6,7,8,9,10\n");
  const auto canonical = [&](const std::vector<std::string>& more) {
    std::vector<std::string> arguments{"convert", path, "--layout", layout, "-o", folder.file("out.bin")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto converted = vertexview(arguments);
    EXPECT_EQ(converted.status, 0) << converted.err;
    return contents_of(folder.file("out.bin"));
  };
  const auto colored = [&](const char* name) {
    return canonical({"--color", name, "--color-range", "0:10"});
  };
  EXPECT_TRUE(colored("z") == colored("position[2]"));
  EXPECT_TRUE(colored("z") != colored("data[1]"));
  EXPECT_TRUE(canonical({"--position", "y,z,data[0]"}) ==
              canonical({"--position", "position[1],position[2],data[0]"}));
}

TEST(Convert, canonicalRecordsNeedAPosition) {
  const TemporaryFolder folder;
  const std::vector<std::uint16_t> numbers(12, 7);
  const auto path = folder.write("a.bin", std::as_bytes(std::span(numbers)));
  const auto out = folder.file("out.bin");
  const auto convert = [&](const std::string& layout, const std::vector<std::string>& more) {
    std::vector<std::string> arguments{"convert", path, "--layout", layout};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return vertexview(arguments);
  };
  const auto refused = convert("<H:label:H:instance:H:class:", {"-o", out});
  EXPECT_EQ(refused.status, 1);
  EXPECT_EQ(refused.err,
            "vertexview: " + path + ": no element of the layout is a position; name one: --position a,b,c\n");
  EXPECT_EQ(convert("<H:label:", {"-o", out}).err,
            "vertexview: " + path + ": no element of the layout is a position\n")
      << "one number cannot be named as one";
  EXPECT_FALSE(fs::exists(out));
  EXPECT_EQ(convert("<H:label:H:instance:H:class:", {"-o", out, "--position", "label,instance,class"}).status,
            0);
  EXPECT_EQ(Dataset::open(out).value()[0].position, (Vector{7, 7, 7}));
  // These formats hold the elements as they are, which need no position.
  for (const char* const name : {"out.csv", "out.npy"})
    EXPECT_EQ(convert("<H:label:H:instance:H:class:", {"-o", folder.file(name)}).status, 0) << name;
}

TEST(Convert, kittiToCanonical) {
  const TemporaryFolder folder;
  const std::vector<float> scan{1, 2, 3, 0, 4, 5, 6, 0.5F, -7, 8, 9, 1};
  const auto path = folder.write("scan.bin", std::as_bytes(std::span(scan)));
  const auto out = folder.file("cloud.bin");
  const auto converted = vertexview({"convert", path, "--layout", "kitti", "-o", out});
  EXPECT_EQ(converted.status, 0) << converted.err;
  // The file holds the records that the library gives to the GPU.
  const auto source = Dataset::open(path, {.layout = parse_layout("kitti").value()}).value();
  const auto target = Dataset::open(out).value();
  ASSERT_EQ(target.size(), 3U);
  for (std::uint64_t i = 0; i < 3; ++i) EXPECT_EQ(target[i].vertex(), source[i].vertex());
  EXPECT_EQ(target[2].position, (Vector{-7, 8, 9}));
}

TEST(Convert, theUpAxisStaysWithTheRecords) {
  const TemporaryFolder folder;
  const auto out = folder.file("cloud.bin");
  ASSERT_EQ(vertexview({"convert", kColors, "--up", "-y", "-o", out}).status, 0);
  const Dataset turned = *Dataset::open(out);
  EXPECT_EQ(turned.layout().placement.up, UpAxis::kMinusY);
  ASSERT_EQ(vertexview({"convert", kColors, "-o", out}).status, 0) << "replaces them";
  const Dataset replaced = *Dataset::open(out);
  EXPECT_EQ(replaced.layout().placement.up, UpAxis::kZ);
  const auto plain = folder.file("plain.bin");
  ASSERT_EQ(vertexview({"convert", kColors, "-o", plain}).status, 0);
  EXPECT_FALSE(std::filesystem::exists(plain + ".layout")) << "z is up without words";
}

class ConvertFar : public testing::Test {
 protected:
  static constexpr const char* kLayout = "<3d:position:";
  Outcome convert(const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments{"convert", path_, "--layout", kLayout, "-o", out_};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return vertexview(arguments);
  }
  static std::string bounds(const std::vector<std::string>& arguments) {
    return nlohmann::json::parse(vertexview(arguments).out)["bounds"].dump();
  }

  const TemporaryFolder folder_;
  const std::vector<double> far_{4000000.25, 5000000.5, 100, 4000001.25, 5000002.5, 101};
  const std::string path_ = folder_.write("far.bin", std::as_bytes(std::span(far_)));
  const std::string out_ = folder_.file("cloud.bin");
};

TEST_F(ConvertFar, keepsEveryDigitByAnOrigin) {
  const auto converted = convert();
  EXPECT_EQ(converted.status, 0);
  EXPECT_EQ(converted.err,
            out_ + ": positions are relative to 4000000.75, 5000002, 100.5; " + out_ + ".layout says so\n");
  const auto cloud = Dataset::open(out_).value();
  EXPECT_TRUE(cloud.layout().is_canonical());  // canonical records go to the GPU unchanged
  EXPECT_EQ(cloud.converter(), nullptr);
  for (std::uint64_t i = 0; i < 2; ++i) {
    EXPECT_EQ(static_cast<double>(cloud[i].position.x) + cloud.origin()[0], far_[3 * i]);
    EXPECT_EQ(static_cast<double>(cloud[i].position.y) + cloud.origin()[1], far_[3 * i + 1]);
    EXPECT_EQ(static_cast<double>(cloud[i].position.z) + cloud.origin()[2], far_[3 * i + 2]);
  }
  const auto source = bounds({"info", path_, "--layout", kLayout, "--json"});
  EXPECT_EQ(source, R"({"max":[4000001.25,5000002.5,101.0],"min":[4000000.25,5000000.5,100.0]})");
  EXPECT_EQ(bounds({"info", out_, "--json"}), source);
}

TEST_F(ConvertFar, absolute) {
  ASSERT_EQ(convert().status, 0);
  const auto converted = convert({"--absolute"});  // replaces the file that had an origin
  EXPECT_EQ(converted.status, 0) << converted.err;
  EXPECT_EQ(converted.err, "");
  const auto cloud = Dataset::open(out_).value();
  EXPECT_EQ(cloud.origin(), (std::array<double, 3>{}));
  EXPECT_EQ(cloud[1].position, (Vector{4000001.25F, 5000002.5F, 101}));
}

TEST_F(ConvertFar, thereAndBackAgain) {
  ASSERT_EQ(convert().status, 0);
  const auto again = folder_.file("again.bin");
  EXPECT_EQ(vertexview({"convert", out_, "-o", again}).status, 0);
  EXPECT_EQ(contents_of(again), contents_of(out_));
  EXPECT_EQ(Dataset::open(again).value().origin(), Dataset::open(out_).value().origin());
}

TEST_F(ConvertFar, sidecarOfOtherRecordsIsNotOverwritten) {
  const auto sidecar =
      folder_.write("cloud.bin.layout", std::as_bytes(std::span(std::string_view("kitti\n"))));
  const auto converted = convert();
  EXPECT_EQ(converted.status, 1);
  EXPECT_EQ(converted.err,
            "vertexview: " + sidecar +
                ": describes other records than those to be written; remove it or write to another file\n");
  EXPECT_EQ(contents_of(sidecar), "kitti\n");
  EXPECT_FALSE(fs::exists(out_));
}

TEST_F(ConvertFar, pipeHasNoSidecar) {
  ASSERT_EQ(::mkfifo(out_.c_str(), 0600), 0);
  Process converting(vertexview_command({"convert", path_, "--layout", kLayout, "-o", out_}));
  EXPECT_EQ(contents_of(out_).size(), 2 * sizeof(ColoredVertex));
  EXPECT_EQ(converting.finish().err, out_ + ": positions are relative to 4000000.75, 5000002, 100.5\n");
  EXPECT_FALSE(fs::exists(out_ + ".layout"));
}

TEST(Convert, refusesTheFileItself) {
  const TemporaryFolder folder;
  const auto path = folder.write("cloud.bin", counting_bytes(20));
  const auto converted = vertexview({"convert", path, "-o", path});
  EXPECT_EQ(converted.err, "vertexview: " + path + ": is the file that is read; write to another\n");
  EXPECT_EQ(converted.status, 1);
}

TEST(Convert, unknownEnding) {
  const auto converted = vertexview({"convert", "x", "-o", "cloud.obj"});
  EXPECT_EQ(
      converted.err,
      "vertexview: convert: --output: 'cloud.obj' does not say what to write; expected a name that ends in " +
          writer_endings() + ", or --format\nTry 'vertexview convert --help'.\n");
  EXPECT_EQ(converted.status, 2);
}

TEST(Convert, fileTooLargeLeavesNothingBehind) {
  const TemporaryFolder folder;
  const auto path = folder.sparse("zeros.bin", 20 * 100'000ULL);
  const auto out = folder.file("out.csv");
  const auto converted = vertexview({"convert", path, "-o", out}, {.file_limit = 100000});
  EXPECT_EQ(converted.err, "vertexview: " + out + ": cannot write: File too large\n");
  EXPECT_EQ(converted.status, 1);
  EXPECT_FALSE(fs::exists(out));
}

TEST(Info, elementsOfAnyLayout) {
  const TemporaryFolder folder;
  const std::vector<float> scan{1, 2, 3, 0.1F, 4, 5, 6, 0.5F};
  const auto path = folder.write("scan.bin", std::as_bytes(std::span(scan)));
  const auto info = nlohmann::ordered_json::parse(
      vertexview({"info", path, "--layout", "<3f:position:f:intensity:", "--json"}).out);
  EXPECT_EQ(info["fields"].dump(),
            R"([{"name":"position","type":"float32","count":3,"offset":0,"min":1.0,"max":6.0},)"
            R"({"name":"intensity","type":"float32","count":1,"offset":12,"min":0.1,"max":0.5}])");
  EXPECT_THAT(
      vertexview({"info", path, "--layout", "<3f:position:f:intensity:"}).out,
      testing::EndsWith("\nelement         type       offset                  min                  max\n"
                        "position        float32[3]      0                    1                    6\n"
                        "intensity       float32        12                  0.1                  0.5\n"));
}

TEST(Info, layoutThatLooksWrongIsDoubted) {
  const TemporaryFolder folder;
  std::vector<float> scan;
  for (int i = 0; i < 5000; ++i) {
    const auto t = static_cast<float>(i);
    scan.insert(scan.end(),
                {t * 0.01F - 20, 30 - t * 0.013F, 0.5F + t * 0.0001F, static_cast<float>(i % 100) / 100});
  }
  const auto path = folder.write("scan.dat", std::as_bytes(std::span(scan)));
  const auto info = vertexview({"info", path, "--no-guess"});
  EXPECT_EQ(info.status, 0);
  EXPECT_THAT(info.err, StartsWith("vertexview: " + path + ": "));
  EXPECT_THAT(info.err, HasSubstr("\n  try: vertexview info " + path + " --layout kitti\n"));
  EXPECT_EQ(vertexview({"info", path, "--layout", "vertex"}).err, "") << "who asks for it gets it";
}

TEST(Nonsense, aGivenLayoutIsWarnedOfAndObeyed) {
  const TemporaryFolder folder;
  std::vector<double> numbers;
  for (int i = 0; i < 1000; ++i)
    numbers.insert(numbers.end(), {20 * std::sin(i * 0.37), 20 * std::cos(i * 0.59), std::sin(i * 0.11)});
  const auto path = folder.write("f64.bin", std::as_bytes(std::span(numbers)));
  const std::string warning =
      "f64.bin: the layout may be wrong: [0-9]+ % of the sampled coordinates are beyond 1e9 or nearer to "
      "zero than 1e-6; 1000 records of 24 bytes \\(3 doubles\\) explain it: --layout '<3d:position:'\n";
  const auto line = [&](const std::string& before) { return testing::MatchesRegex(before + warning); };
  const std::string in_folder = "vertexview: " + folder.path().string() + "/";
  const auto run = [&](std::vector<std::string> arguments, const std::string& layout) {
    if (!layout.empty()) arguments.insert(arguments.end(), {"--layout", layout});
    auto ended = vertexview(arguments);
    EXPECT_EQ(ended.status, 0) << ended.err;
    return ended;
  };
  EXPECT_THAT(run({"info", path}, "xyz").err, line(in_folder));
  EXPECT_THAT(run({"info", path}, "xyz").out, HasSubstr("vertices    2 000\n"));
  EXPECT_THAT(run({"dump", path, "--count", "1"}, "xyz").err, line(in_folder));
  EXPECT_THAT(run({"render", path, "-o", folder.file("out.png"), "--size", "32x32"}, "xyz").err,
              testing::ContainsRegex("vertexview: " + warning));
  for (const char* const layout : {"<3d:position:", "<6I:words:"}) {
    EXPECT_EQ(run({"info", path}, layout).err, "") << layout;
    EXPECT_EQ(run({"dump", path, "--count", "1"}, layout).err, "") << layout;
  }
  constexpr std::string_view kSidecar = "xyz\n";
  static_cast<void>(folder.write("f64.bin.layout", std::as_bytes(std::span(kSidecar))));
  EXPECT_THAT(run({"info", path}, "").err, line(in_folder)) << "a sidecar is no better";
  EXPECT_THAT(run({"dump", path, "--count", "1"}, "").err, line(in_folder));
}

}  // namespace
}  // namespace vertexview::test
