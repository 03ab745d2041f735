// Points written as binary glTF, read back by the project's reader and by one of Python's json and struct.
#include <gmock/gmock.h>

#include <array>
#include <cstdlib>
#include <limits>

#include "formats/gltf_support.hpp"
#include "formats/writer_support.hpp"

namespace vertexview::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// What a writer of shown records is given: the first, or more, of canonical_bytes() and what follows each.
RecordSource shown(std::string_view format, std::string_view bytes) {
  return source_of(format, bytes, {.up = UpAxis::kY});
}

class GlbWriter : public testing::Test {
 protected:
  std::string written(const RecordSource& source) {
    notes_ = write(glb_writer(), source, path_);
    return contents_of(path_);
  }
  /// Returns what Python reads from the file that was written last.
  [[nodiscard]] std::string oracle() const {
    const std::string out = folder_.file("out.txt");
    std::string command = "/usr/bin/python3 '" VERTEXVIEW_SOURCE_DIR "/tests/formats/glb_oracle.py' '";
    command.append(path_).append("' > '").append(out).append("' 2>&1");
    const int status = std::system(command.c_str());
    EXPECT_EQ(status, 0);
    return contents_of(out);
  }

  TemporaryFolder folder_;
  std::string path_ = folder_.file("out.glb");
  std::vector<std::string> notes_;
};

std::string canonical_bytes() {
  std::string bytes;
  for (const float x : {1.0F, 4.0F}) {
    for (const float value : {x, x + 1, x + 2}) append(bytes, value);
    for (const int value : {65535, 258, 0}) append(bytes, static_cast<std::uint16_t>(value));
    append(bytes, std::uint16_t{0xABCD});
  }
  return bytes;
}

TEST_F(GlbWriter, canonicalRecords) {
  const std::string bytes = canonical_bytes();
  const std::string file = written(shown("<3f:position:3H:color:2x", bytes));
  EXPECT_EQ(oracle(),
            "[{\"mesh\":0}]\nCOLOR_0 POSITION\n[65535, 258, 0] [1.0, 2.0, 3.0]\n"
            "[65535, 258, 0] [4.0, 5.0, 6.0]\n");
  const Gltf back(file);
  ASSERT_TRUE(back.good()) << back.error();
  EXPECT_TRUE(back.member().layout.is_canonical());
  EXPECT_FALSE(back.member().memory);
  EXPECT_THAT(back.names(), ElementsAre("points"));
  const auto records = back.records();
  ASSERT_EQ(records.size(), bytes.size());
  for (std::size_t at = 0; at < bytes.size(); at += 20)
    EXPECT_EQ(std::memcmp(records.data() + at, bytes.data() + at, 18), 0) << at;
}

TEST_F(GlbWriter, otherNumbersAreAttributesOfTheApplication) {
  std::string bytes;
  const std::string canonical = canonical_bytes();
  for (std::size_t i = 0; i < 2; ++i) {
    bytes.append(canonical.substr(20 * i, 20));
    append(bytes, 0.5F + static_cast<float>(i));            // intensity
    append(bytes, static_cast<std::uint16_t>(0x3C00 + i));  // half: 1 and the next one
    append(bytes, static_cast<std::uint8_t>(i));            // bool
    append(bytes, static_cast<std::int16_t>(-3 - static_cast<int>(i)));
    append(bytes, std::int64_t{77});
    append(bytes, static_cast<std::uint32_t>(i));
    append(bytes, 0.25);
    bytes.append("tag");
    append(bytes, std::uint8_t{7});
    append(bytes, std::uint8_t{8});
    append(bytes, std::uint8_t{9});
    for (int number = 0; number < 5; ++number) append(bytes, static_cast<std::uint8_t>(number));
  }
  const RecordSource source = shown(
      "<3f:position:3H:color:2xf:intensity:e:half:?:flag:h:vé:q:time:I:label:d:double:3s:tag:3B:bytes:5B:"
      "five:",
      bytes);
  const std::string file = written(source);
  EXPECT_EQ(oracle(),
            "[{\"mesh\":0}]\nCOLOR_0 POSITION _BYTES _FLAG _HALF _INTENSITY _V__\n"
            "[65535, 258, 0] [1.0, 2.0, 3.0] [7, 8, 9] [0] [1.0] [0.5] [-3]\n"
            "[65535, 258, 0] [4.0, 5.0, 6.0] [7, 8, 9] [1] [1.0009765625] [1.5] [-4]\n");
  EXPECT_THAT(
      notes_,
      ElementsAre("element 'time' is left out: an attribute of glTF has no integers of 32 or 64 bits "
                  "and no doubles",
                  "element 'label' is left out: an attribute of glTF has no integers of 32 or 64 bits "
                  "and no doubles",
                  "element 'double' is left out: an attribute of glTF has no integers of 32 or 64 bits "
                  "and no doubles",
                  "element 'tag' is left out: glTF has numbers alone, and these are bytes",
                  "element 'five' is left out: an attribute of glTF has at most 4 numbers"));
  const Gltf back(file);
  ASSERT_TRUE(back.good()) << back.error();
  EXPECT_FALSE(back.member().memory);
  EXPECT_THAT(back.places(), ElementsAre(ElementsAre(1, 2, 3), ElementsAre(4, 5, 6)));
  EXPECT_THAT(back.numbers("intensity"), ElementsAre(0.5, 1.5));
  EXPECT_THAT(back.numbers("half"), ElementsAre(1, 1.0009765625));
  EXPECT_THAT(back.numbers("v__"), ElementsAre(-3, -4));
  EXPECT_THAT(back.numbers("bytes[2]"), ElementsAre(9, 9));
}

TEST_F(GlbWriter, numbersInBigEndianAreTurned) {
  std::string bytes = canonical_bytes().substr(0, 20);
  bytes.append("\x3f\x80\0\0\x12\x34", 6);
  RecordSource source = shown("<3f:position:3H:color:2xf:one:H:two:", bytes);
  for (Element& element : source.schema.elements) element.big_endian = element.offset >= 20;
  (void)written(source);
  EXPECT_THAT(oracle(), HasSubstr("[1.0] [4660]"));
}

TEST_F(GlbWriter, positionsThatAreNotFiniteAreLeftOut) {
  std::string bytes = canonical_bytes();
  const float infinite = -std::numeric_limits<float>::infinity();
  std::string between = bytes.substr(0, 20);
  std::memcpy(between.data() + 4, &infinite, sizeof infinite);
  bytes.insert(20, between);
  RecordSource source = shown("<3f:position:3H:color:2x", bytes);
  (void)written(source);
  EXPECT_THAT(notes_, ElementsAre("1 vertex whose position is not finite is left out"));
  EXPECT_THAT(oracle(), HasSubstr("[1.0, 2.0, 3.0]\n[65535, 258, 0] [4.0, 5.0, 6.0]\n"));
}

TEST_F(GlbWriter, theNodeTurnsEachAxisUpAndKeepsTheOrigin) {
  const std::string bytes = canonical_bytes().substr(0, 20);
  RecordSource source = shown("<3f:position:3H:color:2x", bytes);
  source.placement.offset = {448242.5, 0.1, -3};
  const auto place = [&](UpAxis up) {
    source.placement.up = up;
    const Gltf back(written(source));
    EXPECT_TRUE(back.good()) << back.error();
    EXPECT_FALSE(back.member().memory);
    return back.places()[0];
  };
  // The vertex lies at (448243.5, 2.1, 0) in its own world; the height is the second number in glTF's.
  EXPECT_THAT(place(UpAxis::kY), ElementsAre(448243.5, 2.1, 0));
  EXPECT_THAT(oracle(), HasSubstr("[{\"mesh\":0,\"translation\":[448242.5,0.1,-3]}]"));
  EXPECT_THAT(place(UpAxis::kZ), ElementsAre(448243.5, 0, -2.1));
  EXPECT_THAT(place(UpAxis::kX), ElementsAre(0, 448243.5, 2.1));
  EXPECT_THAT(place(UpAxis::kMinusX), ElementsAre(2.1, -448243.5, 0));
  EXPECT_THAT(place(UpAxis::kMinusY), ElementsAre(448243.5, -2.1, 0));
  EXPECT_THAT(place(UpAxis::kMinusZ), ElementsAre(448243.5, 0, 2.1));
}

TEST_F(GlbWriter, whatGltfCannotHold) {
  const auto error = [](const RecordSource& source) {
    Progress progress;
    const auto plan = glb_writer().prepare(source, progress);
    return plan ? "written" : plan.error().message;
  };
  std::string nowhere = canonical_bytes();
  const float infinite = std::numeric_limits<float>::infinity();
  for (const std::size_t at : {0U, 28U}) std::memcpy(nowhere.data() + at, &infinite, sizeof infinite);
  const std::string_view canonical = "<3f:position:3H:color:2x";
  EXPECT_EQ(error(shown(canonical, {})), "there is no finite position, and glTF has no meshes without any");
  EXPECT_EQ(error(shown(canonical, nowhere)),
            "there is no finite position, and glTF has no meshes without any");
  RecordSource source = shown(canonical, {});
  source.count = 214'748'365;
  EXPECT_EQ(error(source),
            "214748365 vertices of 20 bytes are too many for a .glb, which has at most 4 GiB; write "
            "a .ply");
  source.count = std::numeric_limits<std::uint64_t>::max();
  EXPECT_THAT(error(source), HasSubstr("are too many for a .glb"));

  std::string format(canonical);
  for (int i = 0; i < 60; ++i) format.append("f:f").append(std::to_string(i)).append(":");
  (void)written(shown(format, canonical_bytes().substr(0, 20) + std::string(240, '\0')));
  EXPECT_THAT(notes_, ElementsAre("element 'f58' is left out: a vertex of glTF has at most 252 bytes",
                                  "element 'f59' is left out: a vertex of glTF has at most 252 bytes"));
}

}  // namespace
}  // namespace vertexview::test
