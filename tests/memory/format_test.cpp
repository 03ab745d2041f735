#include "vertexview/memory/format.hpp"

#include <gmock/gmock.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "vertexview/memory/format_static.hpp"
#include "vertexview/memory/strided_view.hpp"

namespace {

using namespace vertexview;
using testing::ElementsAre;

Format parsed(std::string_view text) {
  auto format = Format::parse(text);
  EXPECT_TRUE(format) << text << ": " << (format ? "" : format.error().message);
  return format ? *format : Format();
}

/// Returns the first item that holds a value.
FormatItem first_field(std::string_view text) {
  const Format format = parsed(text);
  return format.fields().empty() ? FormatItem() : format.fields()[0];
}

std::uint64_t size_of(std::string_view text) {
  return parsed(text).itemsize();
}

std::string error_of(std::string_view text, std::uint64_t position) {
  const auto format = Format::parse(text);
  if (format) return "no error";
  EXPECT_EQ(format.error().code, ErrorCode::kBadFormat);
  EXPECT_EQ(format.error().offset, position) << text;
  return format.error().message;
}

TEST(Format, sizesOfEveryCode) {
  for (const char* one : {"x", "c", "b", "B", "?", "s", "p", "<?", "=c"}) EXPECT_EQ(size_of(one), 1U) << one;
  for (const char* two : {"h", "H", "e", "<h", ">H", "!e"}) EXPECT_EQ(size_of(two), 2U) << two;
  for (const char* four : {"i", "I", "f", "<i", "<l", "=L", "!L", ">f"}) EXPECT_EQ(size_of(four), 4U) << four;
  for (const char* eight : {"q", "Q", "d", "<q", "=Q", ">d"}) EXPECT_EQ(size_of(eight), 8U) << eight;
  EXPECT_EQ(size_of("l"), sizeof(long));
  EXPECT_EQ(size_of("n"), sizeof(std::size_t));
  EXPECT_EQ(size_of("N"), sizeof(std::size_t));
  EXPECT_EQ(size_of("P"), sizeof(void*));
}

TEST(Format, alignmentPadsBeforeAnItemOnly) {
  EXPECT_EQ(size_of("@bi"), 8U);
  EXPECT_EQ(size_of("@ib"), 5U);
  EXPECT_EQ(size_of("@H3f"), 16U);
  EXPECT_EQ(size_of("=H3f"), 14U);
  EXPECT_EQ(size_of("3f3H"), 18U);
  for (const char* prefix : {"", "@", "=", "<", ">", "!"})
    EXPECT_EQ(size_of(std::string(prefix) + "3f3Hxx"), 20U);
  EXPECT_EQ(size_of("3f3H0f"), 20U);
  EXPECT_EQ(size_of("<3f3H0f"), 18U);
  EXPECT_EQ(size_of("@bxH"), 4U);
  EXPECT_EQ(size_of("@cxxH"), 6U);
  EXPECT_EQ(size_of("@x0i"), 4U);
  EXPECT_EQ(size_of("0i"), 0U);
}

TEST(Format, countsRepeatExceptForText) {
  EXPECT_EQ(size_of("3x"), 3U);
  EXPECT_EQ(size_of("0x"), 0U);
  EXPECT_EQ(parsed("3x").value_count(), 0U);
  EXPECT_EQ(parsed("0s").value_count(), 1U);
  EXPECT_EQ(parsed("0p").value_count(), 1U);
  EXPECT_EQ(parsed("0c").value_count(), 0U);
  EXPECT_EQ(parsed("12s").value_count(), 1U);
  EXPECT_EQ(first_field("12s").itemsize, 12U);
  EXPECT_EQ(parsed("3f3Hxx").value_count(), 6U);
}

TEST(Format, whitespaceBetweenItems) {
  EXPECT_EQ(parsed("3f 3H\t\n xx"), parsed("3f3Hxx"));
  EXPECT_EQ(size_of(""), 0U);
  EXPECT_EQ(size_of("@"), 0U);
  EXPECT_EQ(size_of("<"), 0U);
  EXPECT_EQ(error_of("3 f", 1),
            "format \"3 f\": expected a type code (one of xcbB?hHiIlLqQnNefdspP); found \" \" at position 1");
}

TEST(Format, itemsOfTheCanonicalRecord) {
  const Format format = parsed("@3f3Hxx");
  ASSERT_EQ(format.items().size(), 3U);
  ASSERT_EQ(format.fields().size(), 2U);
  const FormatItem& color = format.fields()[1];
  EXPECT_EQ(color.code, 'H');
  EXPECT_EQ(color.offset, 12U);
  EXPECT_EQ(color.count, 3U);
  EXPECT_EQ(color.itemsize, 2U);
  EXPECT_THAT(color.shape, ElementsAre(3U));
  EXPECT_EQ(color.order, kNativeOrder);
  EXPECT_EQ(first_field(">3f").order, ByteOrder::kBig);
  EXPECT_EQ(first_field("!3f").order, ByteOrder::kBig);
}

TEST(Format, namesAndShapes) {
  const Format format = parsed("3f:position:3H:color:2x");
  EXPECT_EQ(format.itemsize(), 20U);
  ASSERT_NE(format.find("color"), nullptr);
  EXPECT_EQ(format.find("color")->offset, 12U);
  EXPECT_EQ(format.find("colour"), nullptr);
  EXPECT_THAT(first_field("(2,3)f:m:").shape, ElementsAre(2U, 3U));
  EXPECT_EQ(parsed("(2, 3)f").itemsize(), 24U);
  EXPECT_EQ(parsed("T{(3)<f:p:(3)<H:c:2x}").itemsize(), 20U);
  EXPECT_EQ(first_field("f:a b:").name, "a b");
}

TEST(Format, nestedRecords) {
  const Format format = parsed("T{(2)T{<d:a:b:b:}:n:5s:s:>e:h:}");
  EXPECT_EQ(format.itemsize(), 2U * 9U + 5U + 2U);
  ASSERT_EQ(format.fields().size(), 3U);
  EXPECT_EQ(format.fields()[0].code, 'T');
  EXPECT_EQ(format.fields()[0].items[1].offset, 8U);
  EXPECT_EQ(format.fields()[2].order, ByteOrder::kBig);
  EXPECT_EQ(format.value_count(), 6U);
}

// The exporters' own strings, as numpy 1.24 and ctypes of CPython 3.11 print them, with the sizes they state.
TEST(Format, stringsOfNumpyAndCtypes) {
  EXPECT_EQ(size_of("T{(3)f:p:(3)H:c:2x:pad:}"), 20U);
  EXPECT_EQ(size_of("T{(3)f:p:(3)H:c:}"), 20U);  // an aligned dtype: its size ends on the alignment
  EXPECT_EQ(size_of("T{(3)>f:p:(3)@H:c:}"), 18U);
  EXPECT_EQ(size_of("T{=d:a:b:b:d:c:}"), 17U);
  EXPECT_EQ(size_of("T{=d:a:b:b:}"), 9U);
  EXPECT_EQ(size_of("T{d:a:b:b:}"), 16U);
  EXPECT_EQ(size_of("T{(2,3)T{=d:a:b:b:}:n:5s:s:q:l:q:q:?:bo:>e:h:}"), 78U);
  EXPECT_EQ(size_of("T{(2)T{(3)<f:p:(3)<H:c:<q:l:<b:b:}:v:(4,4)<f:m:<?:q:}"), 2U * 27U + 64U + 1U);
  EXPECT_EQ(size_of("T{<b:b:>i:i:}"), 5U);
}

TEST(Format, largestSizeAndOnePast) {
  EXPECT_EQ(size_of("9223372036854775807b"), kMaxFormatSize);
  error_of("9223372036854775808b", 0);
  error_of("9223372036854775807h", 0);
  error_of("4611686018427387904h", 0);
  error_of("b9223372036854775807b", 1);
  error_of("99999999999999999999999999b", 0);
  error_of("9223372036854775807bi", 20);
  error_of("(4294967296,4294967296)b", 12);
  error_of("(9223372036854775807)2b", 0);
  EXPECT_EQ(error_of("2305843009213693952f", 0),
            "format \"2305843009213693952f\": a size, count or offset passes 2^63-1 bytes; found \"2\" at "
            "position 0");
}

TEST(Format, errorsPointAtTheCharacter) {
  EXPECT_EQ(
      error_of("@3f3Zxx", 4),
      "format \"@3f3Zxx\": expected a type code (one of xcbB?hHiIlLqQnNefdspP); found \"Z\" at position 4");
  EXPECT_EQ(error_of("3f3", 3),
            "format \"3f3\": expected a type code after the repeat count; found the end of the string at "
            "position 3");
  EXPECT_EQ(
      error_of("<n", 1),
      "format \"<n\": n, N and P have a size in native mode only: expected another type code, or the prefix "
      "@; found \"n\" at position 1");
  EXPECT_EQ(
      error_of("f:x", 1),
      "format \"f:x\": this name has no end: expected a second colon, as in f:x:; found \":\" at position 1");
  EXPECT_EQ(error_of("T{f:x:", 6),
            "format \"T{f:x:\": expected } to close the record; found the end of the string at position 6");
  EXPECT_EQ(
      error_of("(2;3)f", 2),
      "format \"(2;3)f\": expected digits, commas and a closing parenthesis, as in (2,3)f; found \";\" at "
      "position 2");
  EXPECT_EQ(error_of("T{Zf:a:}", 2),
            "format \"T{Zf:a:}\": long double, complex, Unicode, object and pointer types are not supported: "
            "expected one of xcbB?hHiIlLqQnNefdspP or T{; found \"Z\" at position 2");
  EXPECT_EQ(error_of(std::string_view("f\0f", 3), 1),
            "format \"f\\x00f\": expected a type code (one of xcbB?hHiIlLqQnNefdspP); found \"\\x00\" at "
            "position 1");
  error_of("<>f", 1);
  error_of("f<f", 1);
  error_of("-1f", 0);
  error_of("1.5f", 1);
  error_of("^f", 0);
  error_of("(9223372036854775807)T{}", 0);
  std::string deep;
  for (int i = 0; i < 40; ++i) deep += "T{";
  error_of(deep, 2U * 31U);
}

TEST(Format, canonicalText) {
  const auto text = [](std::string_view source) { return parsed(source).text(); };
  EXPECT_EQ(text("@3f3Hxx"), "@3f3Hxx");
  EXPECT_EQ(text("3f 3H 2x"), "@3f3Hxx");
  EXPECT_EQ(text("@B"), "B");
  EXPECT_EQ(text("1f"), "f");
  EXPECT_EQ(text("!4f"), ">4f");
  EXPECT_EQ(text("f:x:3x(1)f"), "@f:x:3x(1)f");
  EXPECT_EQ(text("T{(3)<f:p:(3)<H:c:2x}"), "T{(3)<f:p:3H:c:xx}");
  EXPECT_EQ(text("(2)<3f"), "<(2,3)f");
}

TEST(Format, byteswapped) {
  const auto swapped = [](std::string_view source) { return parsed(source).byteswapped().text(); };
  EXPECT_EQ(swapped("<3f3Hxx"), ">3f3Hxx");
  EXPECT_EQ(swapped(">3f3Hxx"), "<3f3Hxx");
  EXPECT_EQ(swapped("<f"), ">f");
  if (kNativeOrder == ByteOrder::kLittle) {
    EXPECT_EQ(swapped("@3f3Hxx"), ">3f3Hxx");
    EXPECT_EQ(swapped("@bi"), ">b3xi");
    EXPECT_EQ(swapped("T{d:a:b:b:}"), "T{>d:a:b:b:7x}");
  }
}

TEST(Format, sameLayoutIgnoresNamesPaddingAndSpelling) {
  EXPECT_TRUE(parsed("@3f3Hxx").same_layout(parsed("3f:position:3H:color:2x")));
  EXPECT_TRUE(parsed("f").same_layout(parsed(kNativeOrder == ByteOrder::kLittle ? "<f" : ">f")));
  EXPECT_FALSE(parsed("<f").same_layout(parsed(">f")));
  EXPECT_TRUE(parsed("<B").same_layout(parsed(">B")));
  EXPECT_FALSE(parsed("fff").same_layout(parsed("3f")));
  EXPECT_FALSE(parsed("3f3H").same_layout(parsed("3f3Hxx")));
}

TEST(Format, scalarsAndBytes) {
  for (const auto& [text, scalar] : {std::pair{"<f", true}, std::pair{"4s", true}, std::pair{"2f", false}}) {
    const Format format = parsed(text);
    EXPECT_EQ(format.scalar() != nullptr, scalar) << text;
  }
  EXPECT_TRUE(parsed("@f").native_scalar());
  EXPECT_FALSE(parsed("<f").native_scalar());
  EXPECT_FALSE(parsed("ff").native_scalar());
  EXPECT_TRUE(Format().byte_like());
  EXPECT_TRUE(parsed("c").byte_like());
  EXPECT_FALSE(parsed("?").byte_like());
  EXPECT_EQ(Format().text(), "B");
}

// Whatever parses prints a text that parses to the same, and so does its byte-swapped form.
TEST(Format, printedTextParsesToTheSame) {
  constexpr std::string_view alphabet = "xcbB?hHiIlLqQnNefdspPT{}(),:@=<>!^0123456789 a";
  constexpr std::uint32_t seed = 20221;
  std::mt19937 random(seed);
  const auto pick = [&](std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random);
  };
  const std::vector<std::string> pieces = {
      "T{", "}", "(2)", "(1)", "(0)", "(2,3)", ":n:", "x", "2x",   "0x",  "f", "H", "d",  "b",
      "3s", "<", ">",   "@",   "^",   "=",     "p",   "3", "i:a:", "T{}", "1", " ", "0f", "5x:p:"};
  int accepted = 0;
  for (int round = 0; round < 60000; ++round) {
    std::string text;
    for (std::size_t n = pick(10); n > 0; --n)
      text += pick(8) == 0 ? std::string(1, alphabet[pick(alphabet.size())]) : pieces[pick(pieces.size())];
    const auto format = Format::parse(text);
    if (!format) continue;
    ++accepted;
    const auto again = Format::parse(format->text());
    ASSERT_TRUE(again) << "seed " << seed << ": " << text << " printed " << format->text();
    ASSERT_EQ(*again, *format) << "seed " << seed << ": " << text << " printed " << format->text();
    ASSERT_EQ(again->itemsize(), format->itemsize()) << text << " printed " << format->text();
    ASSERT_EQ(again->text(), format->text()) << text;
    const Format swapped = format->byteswapped();
    const auto swapped_again = Format::parse(swapped.text());
    ASSERT_TRUE(swapped_again) << text << " swapped " << swapped.text();
    ASSERT_EQ(*swapped_again, swapped) << text << " swapped " << swapped.text();
    ASSERT_EQ(swapped.itemsize(), format->itemsize()) << text << " swapped " << swapped.text();
    ASSERT_TRUE(swapped.byteswapped().same_layout(*format) ||
                text.find_first_of("lLqQnNP") != std::string::npos)
        << text << " twice swapped " << swapped.byteswapped().text();
  }
  EXPECT_GT(accepted, 5000);
}

TEST(Format, everyTruncationEndsInAnAnswer) {
  const std::string whole = "T{(2,3)T{=d:a:b:b:}:n:5s:s:q:l:12345h:q:?:bo:>e:h:}3f:x:xx";
  for (std::size_t length = 0; length <= whole.size(); ++length) {
    // An exactly sized heap block lets the address sanitizer see a read past the end.
    const std::vector<char> block(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
    const auto format = Format::parse(std::string_view(block.data(), block.size()));
    if (!format) {
      EXPECT_LE(*format.error().offset, length);
    }
  }
}

TEST(Format, randomBytesEndInAnAnswer) {
  std::mt19937 random(7);
  for (int round = 0; round < 20000; ++round) {
    std::vector<char> block(random() % 24);
    for (char& c : block) c = static_cast<char>(random());
    const auto format = Format::parse(std::string_view(block.data(), block.size()));
    if (!format) {
      EXPECT_LE(*format.error().offset, block.size());
    }
  }
}

// The compile-time counterpart.
struct Position {
  float x, y, z;
};
struct Record {
  Position position;
  std::uint16_t color[3];
  std::uint16_t padding;
};

}  // namespace

template <>
struct vertexview::FormatOf<Position> {
  static constexpr std::string_view value = "3f";
};

namespace {

static_assert(fields_of("@3f3Hxx").itemsize() == 20);
static_assert(fields_of("@3f3Hxx")[1].offset == 12 && fields_of("@3f3Hxx")[1].count == 3);
static_assert(fields_of("3f:position:3H:color:2x").find("color")->offset == 12);
static_assert(fields_of("T{(2)T{<d:a:b:b:}:n:}")[2].depth == 2);
static_assert(fields_of("").itemsize() == 0);
static_assert(matches_format<Record>("@3f3Hxx", VERTEXVIEW_FIELD(Record, position),
                                     VERTEXVIEW_FIELD(Record, color)));
static_assert(matches_format<Record>("3f4H", VERTEXVIEW_FIELD(Record, position.x),
                                     VERTEXVIEW_FIELD(Record, position.y),
                                     VERTEXVIEW_FIELD(Record, position.z), VERTEXVIEW_FIELD(Record, color),
                                     VERTEXVIEW_FIELD(Record, padding)));
static_assert(FormatOf<std::array<float, 12>>::value == "(12)f");
static_assert(FormatOf<std::uint16_t>::value == "H" && FormatOf<std::int64_t>::value == "q");

TEST(FieldsOf, agreesWithTheRunTimeParser) {
  constexpr auto fields = fields_of("3f:position:3H:color:2x");
  const Format format = parsed("3f:position:3H:color:2x");
  ASSERT_EQ(fields.size(), format.items().size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    EXPECT_EQ(fields[i].name, format.items()[i].name);
    EXPECT_EQ(fields[i].offset, format.items()[i].offset);
    EXPECT_EQ(fields[i].count, format.items()[i].count);
    EXPECT_EQ(fields[i].code, format.items()[i].code);
  }
  EXPECT_EQ(fields.itemsize(), format.itemsize());
}

TEST(Format, copiesAndMovedFormatsShareOneDescription) {
  Format format = *Format::parse("@3f3Hxx");
  const Format copy = format;
  EXPECT_EQ(copy.items().data(), format.items().data());
  const Format moved = std::move(format);
  EXPECT_EQ(moved.text(), "@3f3Hxx");
  // NOLINTNEXTLINE(bugprone-use-after-move): a format never becomes one that describes nothing.
  EXPECT_EQ(format.text(), "@3f3Hxx");
  const Format bytes;
  const Format others;
  EXPECT_EQ(bytes.items().data(), others.items().data());
}

}  // namespace
