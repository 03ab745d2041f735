#include "session/layout_doubts.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "session/layout_argument.hpp"
#include "session/support.hpp"

namespace vertexview::app {
namespace {

/// Writes 1000 positions as doubles, which are also 2000 records of xyz that make no sense.
std::string write_doubles(const TemporaryFolder& folder, std::string_view name) {
  std::vector<double> numbers;
  for (int i = 0; i < 1000; ++i)
    numbers.insert(numbers.end(), {20 * std::sin(i * 0.37), 20 * std::cos(i * 0.59), std::sin(i * 0.11)});
  return folder.write(name, std::as_bytes(std::span(numbers)));
}

/// Returns a session with the file, scanned, read with `layout` or with what is found where that is empty.
Session opened(const std::string& path, std::string_view layout = "") {
  Session session;
  Dataset::Options options;
  if (!layout.empty()) options.layout = layout_of_argument(layout).value();
  const auto done = open_file(session, path, options);
  EXPECT_TRUE(done) << describe(done.error());
  finish_scans(session);
  return session;
}

std::size_t doubts_told(const Session& session) {
  return static_cast<std::size_t>(std::ranges::count_if(session.notices, [](const Notice& notice) {
    return notice.text.find("the layout may be wrong") != std::string::npos;
  }));
}

TEST(GivenDoubt, nonsenseIsToldOnceAndOffersWhatExplainsIt) {
  const TemporaryFolder folder;
  Session session = opened(write_doubles(folder, "f64.bin"), "xyz");
  ASSERT_EQ(doubts_told(session), 1U);
  EXPECT_EQ(session.notices[0].kind, Notice::Kind::kWarning);
  EXPECT_THAT(session.notices[0].text,
              testing::MatchesRegex("f64.bin: the layout may be wrong: [0-9]+ % of the sampled coordinates "
                                    "are beyond 1e9 or nearer to zero than 1e-6; 1000 records of 24 bytes "
                                    "\\(3 doubles\\) explain it: --layout '<3d:position:'"));
  EXPECT_EQ(session.notices[0].about, session.datasets[0].serial);
  for (int i = 0; i < 2; ++i) {
    expect_done(session, "reload");
    finish_scans(session);
    EXPECT_TRUE(session.datasets[0].doubt) << "it is as wrong as before";
    EXPECT_EQ(doubts_told(session), 1U) << "a reload does not nag";
  }
  expect_done(session, "ramp turbo");
  EXPECT_TRUE(session.datasets[0].doubt) << "colours confirm nothing";
  expect_done(session, "layout " + session.datasets[0].doubt->better.at(0).name);
  finish_scans(session);
  EXPECT_FALSE(session.datasets[0].doubt);
  EXPECT_EQ(session.datasets[0].data.size(), 1000U);
}

TEST(GivenDoubt, aConfirmedLayoutIsNotDoubtedAgain) {
  const TemporaryFolder folder;
  const std::string path = write_doubles(folder, "f64.bin");
  Session session = opened(path, "xyz");
  ASSERT_TRUE(session.datasets[0].doubt);
  expect_done(session, "layout xyz");
  EXPECT_FALSE(session.datasets[0].doubt);
  expect_done(session, "reload");
  finish_scans(session);
  EXPECT_FALSE(session.datasets[0].doubt);
  expect_done(session, "layout <3d:position:");
  expect_done(session, "layout xyz");
  finish_scans(session);
  EXPECT_FALSE(session.datasets[0].doubt) << "confirmed before";
  EXPECT_EQ(doubts_told(session), 1U);

  Session other = opened(path, "xyz");
  expect_done(other, "layout <3d:position:");
  finish_scans(other);
  expect_done(other, "layout xyz");
  finish_scans(other);
  EXPECT_FALSE(other.datasets[0].doubt) << "chosen after its doubt was told";
}

TEST(GivenDoubt, aLayoutGivenLaterIsDoubtedAsWell) {
  const TemporaryFolder folder;
  Session session = opened(write_doubles(folder, "f64.bin"), "<3d:position:");
  EXPECT_EQ(doubts_told(session), 0U);
  expect_done(session, "layout xyz");
  finish_scans(session);
  EXPECT_TRUE(session.datasets[0].doubt);
  EXPECT_EQ(doubts_told(session), 1U);
}

TEST(GivenDoubt, aSidecarIsDoubtedUnlessItWasSavedInThisRun) {
  const TemporaryFolder folder;
  const std::string path = write_doubles(folder, "f64.bin");
  Session session = opened(path, "xyz");
  expect_done(session, "save-layout");
  EXPECT_FALSE(session.datasets[0].doubt);
  expect_done(session, "reload");
  finish_scans(session);
  expect_done(session, "close");
  ASSERT_TRUE(open_file(session, path, {}));
  finish_scans(session);
  EXPECT_EQ(session.datasets[0].layout_source, LayoutSource::kSidecar);
  EXPECT_FALSE(session.datasets[0].doubt) << "the person saved it";
  EXPECT_EQ(doubts_told(session), 1U);
  EXPECT_TRUE(opened(path).datasets[0].doubt) << "in another run nobody has said so";
}

TEST(Doubt, aReloadDoesNotTellItAgain) {
  const TemporaryFolder folder;
  const std::string path = write_doubles(folder, "f64.bin");
  Session session = opened(path);
  expect_done(session, "reload");
  finish_scans(session);
  EXPECT_TRUE(session.datasets[0].doubt);
  EXPECT_EQ(doubts_told(session), 1U);
  expect_done(session, "close");
  ASSERT_TRUE(open_file(session, path, {}));
  finish_scans(session);
  EXPECT_EQ(doubts_told(session), 2U) << "it was opened anew";
}

}  // namespace
}  // namespace vertexview::app
