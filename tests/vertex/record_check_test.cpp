#include "vertexview/vertex/record_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "record/made_records.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kFormat = "<3f:position:4B:rgba:3f:normal:I:id:d:time:f:value:4x";

/// A record in which nothing is wrong, and which is like no other.
struct Point {
  float x = 0, y = 0, z = 0;
  std::uint8_t red = 0, green = 100, blue = 3, alpha = 255;
  float nx = 0, ny = 0, nz = 1;
  std::uint32_t id = 0;
  double time = 0;
  float value = 0;
  std::uint32_t padding = 0;
};

std::vector<Point> clean(std::size_t count) {
  std::mt19937 random(3);
  const auto coordinate = [&] { return static_cast<float>(random() % 2'000'000) / 1000.0F - 1000.0F; };
  std::vector<Point> points(count);
  for (std::size_t i = 0; i < count; ++i) {
    Point& point = points[i];
    point.x = coordinate();
    point.y = coordinate();
    point.z = coordinate() + static_cast<float>(i) * 1e-3F;
    point.red = static_cast<std::uint8_t>(random() | 1U);
    point.green = static_cast<std::uint8_t>(random());
    point.blue = static_cast<std::uint8_t>(random());
    point.alpha = static_cast<std::uint8_t>(random() % 255 + 1);
    const float angle = static_cast<float>(i % 1000);
    point.nx = std::cos(angle) * 0.8F;
    point.ny = std::sin(angle) * 0.8F;
    point.nz = i % 2 == 0 ? 0.6F : -0.6F;
    point.id = static_cast<std::uint32_t>(random());
    point.time = static_cast<double>(random());
    point.value = coordinate();
  }
  return points;
}

MadeRecords bytes_of(const std::vector<Point>& points) {
  MadeRecords made;
  for (const Point& p : points) {
    made.put(p.x).put(p.y).put(p.z).put(p.red).put(p.green).put(p.blue).put(p.alpha);
    made.put(p.nx).put(p.ny).put(p.nz).put(p.id).put(p.time).put(p.value).put(p.padding);
  }
  return made;
}

std::vector<Finding> check(const MadeRecords& made, const std::string& format,
                           const CheckOptions& options = {}) {
  const auto file = Dataset::over(made.bytes, {.layout = *parse_layout(format)});
  EXPECT_TRUE(file) << describe(file.error());
  const auto findings = check_records(*file, options);
  EXPECT_TRUE(findings) << describe(findings.error());
  return *findings;
}

std::vector<Finding> check(const std::vector<Point>& points) {
  return check(bytes_of(points), kFormat);
}

/// Returns the only finding; fails the test where there is none or another.
Finding only(const std::vector<Finding>& findings, std::string_view kind) {
  std::string kinds;
  for (const Finding& finding : findings) kinds.append(finding.kind).append(" ");
  EXPECT_EQ(kinds, std::string(kind) + " ");
  return findings.size() == 1 ? findings.front() : Finding{};
}

TEST(RecordCheck, nothingInACleanFile) {
  for (const std::size_t count : {std::size_t{0}, std::size_t{4}, std::size_t{1000}, std::size_t{300'000}})
    EXPECT_TRUE(check(clean(count)).empty()) << count << " records: " << check(clean(count)).front().text;
}

TEST(RecordCheck, aSingleRecordIsNoSeries) {
  EXPECT_TRUE(check(clean(1)).empty());
}

TEST(RecordCheck, withoutAnyElement) {
  MadeRecords made;
  made.bytes.resize(100);
  EXPECT_EQ(only(check(made, "20s"), "repeated").count, 4U);
  EXPECT_TRUE(check_records(Dataset())->empty());
}

TEST(RecordCheck, nonFinite) {
  auto points = clean(1000);
  points[7].x = NAN;
  points[7].value = INFINITY;
  points[600].time = -std::numeric_limits<double>::infinity();
  const Finding finding = only(check(points), "non-finite");
  EXPECT_EQ(finding.severity, Severity::kError);
  EXPECT_EQ(finding.count, 2U);
  EXPECT_THAT(finding.examples, ElementsAre(7, 600));
  EXPECT_THAT(finding.text, HasSubstr("2 records hold NaN or infinity in x, time and value: "));
}

TEST(RecordCheck, far) {
  auto points = clean(1000);
  points[3].y = 1e10F;
  points[4].z = -1e8F;  // only 200 000 times as far
  const Finding finding = only(check(points), "far");
  EXPECT_THAT(finding.examples, ElementsAre(3));
}

TEST(RecordCheck, normal) {
  auto points = clean(1000);
  points[2].nx = points[2].ny = points[2].nz = 0;
  points[5].nz = 3;
  points[6].nz *= 1.001F;
  const Finding finding = only(check(points), "normal");
  EXPECT_THAT(finding.examples, ElementsAre(2, 5));
  EXPECT_THAT(finding.text, HasSubstr("2 normals are not of length 1, 1 of them is zero: "));
}

TEST(RecordCheck, integersOfANormalAreSharesOfOne) {
  MadeRecords made;
  for (int i = 0; i < 100; ++i)
    made.put(static_cast<std::int8_t>(i % 2 == 0 ? 127 : 73))
        .put(static_cast<std::int8_t>(i % 2 == 0 ? 0 : -73))
        .put(static_cast<std::int8_t>(i == 9       ? 127
                                      : i % 2 == 0 ? 0
                                                   : 73));
  EXPECT_THAT(only(check(made, "<3b:normal:"), "normal").examples, ElementsAre(9));
}

TEST(RecordCheck, blackColours) {
  auto points = clean(100);
  for (Point& point : points) point.red = point.green = point.blue = 0;
  const auto findings = check(points);
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].kind, "colour");
  EXPECT_EQ(findings[0].count, 100U);
  EXPECT_TRUE(findings[0].examples.empty());
  EXPECT_THAT(findings[0].text, HasSubstr("every colour is black: "));
  EXPECT_EQ(findings[1].kind, "constant");
  EXPECT_EQ(findings[1].count, 3U);
  EXPECT_THAT(findings[1].text, HasSubstr("the same in all records: red = 0, green = 0 and blue = 0. "));
}

TEST(RecordCheck, floatColours) {
  const auto colours = [](float scale, bool whole) {
    MadeRecords made;
    for (int i = 0; i < 100; ++i)
      for (int channel = 0; channel < 3; ++channel) {
        const auto value = static_cast<float>(made.random(0, 1)) * scale;
        made.put(whole ? std::floor(value) : value);
      }
    return check(made, "<3f:color:");
  };
  EXPECT_TRUE(colours(1, false).empty());
  EXPECT_THAT(only(colours(255, true), "colour").text, HasSubstr(": seemingly of 0 to 255, "));
  const Finding outside = only(colours(1.5F, false), "colour");
  EXPECT_THAT(outside.text, HasSubstr(" a colour outside of 0 to 1, up to 1."));
  EXPECT_GT(outside.count, 50U);
  EXPECT_LT(outside.count, 90U);
  EXPECT_EQ(outside.examples.size(), Finding::kMostExamples);
}

TEST(RecordCheck, alpha) {
  auto points = clean(100);
  points[50].alpha = 0;
  EXPECT_THAT(only(check(points), "alpha").examples, ElementsAre(50));
}

TEST(RecordCheck, origin) {
  auto points = clean(100);
  points[99].x = points[99].y = 0;
  points[99].z = -0.0F;
  points[98].x = points[98].y = 0;
  const Finding finding = only(check(points), "origin");
  EXPECT_THAT(finding.examples, ElementsAre(99));
}

TEST(RecordCheck, repeatedAcrossTheBordersOfBlocksAndChunks) {
  auto points = clean(300'000);
  for (const std::size_t i : {511U, 512U, 513U}) points[i] = points[510];
  for (std::size_t i = 262'140; i < 262'150; ++i) points[i] = points[262'139];
  const auto findings = check(points);
  ASSERT_EQ(findings.size(), 2U) << "equal records have equal positions as well";
  EXPECT_EQ(findings[0].kind, "repeated");
  EXPECT_EQ(findings[0].count, 13U);
  EXPECT_THAT(findings[0].examples,
              ElementsAre(511, 512, 513, 262'140, 262'141, 262'142, 262'143, 262'144, 262'145, 262'146));
  EXPECT_THAT(findings[0].text, HasSubstr("13 records are equal to the one before, at most 11 in a row: "));
  EXPECT_EQ(findings[1].kind, "duplicate");
  EXPECT_EQ(findings[1].count, 13U);
}

TEST(RecordCheck, duplicate) {
  auto points = clean(1000);
  const auto move = [&](std::size_t to, std::size_t from) {
    points[to].x = points[from].x;
    points[to].y = points[from].y;
    points[to].z = points[from].z;
  };
  move(10, 900);
  move(950, 900);
  points[20].x = 0.0F;
  points[30].x = -0.0F;
  points[20].y = points[30].y;
  points[20].z = points[30].z;
  const Finding finding = only(check(points), "duplicate");
  EXPECT_EQ(finding.count, 3U);
  EXPECT_THAT(finding.examples, ElementsAre(30, 900, 950));
}

TEST(RecordCheck, ofManyMillionsAShareIsCompared) {
  constexpr std::size_t kCount = 9'000'000;
  std::vector<float> numbers(kCount * 3);
  for (std::size_t i = 0; i < kCount; ++i) {
    const std::size_t place = i % 3 == 2 ? i - 1 : i;  // a third lies where the record before does
    numbers[3 * i] = static_cast<float>(place % 3000) - 1500.5F;
    numbers[3 * i + 1] = static_cast<float>(place / 3000);
    numbers[3 * i + 2] = static_cast<float>(place % 3);
  }
  const auto file = Dataset::over(std::as_bytes(std::span(numbers)), {.layout = *parse_layout("xyz")});
  ASSERT_TRUE(file) << describe(file.error());
  const auto findings = check_records(*file);
  ASSERT_TRUE(findings) << describe(findings.error());
  ASSERT_EQ(findings->size(), 2U) << "they are repeated records as well";
  EXPECT_EQ(findings->front().count, kCount / 3);
  const Finding& finding = findings->back();
  EXPECT_EQ(finding.kind, "duplicate");
  EXPECT_NEAR(static_cast<double>(finding.count), kCount / 3.0, kCount / 300.0);
  EXPECT_THAT(finding.text, testing::StartsWith("about "));
  EXPECT_THAT(finding.text, HasSubstr(" Of 9 000 000 records one of 2 positions was looked at, "));
}

TEST(RecordCheck, denormal) {
  auto points = clean(100);
  points[8].value = 1e-40F;
  points[9].time = 1e-310;
  points[10].value = 1e-37F;
  const Finding finding = only(check(points), "denormal");
  EXPECT_THAT(finding.examples, ElementsAre(8, 9));
  EXPECT_THAT(finding.text, HasSubstr("2 records hold a denormal number in time and value: "));
}

TEST(RecordCheck, padding) {
  auto points = clean(100);
  points[1].padding = 0x0100;
  const Finding finding = only(check(points), "padding");
  EXPECT_THAT(finding.examples, ElementsAre(1));
  EXPECT_THAT(finding.text, HasSubstr("at byte 44 to 47 of the record: "));
}

TEST(RecordCheck, indexAndTime) {
  auto points = clean(300'000);
  for (std::size_t i = 0; i < points.size(); ++i) {
    points[i].id = static_cast<std::uint32_t>(i + 7);
    points[i].time = 1e9 + static_cast<double>(i / 10);
  }
  const Finding finding = only(check(points), "index-like");
  EXPECT_EQ(finding.count, 2U);
  EXPECT_THAT(finding.text, HasSubstr("id counts the records up by one, "));
  EXPECT_THAT(finding.text, HasSubstr("time never falls, "));
  points[262'144].id = 1;
  points[262'144].time = 1;
  EXPECT_TRUE(check(points).empty()) << "one that falls where a chunk begins";
}

TEST(RecordCheck, constant) {
  auto points = clean(300'000);
  for (Point& point : points) point.value = 0.1F;
  EXPECT_THAT(only(check(points), "constant").text, HasSubstr("the same in all records: value = 0.1. "));
  points.back().value = 0.2F;
  EXPECT_TRUE(check(points).empty());
}

TEST(RecordCheck, constantWideIntegersToTheLastDigit) {
  const auto wide = [](std::int64_t last) {
    MadeRecords made;
    for (int i = 0; i < 3; ++i) made.put(std::int64_t{1} << 60).put(static_cast<float>(i % 2));
    made.put(last).put(1.0F);
    return check(made, "<q:stamp:f:value:");
  };
  EXPECT_THAT(only(wide(std::int64_t{1} << 60), "constant").text, HasSubstr("stamp = 1152921504606846976. "));
  EXPECT_TRUE(wide((std::int64_t{1} << 60) + 1).empty());
}

TEST(RecordCheck, theWorstComesFirst) {
  auto points = clean(100);
  for (Point& point : points) point.value = 1;
  points[5].x = NAN;
  points[6].alpha = 0;
  std::vector<std::string_view> kinds;
  for (const Finding& finding : check(points)) kinds.push_back(finding.kind);
  EXPECT_THAT(kinds, ElementsAre("non-finite", "alpha", "constant"));
}

TEST(RecordCheck, workersAgree) {
  auto points = clean(600'000);
  for (std::size_t i = 0; i < points.size(); i += 1000) points[i] = points[i / 2];
  const MadeRecords made = bytes_of(points);
  Progress progress;
  const auto one = check(made, kFormat, {.progress = &progress, .workers = 1});
  EXPECT_EQ(progress.done(), points.size());
  const auto many = check(made, kFormat);
  ASSERT_EQ(one.size(), many.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].text, many[i].text);
    EXPECT_EQ(one[i].examples, many[i].examples);
  }
}

TEST(RecordCheck, cancel) {
  const MadeRecords made = bytes_of(clean(10));
  Progress progress;
  progress.cancel();
  const auto file = Dataset::over(made.bytes, {.layout = *parse_layout(kFormat)});
  const auto findings = check_records(*file, {.progress = &progress});
  ASSERT_FALSE(findings);
  EXPECT_EQ(findings.error().code, ErrorCode::kCancelled);
}

TEST(RecordCheck, everyKindHasItsOwnName) {
  for (const FindingKind& kind : finding_kinds()) {
    EXPECT_FALSE(kind.meaning.empty());
    EXPECT_EQ(std::ranges::count(finding_kinds(), kind.name, &FindingKind::name), 1);
  }
}

}  // namespace
}  // namespace vertexview::test
