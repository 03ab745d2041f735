// Tests of the text of a layout as an argument of the action `layout`, and as a word of a shell.
#include "session/layout_argument.hpp"

#include <fstream>

#include "session/support.hpp"
#include "support_files.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"

namespace vertexview::app {
namespace {

LayoutText text_from(std::string_view text) {
  auto read = parse_layout_argument(text);
  EXPECT_TRUE(read) << text << ": " << read.error().message;
  return read.value_or(LayoutText{});
}

std::string error_of(std::string_view text) {
  const auto read = parse_layout_argument(text);
  return read ? "no error" : read.error().message;
}

TEST(LayoutArgument, layoutAlone) {
  EXPECT_EQ(text_from("kitti"), (LayoutText{.schema = "kitti"}));
  EXPECT_EQ(text_from("\"<4f\"").schema, "<4f");
  EXPECT_EQ(text_from("'<3f 4x'").schema, "<3f 4x");
  EXPECT_EQ(text_from(" <3f 4x  --count 3").schema, "<3f 4x");
}

TEST(LayoutArgument, optionsAsOnTheCommandLine) {
  const auto read = text_from(
      "<3f:p:f:w: --position p --color w --stride 32 --offset 128 --scale 0.5 --shift 1,2,3 --color-range "
      "0:9 "
      "--ramp turbo --count 7 --allow-tail");
  EXPECT_EQ(read.schema, "<3f:p:f:w:");
  EXPECT_EQ(read.changes.position, std::vector<std::string>{"p"});
  EXPECT_EQ(read.changes.color, std::vector<std::string>{"w"});
  EXPECT_EQ(read.changes.stride, 32U);
  EXPECT_EQ(read.changes.offset, 128U);
  EXPECT_EQ(read.changes.shift, (std::array<double, 3>{1, 2, 3}));
  EXPECT_EQ(read.changes.color_range, std::pair(ColorRange::kGiven, ValueRange{0, 9}));
  EXPECT_EQ(read.changes.ramp, Ramp::kTurbo);
  EXPECT_EQ(read.changes.count, 7U);
  EXPECT_TRUE(read.changes.allow_tail);
  EXPECT_TRUE(text_from("kitti --allow-tail --count 7").changes.allow_tail);
}

TEST(LayoutArgument, textReadsBack) {
  for (const std::string text :
       {"kitti", "<4f", "\"<3f 4x\"", "'<f:a \"b\":'", "<4f --offset 12 --allow-tail",
        "<4f --up -x --ramp grey", "<4f --color-range file --ramp grey",
        "<3f:my p:f:w: --position \"my p\" --count 0"})
    EXPECT_EQ(text_from(layout_argument(text_from(text))), text_from(text)) << text;
  EXPECT_EQ(layout_argument(text_from("  kitti   --count  3 ")), "kitti --count 3");
}

TEST(LayoutArgument, numbersAsEverywhere) {
  EXPECT_EQ(text_from("kitti --count 1e0").changes.count, 1U);
  EXPECT_EQ(text_from("kitti --count 0x14 --offset 0x10").changes,
            (LayoutChanges{.offset = 16, .count = 20}));
  EXPECT_EQ(text_from("kitti --offset 1_000 --stride '1 000'").changes,
            (LayoutChanges{.stride = 1000, .offset = 1000}));
}

TEST(LayoutArgument, textsOfSeveralLinesReadBack) {
  const LayoutText text{.schema = "struct V {\n\tfloat x, y, z;  // -- \"metres\"\n};",
                        .changes = {.offset = 12}};
  EXPECT_EQ(text_from(layout_argument(text)), text);
  EXPECT_EQ(text_from("struct V { float x; }; --offset 4").schema, "struct V { float x; };");
  EXPECT_EQ(text_from("[('x', '<f4')] --offset 4").schema, "[('x', '<f4')]");
  EXPECT_EQ(layout_of_argument("[('x', '<f4')] --stride 8")->schema.stride, 8U);
}

TEST(LayoutArgument, aFileThatDescribesTheLayout) {
  const test::TemporaryFolder folder;
  const std::string header = folder.file("vertex.h");
  std::ofstream(header) << "struct Vertex {\n  float x, y, z;\n};\noffset = 12\n";
  const auto layout = layout_of_argument(header);
  ASSERT_TRUE(layout) << describe(layout.error());
  EXPECT_EQ(layout->schema.format, "<f:x:f:y:f:z:");
  EXPECT_EQ(layout->data_offset, 12U);
  EXPECT_EQ(layout_or_file("@" + header), *layout);
  EXPECT_EQ(layout_of_argument(header + " --offset 24")->data_offset, 24U);
  EXPECT_EQ(layout_or_file("kitti")->schema.stride, 16U) << "a preset, whatever files there are";
  std::ofstream(header) << "struct Vertex {\n  flaot x;\n};\n";
  EXPECT_EQ(describe(layout_or_file(header).error()),
            header +
                ": C struct, 2:3: expected a type, as in float, uint8_t, vec3, float3 or a struct defined "
                "before, found 'flaot'");
  EXPECT_EQ(layout_or_file(folder.file("none.h")).error().path, "");
}

TEST(LayoutArgument, theCaretStandsInItsLine) {
  EXPECT_EQ(caret_text("struct V {\n  flaot x;\n};", 13), "    flaot x;\n    ^");
  EXPECT_EQ(caret_text("a\r\nbc\r\n", 4), "  bc\n   ^");
  EXPECT_EQ(caret_text("a\n", 2), "  \n  ^");
}

TEST(LayoutArgument, errors) {
  EXPECT_EQ(error_of(""), "layout: expected a format string or the name of a layout, as in 'layout kitti'");
  EXPECT_EQ(error_of("\"<4f"), "layout: the quote before '<4f' has no end");
  EXPECT_EQ(error_of("\"<4f\" 3"), "layout: expected an option such as --offset, found '3'");
  EXPECT_EQ(
      error_of("kitti --ofset 3"),
      "layout: there is no option '--ofset'; expected --position, --color, --stride, --offset, --scale, "
      "--shift, --up, --color-range, --ramp, --count, --allow-tail");
  EXPECT_EQ(error_of("kitti --stride x"),
            "layout: --stride: 'x' is not a whole number; write it as 5000000, 5_000_000, 5 000 000, 5M, 5e6 "
            "or 0x10");
  EXPECT_EQ(error_of("kitti --ramp pink"),
            "layout: --ramp: expected auto, viridis, turbo, grey, categories or semantickitti, found 'pink'");
  EXPECT_EQ(error_of("kitti --count -1"),
            "layout: --count: '-1' is not a whole number; write it as 5000000, 5_000_000, 5 000 000, 5M, 5e6 "
            "or 0x10");
  EXPECT_EQ(error_of("kitti --allow-tail yes"),
            "layout: --allow-tail: expected nothing after it, found 'yes'");
}

TEST(CaretText, standsUnderTheCharacter) {
  EXPECT_EQ(caret_text("<3q!", 3), "  <3q!\n     ^");
  EXPECT_EQ(caret_text("", 0), "  \n  ^");
  EXPECT_EQ(caret_text("<f:h\xC3\xB6he:z", 9), "  <f:h\xC3\xB6he:z\n          ^") << "one column a character";
  const std::string lines = caret_text(std::string(200, 'f') + "z" + std::string(200, 'f'), 200);
  const std::size_t end = lines.find('\n');
  EXPECT_LE(end, 50U);
  EXPECT_EQ(lines[lines.find('^') - end - 1], 'z');
}

TEST(LayoutArgument, namesWithQuotes) {
  for (const char* const schema :
       {"<f:it's:f:y:", "<f:say \"x\":f:y:", "<f:it's \"x\":f:y:", "'<f:a b:", "<f: '' \"\" \\:"}) {
    LayoutText text;
    text.schema = schema;
    const auto read = parse_layout_argument(layout_argument(text));
    ASSERT_TRUE(read) << layout_argument(text);
    EXPECT_EQ(read->schema, schema);
  }
  EXPECT_EQ(parse_layout_argument("'<f:it''s a:' --offset 4")->schema, "<f:it's a:");
  EXPECT_EQ(error_of("'<f:it''s a:"), "layout: the quote before '<f:it''s a:' has no end");
}

TEST(ShellWord, quotesWhatAShellWouldTakeApart) {
  EXPECT_EQ(shell_word("/a/b-1.bin"), "/a/b-1.bin");
  EXPECT_EQ(shell_word("a b"), "'a b'");
  EXPECT_EQ(shell_word("it's"), "'it'\\''s'");
  EXPECT_EQ(shell_word(""), "''");
}

TEST(LayoutOptions, areReadByAShell) {
  const auto options = [](const char* argument) {
    return layout_options(layout_of_argument(argument).value());
  };
  EXPECT_EQ(options("kitti"), "--layout kitti");
  EXPECT_EQ(options("<3f:position:f:intensity:"), "--layout kitti");
  EXPECT_EQ(options("<3d:position: --offset 372 --count 10 --allow-tail"),
            "--layout '<3d:position:' --offset 372 --count 10 --allow-tail");
}

TEST(NumbersText, countsEachKindOfNumber) {
  const auto text = [](const char* format) { return numbers_text(layout_of_argument(format)->schema); };
  EXPECT_EQ(text("kitti"), "4 floats");
  EXPECT_EQ(text("vertex"), "3 floats, 3 16-bit integers") << "padding is none";
  EXPECT_EQ(text("<3d:position:3B:color:"), "3 doubles, 3 bytes");
  EXPECT_EQ(text("<3f:position:4b:normal:2e:uv:4B:color:f:time:"), "4 floats, 8 bytes, 2 halves");
  EXPECT_EQ(text("<3i:position:Q:time:"), "3 32-bit integers, 1 64-bit integer");
}

}  // namespace
}  // namespace vertexview::app
