// A file whose members are parts of one whole, as the meshes of a scene: all of them are opened.
#include <fmt/format.h>

#include "formats/gltf_support.hpp"
#include "session/open_path.hpp"
#include "session/support.hpp"

namespace vertexview::app {
namespace {

class Parts : public testing::Test {
 protected:
  /// Writes a scene that shows one mesh of two vertices at so many places along x, ten apart.
  std::string write_scene(std::size_t places, std::string_view name = "scene.glb") {
    std::string nodes;
    for (std::size_t i = 0; i < places; ++i)
      nodes += fmt::format(R"({}{{"mesh":0,"translation":[{},0,0]}})", i == 0 ? "" : ",", 10 * i);
    const std::string file = test::glb(test::scene(",\"nodes\":[" + nodes + "]"), test::two_records());
    return folder_.write(name, std::as_bytes(std::span(file)));
  }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const OpenDataset& dataset : session_.datasets) all.push_back(dataset.name);
    return all;
  }
  [[nodiscard]] std::vector<std::string> told() const {
    std::vector<std::string> texts;
    for (const Notice& notice : session_.notices) texts.push_back(notice.text);
    return texts;
  }
  /// Returns where the first vertex of a dataset lies.
  [[nodiscard]] std::array<double, 3> first_place(std::size_t index) const {
    const Dataset& data = session_.datasets.at(index).data;
    const auto [x, y, z] = data[0].position;
    const auto origin = data.origin();
    return {x + origin[0], y + origin[1], z + origin[2]};
  }

  TemporaryFolder folder_;
  Session session_;
};

TEST_F(Parts, allStandWhereTheSceneHasThem) {
  ASSERT_TRUE(open_path(session_, write_scene(3), {}));
  EXPECT_THAT(names(), ElementsAre("scene.glb#m", "scene.glb#m-2", "scene.glb#m-3"));
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_THAT(first_place(i), ElementsAre(1 + 10 * static_cast<double>(i), 2, 3)) << i;
    EXPECT_EQ(session_.datasets[i].data.origin(), session_.datasets[0].data.origin());
  }
  EXPECT_EQ(session_.camera.up_axis, UpAxis::kY);
  EXPECT_THAT(told(), IsEmpty());
}

TEST_F(Parts, oneByItsName) {
  ASSERT_TRUE(open_path(session_, write_scene(3) + "#m-2", {}));
  EXPECT_THAT(names(), ElementsAre("scene.glb#m-2"));
  EXPECT_THAT(first_place(0), ElementsAre(11, 2, 3));
}

TEST_F(Parts, eachIsReloadedAsItself) {
  const std::string path = write_scene(2);
  ASSERT_TRUE(open_path(session_, path, {}));
  EXPECT_EQ(session_.active_dataset()->name, "scene.glb#m-2");
  std::filesystem::remove(path);
  (void)write_scene(3);
  ASSERT_TRUE(reload_file(session_));
  EXPECT_THAT(names(), ElementsAre("scene.glb#m", "scene.glb#m-2"));
  EXPECT_THAT(first_place(1), ElementsAre(11, 2, 3));
}

TEST_F(Parts, moreThanAreOpenedAtOnce) {
  const std::string path = write_scene(70);
  ASSERT_TRUE(open_path(session_, path, {}));
  EXPECT_EQ(session_.datasets.size(), kMostFiles);
  EXPECT_THAT(told(), ElementsAre(path +
                                  ": the first 64 of 70 parts are open, 6 are left out; open others by "
                                  "their names, as in " +
                                  path + "#m-65"));
}

TEST_F(Parts, filesOfAFolderCountWithTheirParts) {
  const std::string first = write_scene(60, "a.glb");
  const std::string second = write_scene(10, "b.glb");
  (void)write_scene(1, "c.glb");
  const std::string folder = folder_.path().string();
  ASSERT_TRUE(open_path(session_, folder, {}));
  EXPECT_EQ(session_.datasets.size(), kMostFiles);
  EXPECT_THAT(told(), ElementsAre(second +
                                      ": the first 4 of 10 parts are open, 6 are left out; open others by "
                                      "their names, as in " +
                                      second + "#m-5",
                                  folder +
                                      ": the first 2 of 3 files are open, 1 are left out; open others by "
                                      "their names or by a pattern, as in " +
                                      folder + "/*.glb"));
}

}  // namespace
}  // namespace vertexview::app
