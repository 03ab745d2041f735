#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "support_files.hpp"
#include "vertexview/formats/container.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/task/progress.hpp"

namespace vertexview::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Reads from a heap block of exactly that size, so that a read past its end is one past the block.
Result<Container> read(std::string_view text) {
  std::vector<std::byte> exact(text.size());
  if (!text.empty()) std::memcpy(exact.data(), text.data(), text.size());
  return text_reader().read({"a.xyz", exact}, nullptr);
}

std::string error(std::string_view text) {
  const auto container = read(text);
  return container ? "opened" : container.error().message;
}

bool recognised(std::string_view text) {
  return text_reader().recognises({"a.bin", std::as_bytes(std::span(text.data(), text.size()))});
}

/// Returns "x:float64 y:float32", the elements and their types.
std::string types(std::string_view text) {
  const auto container = read(text);
  if (!container) return container.error().message;
  std::string all;
  for (const Element& element : container->members[0].layout.schema.elements)
    all.append(all.empty() ? "" : " ")
        .append(element.name)
        .append(":")
        .append(element_type_name(element.type));
  return all;
}

/// Returns the numbers of a record.
std::vector<double> numbers(std::string_view text, std::size_t record) {
  const auto container = read(text);
  EXPECT_TRUE(container) << container.error().message;
  std::vector<double> values;
  if (!container) return values;
  const Member& member = container->members[0];
  for (const Element& element : member.layout.schema.elements)
    values.push_back(
        ElementReader(element).number(member.memory->bytes.data() + record * member.layout.schema.stride));
  return values;
}

TEST(Text, mapCoordinatesKeepEveryDigit) {
  constexpr std::string_view kText = "448242.123 5429103.456 110.555\n448243.456 5429103.456 110.595\n";
  EXPECT_EQ(types(kText), "x:float64 y:float64 z:float64");
  EXPECT_THAT(numbers(kText, 0), ElementsAre(448242.123, 5429103.456, 110.555));
}

TEST(Text, theSmallestTypeThatKeepsEveryDigit) {
  EXPECT_EQ(types("1.5 2.25 3.125\n"), "x:float32 y:float32 z:float32");
  EXPECT_EQ(types("1 2 -3\n"), "x:int32 y:int32 z:int32");
  EXPECT_EQ(types("0 0 0 16777217\n"), "x:int32 y:int32 z:int32 intensity:int32");
  EXPECT_EQ(types("0 0 0 4294967296\n"), "x:int32 y:int32 z:int32 intensity:int64");
  EXPECT_EQ(types("0 0 0 1.500000\n"), "x:int32 y:int32 z:int32 intensity:float32") << "zeros are no digits";
  EXPECT_EQ(types("0 0 0 8589.973e6\n"), "x:int32 y:int32 z:int32 intensity:float64")
      << "seven digits, which float32 has twice here";
  EXPECT_EQ(types("0 0 0 1e39\n"), "x:int32 y:int32 z:int32 intensity:float64");
  EXPECT_EQ(types("0 0 0 -0\n"), "x:int32 y:int32 z:int32 intensity:float32");
  EXPECT_THAT(numbers("0 0 0 9007199254740993\n", 0).back(), 9007199254740992.0) << "int64 as a double";
}

TEST(Text, columnsWithoutNames) {
  EXPECT_THAT(types("0.5 1 2 255 0 7\n"), HasSubstr("red:uint8 green:uint8 blue:uint8"));
  EXPECT_THAT(types("0.5 1 2 0.5 0.25 1\n"), HasSubstr("red:float32 green:float32 blue:float32"));
  EXPECT_THAT(types("0.5 1 2 0 0 -1.0\n"), HasSubstr("nx:float32 ny:float32 nz:float32"));
  EXPECT_THAT(types("1\n0.5 1 2 -2048 255 0 7\n"),
              HasSubstr("intensity:int32 red:uint8 green:uint8 blue:uint8"));
  EXPECT_THAT(types("0.5 1 2 200 255 0 70\n1 1 1 1 1 1 90\n"), HasSubstr("intensity:uint8 red:uint8"));
  EXPECT_THAT(types("0.5 1 2 200 255 90 7\n1 1 1 1 1 1 3\n"), HasSubstr("blue:uint8 intensity:uint8"));
  EXPECT_EQ(types("1.5 2.5\n"), "x:float32 y:float32");
}

TEST(Text, columnsWithNames) {
  EXPECT_EQ(types("//X,Y,Z,R,G,B\n0.5,1,2,255,0,7\n"),
            "x:float32 y:float32 z:float32 red:uint8 green:uint8 blue:uint8");
  EXPECT_EQ(types("\"Intensity\",\"Points:0\",\"Points:1\",\"Points:2\"\n0.5,1,2,3\n"),
            "Intensity:float32 x:int32 y:int32 z:int32");
  EXPECT_EQ(types("t;y;x\n0.5;1;2\n"), "t:float32 y:int32 x:int32");
  EXPECT_EQ(types("# anything\n1 2 3\n"), "x:int32 y:int32 z:int32");
}

TEST(Text, everySeparatorAndLineEnd) {
  for (const std::string_view text :
       {"1 2 3\n4 5 6\n", "1\t2\t3\n4\t5\t6", "1,2,3\r\n4,5,6\r\n", "1;2;3\n4;5;6",
        " 1, 2 , 3 \n\n4, 5, 6,\n", "# a\n1 2 3\n// b\n% c\n; d\n+4 5 6e0\n\n"}) {
    const auto container = read(text);
    ASSERT_TRUE(container) << text << container.error().message;
    EXPECT_EQ(container->members[0].layout.count, 2U) << text;
    EXPECT_THAT(numbers(text, 1), ElementsAre(4, 5, 6)) << text;
  }
}

TEST(Text, nanAndInfinity) {
  const auto values = numbers("nan -inf 1e-3\n1 2 3\n", 0);
  EXPECT_TRUE(std::isnan(values[0]));
  EXPECT_EQ(values[1], -INFINITY);
  EXPECT_EQ(values[2], static_cast<double>(1e-3F));
}

TEST(Text, errorsShowTheLine) {
  EXPECT_EQ(error("1 2 3\n\n4 5\n"), "line 3 has 2 numbers; expected 3: '4 5'");
  EXPECT_EQ(error("1 2 3\n4 5 6 7\n"), "line 2 has more than 3 numbers: '4 5 6 7'");
  EXPECT_EQ(error("1 2 3\n4 x 6\n"), "line 2 has 'x' where a number is expected: '4 x 6'");
  EXPECT_THAT(error("1,5 2,5 3,5\n"), HasSubstr("line 1 has a comma between numbers"));
  EXPECT_THAT(error("1,5;2,5;3,5\n"), HasSubstr("line 1 has a comma between numbers"));
  EXPECT_THAT(error("1 2 1e999\n"), HasSubstr("line 1 has the number 1e999"));
  EXPECT_EQ(error("3\n1 2 3\n"), "the first line says that 3 points follow, but 1 do");
  EXPECT_THAT(error("1\n2\n"), HasSubstr("has one number"));
}

TEST(Text, whatIsNoText) {
  EXPECT_FALSE(recognised(""));
  EXPECT_FALSE(recognised(std::string_view("1 2 3\n\0", 7)));
  EXPECT_FALSE(recognised("a sentence with 1 number\n"));
  EXPECT_TRUE(recognised("1 2 3\n"));
}

TEST(Text, everyTruncatedLengthOpensOrIsAnError) {
  const std::string text = "//X Y Z R G B\r\n2\n1.5 2.5 3.5 1 2 3\r\n-4e1 nan 6,5\n7 8 9 1 2 3";
  for (std::size_t length = 0; length <= text.size(); ++length) {
    const auto container = read(std::string_view(text).substr(0, length));
    if (!container) {
      EXPECT_FALSE(container.error().message.empty());
      continue;
    }
    const Member& member = container->members[0];
    EXPECT_EQ(member.memory->bytes.size(), *member.layout.count * member.layout.schema.stride) << length;
  }
}

// Of every number that numpy and strtod() read, the double is the same to its last bit.
TEST(Text, numbersAreThoseOfNumpy) {
  const TemporaryFolder folder;
  const std::string path = folder.file("numbers.txt");
  const std::string script = "/usr/bin/python3 " VERTEXVIEW_SOURCE_DIR "/tests/formats/text_oracle.py ";
  ASSERT_EQ(std::system((script + path).c_str()), 0);
  const std::string text = contents_of(path);
  const std::string doubles = contents_of(path + ".f64");
  const auto container = read(text);
  ASSERT_TRUE(container) << container.error().message;
  const Member& member = container->members[0];
  const Schema& schema = member.layout.schema;
  ASSERT_EQ(doubles.size(), *member.layout.count * 4 * sizeof(double));
  EXPECT_EQ(types(text), "x:float64 y:float64 z:float64 intensity:float64");
  for (std::uint64_t i = 0; i < *member.layout.count; ++i)
    for (std::size_t k = 0; k < 4; ++k) {
      double theirs = 0;
      std::memcpy(&theirs, doubles.data() + (i * 4 + k) * sizeof(double), sizeof(double));
      const double ours =
          ElementReader(schema.elements[k]).number(member.memory->bytes.data() + i * schema.stride);
      if (std::isnan(theirs))
        ASSERT_TRUE(std::isnan(ours)) << i;
      else
        ASSERT_EQ(std::bit_cast<std::uint64_t>(ours), std::bit_cast<std::uint64_t>(theirs)) << i << ' ' << k;
    }
}

TEST(Text, float32IsRoundedOnce) {
  EXPECT_THAT(numbers("1.5 2 3\n", 0), ElementsAre(1.5, 2, 3));
  for (const std::string_view text : {"0.1", "123.456", "1.2e-38", "-7.25", "16777.2", "3.40282e38"}) {
    const std::string line = std::string(text) + " 0.5 0.25\n";
    EXPECT_EQ(numbers(line, 0)[0], std::strtof(std::string(text).c_str(), nullptr)) << text;
  }
}

TEST(Text, numbersOfMicrosoftsLibrary) {
  const auto values = numbers("1.#INF -1.#INF000 -1.#IND\n1.#QNAN0 1.5 2\n", 0);
  EXPECT_EQ(values[0], INFINITY);
  EXPECT_EQ(values[1], -INFINITY);
  EXPECT_TRUE(std::isnan(values[2]));
  EXPECT_THAT(error("1.#WHAT 2 3\n1 2 3\n"), HasSubstr("where a number is expected"));
}

// The types are guessed by a sample; what it does not show still decides.
TEST(Text, aNumberInAMillionDecidesTheType) {
  std::string text;
  for (int i = 0; i < 300'000; ++i) text += "1 2 3 4\n";
  const auto with = [&](std::string_view line) {
    std::string changed = text;
    return changed.replace(8 * 10'007, 8, line);
  };
  EXPECT_EQ(types(text), "x:int32 y:int32 z:int32 intensity:uint8");
  EXPECT_EQ(types(with("1 2 3.5 \n")), "line 10008 has 3 numbers; expected 4: '1 2 3.5'");
  EXPECT_EQ(types(with("1 2 3 -4\n")), "x:int32 y:int32 z:int32 intensity:int32");
  EXPECT_EQ(types(with("1 2 3.5 4\n")), "x:float32 y:float32 z:float32 intensity:uint8");
  EXPECT_EQ(types(with("1 2 3 1e300\n")), "x:int32 y:int32 z:int32 intensity:float64");
  const std::string other = with("1 2 3 9007199254740993\n");
  EXPECT_EQ(types(other), "x:int32 y:int32 z:int32 intensity:int64");
  EXPECT_THAT(numbers(other, 10'007), ElementsAre(1, 2, 3, 9007199254740992.0));
  EXPECT_THAT(numbers(other, 299'999), ElementsAre(1, 2, 3, 4));
}

TEST(Text, decimalCommasAreRefused) {
  for (const std::string_view text :
       {"1,5 2,5 3,5\n", "1,5\t2,5\t3,5\n", "1,5;2,5;3,5\n", "0.5 1 2\n1,5 2,5 3,5\n"})
    EXPECT_THAT(error(text),
                HasSubstr("has a comma between numbers that are not separated by commas; a decimal "
                          "point is expected"))
        << text;
}

TEST(Text, everyTruncatedLengthOfEachKind) {
  for (const std::string_view text :
       {"1.5 2.5 3.5 1 2 3\n-4e1 nan 6.5 4 5 6\n", "x,y,z\r\n1,2,3\r\n4.5,-5e-3,inf\r\n",
        "t;y;x\n0.5;1;2\n;; \n1;2;3", "a\tb\tc\n1\t2\t3\n", "\xEF\xBB\xBF# x y z\n12345678.5 2 3\n4 5 6\n",
        "2\n1 2 3 255\n4 5 6 0\n", "% c\n// d\n12345678901234567890 1.#INF 3\n"})
    for (std::size_t length = 0; length <= text.size(); ++length) {
      const auto container = read(text.substr(0, length));
      if (!container) {
        EXPECT_FALSE(container.error().message.empty());
        continue;
      }
      const Member& member = container->members[0];
      EXPECT_EQ(member.memory->bytes.size(), *member.layout.count * member.layout.schema.stride) << length;
    }
}

TEST(Text, manyPartsGiveEveryLineInOrder) {
  std::string text;
  constexpr int kLines = 300'000;  // several megabytes, so several parts
  for (int i = 0; i < kLines; ++i) text += std::to_string(i) + ".25 -1 2\n";
  const auto container = read(text);
  ASSERT_TRUE(container) << container.error().message;
  const Member& member = container->members[0];
  ASSERT_EQ(member.layout.count, std::uint64_t{kLines});
  const ElementReader x(member.layout.schema.elements[0]);
  for (int i = 0; i < kLines; ++i)
    ASSERT_EQ(
        x.number(member.memory->bytes.data() + static_cast<std::size_t>(i) * member.layout.schema.stride),
        i + 0.25);
  EXPECT_THAT(error(text + "oops\n"), HasSubstr("line 300001 has 'oops'"));
}

TEST(Text, canBeCancelled) {
  Progress progress;
  progress.cancel();
  const std::string_view text = "1 2 3\n";
  const auto container =
      text_reader().read({"a", std::as_bytes(std::span(text.data(), text.size()))}, &progress);
  ASSERT_FALSE(container);
  EXPECT_EQ(container.error().code, ErrorCode::kCancelled);
}

}  // namespace
}  // namespace vertexview::test
