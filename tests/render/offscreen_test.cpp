#include "render/offscreen.hpp"

#include <cmath>
#include <limits>
#include <random>

#include "session/fit.hpp"
#include "session/support.hpp"
#include "support_gl.hpp"
#include "support_png.hpp"
#include "support_up.hpp"

namespace vertexview::app {
namespace {

constexpr Rgb kDark{0x12, 0x14, 0x19};

Rgb shown(const Color& color) {
  const auto channel = [](std::uint16_t v) { return static_cast<std::uint8_t>(std::lround(v / 257.0)); };
  return {channel(color.red), channel(color.green), channel(color.blue)};
}

Picture picture_of(const gpu::Image& image) {
  Picture picture{image.width, image.height, 3, {}};
  for (std::size_t i = 0; i < image.rgba.size(); i += 4)
    picture.pixels.push_back({image.rgba[i], image.rgba[i + 1], image.rgba[i + 2]});
  return picture;
}

class OffscreenTest : public testing::Test {
 protected:
  OffscreenTest() {
    auto made = Offscreen::create();
    EXPECT_TRUE(made) << made.error().message;
    if (made) offscreen_.emplace(*std::move(made));
  }
  void SetUp() override { ASSERT_TRUE(offscreen_); }

  Picture render(Session& session) {
    auto image = offscreen_->render(session);
    if (!image) {
      ADD_FAILURE() << describe(image.error());
      return {};
    }
    return picture_of(*image);
  }

  Session open(const std::string& path, const std::vector<std::string>& actions = {}) {
    Session session;
    session.viewport = {320, 240};
    const auto opened = open_file(session, path, {});
    EXPECT_TRUE(opened) << describe(opened.error());
    finish_scans(session);
    for (const std::string& action : actions) {
      const auto done = perform(session, action);
      EXPECT_TRUE(done) << describe(done.error());
    }
    return session;
  }

  std::optional<Offscreen> offscreen_;
};

TEST_F(OffscreenTest, colorsAreExact) {
  Session session = open(colors_bin(), {"point-size 15"});
  session.viewport = {640, 480};
  fit_view(session);
  const Picture picture = render(session);
  for (std::uint64_t i = 0; i < 4; ++i) {
    const ColoredVertex record = session.datasets[0].data[i];
    const auto at =
        session.camera.project(session.viewport, {record.position.x, record.position.y, record.position.z});
    ASSERT_TRUE(at);
    EXPECT_EQ(picture.at(at->pixel), shown(record.color)) << i;
  }
  EXPECT_EQ(session.frame.drawn.points_drawn, 4U);
  EXPECT_EQ(session.frame.drawn.points_total, 4U);
  EXPECT_GT(session.frame.milliseconds, 0);
  EXPECT_FALSE(session.frame.device.empty());
}

TEST_F(OffscreenTest, anIsolatedVertexFallsWhereTheCameraSays) {
  const TemporaryFolder folder;
  const std::string path = write_vertices(folder, "one.bin", {vertex(0.25F, 0.5F, -0.125F)});
  const glm::dvec3 place{0.25, 0.5, -0.125};
  for (const std::string camera :
       {"eye=0,-3,0 target=0,0,0", "eye=2,-3,1 target=0,0,0.5 fov=30", "eye=-1,-2,0 target=0,1,0 fov=100",
        "eye=0,-3,0 target=0.3,0,0 ortho=1", "eye=0.1,0.2,5 target=0.1,0.2,0 up=0,1,0 ortho=1"}) {
    for (const std::string size : {"1", "2", "3", "9", "20", "21"}) {
      Session session = open(path, {"camera " + camera, "point-size " + size});
      const auto expected = session.camera.project(session.viewport, place);
      ASSERT_TRUE(expected);
      const auto middle = render(session).middle_of({255, 255, 255});
      ASSERT_TRUE(middle) << camera << " " << size;
      // A point of an even size has no middle pixel, so it may be one pixel off.
      const double tolerance = std::stoi(size) % 2 == 0 ? 1.0 : 0.51;
      EXPECT_NEAR(middle->x, expected->pixel.x, tolerance) << camera << " " << size;
      EXPECT_NEAR(middle->y, expected->pixel.y, tolerance) << camera << " " << size;
    }
  }
}

TEST_F(OffscreenTest, alsoAtLargeCoordinates) {
  const TemporaryFolder folder;
  Session session =
      open(write_vertices(folder, "far.bin", {vertex(4000000.25F, 5000000.5F, 3000000)}),
           {"camera eye=4000001,4999997,3000001 target=4000000,5000000,3000000", "point-size 1"});
  const auto expected = session.camera.project(session.viewport, {4000000.25, 5000000.5, 3000000});
  const auto middle = render(session).middle_of({255, 255, 255});
  ASSERT_TRUE(middle);
  EXPECT_NEAR(middle->x, expected->pixel.x, 0.51);
  EXPECT_NEAR(middle->y, expected->pixel.y, 0.51);
}

// The oracle is the same cloud with its axes permuted: what is up is z there.
TEST_F(OffscreenTest, aTurnedCloudWithItsAxisUpLooksLikeTheCloudWithZUp) {
  const TemporaryFolder folder;
  std::mt19937 random(7);
  const auto unit = [&] { return static_cast<float>(random() % 20000) / 10000 - 1; };
  const auto channel = [&] { return static_cast<std::uint16_t>(random()); };
  std::vector<ColoredVertex> vertices;
  for (int i = 0; i < 300; ++i)
    vertices.push_back(vertex(unit(), 2 * unit() + 5, 3 * unit() - 4, channel(), channel(), channel()));
  Session upright = open(write_vertices(folder, "cloud.bin", vertices));
  for (const UpCase& up : kUpCases) {
    auto turned = vertices;
    for (ColoredVertex& one : turned) {
      const glm::vec3 v(up.rotated({one.position.x, one.position.y, one.position.z}));
      one.position = {v.x, v.y, v.z};
    }
    Session session = open(write_vertices(folder, "turned.bin", turned), {"up " + up.name});
    for (const std::string view : {"front", "back", "side", "left", "top", "bottom"}) {
      expect_done(upright, "view " + view);
      expect_done(session, "view " + view);
      const Picture expected = render(upright);
      EXPECT_LT(expected.count(kDark), 320U * 240U);
      EXPECT_TRUE(render(session).pixels == expected.pixels) << up.name << " " << view;
    }
  }
}

TEST_F(OffscreenTest, withoutVerticesOnlyTheBackground) {
  const TemporaryFolder folder;
  Session session = open(write_vertices(folder, "none.bin", {}));
  EXPECT_EQ(render(session).count(kDark), 320U * 240U);
  ASSERT_TRUE(perform(session, "theme light"));
  EXPECT_EQ(render(session).count({255, 255, 255}), 320U * 240U);
  Session nothing;
  nothing.viewport = {7, 5};
  EXPECT_EQ(render(nothing).count(kDark), 35U);
}

TEST_F(OffscreenTest, positionsThatAreNotFiniteDrawNothing) {
  const TemporaryFolder folder;
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float inf = std::numeric_limits<float>::infinity();
  Session session =
      open(write_vertices(folder, "bad.bin", {vertex(nan, 0, 0), vertex(0, inf, 0), vertex(0, 0, -inf)}),
           {"point-size 30", "select 1"});
  EXPECT_EQ(render(session).count(kDark), 320U * 240U);
}

TEST_F(OffscreenTest, theSameBytesEveryTime) {
  const TemporaryFolder folder;
  std::mt19937 random(1);
  std::vector<ColoredVertex> vertices;
  const auto unit = [&] { return static_cast<float>(random() % 20000) / 10000 - 1; };
  const auto channel = [&] { return static_cast<std::uint16_t>(random()); };
  for (int i = 0; i < 200'000; ++i)
    vertices.push_back(vertex(unit(), unit(), unit(), channel(), channel(), channel()));
  const std::string path = write_vertices(folder, "random.bin", vertices);
  Session session = open(path);
  const Picture first = render(session);
  EXPECT_EQ(render(session).pixels, first.pixels);
  Session again = open(path);
  EXPECT_EQ(render(again).pixels, first.pixels);
  EXPECT_LT(first.count(kDark), 320U * 240U * 3 / 4);
}

TEST_F(OffscreenTest, theMarkerFollowsTheSelection) {
  Session session = open(colors_bin(), {"point-size 9"});
  const Picture plain = render(session);
  ASSERT_TRUE(perform(session, "select 0"));
  const Picture first = render(session);
  EXPECT_NE(first.pixels, plain.pixels);
  ASSERT_TRUE(perform(session, "select 3"));
  const Picture second = render(session);
  EXPECT_NE(second.pixels, first.pixels);
  ASSERT_TRUE(perform(session, "deselect"));
  EXPECT_EQ(render(session).pixels, plain.pixels) << "no trace of the old markers";
  ASSERT_TRUE(perform(session, "select 0"));
  EXPECT_EQ(render(session).pixels, first.pixels);
}

TEST_F(OffscreenTest, anOccludedSelectionIsMarked) {
  const TemporaryFolder folder;
  std::vector<ColoredVertex> wall(10'000);
  for (std::size_t i = 0; i < wall.size(); ++i)
    wall[i] = vertex(static_cast<float>(i % 100) / 50 - 1, -1, static_cast<float>(i / 100) / 50 - 1, 20000);
  wall.push_back(vertex(0, 1, 0));
  Session session = open(write_vertices(folder, "wall.bin", wall), {"view front", "fit", "point-size 9"});
  const Picture hidden = render(session);
  EXPECT_EQ(hidden.count({255, 255, 255}), 0U) << "the wall hides it";
  ASSERT_TRUE(perform(session, "select 10000"));
  EXPECT_NE(render(session).pixels, hidden.pixels);
}

TEST_F(OffscreenTest, cloudsAreHiddenReloadedAndClosed) {
  const TemporaryFolder folder;
  const std::string path = write_vertices(folder, "a.bin", {vertex(0, 0, 0, 65535, 0, 0)});
  Session session = open(path, {"point-size 9"});
  EXPECT_GT(render(session).count({255, 0, 0}), 0U);
  ASSERT_TRUE(perform(session, "toggle-cloud 0"));
  EXPECT_EQ(render(session).count(kDark), 320U * 240U);
  ASSERT_TRUE(perform(session, "toggle-cloud 0"));
  const std::string changed = write_vertices(folder, "b.bin", {vertex(0, 0, 0, 0, 65535, 0)});
  std::filesystem::rename(changed, path);
  EXPECT_GT(render(session).count({255, 0, 0}), 0U) << "what was opened stays";
  ASSERT_TRUE(perform(session, "reload"));
  EXPECT_GT(render(session).count({0, 255, 0}), 0U);
  ASSERT_TRUE(perform(session, "close"));
  EXPECT_EQ(render(session).count(kDark), 320U * 240U);
  EXPECT_EQ(session.frame.gpu_bytes, 0U);
}

TEST_F(OffscreenTest, runWritesBetweenTheActions) {
  const TemporaryFolder folder;
  Session session = open(colors_bin());
  const std::vector<std::string> texts{"screenshot " + folder.file("a.png"), "state " + folder.file("a.json"),
                                       "select 1", "screenshot " + folder.file("b.png"),
                                       "state " + folder.file("b.json")};
  const auto done = offscreen_->run(session, *ActionQueue::parse(texts));
  ASSERT_TRUE(done) << describe(done.error());
  EXPECT_NE(read_png(folder.file("a.png")).pixels, read_png(folder.file("b.png")).pixels);
  EXPECT_THAT(contents_of(folder.file("a.json")), HasSubstr("\"selected\": null"));
  EXPECT_THAT(contents_of(folder.file("b.json")), HasSubstr("\"selected\": 1"));
}

TEST_F(OffscreenTest, runStopsAtTheFirstFailure) {
  const TemporaryFolder folder;
  Session session = open(colors_bin());
  const std::vector<std::string> texts{"select 7", "state " + folder.file("a.json")};
  const auto done = offscreen_->run(session, *ActionQueue::parse(texts));
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "select: there is no vertex 7; colors.bin has 4 vertices, 0 to 3");
  EXPECT_FALSE(std::filesystem::exists(folder.file("a.json")));
}

TEST_F(OffscreenTest, aGpuThatIsBehindWithItsCopiesIsWaitedFor) {
  constexpr std::uint64_t kCount = 4'000'000;  // eight slots of the staging ring, which has four
  const TemporaryFolder folder;
  Session session;
  session.viewport = {64, 48};
  session.gpu_budget = 10 * kCount * sizeof(ColoredVertex);  // with a budget vertices are copied
  ASSERT_TRUE(open_file(session, folder.sparse("cloud.bin", kCount * sizeof(ColoredVertex)), {}));
  const GpuBehind behind;
  const auto image = offscreen_->render(session);
  ASSERT_TRUE(image) << describe(image.error());
  EXPECT_EQ(session.frame.drawn.points_drawn, kCount);
}

TEST_F(OffscreenTest, anUploadThatIsStoppedKeepsWhatItHas) {
  const TemporaryFolder folder;
  constexpr std::uint64_t kCount = 2'000'000;
  Session session;
  session.viewport = {64, 48};
  session.gpu_budget = 10 * kCount * sizeof(ColoredVertex);  // with a budget vertices are copied
  ASSERT_TRUE(open_file(session, folder.sparse("cloud.bin", kCount * sizeof(ColoredVertex)), {}));
  finish_scans(session);
  auto datasets = DatasetRenderer::create();
  ASSERT_TRUE(datasets);
  constexpr std::uint64_t kSome = 1000;
  ASSERT_TRUE(datasets->upload(session, kSome * sizeof(ColoredVertex)));
  ASSERT_FALSE(datasets->uploaded());
  datasets->stop_upload(session);
  ASSERT_TRUE(datasets->upload(session, kCount * sizeof(ColoredVertex)));
  EXPECT_TRUE(datasets->uploaded()) << "nothing is left to do";
  EXPECT_THAT(session.notices.back().text,
              testing::MatchesRegex("cloud.bin: uploading was stopped; [0-9]+ of 2000000 vertices are shown. "
                                    "Reload \\(F5\\) uploads all of them."));
  ASSERT_TRUE(reload_file(session));
  finish_scans(session);
  ASSERT_TRUE(datasets->upload(session, kSome * sizeof(ColoredVertex)));
  EXPECT_FALSE(datasets->uploaded()) << "it begins again";
}

}  // namespace
}  // namespace vertexview::app
