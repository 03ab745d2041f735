// A layout that nobody said, guessed when a file is opened.
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <span>
#include <vector>

#include "session/layout_argument.hpp"
#include "session/open_path.hpp"
#include "session/state.hpp"
#include "session/support.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"

namespace vertexview::app {
namespace {

/// Writes records of x, y, z and `more` further floats from 0 to 1, then `rest` zeros.
std::string write_floats(const TemporaryFolder& folder, std::string_view name, int count, int more,
                         std::size_t rest = 0) {
  std::vector<float> numbers;
  for (int i = 0; i < count; ++i) {
    for (const double v : {20 * std::sin(i * 0.37), 20 * std::cos(i * 0.59), 2 * std::sin(i * 0.11)})
      numbers.push_back(static_cast<float>(v));
    for (int k = 0; k < more; ++k) numbers.push_back(static_cast<float>((i * (37 + 12 * k)) % 101) / 101);
  }
  const auto bytes = std::as_bytes(std::span(numbers));
  std::vector<std::byte> all(bytes.begin(), bytes.end());
  all.insert(all.end(), rest, std::byte{0});
  return folder.write(name, all);
}

class GuessedDataset : public testing::Test {
 protected:
  GuessedDataset() {
    session_.open_options.guess = true;
    session_.interactive = true;
  }

  void open(const std::string& path) {
    const auto done = open_path(session_, path, session_.open_options);
    ASSERT_TRUE(done) << describe(done.error());
    finish_scans(session_);
  }
  const OpenDataset& dataset() { return *session_.active_dataset(); }
  std::vector<std::string> told() {
    std::vector<std::string> texts;
    for (const Notice& notice : session_.notices) texts.push_back(notice.text);
    return texts;
  }

  TemporaryFolder folder_;
  std::string scan_ = write_floats(folder_, "scan.bin", 1001, 1);
  Session session_;
};

TEST_F(GuessedDataset, isToldOnceWithWhatToDo) {
  open(scan_);
  EXPECT_EQ(dataset().layout_source, LayoutSource::kGuessed);
  EXPECT_EQ(dataset().data.size(), 1001U);
  EXPECT_THAT(told(), ElementsAre("scan.bin: read as kitti, guessed: 16 bytes, 4 floats"));
  EXPECT_EQ(session_.notices[0].kind, Notice::Kind::kInfo);
  EXPECT_EQ(offered(session_.notices[0]), "save-layout, show layout");
  EXPECT_FALSE(session_.notices[0].settled);
  EXPECT_FALSE(session_.show.layout) << "nothing has to be chosen";
  EXPECT_FALSE(dataset().doubt);
  const auto state = nlohmann::json::parse(state_json(session_));
  EXPECT_EQ(state["clouds"][0]["layout"]["source"], "guessed");
  EXPECT_EQ(state["clouds"][0]["layout"]["better"][0], "kitti");
  expect_done(session_, "reload");
  finish_scans(session_);
  EXPECT_EQ(told().size(), 1U) << "a reload does not nag";
  EXPECT_EQ(dataset().layout_source, LayoutSource::kGuessed);
  EXPECT_FALSE(dataset().candidates().empty()) << "the panel still has them";
}

TEST_F(GuessedDataset, keepWritesItBesideTheFile) {
  open(scan_);
  expect_done(session_, "save-layout");
  EXPECT_EQ(dataset().layout_source, LayoutSource::kSidecar);
  EXPECT_TRUE(session_.notices[0].settled);
  EXPECT_EQ(read_sidecar(scan_).value().value(), layout_of_argument("kitti").value());
  expect_done(session_, "close");
  open(scan_);
  EXPECT_EQ(dataset().layout_source, LayoutSource::kSidecar);
  EXPECT_EQ(told().size(), 2U) << "the guess, and what was written";
}

TEST_F(GuessedDataset, othersAreInThePanel) {
  open(scan_);
  expect_done(session_, "show layout");
  EXPECT_TRUE(session_.notices[0].settled);
  expect_done(session_, "layout xyz --allow-tail");
  EXPECT_EQ(dataset().layout_source, LayoutSource::kGiven);
  ASSERT_FALSE(dataset().candidates().empty()) << "there is a way back";
  EXPECT_EQ(dataset().candidates()[0].name, "kitti");
}

TEST_F(GuessedDataset, everyRoadGuesses) {
  for (const std::string& action : {"open " + scan_, "open-recent " + scan_, "open-whole " + scan_}) {
    expect_done(session_, action);
    EXPECT_EQ(dataset().layout_source, LayoutSource::kGuessed) << action;
    expect_done(session_, "close");
  }
  open(folder_.path().string());
  EXPECT_EQ(dataset().layout_source, LayoutSource::kGuessed);
}

TEST_F(GuessedDataset, theSettingTurnsItOff) {
  expect_done(session_, "guess off");
  open(scan_);
  EXPECT_EQ(dataset().layout_source, LayoutSource::kDefault);
  EXPECT_TRUE(session_.show.layout) << "the person chooses";
  ASSERT_TRUE(dataset().doubt);
  EXPECT_EQ(dataset().doubt->better[0].name, "kitti");
  expect_done(session_, "close");
  expect_done(session_, "guess on");
  open(scan_);
  EXPECT_EQ(dataset().layout_source, LayoutSource::kGuessed);
}

TEST_F(GuessedDataset, aReloadKeepsTheLayoutWhileItFits) {
  open(scan_);
  static_cast<void>(write_floats(folder_, "scan.bin", 1000, 3));  // also 1500 records of 16 bytes
  expect_done(session_, "reload");
  finish_scans(session_);
  EXPECT_EQ(dataset().data.stride(), 16U);
  EXPECT_EQ(dataset().data.size(), 1500U);
  static_cast<void>(write_floats(folder_, "scan.bin", 1001, 3));  // no whole number of them
  expect_done(session_, "reload");
  finish_scans(session_);
  EXPECT_EQ(dataset().data.stride(), 24U);
  EXPECT_EQ(dataset().layout_source, LayoutSource::kGuessed);
  EXPECT_THAT(session_.notices.back().text, testing::HasSubstr("guessed: 24 bytes"));
}

TEST_F(GuessedDataset, aSidecarThatComesLaterWins) {
  open(scan_);
  ASSERT_TRUE(write_sidecar(scan_, layout_of_argument("<4f:numbers:").value()));
  expect_done(session_, "reload");
  EXPECT_EQ(dataset().layout_source, LayoutSource::kSidecar);
}

TEST_F(GuessedDataset, coloursAndTheUpAxisStayAfterAReload) {
  open(scan_);
  expect_done(session_, "color z");
  expect_done(session_, "up y");
  EXPECT_EQ(dataset().layout_source, LayoutSource::kGuessed) << "they say nothing about the records";
  expect_done(session_, "reload");
  EXPECT_EQ(dataset().layout_source, LayoutSource::kGuessed);
  EXPECT_EQ(layout_argument(text_of(dataset().data.layout())), "kitti --color z --up y");
}

TEST_F(GuessedDataset, anUnsureGuessIsShownAndChosenFrom) {
  open(write_floats(folder_, "rest.bin", 1000, 1, 30));
  EXPECT_EQ(dataset().layout_source, LayoutSource::kGuessed) << "the likeliest";
  EXPECT_EQ(dataset().data.size(), 1001U);
  EXPECT_EQ(dataset().data.stride(), 16U);
  EXPECT_TRUE(session_.show.layout);
  ASSERT_TRUE(dataset().doubt);
  EXPECT_EQ(dataset().doubt->better[0].name, "kitti");
  EXPECT_THAT(told(), ElementsAre(StartsWith("rest.bin: the layout may be wrong: nobody says how the records "
                                             "lie, and their bytes leave it open; try --layout kitti")));
  EXPECT_EQ(session_.notices.back().kind, Notice::Kind::kWarning);
  EXPECT_THAT(offered(session_.notices.back()), StartsWith("layout kitti --count 1001, "));
  expect_done(session_, "reload");
  finish_scans(session_);
  EXPECT_TRUE(dataset().doubt) << "it is as open as before";
  EXPECT_EQ(told().size(), 1U) << "but told once";
  expect_done(session_, "layout kitti --count 1000");
  EXPECT_EQ(dataset().data.size(), 1000U);
  EXPECT_FALSE(dataset().doubt) << "somebody has chosen";
}

TEST_F(GuessedDataset, theLikeliestCanBeConfirmed) {
  open(write_floats(folder_, "rest.bin", 1000, 1, 30));
  expect_done(session_, "layout kitti --count 1001");
  EXPECT_FALSE(dataset().doubt);
  EXPECT_EQ(dataset().layout_source, LayoutSource::kGiven);
  expect_done(session_, "reload");
  finish_scans(session_);
  EXPECT_FALSE(dataset().doubt);
}

TEST_F(GuessedDataset, aFileThatWasNotWrittenToIsLookedAtOnce) {
  const std::string rest = write_floats(folder_, "rest.bin", 1000, 1, 30);
  open(rest);
  const auto guess = dataset().data.guess();
  ASSERT_NE(guess, nullptr);
  EXPECT_EQ(guess, dataset().options.last_guess->layouts) << "the one that was made before it was refused";
  expect_done(session_, "reload");
  EXPECT_EQ(dataset().data.guess(), guess);
  static_cast<void>(write_floats(folder_, "rest.bin", 1001, 1, 30));
  expect_done(session_, "reload");
  EXPECT_NE(dataset().data.guess(), guess);
}

TEST_F(GuessedDataset, canonicalFilesAreLeftAlone) {
  std::vector<ColoredVertex> vertices;
  for (int i = 0; i < 1000; ++i)
    vertices.push_back(vertex(static_cast<float>(i % 31), static_cast<float>(i % 17),
                              static_cast<float>(i % 7), static_cast<std::uint16_t>(i * 7), 300, 40'000));
  open(write_vertices(folder_, "cloud.bin", vertices));
  EXPECT_EQ(dataset().layout_source, LayoutSource::kDefault);
  EXPECT_THAT(told(), IsEmpty());
  EXPECT_EQ(dataset().data.guess()->candidates.size(), 0U);
}

TEST_F(GuessedDataset, isRefusedWhereNobodyIsThereToChoose) {
  session_.interactive = false;
  const auto refused =
      open_path(session_, write_floats(folder_, "rest.bin", 1000, 1, 30), session_.open_options);
  ASSERT_FALSE(refused);
  EXPECT_THAT(
      describe(refused.error()),
      HasSubstr("16030 bytes are 801 records of 20 bytes and a remainder of 10; 1001 records of kitti "
                "(16 bytes) explain it: --layout kitti --count 1001"));
}

}  // namespace
}  // namespace vertexview::app
