#include "vertexview/record/semantics.hpp"

#include <gtest/gtest.h>

namespace vertexview::test {
namespace {

TEST(Semantics, scalarFieldsOfCloudCompare) {
  EXPECT_EQ(semantic_of("scalar_Intensity"), Semantic::kIntensity);
  EXPECT_EQ(semantic_of("scalar_reflectance"), Semantic::kIntensity);
  EXPECT_EQ(semantic_of("scalar_Classification"), Semantic::kLabel);
  EXPECT_EQ(semantic_of("scalar_ring"), Semantic::kRing);
  // A field that is shown as a colour is no coordinate and no channel of a colour, whatever it is called.
  for (const char* const name :
       {"scalar_x", "scalar_R", "scalar_red", "scalar_nx", "scalar_", "scalar_GpsTime", "scalar"})
    EXPECT_EQ(semantic_of(name), Semantic::kNone) << name;
}

}  // namespace
}  // namespace vertexview::test
