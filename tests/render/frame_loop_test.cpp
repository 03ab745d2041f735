// Tests of the frame loop with hosts that show nothing.
#include "render/frame_loop.hpp"

#include <nlohmann/json.hpp>

#include "session/support.hpp"
#include "vertexview/gpu/context.hpp"
#include "vertexview/task/wakeup.hpp"

namespace vertexview::app {
namespace {

using nlohmann::json;

class SilentHost final : public Host {
 public:
  explicit SilentHost(bool is_watched) : is_watched_(is_watched) {}

  /// Lets the session end the waits of this host.
  void attach(Session& session) {
    session.wake = [this] { wakeup_.wake(); };
  }

  [[nodiscard]] bool watched() const noexcept override { return is_watched_; }
  [[nodiscard]] Result<bool> closed() const override { return false; }
  bool begin(Session& /*session*/, ActionQueue& /*script*/) override {
    ++frames;
    return false;
  }
  bool act(Session& /*session*/, const LivePicture& /*picture*/) override { return false; }
  [[nodiscard]] Pace pace() const override { return {.upload = 1, .draw = 1}; }
  bool show(Session& /*session*/, const LivePicture& /*picture*/, bool drew) override {
    draws += drew ? 1 : 0;
    return false;
  }
  void report(Session& /*session*/) override {}
  [[nodiscard]] gpu::Image capture(const Session& session, LivePicture& picture) override {
    return picture.marked(session);
  }
  bool present(Session& /*session*/) override { return false; }
  [[nodiscard]] bool settled() const override { return true; }
  [[nodiscard]] bool reads() const override { return false; }
  void wait(std::optional<double> seconds) override {
    if (!seconds) wakeup_.wait();
  }
  [[nodiscard]] Result<void> renew(Session& /*session*/) override {
    return fail(ErrorCode::kDevice, "no driver is reset here");
  }

  int frames = 0;
  int draws = 0;

 private:
  bool is_watched_;
  Wakeup wakeup_;
};

class FrameLoopTest : public testing::Test {
 protected:
  FrameLoopTest() {
    auto made = gpu::HeadlessContext::create();
    EXPECT_TRUE(made) << describe(made.error());
    if (made) context_.emplace(*std::move(made));
  }
  void SetUp() override { ASSERT_TRUE(context_); }

  /// Runs `texts` on colors.bin and returns the session afterwards.
  Session run(SilentHost& host, const std::vector<std::string>& texts, Result<void>& ended) {
    Session session;
    session.viewport = {160, 120};
    host.attach(session);
    EXPECT_TRUE(open_file(session, colors_bin(), {}));
    auto loop = FrameLoop::create(host);
    EXPECT_TRUE(loop) << describe(loop.error());
    if (loop) ended = loop->run(session, *ActionQueue::parse(texts));
    return session;
  }

  std::optional<gpu::HeadlessContext> context_;
  TemporaryFolder folder_;
};

TEST_F(FrameLoopTest, aScriptGivesTheSameWatchedAndNot) {
  std::vector<json> states;
  for (const bool watched : {true, false}) {
    SilentHost host(watched);
    const std::string path = folder_.file(watched ? "watched.json" : "unwatched.json");
    Result<void> ended;
    (void)run(host,
              {"edl off", "renderer cpu", "view top", "point-size 7", "select 1", "state " + path, "quit"},
              ended);
    ASSERT_TRUE(ended) << describe(ended.error());
    json state = json::parse(contents_of(path));
    for (const char* const clock : {"frame_ms", "notices"}) state.erase(clock);
    states.push_back(std::move(state));
  }
  EXPECT_EQ(states[0], states[1]);
  EXPECT_EQ(states[0].at("selected"), 1);
}

TEST_F(FrameLoopTest, anErrorIsToldToWhoWatchesAndElseEndsTheLoop) {
  SilentHost watched(true);
  Result<void> ended;
  const Session told = run(watched, {"select 7", "select 1", "quit"}, ended);
  EXPECT_TRUE(ended) << describe(ended.error());
  EXPECT_TRUE(std::ranges::any_of(told.notices, [](const Notice& notice) {
    return notice.kind == Notice::Kind::kError &&
           notice.text.find("there is no vertex 7") != std::string::npos;
  }));
  SilentHost unwatched(false);
  (void)run(unwatched, {"select 7", "select 1"}, ended);
  ASSERT_FALSE(ended);
  EXPECT_THAT(ended.error().message, HasSubstr("there is no vertex 7"));
}

TEST_F(FrameLoopTest, nothingIsDrawnThatNobodyAsksFor) {
  SilentHost host(false);
  Result<void> ended;
  (void)run(host, {"view top", "select 1", "view front"}, ended);
  ASSERT_TRUE(ended) << describe(ended.error());
  EXPECT_EQ(host.draws, 0);
}

// A loop that polled whether the scan is done would make frames without end.
TEST_F(FrameLoopTest, aScanIsWaitedForWithoutLooking) {
  constexpr int kMostFrames = 40;
  SilentHost host(false);
  Session session;
  session.viewport = {160, 120};
  host.attach(session);
  const std::string path = folder_.sparse("large.bin", std::uint64_t{20} * 100'000'000);
  if (path.empty()) GTEST_SKIP() << "this file system has no sparse files";
  ASSERT_TRUE(open_file(session, path, {}));
  auto loop = FrameLoop::create(host);
  ASSERT_TRUE(loop) << describe(loop.error());
  const auto image = loop->picture(session);
  ASSERT_TRUE(image) << describe(image.error());
  EXPECT_FALSE(session.scanning());
  EXPECT_EQ(image->width, 160);
  EXPECT_LT(host.frames, kMostFrames);
}

}  // namespace
}  // namespace vertexview::app
