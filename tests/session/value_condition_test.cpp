// Conditions that are made with the mouse; what they find is asked of the records themselves.
#include "session/value_condition.hpp"

#include <cmath>
#include <limits>
#include <numeric>

#include "record/made_records.hpp"
#include "session/support.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/vertex/expression.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview::app {
namespace {

Dataset over(const MadeRecords& made, const std::string& format) {
  auto file = Dataset::over(made.bytes, {.layout = *parse_layout(format)});
  EXPECT_TRUE(file) << describe(file.error());
  return *std::move(file);
}

std::vector<std::uint64_t> found_by(const Dataset& file, const std::string& condition) {
  const auto compiled = Expression::compile(condition, file.layout().schema);
  EXPECT_TRUE(compiled) << condition << ": " << describe(compiled.error());
  std::vector<std::uint64_t> found;
  const auto set = find_where(file, *compiled);
  EXPECT_TRUE(set);
  for (const IndexRange& range : set->ranges())
    for (std::uint64_t i = range.begin; i < range.end; ++i) found.push_back(i);
  return found;
}

Element number_called(const Dataset& file, const std::string& name) {
  const auto number = find_number(file.layout().schema, name);
  EXPECT_TRUE(number) << name;
  return *number;
}

TEST(ValueCondition, findsTheValueOfARecord) {
  MadeRecords made;
  for (const float x : {0.1F, NAN, 0.1F, -0.0F, 0.0F, INFINITY, NAN}) made.put(x);
  const Dataset file = over(made, "<f:x:");
  const Element x = number_called(file, "x");
  EXPECT_EQ(value_condition(file, x, 0), "x == 0.1");
  EXPECT_THAT(found_by(file, value_condition(file, x, 0)), ElementsAre(0, 2));
  EXPECT_EQ(value_condition(file, x, 1), "isnan(x)");
  EXPECT_THAT(found_by(file, value_condition(file, x, 1)), ElementsAre(1, 6));
  EXPECT_THAT(found_by(file, value_condition(file, x, 1, true)), ElementsAre(0, 2, 3, 4, 5));
  EXPECT_THAT(found_by(file, value_condition(file, x, 3)), ElementsAre(3, 4)) << "both zeros are equal";
  EXPECT_THAT(found_by(file, value_condition(file, x, 5)), ElementsAre(5));
  EXPECT_THAT(found_by(file, value_condition(file, x, 0, true)), ElementsAre(1, 3, 4, 5, 6));
}

TEST(ValueCondition, wideIntegersToTheLastDigit) {
  MadeRecords made;
  for (const std::uint64_t x : {UINT64_MAX, UINT64_MAX - 1, UINT64_MAX}) made.put(x);
  const Dataset file = over(made, "<Q:x:");
  EXPECT_THAT(found_by(file, value_condition(file, number_called(file, "x"), 0)), ElementsAre(0, 2));
}

TEST(ValueCondition, namesThatNeedQuotes) {
  EXPECT_EQ(expression_name("intensity"), "intensity");
  EXPECT_EQ(expression_name("data[12]"), "data[12]");
  EXPECT_EQ(expression_name("scan angle"), "\"scan angle\"");
  EXPECT_EQ(expression_name("in"), "\"in\"");
  EXPECT_EQ(expression_name("length"), "\"length\"");
  EXPECT_EQ(expression_name("2nd"), "\"2nd\"");
  EXPECT_EQ(expression_name("a\"b"), "'a\"b'");
  MadeRecords made;
  for (int i = 0; i < 8; ++i) made.put(static_cast<std::uint8_t>(i / 4));
  const Dataset file = over(made, "<B:scan angle:B:in:B:length:B:2nd:");
  for (const std::string name : {"scan angle", "in", "length", "2nd"})
    EXPECT_THAT(found_by(file, value_condition(file, number_called(file, name), 1)), ElementsAre(1)) << name;
}

TEST(BrushExpression, everyBrushHasToHold) {
  EXPECT_EQ(brush_expression({}), "");
  const std::vector<Brush> brushes{{"intensity", 0.2, 0.5}, {"scan angle", -3, 4}, {"ring", 7, 7}};
  EXPECT_EQ(brush_expression(brushes), "intensity in 0.2..0.5 && \"scan angle\" in -3..4 && ring == 7");
}

/// Statistics of the numbers `x` of records.
NumberStatistics statistics_of_x(const Dataset& file) {
  const auto statistics = element_statistics(file);
  EXPECT_TRUE(statistics);
  return statistics->numbers.front();
}

/// Returns where a number lies in the range of a histogram.
double share_of(const NumberStatistics& of, double number) {
  return (number - of.histogram.low) / (of.histogram.high - of.histogram.low);
}

TEST(BrushOf, endsHaveFewDigits) {
  MadeRecords made;
  for (int i = 0; i <= 1000; ++i) made.put(static_cast<float>(i) / 1000);
  const Dataset file = over(made, "<f:x:");
  const NumberStatistics of = statistics_of_x(file);
  const Brush brush = brush_of(of, share_of(of, 0.50004), share_of(of, 0.19996));
  EXPECT_EQ(brush.low, 0.2);
  EXPECT_EQ(brush.high, 0.5);
  EXPECT_EQ(brush_expression({&brush, 1}), "x in 0.2..0.5");
  const Brush all = brush_of(of, 0, 1);
  EXPECT_EQ(found_by(file, brush_expression({&all, 1})).size(), 1001U) << "the extremes are in it";
}

TEST(BrushOf, extremesThatHaveNoShortDoubleAreInIt) {
  MadeRecords made;
  for (const float x : {0.1F, 0.7F, 0.3F}) made.put(x);
  const Dataset file = over(made, "<f:x:");
  const Brush all = brush_of(statistics_of_x(file), 0, 1);
  EXPECT_EQ(brush_expression({&all, 1}), "x in 0.1..0.7");
  EXPECT_EQ(found_by(file, brush_expression({&all, 1})).size(), 3U);
}

TEST(BrushOf, integersAreWhole) {
  MadeRecords made;
  for (std::uint8_t i = 0; i <= 10; ++i) made.put(i);
  const Dataset file = over(made, "<B:x:");
  const NumberStatistics of = statistics_of_x(file);
  EXPECT_EQ(brush_of(of, 0.15, 0.55), (Brush{"x", 2, 5}));
  EXPECT_EQ(brush_of(of, 0.52, 0.58), (Brush{"x", 6, 6})) << "the nearest one where there is none in it";
}

TEST(BrushOf, oneNumberAlone) {
  MadeRecords made;
  for (int i = 0; i < 3; ++i) made.put(2.5);
  const Dataset file = over(made, "<d:x:");
  const Brush brush = brush_of(statistics_of_x(file), 0.3, 0.6);
  EXPECT_EQ(brush_expression({&brush, 1}), "x == 2.5");
}

TEST(BrushOf, largeNumbersAreRoundedToo) {
  MadeRecords made;
  for (int i = 0; i <= 1000; ++i) made.put(static_cast<double>(i) * 1e6 + 0.25);
  const NumberStatistics of = statistics_of_x(over(made, "<d:x:"));
  const Brush brush = brush_of(of, share_of(of, 250'012'345), share_of(of, 749'987'654));
  EXPECT_EQ(brush.low, 250'000'000);
  EXPECT_EQ(brush.high, 750'000'000);
}

}  // namespace
}  // namespace vertexview::app
