// Loops over the views of a dataset that a temporary Result holds, compiled as those of the room memory.
#include <gmock/gmock.h>

#include <vector>

#include "vertexview/vertex/dataset.hpp"

namespace vertexview {
namespace {

using testing::ElementsAre;

const std::vector<ColoredVertex> kVertices{{{1, 2, 3}, {4, 5, 6}, 0}, {{7, 8, 9}, {10, 11, 12}, 0}};

TEST(VERTEXVIEW_SUITE, viewsOfADataset) {
  const auto file = Dataset::over(std::as_bytes(std::span(kVertices)), {});
  ASSERT_TRUE(file);
  std::vector<float> seen;
  for (const auto [position, color, padding] : *file->vertices()) seen.push_back(position.z);
  for (const auto position : *file->positions()) seen.push_back(position.y);
  for (const auto color : *file->colors()) seen.push_back(color.blue);
  for (const auto& vertex : file->vertices()->flipped()) seen.push_back(vertex.position.x);
  EXPECT_THAT(seen, ElementsAre(3, 9, 2, 8, 6, 12, 7, 1));
}

}  // namespace
}  // namespace vertexview
