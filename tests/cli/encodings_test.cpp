// Numbers that are stored in few bits: what the commands print of them, and what they write.
#include <array>
#include <cstring>
#include <nlohmann/json.hpp>

#include "cli/support.hpp"

namespace vertexview::test {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kFormat =
    "<3h:position(snorm):H:color(unorm5_6_5):I:normal(snorm10_10_10_2):B:weight(unorm):3x";

struct Record {
  std::array<std::int16_t, 3> position;
  std::uint16_t color;
  std::uint32_t normal;
  std::uint8_t weight;
  std::array<std::uint8_t, 3> padding;
};
static_assert(sizeof(Record) == 16);

/// Two records: the corners of a cube, in red and blue, with the normals +x and -y.
std::string records_in(const TemporaryFolder& folder) {
  const std::array<Record, 2> records{Record{{32767, -32768, 0}, 0xF800, 0x1FF, 51, {}},
                                      Record{{-32767, 32767, 16384}, 0x001F, 0x201U << 10U, 255, {}}};
  return folder.write("mesh.bin", std::as_bytes(std::span(records)));
}

TEST(Encodings, infoTellsBothRanges) {
  const TemporaryFolder folder;
  const auto info = vertexview({"info", records_in(folder), "--layout", std::string(kFormat)});
  EXPECT_EQ(info.err, "");
  EXPECT_THAT(info.out, HasSubstr("\n"
                                  "x                         -1                1\n"
                                  "y                         -1                1\n"
                                  "z                          0       0.50001526\n"
                                  "red                        0            65535\n"
                                  "green                      0                0\n"
                                  "blue                       0            65535\n"));
  EXPECT_THAT(
      info.out,
      HasSubstr("element         type            offset                  min                  max\n"
                "position        int16[3]             0               -32768                32767\n"
                "                snorm                                    -1                    1\n"
                "color           uint16               6                   31                63488\n"
                "                unorm5_6_5                                0                    1\n"
                "normal          uint32               8                  511               525312\n"
                "                snorm10_10_10_2                          -1                    1\n"
                "weight          uint8               12                   51                  255\n"
                "                unorm                                   0.2                    1\n"));
}

TEST(Encodings, infoJsonKeepsItsKeysAndHasMore) {
  const TemporaryFolder folder;
  const auto info = vertexview({"info", records_in(folder), "--json", "--layout", std::string(kFormat)});
  const auto json = Json::parse(info.out);
  EXPECT_EQ(json["format"], kFormat);
  EXPECT_EQ(json["fields"][0].dump(),
            R"({"name":"position","type":"int16","count":3,"offset":0,"min":-32768.0,"max":32767.0,)"
            R"("encoding":"snorm","decoded":{"min":-1.0,"max":1.0}})");
  EXPECT_EQ(json["fields"][3]["decoded"].dump(), R"({"min":0.2,"max":1.0})");
  const auto plain = vertexview({"info", records_in(folder), "--json", "--layout", "<3h:position:10x"});
  EXPECT_EQ(Json::parse(plain.out)["fields"][0].dump(),
            R"({"name":"position","type":"int16","count":3,"offset":0,"min":-32768.0,"max":32767.0})");
}

TEST(Encodings, dumpHasStoredAndDecodedNumbers) {
  const TemporaryFolder folder;
  const auto dump =
      vertexview({"dump", records_in(folder), "--layout", std::string(kFormat), "--count", "1"});
  EXPECT_EQ(dump.out,
            "[Record(position=snorm(stored=(32767, -32768, 0), decoded=(1.0, -1.0, 0.0)), "
            "color=unorm5_6_5(stored=63488, decoded=(1.0, 0.0, 0.0)), "
            "normal=snorm10_10_10_2(stored=511, decoded=(1.0, 0.0, 0.0, 0.0)), "
            "weight=unorm(stored=51, decoded=0.2))]\n");
}

TEST(Encodings, convertDecodes) {
  const TemporaryFolder folder;
  const auto path = records_in(folder);
  const auto convert = [&](const std::string& name) {
    const auto ended =
        vertexview({"convert", path, "--layout", std::string(kFormat), "-o", folder.file(name)});
    EXPECT_EQ(ended.status, 0) << ended.err;
    return ended.err;
  };
  EXPECT_EQ(convert("out.csv"), "");
  EXPECT_EQ(contents_of(folder.file("out.csv")),
            "x,y,z,red,green,blue,nx,ny,nz,normal[3],weight\n"
            "1,-1,0,1,0,0,1,0,0,0,0.2\n"
            "-1,1,0.50001526,0,0,1,0,-1,0,0,1\n");
  EXPECT_EQ(convert("out.bin"), "");
  EXPECT_EQ(vertexview({"dump", folder.file("out.bin")}).out,
            "[Vertex(Vector(1.0, -1.0, 0.0), Color(65535, 0, 0)),\n"
            " Vertex(Vector(-1.0, 1.0, 0.5000152587890625), Color(0, 0, 65535))]\n");
  EXPECT_EQ(convert("out.ply"), "");
  EXPECT_THAT(contents_of(folder.file("out.ply")),
              HasSubstr("property float x\nproperty float y\nproperty float z\nproperty float red\n"));
  EXPECT_THAT(vertexview({"dump", folder.file("out.ply"), "--count", "1"}).out,
              HasSubstr("x=1.0, y=-1.0, z=0.0, red=1.0, green=0.0, blue=0.0, nx=1.0, ny=0.0, nz=0.0"));
  EXPECT_THAT(convert("out.npy"), HasSubstr("element 'normal' holds numbers as they are stored, which "
                                            "are snorm10_10_10_2\n"));
  EXPECT_THAT(vertexview({"dump", folder.file("out.npy"), "--count", "1"}).out,
              HasSubstr("position=(32767, -32768, 0), color=63488, normal=511"));
}

TEST(Encodings, coloursOfBytesStayBytesInPly) {
  const TemporaryFolder folder;
  const auto path = folder.write("c.bin", counting_bytes(32));
  const auto ended = vertexview(
      {"convert", path, "--layout", "<3f:position:4B:color(unorm):", "-o", folder.file("out.ply")});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_THAT(contents_of(folder.file("out.ply")), HasSubstr("property uchar red\nproperty uchar green\n"));
}

TEST(Encodings, sidecarKeepsThem) {
  const TemporaryFolder folder;
  const auto path = records_in(folder);
  const std::string text = std::string(kFormat) + "\n";
  ASSERT_FALSE(folder.write("mesh.bin.layout", std::as_bytes(std::span(text))).empty());
  EXPECT_THAT(vertexview({"dump", path, "--count", "1"}).out, StartsWith("[Record(position=snorm(stored="));
}

TEST(Encodings, errorsPointAtTheCharacter) {
  const TemporaryFolder folder;
  const auto path = records_in(folder);
  const auto error = [&](const std::string& layout) {
    return vertexview({"info", path, "--layout", layout}).err;
  };
  EXPECT_EQ(
      error("<3h:position(snorn):10x"),
      "vertexview: info: --layout: format \"<3h:position(snorn):10x\": no encoding 'snorn'; the encodings "
      "are plain, unorm, snorm, unorm10_10_10_2, snorm10_10_10_2, unorm5_6_5, ufloat11_11_10, oct; found "
      "at position 13\nTry 'vertexview info --help'.\n");
  EXPECT_EQ(error("<4f:position(unorm):"),
            "vertexview: info: --layout: format \"<4f:position(unorm):\": element 'position' of 4 x float32 "
            "cannot be unorm, which takes unsigned integers (B, H, I, Q); found at position 13\n"
            "Try 'vertexview info --help'.\n");
}

TEST(Encodings, componentsAreNamedAsColours) {
  const TemporaryFolder folder;
  const auto path = records_in(folder);
  const auto render =
      vertexview({"render", path, "--layout", std::string(kFormat), "--color", "ny", "-o",
                  folder.file("out.png"), "--size", "64x64", "--do", "state " + folder.file("state.json")});
  EXPECT_EQ(render.status, 0) << render.err;
  EXPECT_THAT(contents_of(folder.file("state.json")), HasSubstr("\"ny\""));
  EXPECT_THAT(vertexview({"info", path, "--layout", std::string(kFormat), "--color", "normal[4]"}).err,
              HasSubstr("element 'normal' has 4 numbers, number 4 is wanted"));
}

}  // namespace
}  // namespace vertexview::test
