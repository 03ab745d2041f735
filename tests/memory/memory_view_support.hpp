#pragma once
// What the tests of MemoryView share.
#include <gmock/gmock.h>

#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/memory/memory_view.hpp"

namespace vertexview_memory_view_test {

struct Position {
  float x, y, z;
};
struct Point {
  Position position;
  std::uint16_t color[3];
  std::uint16_t padding;
};

}  // namespace vertexview_memory_view_test

template <>
struct vertexview::FormatOf<vertexview_memory_view_test::Position> {
  static constexpr std::string_view value = "3f";
};
template <>
struct vertexview::FormatOf<vertexview_memory_view_test::Point> {
  static constexpr std::string_view value = "3f:position:3H:color:xx";
};

namespace vertexview_memory_view_test {

using namespace vertexview;
using testing::ElementsAre;

template <class T>
T value_of(Result<T> result) {
  EXPECT_TRUE(result) << (result ? "" : result.error().message);
  return result ? std::move(*result) : T();
}
template <class T>
std::string error_of(const Result<T>& result, ErrorCode code) {
  if (result) return "no error";
  EXPECT_EQ(result.error().code, code) << result.error().message;
  return result.error().message;
}
inline std::string list(const MemoryView& view) {
  return to_string(value_of(view.to_list()));
}

inline std::vector<std::uint8_t> counting(std::size_t size) {
  std::vector<std::uint8_t> bytes(size);
  std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
  return bytes;
}
inline std::vector<Point> two_points() {
  return {{{1, 2, 3}, {4, 5, 6}, 77}, {{-1, 0.5F, 9}, {65535, 0, 32768}, 0}};
}

}  // namespace vertexview_memory_view_test
