// How bytes of a record become numbers by hand.
#include "session/record_edit.hpp"

#include <cmath>
#include <memory>
#include <thread>

#include "session/layout_argument.hpp"
#include "session/support.hpp"
#include "vertexview/record/schema_text.hpp"

namespace vertexview::app {
namespace {

Schema schema_of(std::string_view text) {
  return parse_schema(text).value();
}

std::string edited(std::string_view text, ByteRange range, char letter) {
  const auto schema = with_bytes_as(schema_of(text), range, letter);
  return schema ? schema->format : schema.error().message;
}

TEST(RecordEdit, plainBytesBecomeAPosition) {
  EXPECT_EQ(edited("<16s:bytes:", {0, 12}, 'f'), "<3f:position:4s:bytes:");
  EXPECT_EQ(edited("<3f:position:4x", {12, 16}, 'B'), "<3f:position:4B:color:");
  EXPECT_EQ(edited("<3f:position:4x", {12, 16}, 'f'), "<3f:position:f:f12:");
  EXPECT_EQ(edited("<24s:bytes:", {0, 24}, 'd'), "<3d:position:");
}

TEST(RecordEdit, whatIsCutIsSplitAndKeepsItsName) {
  EXPECT_EQ(edited("<4f:data:", {4, 8}, 'I'), "<f:data:I:I4:2f:data_2:");
  EXPECT_EQ(edited("<4f:data:", {0, 4}, 'I'), "<I:I0:3f:data:");
  EXPECT_EQ(edited("<2f:a:I:b:", {6, 10}, 'H'), "<f:a:xx2H:H6:xx") << "numbers that are cut are padding";
}

TEST(RecordEdit, theSameBytesKeepTheirName) {
  EXPECT_EQ(edited("<3f:position:I:tag:", {12, 16}, 'f'), "<3f:position:f:tag:");
  EXPECT_EQ(edited("<3f:position:I:tag:", {12, 16}, 'H'), "<3f:position:2H:tag:");
}

TEST(RecordEdit, aShortMarkIsOneNumber) {
  EXPECT_EQ(edited("<3f:position:8x", {12, 13}, 'f'), "<3f:position:f:f12:4x");
  EXPECT_EQ(edited("<3f:position:8x", {18, 19}, 'f'),
            "a float32 at byte 18 needs 4 bytes, and the record ends at 20");
  EXPECT_EQ(edited("<3f:position:8x", {12, 18}, 'f'),
            "6 bytes are no whole number of float32s, which take 4 each");
}

TEST(RecordEdit, paddingAndText) {
  EXPECT_EQ(edited("<3f:position:f:intensity:", {12, 16}, 'x'), "<3f:position:4x");
  EXPECT_EQ(edited("<3f:position:4x", {12, 16}, 's'), "<3f:position:4s:s12:");
}

TEST(RecordEdit, theByteOrderIsThatOfTheOthers) {
  EXPECT_EQ(edited(">3f:position:4x", {12, 16}, 'H'), ">3f:position:2H:H12:");
  EXPECT_EQ(edited("<3f:position:>I:tag:", {12, 16}, 'f'), "<3f:position:(1)>f:tag:");
}

TEST(RecordEdit, whatMustNotBeIsToldAndChangesNothing) {
  EXPECT_EQ(edited("<3f:position:", {0, 13}, 'f'), "bytes 0-12 are not within a record of 12 bytes");
  EXPECT_EQ(edited("<3f:position:", {4, 4}, 'f'), "bytes 4-3 are not within a record of 12 bytes");
  EXPECT_EQ(edited("<3f:position:", {0, 4}, 'z'), "'z' is no letter of a type");
}

TEST(RecordEdit, rangesAreWrittenAsTheyAreRead) {
  EXPECT_EQ(parse_byte_range("0-11"), (ByteRange{0, 12}));
  EXPECT_EQ(parse_byte_range("7"), (ByteRange{7, 8}));
  EXPECT_EQ(byte_range_text({0, 12}), "0-11");
  EXPECT_EQ(byte_range_text({7, 8}), "7");
  for (const char* const wrong : {"", "-", "5-", "-5", "5-4", "a", "0-18446744073709551615"})
    EXPECT_FALSE(parse_byte_range(wrong)) << wrong;
  EXPECT_EQ(parse_byte_range("5-4").error().message, "expected bytes of a record, as in 0-11, found '5-4'");
}

TEST(RecordEdit, theActionTakesEveryLetter) {
  for (const TypeLetter& letter : type_letters())
    EXPECT_TRUE(parse_command(std::string("layout-bytes 0-7 ") + letter.letter)) << letter.letter;
  EXPECT_FALSE(parse_command("layout-bytes 0-7 z"));
  EXPECT_FALSE(parse_command("layout-bytes 0-7"));
}

class ByHand : public testing::Test {
 protected:
  ByHand() {
    std::vector<float> numbers;
    for (int i = 0; i < 400; ++i)
      for (const double v :
           {20 * std::sin(i * 0.37), 20 * std::cos(i * 0.59), 2 * std::sin(i * 0.11), (i * 37 % 101) / 101.0})
        numbers.push_back(static_cast<float>(v));
    const std::string path = folder_.write("scan.bin", std::as_bytes(std::span(numbers)));
    EXPECT_TRUE(open_file(session_, path, {.layout = layout_of_argument("<4f:n:").value()}));
    finish_scans(session_);
  }
  const Layout& layout() { return session_.active_dataset()->data.layout(); }
  std::string error(std::string_view action) {
    const auto done = perform(session_, action);
    return done ? "no error" : done.error().message;
  }

  TemporaryFolder folder_;
  Session session_;
};

TEST_F(ByHand, bytesBecomeNumbersOfTheFile) {
  ASSERT_EQ(error("layout-bytes 0-11 f"), "no error");
  EXPECT_EQ(layout().schema.format, "<3f:position:f:n:");
  EXPECT_EQ(error("layout-bytes 0-16 B"), "bytes 0-16 are not within a record of 16 bytes");
  EXPECT_EQ(error("layout-bytes 0-x B"), "layout-bytes: expected bytes of a record, as in 0-11, found '0-x'");
  EXPECT_EQ(layout().schema.format, "<3f:position:f:n:") << "unchanged";
}

TEST_F(ByHand, namesThatAreGoneGiveNoPositionAnyMore) {
  ASSERT_EQ(error("layout <f:a:f:b:f:c:f:d: --position a,b,c --color d"), "no error");
  ASSERT_EQ(error("layout-bytes 12-15 I"), "no error");
  EXPECT_EQ(layout().placement.elements, (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(layout().appearance.elements, (std::vector<std::string>{"d"})) << "the same bytes, the same name";
  ASSERT_EQ(error("layout-bytes 0-7 f"), "no error");
  EXPECT_TRUE(layout().placement.elements.empty());
}

TEST_F(ByHand, aStrideIsReadAsItsBestLayout) {
  ASSERT_EQ(error("layout-stride 16"), "no error");
  EXPECT_TRUE(session_.scanning()) << "it runs beside the window";
  EXPECT_EQ(layout().schema.format, "<4f:n:") << "which stays until the answer is there";
  finish_scans(session_);
  EXPECT_EQ(layout_argument(text_of(layout())), "kitti");
  ASSERT_EQ(error("layout-stride 32"), "no error");
  finish_scans(session_);
  EXPECT_EQ(layout().schema.stride, 32U);
  EXPECT_EQ(error("layout-stride 3"), "layout-stride: expected 4 to 256 bytes, found '3'");
  EXPECT_EQ(error("layout-stride 257"), "layout-stride: expected 4 to 256 bytes, found '257'");
}

TEST_F(ByHand, theLastStrideIsTheOneThatIsShown) {
  ASSERT_EQ(error("layout-stride 32"), "no error");
  ASSERT_EQ(error("layout-stride 16"), "no error");
  finish_scans(session_);
  EXPECT_EQ(layout().schema.stride, 16U);
}

TEST_F(ByHand, aStrideOfTheFileThatWasAsked) {
  const Layout other = *parse_layout("<2f:n:");
  const std::string path = session_.datasets[0].data.path();
  ASSERT_TRUE(open_file(session_, path, {.layout = other}));
  expect_done(session_, "activate 0");
  ASSERT_EQ(error("layout-stride 16"), "no error");
  expect_done(session_, "activate 1");
  finish_scans(session_);
  EXPECT_EQ(layout_argument(text_of(session_.datasets[0].data.layout())), "kitti");
  EXPECT_EQ(layout(), other);
}

TEST_F(ByHand, aStrideCanBeCancelled) {
  // A search whose end the test decides.
  session_.datasets[0].layout_search =
      std::make_shared<LayoutSearch>([](Progress& progress) -> Result<LayoutCandidate> {
        while (!progress.cancelled()) std::this_thread::yield();
        return layout_of_stride({}, 16, &progress);
      });
  EXPECT_FALSE(update(session_)) << "it has not ended";
  expect_done(session_, "cancel");
  finish_scans(session_);
  EXPECT_EQ(session_.notices.back().text, "scan.bin: the search for a layout was stopped");
  EXPECT_EQ(layout().schema.format, "<4f:n:");
}

TEST_F(ByHand, savedForTheFolderItOpensTheOthers) {
  ASSERT_EQ(error("layout kitti --count 300"), "no error");
  ASSERT_EQ(error("save-folder-layout"), "no error");
  EXPECT_EQ(
      session_.notices.back().text,
      "wrote " + folder_.file(".bin.layout") +
          "; files of this ending in its folder open with this layout from now on, but for those with a "
          "layout of their own");
  EXPECT_EQ(session_.active_dataset()->layout_source, LayoutSource::kSidecar);
  const std::string other = folder_.write("other.bin", std::vector<std::byte>(16 * 5 + 3));
  const auto opened = Dataset::open(other);
  ASSERT_TRUE(opened) << describe(opened.error());
  EXPECT_EQ(opened->layout_source(), LayoutSource::kSidecar);
  EXPECT_EQ(opened->size(), 5U) << "the count was that of one file, and the rest is left out";
}

TEST(PlainBytes, areReadWhereNothingExplainsThem) {
  std::vector<std::byte> bytes(64);
  const LayoutCandidate plain = layout_of_stride(std::span(bytes).first(20), 16).value();
  EXPECT_EQ(plain.layout.schema.format, "<16s:bytes:");
  EXPECT_EQ(plain.layout.count, 1U);
  EXPECT_EQ(plain.score, 0);
}

}  // namespace
}  // namespace vertexview::app
