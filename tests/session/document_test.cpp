#include "session/document.hpp"

#include "session/support.hpp"

namespace vertexview::app {
namespace {

TEST(Bounds, hiddenCloudsDoNotCount) {
  Document document = colors_document();
  document.clouds[0].visible = false;
  EXPECT_TRUE(document.bounds().empty());
}

TEST(Notify, keepsTheLast) {
  Document document;
  for (int i = 0; i < 1500; ++i) document.notify(Notice::Kind::kInfo, std::to_string(i));
  ASSERT_EQ(document.notices.size(), 1000U);
  EXPECT_EQ(document.notices.front().text, "500");
  EXPECT_EQ(document.notices.back().text, "1499");
  EXPECT_LE(document.notices.front().time, document.notices.back().time);
}

}  // namespace
}  // namespace vertexview::app
