#include "vertexview/record/layout.hpp"

#include <gmock/gmock.h>

#include <limits>
#include <utility>

#include "vertexview/record/schema_presets.hpp"
#include "vertexview/record/schema_text.hpp"
#include "vertexview/record/semantics.hpp"
#include "vertexview/vertex/layout_changes.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// "name:type*count@offset=semantic" of each element, on one line.
std::string shown(const Schema& schema) {
  constexpr std::string_view kSemantics[]{"none",      "position", "color", "normal",
                                          "intensity", "ring",     "label", "padding"};
  std::string text;
  for (const Element& element : schema.elements) {
    if (!text.empty()) text += ' ';
    text += element.name + ":" + std::string(element_type_name(element.type)) + "*" +
            std::to_string(element.count) + "@" + std::to_string(element.offset) + "=" +
            std::string(kSemantics[static_cast<std::size_t>(element.semantic)]);
    if (element.big_endian) text += "!";
  }
  return text;
}

std::string shown(std::string_view text) {
  const auto layout = parse_layout(text);
  return layout ? shown(layout->schema) : describe(layout.error());
}

TEST(Layout, canonical) {
  const Layout layout = Layout::canonical();
  EXPECT_TRUE(layout.is_canonical());
  EXPECT_TRUE(layout.schema.validate());
  EXPECT_EQ(shown(layout.schema),
            "position:float32*3@0=position color:uint16*3@12=color padding:bytes*2@18=padding");
}

TEST(Layout, canonicalFromItsFormats) {
  for (const char* text :
       {"@3f3Hxx", "3f3Hxx", "=3f3Hxx", "<3f3Hxx", "3f 3H 2x", "fffHHHxx", "vertex",
        "<3f:position:3H:color:2x", "T{(3)<f:p:(3)<H:c:2x}", "<f:x:f:y:f:z:H:red:H:green:H:blue:2x"}) {
    const auto layout = parse_layout(text);
    ASSERT_TRUE(layout) << text << ": " << describe(layout.error());
    EXPECT_EQ(layout->schema.stride, 20U) << text;
    const auto position = position_numbers(*layout);
    EXPECT_EQ(position, position_numbers(Layout::canonical())) << text;
    EXPECT_EQ(color_numbers(*layout), color_numbers(Layout::canonical())) << text;
  }
  EXPECT_TRUE(parse_layout("<3f3Hxx")->is_canonical());
  EXPECT_FALSE(parse_layout(">3f3Hxx")->is_canonical());
  EXPECT_FALSE(parse_layout("<3f3H")->is_canonical());
  Layout changed = Layout::canonical();
  changed.placement.scale = {2, 1, 1};
  EXPECT_FALSE(changed.is_canonical());
  changed = Layout::canonical();
  changed.appearance.range_kind = ColorRange::kFile;
  EXPECT_FALSE(changed.is_canonical());
}

TEST(Layout, unnamedFormats) {
  EXPECT_EQ(shown("<4f"), "position:float32*3@0=position intensity:float32*1@12=intensity");
  EXPECT_EQ(shown("<5f"),
            "position:float32*3@0=position intensity:float32*1@12=intensity field0:float32*1@16=none");
  EXPECT_EQ(shown("<6f"), "position:float32*3@0=position color:float32*3@12=color");
  EXPECT_EQ(shown("<3f4B"), "position:float32*3@0=position color:uint8*4@12=color");
  EXPECT_EQ(shown("<3f3f3B"),
            "position:float32*3@0=position field0:float32*3@12=none color:uint8*3@24=color");
  EXPECT_EQ(shown(">3d"), "position:float64*3@0=position!");
  EXPECT_EQ(shown("<I3f"), "intensity:uint32*1@0=intensity position:float32*3@4=position");
  EXPECT_EQ(shown("<3hB"), "position:int16*3@0=position intensity:uint8*1@6=intensity");
  EXPECT_EQ(shown("<2f"), "position:float32*2@0=position");
  EXPECT_EQ(shown("<2i"), "position:int32*2@0=position");
  EXPECT_EQ(shown("<f"), "intensity:float32*1@0=intensity");
  EXPECT_EQ(shown("@bd"), "intensity:int8*1@0=intensity field0:float64*1@8=none");
  EXPECT_EQ(shown("4s?"), "field0:bytes*4@0=none field1:bool*1@4=none");
}

TEST(Layout, namedFormats) {
  EXPECT_EQ(shown("<3f:xyz:H:Ring:f:INTENSITY:4B:rgba:"),
            "xyz:float32*3@0=position Ring:uint16*1@12=ring INTENSITY:float32*1@14=intensity "
            "rgba:uint8*4@18=color");
  EXPECT_EQ(shown("<3f:normal:3f:where:"), "normal:float32*3@0=normal where:float32*3@12=position")
      << "the position is looked for among unknown names";
  EXPECT_EQ(shown("<3f:pos:3f:velocity:I:label:"),
            "pos:float32*3@0=position velocity:float32*3@12=none label:uint32*1@24=label")
      << "a color is not";
  EXPECT_EQ(
      shown("T{<f:x:<f:y:(2)T{<H:a:<H:b:}:pairs:}"),
      "x:float32*1@0=position y:float32*1@4=position pairs[0].a:uint16*1@8=none pairs[0].b:uint16*1@10=none "
      "pairs[1].a:uint16*1@12=none pairs[1].b:uint16*1@14=none");
}

MATCHER_P3(IsNumber, name, type, offset, "") {
  return arg.name == name && arg.type == type && arg.offset == std::uint64_t{offset} && arg.count == 1;
}

TEST(Layout, componentsFollowTheAxes) {
  const Layout layout = *parse_layout("<f:z:f:x:f:y:B:b:B:r:B:g:");
  EXPECT_THAT(*position_numbers(layout),
              ElementsAre(IsNumber("x", ElementType::kFloat32, 4U), IsNumber("y", ElementType::kFloat32, 8U),
                          IsNumber("z", ElementType::kFloat32, 0U)));
  EXPECT_THAT(*color_numbers(layout),
              ElementsAre(IsNumber("r", ElementType::kUint8, 13U), IsNumber("g", ElementType::kUint8, 14U),
                          IsNumber("b", ElementType::kUint8, 12U)));
  EXPECT_THAT(
      *color_numbers(*parse_layout("<3f:xyz:3B:bgr:")),
      ElementsAre(IsNumber("red", ElementType::kUint8, 14U), IsNumber("green", ElementType::kUint8, 13U),
                  IsNumber("blue", ElementType::kUint8, 12U)));
}

TEST(Layout, colorFallsBack) {
  EXPECT_THAT(*color_numbers(*parse_layout("<3f:xyz:H:intensity:")),
              ElementsAre(IsNumber("intensity", ElementType::kUint16, 12U)));
  EXPECT_THAT(*color_numbers(*parse_layout("<3f:xyz:H:ring:")),
              ElementsAre(IsNumber("z", ElementType::kFloat32, 8U)))
      << "the height";
  EXPECT_TRUE(color_numbers(*parse_layout("<2f:xy:"))->empty());
}

TEST(Layout, badFormats) {
  const auto letter = parse_layout("<3f3Z");
  ASSERT_FALSE(letter);
  EXPECT_EQ(letter.error().code, ErrorCode::kBadFormat);
  EXPECT_EQ(letter.error().offset, 4U);
  const auto word = parse_layout("kiti");
  ASSERT_FALSE(word);
  EXPECT_THAT(word.error().message,
              HasSubstr("'kiti' is neither a layout known here (vertex, kitti, nuscenes, xyz, "
                        "xyzrgb, xyzrgb8, waymo, splat) nor a format string: format \"kiti\": "));
  EXPECT_EQ(describe(parse_layout("").error()), "format \"\": a record of no bytes");
  EXPECT_THAT(describe(parse_layout("<0f").error()), HasSubstr("a record of no bytes"));
  EXPECT_EQ(describe(parse_layout("4294967296B").error()),
            "format \"@4294967296B\": an element of 4294967296 numbers is too long: at most 4294967295");
}

/// Returns the error of a layout text without the text itself, which it quotes.
std::string limit_of(const std::string& text) {
  const auto layout = parse_layout(text);
  if (layout) return "none";
  const std::string message = layout.error().message;
  return message.substr(message.rfind("\": ") == std::string::npos ? 0 : message.rfind("\": ") + 3);
}

TEST(LayoutLimits, elementsAreCountedBeforeTheyAreMade) {
  const std::string most = "; at most 4096 are supported";
  EXPECT_EQ(limit_of("(2048)T{<f:x:<H:y:}"), "none");
  EXPECT_EQ(limit_of("(5000)T{<f:x:<H:y:}"), "a layout of 10000 elements" + most);
  EXPECT_EQ(limit_of("(4000000000)T{<B:x:}"), "a layout of 4000000000 elements" + most);
  EXPECT_EQ(limit_of("(4000000000)T{(2000000000)T{<B:x:}:b:}:a:"),
            "a layout of 8000000000000000000 elements" + most);
  std::string many = "<";
  for (int i = 0; i < 4097; ++i) many += "B:a:";
  EXPECT_EQ(limit_of(many), "a layout of 4097 elements" + most);
}

TEST(LayoutLimits, aLongRunIsOneElement) {
  const auto run = parse_layout("<3f:position:4000000000B:data:");
  ASSERT_TRUE(run);
  ASSERT_EQ(run->schema.elements.size(), 2U);
  EXPECT_EQ(run->schema.elements[1].count, 4'000'000'000U);
  const auto padding = parse_layout("<3f:position:4000000000x");
  ASSERT_TRUE(padding);
  EXPECT_EQ(padding->schema.stride, 4'000'000'012U);
}

TEST(LayoutLimits, aTextIsNoLongerThanASidecar) {
  EXPECT_EQ(limit_of("<f:x:" + std::string(65536 - 5, ' ')), "none");
  EXPECT_EQ(limit_of("<f:x:" + std::string(65537 - 5, ' ')),
            "a layout text of 65537 bytes; at most 65536 are read");
}

TEST(LayoutLimits, namesOfNestedRecordsDoNotMultiply) {
  EXPECT_EQ(limit_of("T{<B:" + std::string(1022, 'a') + ":}:b:"), "none");
  EXPECT_EQ(limit_of("(1000)T{<B:x:}:" + std::string(60000, 'a') + ":"),
            "an element's name of 60000 bytes, with those around it; at most 1024 are supported");
}

TEST(LayoutLimits, fewNamesMakeAPositionOrAColour) {
  LayoutChanges changes;
  EXPECT_TRUE(set_change(changes, "color", "r,g,b,a"));
  const auto many = set_change(changes, "color", "r" + std::string(30000, ','));
  ASSERT_FALSE(many);
  EXPECT_EQ(many.error().message, "color: expected at most 4 names, found '30001'");
}

TEST(LayoutLimits, anErrorDoesNotListThousandsOfNames) {
  std::string text = "<";
  for (int i = 0; i < 4000; ++i) text += "B:e" + std::to_string(i) + ":";
  const auto layout = layout_of({text, {.color = {{"none"}}}});
  ASSERT_FALSE(layout);
  EXPECT_THAT(layout.error().message, testing::EndsWith(", e62, e63 and 3936 more"));
}

TEST(LayoutLimits, elementsThatLieFarApart) {
  const std::uint64_t far = std::uint64_t{1} << 62U;
  const auto gap = schema_from_elements({{"x", ElementType::kFloat32, 1, far}});
  ASSERT_FALSE(gap);
  EXPECT_EQ(gap.error().message, "a gap of 4611686018427387904 bytes is too long: at most 4294967295");
  std::vector<Element> many;
  for (std::uint64_t i = 0; i < 3000; ++i) many.push_back({"x", ElementType::kUint8, 1, 2 * i});
  EXPECT_EQ(schema_from_elements(many).error().message,
            "a layout of 5999 elements; at most 4096 are supported");
}

TEST(Layout, presets) {
  for (const SchemaPreset& preset : schema_presets()) {
    const Layout layout{.schema = preset.schema()};
    EXPECT_TRUE(layout.schema.validate()) << preset.name;
    EXPECT_EQ(position_numbers(layout)->size(), 3U) << preset.name;
    EXPECT_EQ(parse_layout(preset.name), layout);
    EXPECT_FALSE(preset.help.empty());
  }
  EXPECT_TRUE(parse_layout("vertex")->is_canonical());
  EXPECT_EQ(find_preset("kitti")->schema().stride, 16U);
  EXPECT_EQ(find_preset("nuscenes")->schema().stride, 20U);
  EXPECT_EQ(find_preset("xyz")->schema().stride, 12U);
  EXPECT_EQ(find_preset("xyzrgb")->schema().stride, 24U);
  EXPECT_EQ(find_preset("xyzrgb8")->schema().stride, 15U);
  EXPECT_EQ(find_preset("waymo")->schema().stride, 24U);
  EXPECT_EQ(find_preset("splat")->schema().stride, 32U);
  EXPECT_EQ(find_preset("none"), nullptr);
  EXPECT_EQ(preset_for_extension("a/b.pcd.bin")->name, "nuscenes");
  EXPECT_EQ(preset_for_extension("A.SPLAT")->name, "splat");
  EXPECT_EQ(preset_for_extension("a.bin"), nullptr);
  EXPECT_EQ(preset_for_extension(".splat"), nullptr) << "a name without a stem";
}

TEST(Layout, fromElements) {
  const auto layout = schema_from_elements({{"color", ElementType::kUint8, 3, 16},
                                            {"x", ElementType::kFloat32, 1, 0},
                                            {"y", ElementType::kFloat32, 1, 4},
                                            {"z", ElementType::kFloat32, 1, 8}},
                                           24);
  ASSERT_TRUE(layout) << describe(layout.error());
  EXPECT_EQ(shown(*layout),
            "x:float32*1@0=position y:float32*1@4=position z:float32*1@8=position padding:bytes*4@12=padding "
            "color:uint8*3@16=color padding:bytes*5@19=padding");
  EXPECT_EQ(layout->format, "<f:x:f:y:f:z:4x3B:color:5x");
  EXPECT_EQ(schema_from_elements({{"x", ElementType::kFloat64, 3, 8}})->stride, 32U);
}

TEST(Layout, fromBadElements) {
  const auto error = [](std::vector<Element> elements, std::uint64_t stride) {
    return describe(schema_from_elements(std::move(elements), stride).error());
  };
  EXPECT_EQ(error({}, 0), "a layout needs a stride of at least one byte");
  EXPECT_EQ(error({{"a", ElementType::kFloat32, 2, 0}, {"b", ElementType::kFloat32, 1, 7}}, 0),
            "element 'b' at offset 7 overlaps element 'a', which ends at 8");
  EXPECT_EQ(error({{"a", ElementType::kFloat32, 0, 0}}, 4), "element 'a' has no numbers");
  EXPECT_EQ(error({{"a", ElementType::kFloat32, 3, 8}}, 16),
            "element 'a' of 12 bytes at offset 8 does not fit in a record of 16 bytes");
  EXPECT_EQ(error({{"a", ElementType::kFloat64, 1, std::numeric_limits<std::uint64_t>::max() - 3}}, 0),
            "element 'a' at offset 18446744073709551612 is too far away");
}

TEST(Layout, namesOfElementsAreOnesThatTextsHold) {
  const auto schema = schema_from_elements({{"a:b", ElementType::kFloat32, 1, 0},
                                            {"#c\n", ElementType::kUint8, 2, 4},
                                            {"d e,\xC3\xA9\x7F", ElementType::kBytes, 2, 6}});
  ASSERT_TRUE(schema);
  EXPECT_EQ(schema->format, "<f:a_b:2B:_c_:2s:d e,\xC3\xA9_:");
  EXPECT_EQ(parse_schema(schema->format), *schema);
}

TEST(Layout, formatTextParsesBack) {
  const std::vector<Element> elements{{"x", ElementType::kFloat64, 3, 1, Semantic::kPosition, true},
                                      {"flag", ElementType::kBool, 1, 25},
                                      {"c", ElementType::kUint16, 1, 30, Semantic::kNone, false},
                                      {"d", ElementType::kInt64, 2, 32, Semantic::kNone, true},
                                      {"e", ElementType::kInt8, 1, 48},
                                      {"h", ElementType::kFloat16, 1, 49, Semantic::kNone, false},
                                      {"raw", ElementType::kBytes, 5, 51}};
  const auto layout = schema_from_elements(elements, 60);
  ASSERT_TRUE(layout) << describe(layout.error());
  const auto again = parse_layout(layout->format);
  ASSERT_TRUE(again) << layout->format << ": " << describe(again.error());
  EXPECT_EQ(again->schema.stride, 60U);
  EXPECT_EQ(shown(again->schema), shown(*layout)) << layout->format;
}

TEST(LayoutChanges, set) {
  LayoutChanges changes;
  EXPECT_TRUE(set_change(changes, "position", "x, y,data[3]"));
  EXPECT_THAT(*changes.position, ElementsAre("x", "y", "data[3]"));
  EXPECT_TRUE(set_change(changes, "scale", "0.01"));
  EXPECT_EQ(changes.scale, (std::array{0.01, 0.01, 0.01}));
  EXPECT_TRUE(set_change(changes, "color-range", "12"));
  EXPECT_EQ(changes.color_range->second, (ValueRange{0, 4095}));
  EXPECT_TRUE(set_change(changes, "color-range", "-1.5:2e3"));
  EXPECT_EQ(changes.color_range->second, (ValueRange{-1.5, 2000}));
  EXPECT_TRUE(set_change(changes, "color-range", "snorm16"));
  EXPECT_EQ(*changes.color_range, std::pair(ColorRange::kGiven, ValueRange{-32767, 32767}));
  EXPECT_TRUE(set_change(changes, "color-range", "snorm8"));
  EXPECT_EQ(changes.color_range->second, (ValueRange{-127, 127}));
  EXPECT_TRUE(set_change(changes, "color-range", "unorm8"));
  EXPECT_EQ(changes.color_range->second, (ValueRange{0, 255}));
  EXPECT_TRUE(set_change(changes, "scale", "snorm16"));
  EXPECT_EQ((*changes.scale)[2], 1 / 32767.0);
  EXPECT_TRUE(set_change(changes, "scale", "unorm8"));
  EXPECT_EQ((*changes.scale)[0], 1 / 255.0);
  EXPECT_FALSE(set_change(changes, "shift", "snorm16")) << "a shift has no range";
  EXPECT_TRUE(set_change(changes, "ramp", "turbo"));
  EXPECT_TRUE(set_change(changes, "stride", "0x20"));
  EXPECT_EQ(changes.stride, 32U);
  EXPECT_TRUE(set_change(changes, "offset", "1e3"));
  EXPECT_EQ(changes.offset, 1000U);
  EXPECT_TRUE(set_change(changes, "count", "10M"));
  EXPECT_EQ(changes.count, 10'000'000U);
  EXPECT_TRUE(set_change(changes, "allow-tail", ""));
  EXPECT_TRUE(changes.allow_tail);
}

TEST(LayoutChanges, errors) {
  LayoutChanges changes;
  const auto error = [&](std::string_view name, std::string_view text) {
    const auto set = set_change(changes, name, text);
    return set ? "no error" : describe(set.error());
  };
  EXPECT_EQ(error("position", "x,,z"),
            "position: expected names of elements with commas between, found 'x,,z'");
  EXPECT_EQ(error("stride", "-1"),
            "stride: '-1' is not a whole number; write it as 5000000, 5_000_000, 5 000 000, 5M, 5e6 or 0x10");
  EXPECT_EQ(error("scale", "1,2"), "scale: expected one number, or three with commas between, found '1,2'");
  EXPECT_EQ(error("shift", "nan"), "shift: expected one number, or three with commas between, found 'nan'");
  EXPECT_EQ(
      error("color-range", "5:1"),
      "color-range: expected auto, type, file, depth, a number of bits from 1 to 32, snorm8, snorm16, or "
      "LOW:HIGH, found '5:1'");
  EXPECT_EQ(
      error("color-range", "0"),
      "color-range: expected auto, type, file, depth, a number of bits from 1 to 32, snorm8, snorm16, or "
      "LOW:HIGH, found '0'");
  EXPECT_EQ(error("ramp", "jet"),
            "ramp: expected auto, viridis, turbo, grey, categories or semantickitti, found 'jet'");
  for (const std::string axis : {"w", "Z", "+z", "--z", ""})
    EXPECT_EQ(error("up", axis), "up: expected x, y, z, -x, -y or -z, found '" + axis + "'");
  EXPECT_EQ(error("colour", "x"),
            "expected position, color, stride, offset, scale, shift, up, color-range, ramp, count, "
            "allow-tail, found "
            "'colour'");
  EXPECT_EQ(changes, LayoutChanges{}) << "what fails changes nothing";
}

TEST(LayoutChanges, axesAndChannelsHaveTheirNamesInEveryRecord) {
  const auto number = [](std::string_view format, const char* name, const LayoutChanges& other = {}) {
    LayoutChanges changes = other;
    changes.color = {name};
    const auto layout = with_changes(*parse_layout(format), changes);
    return layout ? color_numbers(*layout)->at(0).name : describe(layout.error());
  };
  EXPECT_EQ(number("<3f:data:f:rcs:", "z"), "data[2]");
  EXPECT_EQ(number("<f:a:f:b:f:c:", "y", {.position = {{"c", "b", "a"}}}), "b");
  EXPECT_EQ(number("<f:a:f:b:f:c:", "x", {.position = {{"c", "b", "a"}}}), "c");
  EXPECT_EQ(number("<3f:position:B:r:B:g:B:b:", "green"), "g");
  EXPECT_EQ(number("<3f:data:f:z:", "z"), "z") << "a name of the record comes first";
  EXPECT_EQ(number("<2f:position:", "z"), "the layout has no element 'z'; its elements are position (x, y)");
  EXPECT_EQ(number("<3f:position:45f:f_rest:", "red"),
            "the layout has no element 'red'; its elements are position (x, y, z), f_rest (f_rest[0] to "
            "f_rest[44])");
}

TEST(LayoutChanges, autoTakesAnOverrideBack) {
  LayoutChanges changes;
  ASSERT_TRUE(set_change(changes, "color", "auto"));
  Layout layout = *parse_layout("kitti");
  layout.appearance.elements = {"z"};
  EXPECT_EQ(color_numbers(*with_changes(layout, changes))->at(0).name, "intensity");
  ASSERT_EQ(change_texts(changes).size(), 1U);
  EXPECT_EQ(change_texts(changes)[0].second, "auto");
}

TEST(LayoutChanges, apply) {
  const Layout layout = *parse_layout("<4f:data:4s:tag:");
  const auto error = [&](const LayoutChanges& changes) {
    return describe(with_changes(layout, changes).error());
  };
  EXPECT_THAT(*position_numbers(*with_changes(layout, {.position = {{"data[3]", "data[0]"}}})),
              ElementsAre(IsNumber("data[3]", ElementType::kFloat32, 12U),
                          IsNumber("data[0]", ElementType::kFloat32, 0U)));
  EXPECT_EQ(with_changes(layout, {.stride = 32})->schema.stride, 32U);
  // Numbers are called as the table and the header of a CSV file call them, or by their place in the run.
  const Layout named = *parse_layout("<3f:position:3B:color:H:ring:");
  EXPECT_THAT(*color_numbers(*with_changes(named, {.color = {{"z"}}})),
              ElementsAre(IsNumber("z", ElementType::kFloat32, 8U)));
  EXPECT_EQ(color_numbers(*with_changes(named, {.color = {{"position[2]"}}})),
            color_numbers(*with_changes(named, {.color = {{"z"}}})));
  EXPECT_THAT(*color_numbers(*with_changes(named, {.color = {{"green"}}})),
              ElementsAre(IsNumber("green", ElementType::kUint8, 13U)));
  EXPECT_THAT(*position_numbers(*with_changes(named, {.position = {{"y", "z", "ring"}}})),
              ElementsAre(IsNumber("y", ElementType::kFloat32, 4U), IsNumber("z", ElementType::kFloat32, 8U),
                          IsNumber("ring", ElementType::kUint16, 15U)));
  EXPECT_EQ(
      describe(with_changes(named, {.color = {{"nx"}}}).error()),
      "the layout has no element 'nx'; its elements are position (x, y, z), color (red, green, blue), ring");
  EXPECT_EQ(
      error({.position = {{"xyz"}}}),
      "the layout has no element 'xyz'; its elements are data (data[0], data[1], data[2], data[3]), tag");
  EXPECT_EQ(error({.position = {{"data[4]"}}}), "element 'data' has 4 numbers, number 4 is wanted");
  EXPECT_EQ(error({.position = {{"data[0]"}}}), "a position needs 2 or 3 numbers, 'data[0]' is one");
  EXPECT_EQ(error({.color = {{"tag"}}}), "element 'tag' is no number but 4 bytes");
  EXPECT_EQ(
      error({.color = {{"data[x]"}}}),
      "the layout has no element 'data[x]'; its elements are data (data[0], data[1], data[2], data[3]), tag");
  EXPECT_EQ(error({.stride = 19}),
            "element 'tag' of 4 bytes at offset 16 does not fit in a record of 19 bytes");
  EXPECT_EQ(error({.stride = 0}), "a layout needs a stride of at least one byte");
}

TEST(LayoutChanges, theUpAxisIsPartOfThePlacement) {
  const Layout plain = *parse_layout("kitti");
  EXPECT_EQ(plain.placement.up, UpAxis::kZ);
  constexpr std::pair<const char*, UpAxis> kAxes[]{{"x", UpAxis::kX},       {"y", UpAxis::kY},
                                                   {"z", UpAxis::kZ},       {"-x", UpAxis::kMinusX},
                                                   {"-y", UpAxis::kMinusY}, {"-z", UpAxis::kMinusZ}};
  for (const auto& [name, axis] : kAxes) {
    LayoutChanges changes;
    ASSERT_TRUE(set_change(changes, "up", name));
    EXPECT_EQ(up_axis_name(axis), name);
    const auto layout = with_changes(plain, changes);
    ASSERT_TRUE(layout);
    EXPECT_EQ(layout->placement.up, axis);
    EXPECT_EQ(change_texts(changes_of(*layout)).empty(), axis == UpAxis::kZ) << "z needs no words";
    EXPECT_EQ(*layout_of(text_of(*layout)), *layout);
    EXPECT_EQ(*with_changes(*layout, {.up = UpAxis::kZ}), plain) << "z takes another one back";
  }
  Layout canonical = Layout::canonical();
  canonical.placement.up = UpAxis::kMinusY;
  EXPECT_TRUE(canonical.is_canonical()) << "the bytes go to the GPU untouched";
}

TEST(LayoutChanges, textsParseBack) {
  LayoutChanges changes{.position = {{"a", "b[2]"}},
                        .color = {{"c"}},
                        .stride = 40,
                        .offset = 128,
                        .scale = {{0.001, 0.001, 0.001}},
                        .shift = {{1e6, -0.1, 0}},
                        .up = UpAxis::kMinusX,
                        .color_range = {{ColorRange::kGiven, {-0.5, 1e-7}}},
                        .ramp = Ramp::kTurbo,
                        .count = 5,
                        .allow_tail = true};
  for (const ColorRange kind :
       {ColorRange::kGiven, ColorRange::kFile, ColorRange::kType, ColorRange::kAutomatic}) {
    changes.color_range->first = kind;
    if (kind != ColorRange::kGiven) changes.color_range->second = {};
    LayoutChanges again;
    for (const auto& [name, text] : change_texts(changes))
      ASSERT_TRUE(set_change(again, name, text)) << name << " = " << text;
    EXPECT_EQ(again, changes);
  }
}

}  // namespace
}  // namespace vertexview
