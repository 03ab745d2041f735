// Files that become shorter or are rewritten while a command reads them: always an error that says so, never
// a crash, a picture of zeros, or a mix of old and new.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <initializer_list>

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
  [[nodiscard]] static std::string changed(const std::string& path) {
    return "vertexview: " + path +
           ": the file changed while it was read; read it again once nothing writes to it\n";
  }
  void truncate() const { std::filesystem::resize_file(path_, 4096); }
  /// Makes the file so old that the next write moves its time, whatever the tick of the system's clock is.
  static void age(const std::string& path) {
    std::filesystem::last_write_time(path, std::filesystem::file_time_type{});
  }
  /// Runs a command that reads `folder_`/large.bin, which is rewritten in place as soon as it is opened, and
  /// returns how it ended. A machine may read all before that; then a file twice as large is tried.
  template <class Prepare>
  [[nodiscard]] Outcome run_on_rewritten(const std::vector<std::string>& command, Prepare&& prepare) const {
    const std::string large = folder_.file("large.bin");
    for (std::uint64_t count = 4 * kCount; count <= 128 * kCount; count *= 2) {
      (void)folder_.write("large.bin", counting_bytes(count * 20));
      age(large);
      prepare();
      FolderEvents events(folder_.path());
      Process process(vertexview_command(command));
      EXPECT_TRUE(events.wait_for(FolderEvents::Kind::kOpened, "large.bin"));
      patch(large, count * 10, counting_bytes(20));
      if (auto ended = process.finish(); ended.status != 0) return ended;
    }
    ADD_FAILURE() << "every file was read before it was rewritten, or nothing was noticed";
    return {};
  }

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

TEST_F(ChangedFile, rewrittenWhileItIsConverted) {
  for (const std::string ending : {".bin", ".csv", ".npy"}) {
    age(path_);
    const NamedPipe pipe(folder_.file("out" + ending));
    Process convert(vertexview_command({"convert", path_, "-o", pipe.path()}));
    pipe.read_after([&] { patch(path_, kCount * 10, counting_bytes(20)); });
    const auto ended = convert.finish();
    EXPECT_EQ(ended.status, 1) << ending;
    EXPECT_EQ(ended.err, changed(path_)) << ending;
  }
}

TEST_F(ChangedFile, truncatedAndRefilledWhileItIsConverted) {
  age(path_);
  const NamedPipe pipe(folder_.file("out.csv"));
  Process convert(vertexview_command({"convert", path_, "-o", pipe.path()}));
  pipe.read_after([&] { (void)folder_.write("cloud.bin", counting_bytes(kCount * 20)); });
  const auto ended = convert.finish();
  EXPECT_EQ(ended.status, 1);
  EXPECT_THAT(ended.err, testing::AnyOf(changed(path_), became_shorter()));
}

TEST_F(ChangedFile, whatLeavesItsBytesAloneIsFine) {
  const NamedPipe pipe(folder_.file("out.npy"));
  Process convert(vertexview_command({"convert", path_, "-o", pipe.path()}));
  pipe.read_after([&] {
    std::filesystem::permissions(path_, std::filesystem::perms::owner_read);
    std::filesystem::remove(path_);
  });
  const auto ended = convert.finish();
  EXPECT_EQ(ended.status, 0) << ended.err;
}

TEST_F(ChangedFile, theOlderOutputStays) {
  const std::string large = folder_.file("large.bin");
  const std::string out = folder_.file("out.csv");
  const auto ended =
      run_on_rewritten({"convert", large, "-o", out}, [&] { std::ofstream(out) << "older\n"; });
  EXPECT_EQ(ended.status, 1);
  EXPECT_EQ(ended.err, changed(large));
  EXPECT_EQ(contents_of(out), "older\n");
}

TEST_F(ChangedFile, rewrittenWhileItIsLookedInto) {
  const std::string large = folder_.file("large.bin");
  const auto ended = run_on_rewritten({"info", large}, [] {});
  EXPECT_EQ(ended.status, 1);
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(ended.err, changed(large));
}

TEST_F(ChangedFile, rewrittenWhileItIsDumped) {
  age(path_);
  Process dump(vertexview_command({"dump", path_}));
  EXPECT_EQ(dump.read_out(1), "[");
  patch(path_, kCount * 10, counting_bytes(20));
  const auto ended = dump.finish();
  EXPECT_EQ(ended.status, 1);
  EXPECT_EQ(ended.err, changed(path_));
}

TEST_F(ChangedFile, rewrittenWhileItIsRendered) {
  age(path_);
  const auto png = folder_.file("out.png");
  const NamedPipe drawn(folder_.file("drawn.json"));
  const NamedPipe rewritten(folder_.file("rewritten.json"));
  Process render(vertexview_command({"render", path_, "-o", png, "--size", "64x64", "--do",
                                     "state " + drawn.path(), "--do", "state " + rewritten.path()}));
  drawn.read_after([] {});
  // The program cannot end before somebody reads the second pipe.
  patch(path_, kCount * 10, counting_bytes(20));
  rewritten.read_after([] {});
  const auto ended = render.finish();
  EXPECT_EQ(ended.status, 1);
  EXPECT_EQ(ended.err, changed(path_));
  EXPECT_FALSE(std::filesystem::exists(png));
}

TEST_F(ChangedFile, everyRendererSurvivesThatItShrinksAtOnce) {
  const auto png = folder_.file("out.png");
  for (const std::string renderer : {"cpu", "compute", "points"})
    for (int run = 0; run < 4; ++run) {
      (void)folder_.write("cloud.bin", counting_bytes(kCount * 20));
      // A busy machine may draw all before the file shrinks, so that the end waits for who reads the pipe.
      const NamedPipe drawn(folder_.file("drawn" + renderer + std::to_string(run)));
      FolderEvents events(folder_.path());
      Process render(vertexview_command({"render", path_, "-o", png, "--size", "64x64", "--renderer",
                                         renderer, "--do", "view top", "--do", "state " + drawn.path()}));
      ASSERT_TRUE(events.wait_for(FolderEvents::Kind::kOpened, "cloud.bin"));
      // In as many steps as the run's number, each of them at another moment of the start.
      for (int step = run; step >= 0; --step)
        std::filesystem::resize_file(path_, static_cast<std::uint64_t>(step) * kCount * 4);
      // A program that has failed by now never writes to the pipe.
      const int reader = ::open(drawn.path().c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
      const auto ended = render.finish();
      ::close(reader);
      EXPECT_EQ(ended.signal, 0) << renderer << run;
      EXPECT_EQ(ended.status, 1) << renderer << run;
    }
}

TEST_F(ChangedFile, everyRendererSurvivesThatItShrinksBetweenPictures) {
  const auto png = folder_.file("out.png");
  for (const std::string renderer : {"cpu", "compute", "points"})
    for (const std::uint64_t left :
         std::initializer_list<std::uint64_t>{0, 1, 4096, kCount * 10, kCount * 20 - 1}) {
      (void)folder_.write("cloud.bin", counting_bytes(kCount * 20));
      const std::string run = renderer + std::to_string(left);
      const NamedPipe drawn(folder_.file("drawn" + run));
      const NamedPipe truncated(folder_.file("truncated" + run));
      Process render(vertexview_command({"render", path_, "-o", png, "--size", "64x64", "--renderer",
                                         renderer, "--do", "state " + drawn.path(), "--do",
                                         "state " + truncated.path(), "--do", "view top"}));
      drawn.read_after([] {});
      std::filesystem::resize_file(path_, left);
      truncated.read_after([] {});
      const auto ended = render.finish();
      EXPECT_EQ(ended.signal, 0) << run;
      EXPECT_EQ(ended.status, 1) << run;
      EXPECT_THAT(ended.err, HasSubstr("shorter")) << run;
      EXPECT_FALSE(std::filesystem::exists(png)) << run;
    }
}

TEST_F(ChangedFile, whatIsNoFileOfRecords) {
  const auto told = [](const std::string& path) {
    const auto ended = vertexview({"info", path});
    EXPECT_EQ(ended.status, 1) << path;
    return ended.err;
  };
  const std::string folder = folder_.path().string();
  EXPECT_EQ(told("/dev/zero"), "vertexview: /dev/zero: is a character device, expected a regular file\n");
  EXPECT_EQ(told(folder), "vertexview: " + folder + ": is a directory, expected a regular file\n");
  const NamedPipe pipe(folder_.file("pipe.bin"));
  EXPECT_EQ(told(pipe.path()), "vertexview: " + pipe.path() + ": is a FIFO, expected a regular file\n");
  (void)folder_.write("empty.bin", {});
  EXPECT_EQ(vertexview({"info", folder_.file("empty.bin")}).status, 0);
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
