#include "actions/vertex_choice.hpp"

#include <gmock/gmock.h>

namespace vertexview::app {
namespace {

VertexChoice::Part part(std::uint64_t from, std::uint64_t to) {
  return {VertexAddress(Amount{from}), VertexAddress(Amount{to})};
}

TEST(VertexChoice, vertices) {
  EXPECT_THAT(parse_vertex_choice("7")->parts, testing::ElementsAre(part(7, 7)));
  EXPECT_TRUE(parse_vertex_choice("5 000 000")->single());
  EXPECT_THAT(parse_vertex_choice("10-20,35")->parts, testing::ElementsAre(part(10, 20), part(35, 35)));
  EXPECT_THAT(parse_vertex_choice(" 1 .. 2 , 3 - 4")->parts, testing::ElementsAre(part(1, 2), part(3, 4)));
  EXPECT_EQ(parse_vertex_choice("-10")->parts.front().from.kind, VertexAddress::Kind::kBackward);
  EXPECT_EQ(parse_vertex_choice("-10--5")->parts.front().to.kind, VertexAddress::Kind::kBackward);
  EXPECT_EQ(parse_vertex_choice("50%-last")->parts.front().to.kind, VertexAddress::Kind::kLast);
}

TEST(VertexChoice, words) {
  EXPECT_EQ(parse_vertex_choice("all")->kind, VertexChoice::Kind::kAll);
  EXPECT_EQ(parse_vertex_choice("none")->kind, VertexChoice::Kind::kNone);
  EXPECT_EQ(parse_vertex_choice("invert")->kind, VertexChoice::Kind::kInvert);
  EXPECT_FALSE(parse_vertex_choice("some"));
  EXPECT_FALSE(parse_vertex_choice(""));
  EXPECT_FALSE(parse_vertex_choice("1,"));
  EXPECT_FALSE(parse_vertex_choice("1-2-3"));
}

TEST(VertexChoice, textsReadBack) {
  for (const char* text : {"7", "10..20,35", "-10..-5", "50%", "last", "all", "none", "invert", "@28"})
    EXPECT_EQ(vertex_choice_text(parse_vertex_choice(text).value()), text);
}

}  // namespace
}  // namespace vertexview::app
