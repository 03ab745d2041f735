#include "session/session.hpp"

#include "session/support.hpp"

namespace vertexview::app {
namespace {

TEST(Bounds, hiddenCloudsDoNotCount) {
  Session session = colors_session();
  session.datasets[0].visible = false;
  EXPECT_TRUE(session.bounds().empty());
}

TEST(Notify, keepsTheLast) {
  Session session;
  for (int i = 0; i < 1500; ++i) session.notify(Notice::Kind::kInfo, std::to_string(i));
  ASSERT_EQ(session.notices.size(), 1000U);
  EXPECT_EQ(session.notices.front().text, "500");
  EXPECT_EQ(session.notices.back().text, "1499");
  EXPECT_LE(session.notices.front().time, session.notices.back().time);
}

}  // namespace
}  // namespace vertexview::app
