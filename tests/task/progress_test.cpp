#include "vertexview/task/progress.hpp"

#include <gtest/gtest.h>

namespace vertexview {
namespace {

TEST(Progress, fraction) {
  Progress progress;
  EXPECT_EQ(progress.fraction(), 0) << "the total is unknown";
  progress.start(8);
  progress.advance(2);
  EXPECT_EQ(progress.fraction(), 0.25);
  progress.start(4);
  EXPECT_EQ(progress.done(), 0U) << "another operation";
}

}  // namespace
}  // namespace vertexview
