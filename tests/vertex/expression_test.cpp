#include "vertexview/vertex/expression.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "support_files.hpp"
#include "vertexview/record/schema_text.hpp"
#include "vertexview/vertex/colored_vertex.hpp"
#include "vertexview/vertex/dataset.hpp"

namespace vertexview::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Dataset::Options layout_of(const std::string& text) {
  Layout layout;
  layout.schema = *parse_schema(text);
  return {.layout = layout};
}

/// Returns the numbers of the records for which the text holds.
std::vector<std::uint64_t> where(const Dataset& file, const std::string& text) {
  const auto condition = Expression::compile(text, file.layout().schema);
  if (!condition) {
    ADD_FAILURE() << text << ": " << describe(condition.error());
    return {};
  }
  const auto found = find_where(file, *condition);
  if (!found) {
    ADD_FAILURE() << text << ": " << describe(found.error());
    return {};
  }
  std::vector<std::uint64_t> indices;
  for (std::uint64_t i = 0; i < found->count(); ++i) indices.push_back(*found->member(i));
  return indices;
}

double number_of(const std::string& text, const std::string& layout, std::span<const std::byte> record) {
  const auto file = *Dataset::over(record, layout_of(layout));
  const auto expression = Expression::compile(text, file.layout().schema);
  double number = -1;
  calculate(expression.value(), file.records().whole(), 0, &number);
  return number;
}

const std::vector<ColoredVertex>& few() {
  static const std::vector<ColoredVertex> kVertices{{{1, 2, 3}, {0, 100, 65535}, 0},
                                                    {{-1, 0.1F, 4}, {1, 200, 65534}, 0},
                                                    {{NAN, 0, 5}, {2, 300, 0}, 0},
                                                    {{0.1F, INFINITY, -6}, {3, 400, 1}, 0}};
  return kVertices;
}

Dataset few_vertices() {
  return *Dataset::over(std::as_bytes(std::span(few())), {});
}

TEST(Expression, comparesElementsByTheNamesThatAreShown) {
  const Dataset file = few_vertices();
  EXPECT_THAT(where(file, "z > 3"), ElementsAre(1, 2));
  EXPECT_THAT(where(file, "z > 3 && red == 1"), ElementsAre(1));
  EXPECT_THAT(where(file, "blue >= 65534 || green == 300"), ElementsAre(0, 1, 2));
  EXPECT_THAT(where(file, "not (z > 3) and red != 3"), ElementsAre(0));
  EXPECT_THAT(where(file, "position[1] == 2"), ElementsAre(0));
}

TEST(Expression, chainsAndRangesHoldBothEnds) {
  const Dataset file = few_vertices();
  EXPECT_THAT(where(file, "3 <= z < 5"), ElementsAre(0, 1));
  EXPECT_THAT(where(file, "z in 3..5"), ElementsAre(0, 1, 2));
  EXPECT_THAT(where(file, "!(green in 2*100 .. 300)"), ElementsAre(0, 3));
}

TEST(Expression, notANumberEqualsNothing) {
  const Dataset file = few_vertices();
  EXPECT_THAT(where(file, "isnan(x)"), ElementsAre(2));
  EXPECT_THAT(where(file, "x == nan || x < nan"), IsEmpty());
  EXPECT_THAT(where(file, "x != x"), ElementsAre(2));
  EXPECT_THAT(where(file, "isfinite(position)"), ElementsAre(0, 1)) << "all parts of it";
  EXPECT_THAT(where(file, "isinf(position)"), ElementsAre(3)) << "one of them";
  EXPECT_THAT(where(file, "y == inf"), ElementsAre(3));
}

TEST(Expression, aNumberOfTheTextMeansTheFloatThatIsShownAsIt) {
  const Dataset file = few_vertices();
  EXPECT_THAT(where(file, "y == 0.1"), ElementsAre(1));
  EXPECT_THAT(where(file, "x > 0.1"), ElementsAre(0)) << "the fourth is shown as 0.1 and is not larger";
  EXPECT_THAT(where(file, "x in 0.1..0.1"), ElementsAre(3));
  EXPECT_THAT(where(file, "-y == -0.1"), ElementsAre(1));
  EXPECT_THAT(where(file, "y == 0.10000000149011612"), ElementsAre(1)) << "which it is exactly";
  EXPECT_THAT(where(file, "y == 0.100000000001"), IsEmpty()) << "which is the text of no float";
}

TEST(Expression, indexIsTheNumberOfTheRecord) {
  EXPECT_THAT(where(few_vertices(), "index % 2 == 1"), ElementsAre(1, 3));
  EXPECT_THAT(where(few_vertices(), "index() in 1..2"), ElementsAre(1, 2));
  const std::vector<std::uint8_t> bytes{9, 8, 1};
  const auto own = *Dataset::over(std::as_bytes(std::span(bytes)), layout_of("<B:index:"));
  EXPECT_THAT(where(own, "index == 1"), ElementsAre(2)) << "the element of that name";
  EXPECT_THAT(where(own, "index() == 1"), ElementsAre(1));
}

TEST(Expression, wholeNumbersOf64BitsAreExact) {
  const std::vector<std::uint64_t> values{UINT64_MAX, UINT64_MAX - 1, 9'007'199'254'740'993,
                                          9'007'199'254'740'992};
  const auto file = *Dataset::over(std::as_bytes(std::span(values)), layout_of("<Q:stamp:"));
  EXPECT_THAT(where(file, "stamp == 18446744073709551615"), ElementsAre(0));
  EXPECT_THAT(where(file, "stamp > 9007199254740992"), ElementsAre(0, 1, 2)) << "one more than 2^53 counts";
  EXPECT_THAT(where(file, "stamp - 9007199254740992 == 1"), ElementsAre(2));
  EXPECT_THAT(where(file, "stamp + stamp == 2 * 18446744073709551614"), ElementsAre(1));
  EXPECT_THAT(where(file, "stamp % 10 == 3"), ElementsAre(2));
  EXPECT_THAT(where(file, "stamp & 0xFF == 0xFE"), ElementsAre(1));
  EXPECT_THAT(where(file, "stamp == 9007199254740993.0 / 1"), ElementsAre(3)) << "which is no exact double";
}

TEST(Expression, bitsAndRawNumbers) {
  const std::vector<std::uint8_t> bytes{0, 0, 0x80, 0x3F, 128, 0x34, 0x12};
  const std::string layout = "<f:x:B:share(unorm):H:label:";
  const auto record = std::as_bytes(std::span(bytes));
  EXPECT_EQ(number_of("bits(x)", layout, record), 0x3F800000);
  EXPECT_EQ(number_of("share", layout, record), 128 / 255.0);
  EXPECT_EQ(number_of("raw(share)", layout, record), 128);
  EXPECT_EQ(number_of("share == 0.5019608", layout, record), 1) << "as it is shown";
  EXPECT_EQ(number_of("label >> 8", layout, record), 0x12);
  EXPECT_EQ(number_of("label & 0xFF | 1 << 20", layout, record), 0x100034);
  EXPECT_EQ(number_of("-label ^ 1", layout, record), -4659);
}

TEST(Expression, functions) {
  const std::vector<float> numbers{3, -4, 0, 2.5F};
  const auto record = std::as_bytes(std::span(numbers));
  const std::string layout = "<3f:normal:f:v:";
  EXPECT_EQ(number_of("length(normal)", layout, record), 5);
  EXPECT_EQ(number_of("length(nx, ny, 12)", layout, record), 13);
  EXPECT_EQ(number_of("abs(ny) + sqrt(nx * nx)", layout, record), 7);
  EXPECT_EQ(number_of("floor(v) * 100 + ceil(v) * 10 + round(v)", layout, record), 232) << "half to even";
  EXPECT_EQ(number_of("min(nx, ny) - max(nx, ny)", layout, record), -7);
  EXPECT_EQ(number_of("ny % 3", layout, record), 2) << "the sign of the divisor";
  EXPECT_EQ(number_of("1.5k + 0x10 + 2_000", layout, record), 3516);
}

TEST(Expression, namesOfAnyKind) {
  const std::vector<std::uint8_t> bytes{1, 2, 3, 4, 5};
  const auto file =
      *Dataset::over(std::as_bytes(std::span(bytes)), layout_of("<B:scan angle:B:in:2B:data:B:p.x:"));
  EXPECT_THAT(where(file, "\"scan angle\" == 1 && 'in' == 2"), ElementsAre(0));
  EXPECT_THAT(where(file, "data[1] == 4 && p.x == 5"), ElementsAre(0));
}

TEST(Expression, aTruthValueIsACondition) {
  const std::vector<std::uint8_t> bytes{0, 1, 2};
  const auto file = *Dataset::over(std::as_bytes(std::span(bytes)), layout_of("<?:valid:"));
  EXPECT_THAT(where(file, "valid && true"), ElementsAre(1, 2));
  EXPECT_THAT(where(file, "!valid || false"), ElementsAre(0));
  EXPECT_THAT(where(file, "valid == 1"), ElementsAre(1, 2));
}

struct Wrong {
  std::string text;
  std::uint64_t offset;
  std::string message;
};

TEST(Expression, errorsPointAtTheirPlace) {
  const std::string deep(100, '(');
  std::string long_sum = "x";
  for (int i = 0; i < 300; ++i) long_sum += "+x";
  const std::vector<Wrong> all{
      {"", 0, "empty"},
      {"x >", 3, "expected a number, a name or '('"},
      {"x = 3", 2, "expected '=='"},
      {"x > 3 y", 6, "expected an operator or the end"},
      {"intesity > 3", 0, "expected x, y, z, red, green, blue, or index"},
      {"x > 1 && position > 3", 9, "3 numbers; expected one, such as 'x', or length(position)"},
      {"(x > 3", 0, "has no ')'"},
      {"abs(x, 3) > 1", 0, "takes a number, found 2"},
      {"foo(x)", 0, "no function is called 'foo'"},
      {"sqrt > 3", 0, "is a function"},
      {"x && y > 1", 0, "expected a condition, such as x != 0"},
      {"(x > 1) + 1 > 2", 3, "expected a number"},
      {"x & 1 == 1", 0, "takes whole numbers"},
      {"red << 64 > 1", 7, "0 to 63"},
      {"x > 12abc", 4, "12abc"},
      {"x # 3", 2, "has no meaning"},
      {"\"x > 3", 0, "quotation mark"},
      {"x in 1", 6, "'..'"},
      {"bits(x + 1) > 1", 7, "takes the name of a number"},
      {"length(x) > 1", 0, "two to four"},
      {deep, 64, "more than 64"},
      {std::string(100, '-') + "x", 63, "more than 64"},
      {long_sum, 513, "more than 256 operations"},
      {std::string(5000, ' ') + "x", 4096, "at most 4096"}};
  for (const auto& [text, offset, message] : all) {
    const auto made = Expression::compile(text, Schema::canonical());
    ASSERT_FALSE(made) << text;
    EXPECT_EQ(made.error().code, ErrorCode::kBadFormat) << text;
    EXPECT_EQ(made.error().offset, offset) << text << ": " << made.error().message;
    EXPECT_THAT(made.error().message, HasSubstr(message)) << text;
  }
  const auto stamp = *parse_schema("<Q:stamp:d:wide:");
  EXPECT_THAT(Expression::compile("stamp % wide > 1", stamp).error().message, HasSubstr("64-bit integer"));
}

TEST(FindWhere, aNumberIsNoCondition) {
  const Dataset file = few_vertices();
  const auto found = find_where(file, *Expression::compile("x + 1", file.layout().schema));
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::kWrongType);
}

TEST(FindWhere, recordsOfSeveralStreams) {
  const TemporaryFolder folder;
  std::vector<float> places;
  std::vector<std::uint32_t> labels;
  for (std::uint32_t i = 0; i < 2000; ++i) {
    for (int k = 0; k < 4; ++k) places.push_back(static_cast<float>(i));
    labels.push_back(i % 7);
  }
  const std::string path = folder.write("a.bin", std::as_bytes(std::span(places)));
  const std::string label = folder.write("a.label", std::as_bytes(std::span(labels)));
  Dataset::Options options = layout_of("<3f:position:f:intensity:");
  options.companions.push_back({label, *layout_of("<I:label:").layout});
  const auto file = Dataset::open(path, options);
  ASSERT_TRUE(file) << describe(file.error());
  EXPECT_THAT(where(*file, "label == 3 && x > 1985"), ElementsAre(1991, 1998));
}

TEST(FindWhere, noRecords) {
  const auto file = *Dataset::over({}, {});
  EXPECT_TRUE(find_where(file, *Expression::compile("true", file.layout().schema))->empty());
}

TEST(FindWhere, amongThoseOfASet) {
  const Dataset file = few_vertices();
  const IndexSet among({1, 3});
  const auto found = find_where(file, *Expression::compile("z > -10", file.layout().schema), nullptr, &among);
  EXPECT_EQ(found, IndexSet({1, 3}));
}

TEST(FindWhere, cancelled) {
  const Dataset file = few_vertices();
  Progress progress;
  progress.cancel();
  const auto found = find_where(file, *Expression::compile("z > 3", file.layout().schema), &progress);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::kCancelled);
}

// The hole of 2 GB has 100 million records, and one number in its middle is not zero.
TEST(FindWhere, aHoleIsNotRead) {
  const TemporaryFolder folder;
  constexpr std::uint64_t kRecords = 100'000'000;
  constexpr std::uint64_t kOne = 60'000'001;
  const std::string path = folder.sparse("hole.bin", kRecords * 20);
  if (path.empty()) GTEST_SKIP() << "the file system has no sparse files";
  const float two = 2;
  std::fstream out(path, std::ios::in | std::ios::out | std::ios::binary);
  out.seekp(static_cast<std::streamoff>(kOne * 20));
  out.write(reinterpret_cast<const char*>(&two), sizeof(two));
  out.close();
  const auto file = Dataset::open(path);
  ASSERT_TRUE(file) << describe(file.error());
  EXPECT_THAT(where(*file, "x != 0"), ElementsAre(kOne));
  const auto zero = find_where(*file, *Expression::compile("x == 0 && index != 0", file->layout().schema));
  ASSERT_TRUE(zero);
  EXPECT_EQ(zero->count(), kRecords - 2);
  EXPECT_FALSE(zero->contains(0));
  EXPECT_FALSE(zero->contains(kOne));
}

/// Asks the questions of the oracle of one byte order.
void ask(const TemporaryFolder& folder, const std::string& order, const std::string& name) {
  const auto file =
      Dataset::open(folder.file(name),
                    layout_of(order + "f:x:f:y:e:half:d:wide:B:tag:h:small:I:label:q:time:Q:stamp:?:valid:"));
  ASSERT_TRUE(file) << describe(file.error());
  std::ifstream questions(folder.file("questions"));
  std::size_t asked = 0;
  for (std::string line; std::getline(questions, line); ++asked) {
    const std::size_t tab = line.find('\t');
    const std::string text = line.substr(0, tab);
    const auto condition = Expression::compile(text, file->layout().schema);
    ASSERT_TRUE(condition) << text << ": " << describe(condition.error());
    const auto found = find_where(*file, *condition);
    ASSERT_TRUE(found) << text << ": " << describe(found.error());
    std::string answers(file->size(), '0');
    for (const IndexRange& range : found->ranges())
      for (std::uint64_t i = range.begin; i < range.end; ++i) answers[static_cast<std::size_t>(i)] = '1';
    EXPECT_EQ(answers, line.substr(tab + 1)) << text;
  }
  EXPECT_EQ(asked, 400U);
}

TEST(FindWhere, randomQuestionsAreAnsweredAsPythonDoes) {
  const TemporaryFolder folder;
  const std::string script = "/usr/bin/python3 " VERTEXVIEW_SOURCE_DIR "/tests/vertex/expression_oracle.py ";
  ASSERT_EQ(std::system((script + folder.path().string() + " 5 1300 400").c_str()), 0);
  ask(folder, "<", "little.bin");
  ask(folder, ">", "big.bin");
}

}  // namespace
}  // namespace vertexview::test
