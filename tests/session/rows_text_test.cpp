// Rows as text: what Python, NumPy, a C compiler and a JSON reader make of it.
#include "session/rows_text.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <numeric>
#include <vector>

#include "record/made_records.hpp"
#include "support_files.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview::test {
namespace {

using app::RowsFormat;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::vector<RecordColumn> numbers_of(const Dataset& file) {
  auto columns = record_columns(file.layout());
  std::erase_if(columns, [](const RecordColumn& column) { return !column.is_number(); });
  return columns;
}

Dataset over(const MadeRecords& made, const std::string& format) {
  auto file = Dataset::over(made.bytes, {.layout = *parse_layout(format)});
  EXPECT_TRUE(file) << describe(file.error());
  return *std::move(file);
}

std::string text_of(const Dataset& file, const std::vector<std::uint64_t>& indices, RowsFormat format) {
  return app::rows_text(file, indices, numbers_of(file), format);
}

/// Records with the extremes of several types.
class RowsText : public testing::Test {
 protected:
  RowsText() {
    struct Row {
      std::int32_t small;
      std::int64_t time;
      std::uint64_t stamp;
      std::uint8_t valid;
      float real;
      double wide;
    };
    constexpr float kFloatNan = std::numeric_limits<float>::quiet_NaN();
    constexpr std::array<Row, 4> kRows{{{INT32_MIN, INT64_MIN, UINT64_MAX, 1, 0.1F, -0.0},
                                        {INT32_MAX, INT64_MAX, 0, 0, kFloatNan, kInfinity},
                                        {-1, 0, 7, 1, -1e30F, 1.0 / 3},
                                        {0, -5, 1, 0, 16777216, -kInfinity}}};
    for (const auto& [small, time, stamp, valid, real, wide] : kRows)
      made_.put(small).put(time).put(stamp).put(valid).put(real).put(wide);
  }
  [[nodiscard]] Dataset file() const { return over(made_, "<i:small:q:time:Q:stamp:?:valid:f:real:d:wide:"); }

  MadeRecords made_;
};

TEST_F(RowsText, programsReadTheNumbersBack) {
  const TemporaryFolder folder;
  const Dataset records = file();
  for (const std::string_view name : app::kRowsFormats)
    std::ofstream(folder.file(std::string("rows.").append(name)))
        << text_of(records, {0, 1, 2, 3}, *app::rows_format_named(name));
  const std::string script = "/usr/bin/python3 " VERTEXVIEW_SOURCE_DIR "/tests/session/rows_text_oracle.py ";
  ASSERT_EQ(std::system((script + folder.path().string() + " > " + folder.file("told")).c_str()), 0);
  const std::string shortest =
      " 0 -2147483648 -9223372036854775808 18446744073709551615 1 0.1 -0.0"
      " 1 2147483647 9223372036854775807 0 0 nan inf"
      " 2 -1 0 7 1 -1e+30 0.3333333333333333"
      " 3 0 -5 1 0 16777216.0 -inf\n";
  const std::string widened =
      " 0 -2147483648 -9223372036854775808 18446744073709551615 1 0.10000000149011612 -0.0"
      " 1 2147483647 9223372036854775807 0 0 nan inf"
      " 2 -1 0 7 1 -1.0000000150474662e+30 0.3333333333333333"
      " 3 0 -5 1 0 16777216.0 -inf\n";
  // A text has no point where a float is whole; C prints one so as well.
  const auto whole = [](std::string text) {
    for (const auto& [from, to] : {std::pair("16777216.0", "16777216"), std::pair("-0.0", "0")})
      text.replace(text.find(from), std::string(from).size(), to);
    return text;
  };
  EXPECT_EQ(contents_of(folder.file("told")), "tsv" + whole(shortest) + "csv" + whole(shortest) + "python" +
                                                  shortest + "numpy" + widened + "c" + whole(widened));
}

TEST_F(RowsText, jsonHasNullWhereItHasNoNumber) {
  const auto rows = nlohmann::json::parse(text_of(file(), {1, 0}, RowsFormat::kJson));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0], nlohmann::json::parse(R"({"index": 1, "small": 2147483647, "time": 9223372036854775807,
                                               "stamp": 0, "valid": false, "real": null, "wide": null})"));
  EXPECT_EQ(rows[1].at("stamp"), UINT64_MAX);
  EXPECT_EQ(rows[1].at("time"), INT64_MIN);
  EXPECT_EQ(rows[1].at("real"), 0.1);
  EXPECT_EQ(rows[1].at("valid"), true);
}

TEST_F(RowsText, linesOfTheOrderGiven) {
  MadeRecords made;
  for (const float x : {1.5F, 2.5F, 3.0F}) made.put(x);
  EXPECT_EQ(text_of(over(made, "<f:x:"), {2, 0}, RowsFormat::kTsv), "index\tx\n2\t3\n0\t1.5\n");
}

TEST_F(RowsText, namesOfAnyKind) {
  MadeRecords made;
  for (int i = 0; i < 6; ++i) made.put(static_cast<std::uint8_t>(i));
  const Dataset file = over(made, "<B:a,b:2B:data:B:int:B:index:B:it's:");
  EXPECT_EQ(text_of(file, {0}, RowsFormat::kCsv),
            "record,\"a,b\",data[0],data[1],int,index,it's\n0,0,1,2,3,4,5\n");
  EXPECT_EQ(
      text_of(file, {0}, RowsFormat::kC),
      "static const struct {\n  unsigned long long record;\n  unsigned char a_b;\n  unsigned char data_0;\n"
      "  unsigned char data_1;\n  unsigned char int_;\n  unsigned char index;\n  unsigned char it_s;\n"
      "} rows[] = {\n  {0ULL, 0, 1, 2, 3, 4, 5}\n};\n");
  EXPECT_EQ(
      text_of(file, {0}, RowsFormat::kPython),
      "[\n  {'record': 0, 'a,b': 0, 'data[0]': 1, 'data[1]': 2, 'int': 3, 'index': 4, 'it\\'s': 5}\n]\n");
}

TEST_F(RowsText, formatsHaveNames) {
  EXPECT_EQ(app::rows_format_named("numpy"), RowsFormat::kNumpy);
  EXPECT_EQ(app::rows_format_named("c"), RowsFormat::kC);
  EXPECT_EQ(app::rows_format_named("xml"), std::nullopt);
}

}  // namespace
}  // namespace vertexview::test
