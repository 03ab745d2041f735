#include "session/number_doubt.hpp"

#include <limits>

#include "session/layout_argument.hpp"
#include "session/support.hpp"
#include "vertexview/record/element_reader.hpp"

namespace vertexview::app {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// Opens records of doubles as `layout` says, which is shown for the whole test.
class NumberDoubts : public testing::Test {
 protected:
  void open(const std::vector<double>& numbers, std::string_view layout) {
    const std::string path = folder_.write("a.bin", std::as_bytes(std::span(numbers)));
    ASSERT_TRUE(open_file(session_, path, {.layout = layout_of_argument(layout).value()}));
    finish_scans(session_);
  }
  /// Returns the doubt about a number of the given name, as a record would hold it.
  [[nodiscard]] NumberDoubt doubt(std::string_view name, const Scalar& value) const {
    for (const RecordColumn& column : record_columns(session_.datasets[0].data.layout()))
      if (column.name == name) return doubt_of(value, column, session_.datasets[0]);
    ADD_FAILURE() << "no column " << name;
    return NumberDoubt::kNone;
  }
  /// Returns a line of points from x = `begin` to `begin` + 99, and y = z = 0.
  [[nodiscard]] static std::vector<double> line(double begin) {
    std::vector<double> numbers;
    for (int i = 0; i < 100; ++i) numbers.insert(numbers.end(), {begin + i, 0, 0});
    return numbers;
  }

  TemporaryFolder folder_;
  Session session_;
};

TEST_F(NumberDoubts, whatIsNotFinite) {
  open(line(0), "<3d:position:");
  EXPECT_EQ(doubt("x", kNan), NumberDoubt::kNonFinite);
  EXPECT_EQ(doubt("y", -kInfinity), NumberDoubt::kNonFinite);
}

TEST_F(NumberDoubts, coordinatesFarFromMostOthers) {
  open(line(5e6), "<3d:position:");
  EXPECT_EQ(doubt("x", 5e6), NumberDoubt::kNone);
  EXPECT_EQ(doubt("x", 5e6 + 99 + 4 * 98), NumberDoubt::kNone) << "an edge of ordinary data";
  EXPECT_EQ(doubt("x", 5e6 + 1000), NumberDoubt::kImplausible);
  EXPECT_EQ(doubt("x", 0.0), NumberDoubt::kImplausible);
  EXPECT_EQ(doubt("z", -1000.0), NumberDoubt::kImplausible);
  EXPECT_EQ(doubt("z", 1e-300), NumberDoubt::kNone) << "zero and rounding";
}

TEST_F(NumberDoubts, coordinatesAsTheyArePlaced) {
  std::vector<double> numbers = line(0);
  for (double& number : numbers) number *= 1e10;
  open(numbers, "<3d:position: --scale 1e-10");
  EXPECT_EQ(doubt("x", 50e10), NumberDoubt::kNone) << "at 50";
  EXPECT_EQ(doubt("x", 1000e10), NumberDoubt::kImplausible) << "at 1000";
}

TEST_F(NumberDoubts, coordinatesBeyondABillion) {
  open({0, 0, 0, 4e9, 0, 0}, "<3d:position:");
  EXPECT_EQ(doubt("x", 1e9), NumberDoubt::kNone) << "so few records have no far ones";
  EXPECT_EQ(doubt("x", 4e9), NumberDoubt::kImplausible);
}

TEST_F(NumberDoubts, wherePointsShareOnePlaceNoneIsFar) {
  open(std::vector<double>(300, 7.0), "<3d:position:");
  EXPECT_EQ(doubt("x", 100.0), NumberDoubt::kNone);
}

TEST_F(NumberDoubts, otherNumbersBeyondABillion) {
  std::vector<double> numbers;
  for (int i = 0; i < 100; ++i) numbers.insert(numbers.end(), {1.0 * i, 0, 0, 1, 1});
  open(numbers, "<3d:position:d:rcs:d:gpsTime:");
  EXPECT_EQ(doubt("rcs", 1e9), NumberDoubt::kNone);
  EXPECT_EQ(doubt("rcs", -2e9), NumberDoubt::kImplausible);
  EXPECT_EQ(doubt("rcs", kNan), NumberDoubt::kNonFinite);
  EXPECT_EQ(doubt("rcs", std::uint64_t{1} << 40U), NumberDoubt::kNone) << "an integer may be an identifier";
  EXPECT_EQ(doubt("gpsTime", 1.55e15), NumberDoubt::kNone) << "clocks count that far";
}

}  // namespace
}  // namespace vertexview::app
