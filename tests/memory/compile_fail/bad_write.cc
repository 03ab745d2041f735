// Compiled by a test with one of these macros; each must stop the compiler with a message that says why: what
// is written through a view is written, or the program does not compile.
#include <algorithm>

#include "vertexview/memory/strided_view.hpp"

struct Point {
  float x = 0, y = 0;
};

void write(vertexview::StridedView<Point> points, vertexview::StridedView<const Point> fixed,
           vertexview::StridedView<const float> numbers) {
  points[0] = Point{1, 2};
#if defined(MEMBER)
  for (auto&& point : points) point.x = 7;
#elif defined(MEMBER_OF_CONST)
  for (auto&& point : fixed) point.x = 7;
#elif defined(CONST_RECORD)
  fixed[0] = Point{1, 2};
#elif defined(CONST_NUMBER)
  numbers[0] = 7;
#elif defined(CONST_FILL)
  std::ranges::fill(fixed, Point{1, 2});
#elif defined(CONST_SORT)
  std::ranges::sort(numbers);
#else
  points[0].member(&Point::x) = fixed[0].x + numbers[0];
#endif
}
