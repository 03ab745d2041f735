// Layouts of meshes, whose first and last rows differ from all others and have indices beside them, and of
// what else lies in rows.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "record/first_layout.hpp"
#include "record/made_records.hpp"

namespace vertexview::test {
namespace {

/// Appends the vertices of a sphere, `rows` times as many, row by row: position, normal and uv. What rounding
/// leaves of a zero stands at the last pole.
void put_sphere(MadeRecords& made, int rows) {
  for (int row = 0; row < rows; ++row)
    for (int i = 0; i < rows; ++i) {
      const double polar = row * 3.141592653589793 / (rows - 1);
      const double angle = i * 6.283185307179586 / (rows - 1);
      const double normal[]{std::sin(polar) * std::cos(angle), std::sin(polar) * std::sin(angle),
                            std::cos(polar)};
      for (const double c : normal) made.put(static_cast<float>(2.5 * c));
      for (const double c : normal) made.put(static_cast<float>(c));
      made.put(static_cast<float>(i) / static_cast<float>(rows - 1));
      made.put(static_cast<float>(row) / static_cast<float>(rows - 1));
    }
}

/// Appends the triangles of a grid of so many rows.
template <class Index>
void put_triangles(MadeRecords& made, int rows) {
  for (int row = 0; row + 1 < rows; ++row)
    for (int i = 0; i + 1 < rows; ++i)
      for (const int corner : {0, rows, 1, 1, rows, rows + 1})
        made.put(static_cast<Index>(row * rows + i + corner));
}

TEST(LayoutFinderMesh, rowsAtThePolesAreRecords) {
  for (const int rows : {20, 100}) {
    MadeRecords made;
    put_sphere(made, rows);
    EXPECT_EQ(
        first_of(find_layouts(made.bytes)),
        "<3f:position:3f:normal:2f:uv:: " + std::to_string(rows * rows) + " records of 32 bytes from 0");
  }
}

TEST(LayoutFinderMesh, trianglesAfterTheVertices) {
  for (const int rows : {20, 100}) {
    MadeRecords made;
    put_sphere(made, rows);
    put_triangles<std::uint16_t>(made, rows);
    EXPECT_EQ(
        first_of(find_layouts(made.bytes)),
        "<3f:position:3f:normal:2f:uv:: " + std::to_string(rows * rows) + " records of 32 bytes from 0");
  }
}

TEST(LayoutFinderMesh, trianglesBeforeTheVertices) {
  // Those of 100 rows take 235 KB, which no header does.
  for (const int rows : {20, 100}) {
    MadeRecords made;
    put_triangles<std::uint32_t>(made, rows);
    const std::string begin = std::to_string(made.bytes.size());
    put_sphere(made, rows);
    const auto found = find_layouts(made.bytes);
    EXPECT_EQ(first_of(found), "<3f:position:3f:normal:2f:uv:: " + std::to_string(rows * rows) +
                                   " records of 32 bytes from " + begin);
    EXPECT_FALSE(found.sure) << "somewhere among so many indices stand the bytes of the count";
  }
}

TEST(LayoutFinderMesh, pointsThatAreFarAwayAreNoIndices) {
  MadeRecords made;
  for (int i = 0; i < 60'000; ++i) {
    const double far = i < 6'000 ? 5000 : 0;
    for (int k = 0; k < 3; ++k) made.put(static_cast<float>(far + made.random(-50, 50)));
    made.put(static_cast<float>(made.random(0, 1)));
  }
  EXPECT_EQ(first_of(find_layouts(made.bytes)), "kitti: 60000 records of 16 bytes from 0");
}

TEST(LayoutFinderMesh, trianglesAloneAreNoSurePositions) {
  for (const int rows : {40, 100}) {
    MadeRecords made;
    put_triangles<std::uint32_t>(made, rows);
    EXPECT_FALSE(find_layouts(made.bytes).sure) << rows;
  }
}

TEST(LayoutFinderMesh, channelsOfGradientsBeforeAFullAlpha) {
  // The blue of a row is one value, so that it takes far fewer than red and green.
  MadeRecords made;
  for (int row = 0; row < 40; ++row)
    for (int i = 0; i < 80; ++i) {
      for (const double high : {50.0, 40.0, 3.0}) made.put(static_cast<float>(made.random(-high, high)));
      made.put(static_cast<std::uint8_t>((row * 80 + i) * 255 / 3199));
      made.put(static_cast<std::uint8_t>(127 + 127 * std::sin(i * 0.11 + row)));
      made.put(static_cast<std::uint8_t>(row * 6)).put(std::uint8_t{255});
    }
  EXPECT_EQ(first_of(find_layouts(made.bytes)), "<3f:position:4B:color:: 3200 records of 16 bytes from 0");
}

TEST(LayoutFinderMesh, doublesFarFromTheOriginAreSure) {
  MadeRecords made;
  for (int i = 0; i < 100; ++i) made.put(5e6 + i * 0.001).put(4e6).put(i * 0.5);
  const auto found = find_layouts(made.bytes);
  EXPECT_EQ(first_of(found), "<3d:position:: 100 records of 24 bytes from 0");
  EXPECT_TRUE(found.sure);
}

TEST(LayoutFinderMesh, rowsOfAGridLeaveTheStrideSure) {
  // Three records tell a little more of each other than one does, because their colours come again.
  MadeRecords made;
  for (int i = 0; i < 961; ++i) {
    made.put(448'242.123 + i % 31 * 1.33).put(5'429'103.456 + i / 31 * 1.33).put(100 + std::sin(i * 0.1));
    for (int k = 0; k < 3; ++k) made.put(static_cast<std::uint8_t>(i * (k + 1) % 3 * 85 + i % 31 * 2));
  }
  const auto found = find_layouts(made.bytes);
  EXPECT_EQ(first_of(found), "<3d:position:3B:color:: 961 records of 27 bytes from 0");
  EXPECT_TRUE(found.sure);
}

TEST(LayoutFinderMesh, noiseHasNoScore) {
  MadeRecords made;
  for (int i = 0; i < 40'000; ++i) made.put(static_cast<std::uint8_t>(made.random(0, 256)));
  for (const LayoutCandidate& one : find_layouts(made.bytes).candidates)
    EXPECT_LT(one.score, 0.1) << one.name;
}

}  // namespace
}  // namespace vertexview::test
