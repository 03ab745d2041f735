// Files that are joined to an open one.
#include "session/companions.hpp"

#include <filesystem>

#include "session/support.hpp"
#include "session/update.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview::app {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class Companions : public testing::Test {
 protected:
  Companions() { std::filesystem::create_directories(folder_.file("velodyne")); }

  template <class T>
  [[nodiscard]] std::string write(std::string_view name, const std::vector<T>& numbers) const {
    std::filesystem::create_directories(std::filesystem::path(folder_.file(std::string(name))).parent_path());
    return folder_.write(name, std::as_bytes(std::span(numbers)));
  }
  [[nodiscard]] std::string scan() const {
    return write("velodyne/0.bin", std::vector<float>{1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9, 1});
  }
  [[nodiscard]] std::string labels(const char* name) const {
    return write(name, std::vector<std::uint32_t>{10, 40, 70});
  }
  void open_scan() { ASSERT_TRUE(open_file(session_, scan(), {.layout = parse_layout("kitti").value()})); }

  test::TemporaryFolder folder_;
  Session session_;
};

TEST_F(Companions, areJoinedAndStayWithTheFile) {
  open_scan();
  const auto path = labels("other/truth.label");
  ASSERT_TRUE(join_file(session_, path)) << "whatever its name";
  const OpenDataset& joined = *session_.active_dataset();
  EXPECT_EQ(joined.name, "0.bin + truth.label");
  EXPECT_EQ(joined.data.layout().schema.format, "<3f:position:f:intensity:H:label:H:instance:");
  EXPECT_EQ(joined.data[1].color, (Color{65535, 0, 65535}));
  ASSERT_TRUE(reload_file(session_));
  EXPECT_EQ(session_.active_dataset()->data.stride(), 20U);
  Layout other = session_.active_dataset()->data.layout();
  other.schema = parse_layout("<3f:position:f:intensity:I:whole:").value().schema;
  other.appearance = {};
  ASSERT_TRUE(show_layout(session_, session_.active, other));
  EXPECT_NE(session_.active_dataset()->data.layout().schema.find("whole"), nullptr);
  EXPECT_EQ(session_.active_dataset()->data.size(), 3U);
}

TEST_F(Companions, aRefusedOneChangesNothing) {
  open_scan();
  const auto serial = session_.active_dataset()->serial;
  const auto refused = join_file(session_, write("two.label", std::vector<std::uint32_t>{1, 2}));
  ASSERT_FALSE(refused);
  EXPECT_THAT(describe(refused.error()), HasSubstr("two.label: has 2 records"));
  EXPECT_FALSE(join_file(session_, folder_.file("gone.label")));
  EXPECT_EQ(session_.active_dataset()->serial, serial);
  EXPECT_THAT(session_.active_dataset()->options.companions, IsEmpty());
}

TEST_F(Companions, whatIsShownIsCounted) {
  open_scan();
  ASSERT_TRUE(join_file(session_, write("five.label", std::vector<std::uint32_t>{10, 40, 10})));
  test::finish_scans(session_);
  const OpenDataset& joined = *session_.active_dataset();
  ASSERT_TRUE(joined.categories);
  EXPECT_THAT(joined.categories->counted, testing::ElementsAre(Category{10, 2}, Category{40, 1}));
  Appearance by_height = joined.data.layout().appearance;
  by_height.elements = {"z"};
  by_height.ramp = Ramp::kAutomatic;
  ASSERT_TRUE(show_appearance(session_, session_.active, by_height));
  test::finish_scans(session_);
  EXPECT_FALSE(session_.active_dataset()->categories);
}

TEST_F(Companions, nothingOpen) {
  EXPECT_EQ(join_file(session_, "a.label").error().code, ErrorCode::kNotFound);
}

TEST_F(Companions, areOfferedWhereTheyObviouslyBelong) {
  const auto path = labels("labels/0.label");
  session_.interactive = true;
  open_scan();
  ASSERT_FALSE(session_.notices.empty());
  EXPECT_THAT(session_.notices.back().text, HasSubstr("0.label has a label for each vertex"));
  EXPECT_EQ(test::offered(session_.notices.back()), "join " + path);
  EXPECT_EQ(session_.active_dataset()->data.stride(), 16U) << "never joined unasked";
}

TEST_F(Companions, areNotOfferedForAnotherCount) {
  (void)write("velodyne/0.label", std::vector<std::uint32_t>{1, 2});
  session_.interactive = true;
  open_scan();
  for (const Notice& notice : session_.notices) EXPECT_THAT(notice.text, testing::Not(HasSubstr("label")));
}

TEST_F(Companions, areWatchedAsTheFileIs) {
  session_.interactive = true;
  open_scan();
  const auto path = labels("other/truth.label");
  ASSERT_TRUE(join_file(session_, path));
  test::finish_scans(session_);
  ASSERT_EQ(session_.active_dataset()->watches.size(), 2U);
  const std::size_t told = session_.notices.size();
  (void)write("other/truth.label", std::vector<std::uint32_t>{40, 40, 40});
  EXPECT_TRUE(update(session_));
  ASSERT_EQ(session_.notices.size(), told + 1);
  EXPECT_EQ(session_.notices.back().text,
            "truth.label has changed on the disk. Reload (F5) shows it as it is now.");
  ASSERT_TRUE(reload_file(session_));
  EXPECT_EQ(session_.active_dataset()->data[0].color, (Color{65535, 0, 65535}));
  test::finish_scans(session_);
  EXPECT_EQ(session_.notices.size(), told + 1) << "what was reloaded has not changed";
}

TEST_F(Companions, oneThatBecameShorterLeavesAsManyRecords) {
  session_.interactive = true;
  open_scan();
  const auto path = labels("other/truth.label");
  ASSERT_TRUE(join_file(session_, path));
  test::finish_scans(session_);
  std::filesystem::resize_file(path, 8);
  EXPECT_TRUE(update(session_));
  EXPECT_EQ(session_.notices.back().text,
            "truth.label became shorter while it was open: 2 of 3 vertices are left. Reload (F5) opens it "
            "again.");
  EXPECT_EQ(session_.active_dataset()->data.size(), 2U);
  EXPECT_EQ(session_.active_dataset()->data[1].position, (Vector{4, 5, 6}));
}

TEST_F(Companions, planesOfAShorterFileAreNotGuessed) {
  session_.interactive = true;
  const auto path = write("planes.bin", std::vector<float>{1, 2, 3, 10, 20, 30, 100, 200, 300});
  ASSERT_TRUE(open_file(session_, path, {.layout = parse_layout("<f:x:f:y:f:z:").value(), .planes = true}));
  EXPECT_EQ(session_.active_dataset()->data[2].position, (Vector{3, 30, 300}));
  test::finish_scans(session_);
  std::filesystem::resize_file(path, 24);
  EXPECT_TRUE(update(session_));
  EXPECT_THAT(session_.notices.back().text, HasSubstr("what is left cannot be read: " + path +
                                                      ": 24 bytes hold planes of 2 records, not of 3"));
  EXPECT_EQ(session_.active_dataset()->data.size(), 3U);
}

}  // namespace
}  // namespace vertexview::app
