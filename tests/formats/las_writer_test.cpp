#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "formats/writer_support.hpp"
#include "vertexview/formats/container.hpp"
#include "vertexview/record/element_reader.hpp"

namespace vertexview::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string las(std::string_view layout, std::string_view bytes, const Placement& placement = {}) {
  return written(las_writer(), source_of(layout, bytes, placement));
}

std::vector<std::string> notes(std::string_view layout, std::string_view bytes) {
  return notes_of(las_writer(), source_of(layout, bytes));
}

/// Returns what the oracle reads in the file that holds these records.
std::string read_by_python(std::string_view layout, std::string_view bytes) {
  const TemporaryFolder folder;
  static_cast<void>(write(las_writer(), source_of(layout, bytes), folder.file("out.las")));
  return python("points_oracle.py", "las " + folder.file("out.las"));
}

/// A file that is written and read again.
class ReadBack {
 public:
  explicit ReadBack(std::string file) : file_(std::move(file)) {
    auto found = las_reader().read({"a.las", std::as_bytes(std::span(file_))}, nullptr);
    EXPECT_TRUE(found) << found.error().message;
    if (found) layout_ = found->members.at(0).layout;
  }

  [[nodiscard]] const Layout& layout() const { return layout_; }
  /// Returns a coordinate of a point as the layout places it.
  [[nodiscard]] double place(std::uint64_t point, std::size_t axis) const {
    return layout_.placement.place(number("position", point, static_cast<std::uint32_t>(axis)), axis);
  }
  /// Returns it as other programs do: in plain arithmetic.
  [[nodiscard]] double plain(std::uint64_t point, std::size_t axis) const {
    return number("position", point, static_cast<std::uint32_t>(axis)) * layout_.placement.scale[axis] +
           layout_.placement.offset[axis];
  }
  [[nodiscard]] double number(std::string_view element, std::uint64_t point, std::uint32_t index = 0) const {
    const Element* const found = layout_.schema.find(element);
    if (found == nullptr) return std::numeric_limits<double>::quiet_NaN();
    const std::uint64_t at = layout_.data_offset + point * layout_.schema.stride;
    return ElementReader(*found, index).number(reinterpret_cast<const std::byte*>(file_.data()) + at);
  }

 private:
  std::string file_;
  Layout layout_;
};

/// Expects that every coordinate of type T is had back, in the order x, y, z, x, ...
template <class T>
void expect_exact(const std::vector<T>& coordinates, std::string_view layout) {
  const std::string_view bytes(reinterpret_cast<const char*>(coordinates.data()),
                               coordinates.size() * sizeof(T));
  EXPECT_THAT(notes(layout, bytes), IsEmpty());
  const ReadBack read(las(layout, bytes));
  for (std::size_t i = 0; i < coordinates.size(); ++i)
    ASSERT_EQ(static_cast<T>(read.place(i / 3, i % 3)), coordinates[i]) << i;
}

TEST(LasWriter, canonicalRecords) {
  EXPECT_EQ(read_by_python("vertex", packed(1.5F, -2.F, 0.25F, std::uint16_t{0}, std::uint16_t{32768},
                                            std::uint16_t{65535}, std::uint16_t{9})),
            "format 2 points 1\n"
            "bounds 0x1.8000000000000p+0 0x1.8000000000000p+0 -0x1.0000000000000p+1 -0x1.0000000000000p+1 "
            "0x1.0000000000000p-2 0x1.0000000000000p-2\n"
            "returns 1 0 0 0 0\n"
            "0x1.8000000000000p+0 -0x1.0000000000000p+1 0x1.0000000000000p-2 0 9 0 0 0 0 0 32768 65535\n");
}

TEST(LasWriter, everyField) {
  EXPECT_EQ(read_by_python("<3i:position:H:intensity:B:returns:B:classification:b:scan_angle:B:user_data:H:"
                           "source_id:d:gps_time:"
                           "3H:color:",
                           packed(1, 2, -3, std::uint16_t{65535}, std::uint8_t{0x1A}, std::uint8_t{0xE2},
                                  std::int8_t{-90}, std::uint8_t{200}, std::uint16_t{40000}, 0.5,
                                  std::uint16_t{1}, std::uint16_t{2}, std::uint16_t{3})),
            "format 3 points 1\n"
            "bounds 0x1.0000000000000p+0 0x1.0000000000000p+0 0x1.0000000000000p+1 0x1.0000000000000p+1 "
            "-0x1.8000000000000p+1 -0x1.8000000000000p+1\n"
            "returns 0 1 0 0 0\n"
            "0x1.0000000000000p+0 0x1.0000000000000p+1 -0x1.8000000000000p+1 65535 26 226 -90 200 40000 "
            "0x1.0000000000000p-1 1 2 3\n");
}

TEST(LasWriter, bigEndianRecords) {
  EXPECT_THAT(read_by_python(">2h:position:H:source_id:H:intensity:", std::string("\0\1\0\2\3\4\5\6", 8)),
              HasSubstr("\n0x1.0000000000000p+0 0x1.0000000000000p+1 0x0.0p+0 1286 9 0 0 0 772\n"));
}

TEST(LasWriter, decimalCoordinatesAreExact) {
  expect_exact<double>({448242.123, 5429103.456, 110.555, 448243.456, 5429103.457, -0.001}, "<3d:position:");
  expect_exact<float>({0.1F, 0.25F, -1234.567F, 99.9F, 1e-3F, 0}, "<3f:position:");
  const ReadBack read(las("<3d:position:", packed(448242.123, 5429103.456, 1e9, 448243.5, 5429103.0, 2e9)));
  EXPECT_EQ(read.layout().placement.scale, (std::array{0.001, 0.001, 1.0}));
  EXPECT_EQ(read.layout().placement.offset[0], 0) << "whole numbers of 32 bits reach it";
  EXPECT_EQ(read.layout().placement.offset[1], 5429000);
}

TEST(LasWriter, smallRangesFarFromZeroAreExact) {
  expect_exact<double>(
      {0.123456789012, 7.000000000001, 1e6 + 0.5, 0.123456789013, 7.000000000002, 1e6 + 0.25},
      "<3d:position:");
}

TEST(LasWriter, binaryCoordinatesAreExact) {
  std::mt19937_64 random(7);
  std::vector<double> doubles(3000);
  std::vector<float> floats(3000);
  for (double& number : doubles) number = static_cast<double>(random() % (1U << 30U)) / 0x1p23 + 1e6;
  for (float& number : floats) number = static_cast<float>(random() % (1U << 24U)) / 0x1p24F;
  expect_exact(floats, "<3f:position:");
  const std::string_view bytes(reinterpret_cast<const char*>(doubles.data()),
                               doubles.size() * sizeof(double));
  EXPECT_THAT(notes("<3d:position:", bytes), IsEmpty());
  const ReadBack read(las("<3d:position:", bytes));
  EXPECT_EQ(read.layout().placement.scale[0], 0x1p-23);
  for (std::size_t i = 0; i < doubles.size(); ++i) {
    ASSERT_EQ(read.plain(i / 3, i % 3), doubles[i]) << i;
    ASSERT_NEAR(read.place(i / 3, i % 3), doubles[i], 5e-10) << i;
  }
}

TEST(LasWriter, whatNoStepHoldsIsRoundedToAStepThatIsTold) {
  std::mt19937_64 random(8);
  std::uniform_real_distribution<double> some(-100, 100);
  std::vector<double> numbers(3000);
  for (double& number : numbers) number = some(random);
  const std::string_view bytes(reinterpret_cast<const char*>(numbers.data()),
                               numbers.size() * sizeof(double));
  EXPECT_THAT(notes("<3d:position:", bytes),
              ElementsAre("x is rounded to steps of 1e-07", "y is rounded to steps of 1e-07",
                          "z is rounded to steps of 1e-07"));
  const ReadBack read(las("<3d:position:", bytes));
  for (std::size_t i = 0; i < numbers.size(); ++i)
    ASSERT_NEAR(read.place(i / 3, i % 3), numbers[i], 0.5000001e-7) << i;
}

TEST(LasWriter, extremeCoordinates) {
  constexpr double kLargest = std::numeric_limits<double>::max() / 2;
  const std::string bytes = packed(kLargest, 0., 5e-324, -kLargest, 0., 1.);
  EXPECT_THAT(notes("<3d:position:", bytes),
              ElementsAre("x is rounded to steps of 1e+299", "z is rounded to steps of 1e-09"));
  const ReadBack read(las("<3d:position:", bytes));
  EXPECT_NEAR(read.place(0, 0) / kLargest, 1, 1e-9);
  EXPECT_EQ(read.place(0, 2), 0);
  EXPECT_EQ(read.place(1, 2), 1);
}

// Of a file of LAS, every bit of every point stays, and so do scale and offset.
TEST(LasWriter, pointsOfLasStayAsTheyAre) {
  constexpr std::string_view kPoint =
      "<3i:position:H:intensity:B:returns:B:classification:b:scan_angle:B:user_data:H:source_id:";
  for (const std::string_view more : {"", "d:gps_time:", "3H:color:", "d:gps_time:3H:color:"}) {
    std::string layout(kPoint);
    const Schema schema = schema_of(layout.append(more));
    std::string points(100 * schema.stride, '\0');
    std::mt19937 random(3);
    for (char& byte : points) byte = static_cast<char>(random() & 0x3FU);
    Placement placement;
    placement.scale = {0.01, 0.01, -0.5};
    placement.offset = {500000, -1e6, 0.25};
    const std::string file = las(layout, points, placement);
    EXPECT_TRUE(file.substr(227) == points) << more;
    EXPECT_EQ(ReadBack(file).layout().placement, placement) << more;
    EXPECT_THAT(notes_of(las_writer(), source_of(layout, points, placement)), IsEmpty()) << more;
  }
}

TEST(LasWriter, positionsAreWhereTheyArePlaced) {
  Placement placement;
  placement.scale = {1, 1, 2};
  placement.offset = {448242.5, 5429103, 0};
  const ReadBack read(las("<3f:position:", packed(0.25F, 0.125F, 3.F), placement));
  EXPECT_EQ(read.place(0, 0), 448242.75);
  EXPECT_EQ(read.place(0, 1), 5429103.125);
  EXPECT_EQ(read.place(0, 2), 6);
}

TEST(LasWriter, colorsBecome16Bits) {
  const auto red = [](std::string_view layout, const std::string& bytes, std::uint64_t point = 0) {
    return ReadBack(las(layout, bytes)).number("color", point);
  };
  EXPECT_EQ(red("<3f:position:3B:color:",
                packed(1.F, 1.F, 1.F, std::uint8_t{200}, std::uint8_t{0}, std::uint8_t{255})),
            200 * 257);
  EXPECT_EQ(red("<3f:position:3f:color:", packed(1.F, 1.F, 1.F, 0.5F, 0.F, 1.F)), 32768);
  EXPECT_EQ(red("<3f:position:3i:color:", packed(1.F, 1.F, 1.F, 200, 0, 255)), 200 * 257);
  EXPECT_EQ(red("<3f:position:3i:color:", packed(1.F, 1.F, 1.F, 200, 0, 256)), 200);
  EXPECT_EQ(red("<3f:position:3H:color:",
                packed(1.F, 1.F, 1.F, std::uint16_t{200}, std::uint16_t{0}, std::uint16_t{7})),
            200)
      << "8-bit colours in 16 bits stay what they are";
  EXPECT_THAT(notes("<3f:position:3f:color:", packed(1.F, 1.F, 1.F, 0.5F, 0.F, 1.F)),
              ElementsAre("colours are rounded to 16 bits"));
  EXPECT_THAT(notes("<3f:position:4B:rgba:", packed(1.F, 1.F, 1.F, 0x01020304)),
              ElementsAre("element 'rgba' is left out in part: LAS has no field for it"));
}

TEST(LasWriter, intensitiesAndLabels) {
  const auto field = [](std::string_view name, std::string_view layout, const std::string& bytes) {
    return ReadBack(las(layout, bytes)).number(name, 0);
  };
  const std::string at = packed(1.F, 1.F, 1.F);
  EXPECT_EQ(field("intensity", "<3f:position:f:reflectance:", at + packed(0.25F)), 16384);
  EXPECT_EQ(field("intensity", "<3f:position:f:intensity:", at + packed(77.F)), 77);
  EXPECT_EQ(field("intensity", "<3f:position:f:intensity:", at + packed(-1.F)), 0);
  EXPECT_EQ(field("classification", "<3f:position:I:label:", at + packed(31U)), 31);
  EXPECT_EQ(field("classification", "<3f:position:I:label:", at + packed(32U)), 0);
  EXPECT_THAT(notes("<3f:position:f:intensity:", at + packed(0.25F)),
              ElementsAre("element 'intensity' is written as 0 to 65535 for 0 to 1"));
  EXPECT_THAT(notes("<3f:position:f:intensity:", at + packed(1.25F)),
              ElementsAre("element 'intensity' is rounded to whole numbers"));
  EXPECT_THAT(
      notes("<3f:position:f:intensity:", at + packed(-1.F)),
      ElementsAre("element 'intensity' is left out: LAS has intensities of 0 to 65535, and its numbers "
                  "are from -1 to -1"));
  EXPECT_THAT(notes("<3f:position:I:label:", at + packed(259U)),
              ElementsAre("element 'label' is left out: LAS 1.2 has classes of 0 to 31, and its numbers are "
                          "from 259 to 259"));
}

TEST(LasWriter, whatItCannotHoldIsTold) {
  EXPECT_THAT(notes("<3f:position:3f:normal:4s:tag:B:returns:B:flags:q:time:4x", ""),
              ElementsAre("element 'normal' is left out: LAS has no field for it",
                          "element 'tag' is left out: its points have no field of bytes",
                          "element 'returns' is left out: LAS has no field for it",
                          "element 'flags' is left out: LAS has no field for it",
                          "element 'time' is left out: LAS has no field for it"));
  EXPECT_THAT(notes("<f:a:", ""),
              ElementsAre("the layout '<f:a:' has no position, which every point of LAS has"));
  EXPECT_THAT(notes("<3f:position:", packed(1.F, 1.F, 1.F, 1.F, NAN, 1.F)),
              ElementsAre("the position of record 1 is not finite, which LAS cannot hold"));
}

TEST(LasWriter, noRecordsAndTooMany) {
  EXPECT_THAT(read_by_python("vertex", ""),
              "format 2 points 0\nbounds 0x0.0p+0 0x0.0p+0 0x0.0p+0 0x0.0p+0 0x0.0p+0 0x0.0p+0\n"
              "returns 0 0 0 0 0\n");
  EXPECT_EQ(ReadBack(las("vertex", "")).layout().count, 0U);
  Progress progress;
  const auto plan = las_writer().prepare({Schema::canonical(), std::uint64_t{1} << 32U, {}}, progress);
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(plan.error().message, "4294967296 records are too many for LAS 1.2: at most 4294967295");
}

TEST(LasWriter, manyChunks) {
  std::vector<float> numbers(900'000);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<float>(i % 10'000) / 4;
  expect_exact(numbers, "<3f:position:");
}

TEST(LasWriter, canBeCancelled) {
  Progress progress;
  progress.cancel();
  const std::string bytes = packed(1.F, 1.F, 1.F);
  const auto plan = las_writer().prepare(source_of("<3f:position:", bytes), progress);
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().code, ErrorCode::kCancelled);
}

}  // namespace
}  // namespace vertexview::test
