// Files that become shorter while a command reads them: always an error that says so, never a crash or a
// picture of zeros.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

#include "cli/support.hpp"
#include "support_events.hpp"
#include "vertexview/memory/number_text.hpp"

namespace vertexview::test {
namespace {

constexpr std::uint64_t kCount = 200'000;

/// A pipe with a name. A command that writes to it waits until somebody reads.
class NamedPipe {
 public:
  explicit NamedPipe(std::string path) : path_(std::move(path)) {
    EXPECT_EQ(::mkfifo(path_.c_str(), 0600), 0);
  }
  [[nodiscard]] const std::string& path() const { return path_; }
  /// Waits until somebody writes to the pipe, then calls `first`, then reads everything.
  template <class First>
  void read_after(First&& first) const {
    const int descriptor = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
    ASSERT_GE(descriptor, 0);
    first();
    std::array<char, 65536> part{};
    while (::read(descriptor, part.data(), part.size()) > 0) {
    }
    ::close(descriptor);
  }

 private:
  std::string path_;
};

class ChangedFile : public testing::Test {
 protected:
  [[nodiscard]] std::string became_shorter() const {
    return "vertexview: " + path_ +
           ": the file became shorter, or its disk failed, while it was being read\n";
  }
  void truncate() const { std::filesystem::resize_file(path_, 4096); }

  TemporaryFolder folder_;
  std::string path_ = folder_.write("cloud.bin", counting_bytes(kCount * 20));
};

TEST_F(ChangedFile, converted) {
  for (const std::string ending : {".bin", ".csv", ".npy"}) {
    (void)folder_.write("cloud.bin", counting_bytes(kCount * 20));
    const NamedPipe pipe(folder_.file("out" + ending));
    Process convert(vertexview_command({"convert", path_, "-o", pipe.path()}));
    pipe.read_after([&] { truncate(); });
    const auto ended = convert.finish();
    EXPECT_EQ(ended.status, 1) << ending;
    EXPECT_EQ(ended.err, became_shorter()) << ending;
  }
}

TEST_F(ChangedFile, rendered) {
  const auto png = folder_.file("out.png");
  // A state file is written once everything is drawn. The command waits at the second state file while the
  // file becomes shorter, and draws the picture again after it.
  const NamedPipe drawn(folder_.file("drawn.json"));
  const NamedPipe truncated(folder_.file("truncated.json"));
  Process render(
      vertexview_command({"render", path_, "-o", png, "--size", "64x64", "--do", "state " + drawn.path(),
                          "--do", "state " + truncated.path(), "--do", "view top"}));
  drawn.read_after([] {});
  truncate();
  truncated.read_after([] {});
  const auto ended = render.finish();
  EXPECT_EQ(ended.status, 1);
  EXPECT_EQ(ended.err, became_shorter());
  EXPECT_FALSE(std::filesystem::exists(png));
}

TEST_F(ChangedFile, dumped) {
  Process dump(vertexview_command({"dump", path_}));
  EXPECT_EQ(dump.read_out(1), "[");
  truncate();
  const auto ended = dump.finish();
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.err,
              testing::MatchesRegex("vertexview: " + path_ +
                                    ": cannot read [0-9]+ bytes at offset [0-9]+: the file has become "
                                    "shorter.*\n"));
}

TEST_F(ChangedFile, lookedInto) {
  // The file becomes shorter as soon as it is opened: before or after its size is asked for. The rest is no
  // whole number of records. A machine may read all of it before that, and says so; then a file twice as
  // large is tried.
  const std::string large = folder_.file("large.bin");
  for (std::uint64_t count = kCount; count <= 128 * kCount; count *= 2) {
    (void)folder_.write("large.bin", counting_bytes(count * 20));
    FolderEvents events(folder_.path());
    Process info(vertexview_command({"info", large}));
    ASSERT_TRUE(events.wait_for(FolderEvents::Kind::kOpened, "large.bin"));
    std::filesystem::resize_file(large, 4096);
    const auto ended = info.finish();
    ASSERT_EQ(ended.signal, 0);
    if (ended.status == 0) {
      ASSERT_THAT(ended.out, HasSubstr("vertices    " + grouped(count) + "\n"));
      continue;
    }
    EXPECT_EQ(ended.status, 1);
    EXPECT_EQ(ended.out, "");
    EXPECT_THAT(ended.err, testing::AnyOf(HasSubstr("shorter"), HasSubstr("remainder of")));
    return;
  }
  FAIL() << "every file was read before it became shorter";
}

}  // namespace
}  // namespace vertexview::test
