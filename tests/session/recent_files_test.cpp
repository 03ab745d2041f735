#include "session/recent_files.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <memory>

#include "session/open_path.hpp"
#include "session/support.hpp"

namespace vertexview::app {
namespace {

class Recent : public testing::Test {
 protected:
  std::string file(std::string_view name) { return folder_.write(name, counting_bytes(20)); }

  TemporaryFolder folder_;
  std::string list_ = folder_.file("state/vertexview/recent");
};

/// Sets a variable of the environment for one test.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    if (const char* const before = std::getenv(name)) before_ = before;
    if (value != nullptr)
      ::setenv(name, value, 1);
    else
      ::unsetenv(name);
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() {
    if (before_)
      ::setenv(name_, before_->c_str(), 1);
    else
      ::unsetenv(name_);
  }

 private:
  const char* name_;
  std::optional<std::string> before_;
};

TEST_F(Recent, theLatestIsFirstAlsoInALaterRun) {
  const std::string a = file("a.bin");
  const std::string b = file("b c'\"\xFF\n.bin ");
  RecentFiles recent(list_);
  EXPECT_THAT(recent.existing(), IsEmpty());
  recent.add(a);
  recent.add(b);
  EXPECT_THAT(recent.existing(), ElementsAre(b, a));
  recent.add(a);
  EXPECT_THAT(recent.existing(), ElementsAre(a, b)) << "each is there once";
  EXPECT_FALSE(std::filesystem::exists(list_)) << "before it is saved";
  recent.save();
  EXPECT_THAT(RecentFiles(list_).existing(), ElementsAre(a, b));
  EXPECT_EQ(std::filesystem::status(folder_.file("state/vertexview")).permissions(),
            std::filesystem::perms::owner_all);
}

TEST_F(Recent, twoProgramsShareTheFile) {
  const std::string a = file("a.bin");
  const std::string b = file("b.bin");
  RecentFiles one(list_);
  RecentFiles other(list_);
  one.add(a);
  other.add(b);
  one.save();
  other.save();
  EXPECT_THAT(one.existing(), ElementsAre(b, a));
}

TEST_F(Recent, whatIsGoneIsNotOffered) {
  const std::string a = file("a.bin");
  RecentFiles recent(list_);
  recent.add(a);
  recent.add(folder_.path().string());
  std::filesystem::remove(a);
  EXPECT_THAT(recent.existing(), ElementsAre(folder_.path().string()));
  (void)file("a.bin");
  EXPECT_THAT(recent.existing(), ElementsAre(folder_.path().string(), a)) << "a disk may be plugged in again";
}

TEST_F(Recent, atMostTwenty) {
  RecentFiles recent(list_);
  std::vector<std::string> latest;
  for (int i = 0; i < 25; ++i) {
    recent.add(file(fmt::format("{}.bin", i)));
    if (i % 10 == 0) recent.save();
  }
  for (int i = 24; i >= 5; --i) latest.push_back(folder_.file(fmt::format("{}.bin", i)));
  EXPECT_EQ(recent.existing(), latest);
  recent.save();
  EXPECT_EQ(RecentFiles(list_).existing(), latest);
}

TEST_F(Recent, aFileThatCannotBeReadOrWrittenIsNoError) {
  const std::string a = file("a.bin");
  std::filesystem::create_directories(list_);  // a folder in its place
  RecentFiles recent(list_);
  recent.add(a);
  EXPECT_THAT(recent.existing(), ElementsAre(a));
  recent.save();
  EXPECT_TRUE(std::filesystem::is_directory(list_));
  RecentFiles nowhere("/proc/no/recent");
  nowhere.add(a);
  nowhere.save();
  EXPECT_THAT(nowhere.existing(), IsEmpty());
}

TEST_F(Recent, everyTruncatedLengthIsRead) {
  const std::vector<std::string> paths{"/a", "/b c\n\xFF", "/d"};
  const std::string text = recent_files_text(paths);
  EXPECT_EQ(parse_recent_files(text), paths);
  for (std::size_t length = 0; length < text.size(); ++length) {
    // An exactly sized block, so that a sanitizer sees a read past its end.
    const auto block = std::make_unique<char[]>(length);
    std::copy_n(text.begin(), length, block.get());
    const auto read = parse_recent_files({block.get(), length});
    const auto whole = static_cast<std::size_t>(
        std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(length), '\0'));
    EXPECT_EQ(read, std::vector(paths.begin(), paths.begin() + static_cast<std::ptrdiff_t>(whole))) << length;
  }
}

TEST_F(Recent, aHostileFileGivesOnlyPaths) {
  std::string text =
      recent_files_text(std::vector<std::string>{"", "relative", "/a", "/a", "/" + std::string(4095, 'x')});
  EXPECT_THAT(parse_recent_files(text), ElementsAre("/a"));
  for (int i = 0; i < 1000; ++i) text.append(fmt::format("/{}", i)).push_back('\0');
  EXPECT_EQ(parse_recent_files(text).size(), 20U);
  EXPECT_THAT(parse_recent_files(std::string(100'000, '\0')), IsEmpty());
  EXPECT_THAT(parse_recent_files(std::string(100'000, '/')), IsEmpty());
}

TEST_F(Recent, itsPlaceIsTheStateFolder) {
  const Variable home("HOME", "/home/somebody");
  {
    const Variable state("XDG_STATE_HOME", "/state");
    EXPECT_EQ(recent_files_path(), "/state/vertexview/recent");
  }
  for (const char* value : {"", "relative", static_cast<const char*>(nullptr)}) {
    const Variable state("XDG_STATE_HOME", value);
    EXPECT_EQ(recent_files_path(), "/home/somebody/.local/state/vertexview/recent");
    const Variable homeless("HOME", nullptr);
    EXPECT_EQ(recent_files_path(), "");
  }
}

TEST_F(Recent, onlyAWindowKeepsWhatIsOpened) {
  const std::string a = file("a.bin");
  Session session;
  session.interactive = true;
  ASSERT_TRUE(open_path(session, a, {}));
  EXPECT_THAT(session.recent.existing(), IsEmpty()) << "nobody said where to keep it";
  session.recent = RecentFiles(list_);
  ASSERT_TRUE(open_path(session, a, {}));
  ASSERT_TRUE(open_path(session, folder_.path().string(), {}));
  ASSERT_TRUE(open_path(session, folder_.file("*.bin"), {}));
  ASSERT_FALSE(open_path(session, folder_.file("gone.bin"), {}));
  EXPECT_THAT(session.recent.existing(), ElementsAre(folder_.path().string(), a));
}

}  // namespace
}  // namespace vertexview::app
