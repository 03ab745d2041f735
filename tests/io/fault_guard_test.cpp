#include "vertexview/io/fault_guard.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <numeric>
#include <thread>
#include <vector>

#include "support_files.hpp"
#include "vertexview/io/mapped_file.hpp"

namespace vertexview {
namespace {

constexpr std::size_t kPage = 4096;

int sum(std::span<const std::byte> bytes) {
  return std::accumulate(bytes.begin(), bytes.end(), 0,
                         [](int total, std::byte byte) { return total + std::to_integer<int>(byte); });
}

/// Pages of a file that a game has mapped itself.
class PlainMapping {
 public:
  PlainMapping(const std::string& path, std::size_t size) : size_(size) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    start_ = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor, 0);
    ::close(descriptor);
    EXPECT_NE(start_, MAP_FAILED);
  }
  PlainMapping(const PlainMapping&) = delete;
  PlainMapping& operator=(const PlainMapping&) = delete;
  ~PlainMapping() { ::munmap(start_, size_); }
  [[nodiscard]] std::span<const std::byte> bytes() const { return {static_cast<std::byte*>(start_), size_}; }

 private:
  std::size_t size_;
  void* start_;
};

class FaultGuard : public testing::Test {
 protected:
  void SetUp() override { testing::GTEST_FLAG(death_test_style) = "threadsafe"; }
  // Each test begins as a program does: with no guard.
  void TearDown() override {
    fault_guard::uninstall();
    std::signal(SIGBUS, SIG_DFL);
  }

  MappedFile filled(std::size_t size, const std::string& name = "a.bin") const {
    fill(size, name);
    auto file = MappedFile::open(folder_.file(name));
    EXPECT_TRUE(file.has_value());
    return std::move(*file);
  }
  void fill(std::size_t size, const std::string& name = "a.bin") const {
    std::ofstream(folder_.file(name), std::ios::binary) << std::string(size, 'v');
  }
  /// Sends the signal, in a process that may die of it and then removes no files.
  [[noreturn]] void raise_without_files() const {
    std::filesystem::remove_all(folder_.path());
    std::raise(SIGBUS);
    std::exit(0);
  }
  /// Reads a lost page that nothing watches.
  [[noreturn]] void read_unwatched() const {
    fill(kPage);
    const PlainMapping plain(path_, kPage);
    std::filesystem::resize_file(path_, 0);
    std::filesystem::remove_all(folder_.path());  // as above
    std::exit(sum(plain.bytes()));
  }

  test::TemporaryFolder folder_;
  std::string path_ = folder_.file("a.bin");
};

TEST_F(FaultGuard, truncatedMappingReadsZerosAndSaysSo) {
  fault_guard::install();
  const auto file = filled(64 * kPage);
  EXPECT_FALSE(file.lost_pages());
  std::filesystem::resize_file(path_, kPage + 100);

  EXPECT_EQ(sum(file.bytes()), (static_cast<int>(kPage) + 100) * 'v');
  EXPECT_TRUE(file.lost_pages());
}

TEST_F(FaultGuard, aPartOfAFileBetweenPages) {
  fault_guard::install();
  fill(8 * kPage);
  const auto file = MappedFile::open(path_, {.offset = kPage + 7, .length = 2 * kPage}).value();
  std::filesystem::resize_file(path_, 0);
  EXPECT_EQ(sum(file.bytes()), 0);
  EXPECT_TRUE(file.lost_pages());
}

TEST_F(FaultGuard, threadsLoseTheSamePagesAtOnce) {
  fault_guard::install();
  const auto file = filled(512 * kPage);
  std::filesystem::resize_file(path_, 0);

  std::vector<int> sums(4, -1);
  {
    std::vector<std::jthread> threads;
    for (auto& total : sums) threads.emplace_back([&] { total = sum(file.bytes()); });
  }
  EXPECT_EQ(sums, std::vector<int>(4, 0));
}

TEST_F(FaultGuard, otherMappingStillEndsTheProgram) {
  EXPECT_EXIT(
      {
        std::signal(SIGBUS, SIG_DFL);  // a sanitizer has a handler of its own
        fault_guard::install();
        read_unwatched();
      },
      testing::KilledBySignal(SIGBUS), "");
}

TEST_F(FaultGuard, watchedAgainStartsUnharmed) {
  fault_guard::install();
  {
    const auto file = filled(8 * kPage);
    std::filesystem::resize_file(path_, 0);
    EXPECT_EQ(sum(file.bytes()), 0);
    ASSERT_TRUE(file.lost_pages());
  }
  const auto file = filled(8 * kPage);
  EXPECT_EQ(sum(file.bytes()), static_cast<int>(8 * kPage) * 'v');
  EXPECT_FALSE(file.lost_pages());
}

TEST_F(FaultGuard, moveKeepsTheWatch) {
  fault_guard::install();
  auto first = filled(8 * kPage);
  const MappedFile second(std::move(first));
  std::filesystem::resize_file(path_, 0);
  EXPECT_EQ(sum(second.bytes()), 0);
  EXPECT_TRUE(second.lost_pages());
}

TEST_F(FaultGuard, privateMappingKeepsWhatWasWritten) {
  fill(8 * kPage);
  auto file = MappedFile::open_private(path_).value();
  file.writable_bytes()[5 * kPage] = std::byte{7};
  ASSERT_TRUE(fault_guard::recover(file.bytes().data() + 2 * kPage));
  EXPECT_EQ(sum(file.bytes().subspan(2 * kPage, kPage)), 0);
  EXPECT_EQ(sum(file.bytes().subspan(3 * kPage, kPage)), static_cast<int>(kPage) * 'v');
  EXPECT_EQ(file.bytes()[5 * kPage], std::byte{7});
  file.writable_bytes()[2 * kPage] = std::byte{8};
  EXPECT_EQ(file.bytes()[2 * kPage], std::byte{8});
}

TEST_F(FaultGuard, privateMappingLosesPagesAsOthersDo) {
  fault_guard::install();
  fill(8 * kPage);
  auto file = MappedFile::open_private(path_).value();
  std::filesystem::resize_file(path_, 0);
  file.writable_bytes()[3 * kPage] = std::byte{8};  // the fault is that of a write
  EXPECT_EQ(sum(file.bytes()), 8);
  EXPECT_TRUE(file.lost_pages());
}

TEST_F(FaultGuard, aFailingDiskIsTold) {
  // The system raises the same signal for a page that its disk does not give; the file is as long as ever.
  const auto file = filled(8 * kPage);
  ASSERT_TRUE(fault_guard::recover(file.bytes().data() + 6 * kPage + 1));
  EXPECT_EQ(sum(file.bytes()), static_cast<int>(6 * kPage) * 'v');
  EXPECT_TRUE(file.lost());
  EXPECT_TRUE(file.changed_since_mapped());
  EXPECT_EQ(describe(file.check_unchanged().error()),
            path_ + ": the file became shorter, or its disk failed, while it was being read");
}

TEST_F(FaultGuard, watchesMappedFilesAlone) {
  const std::vector<std::byte> memory(kPage);
  EXPECT_FALSE(fault_guard::watches(memory.data()));
  EXPECT_FALSE(fault_guard::recover(memory.data()));
  const std::byte* address = nullptr;
  {
    const auto file = filled(kPage);
    address = file.bytes().data() + 100;
    EXPECT_TRUE(fault_guard::watches(address));
  }
  EXPECT_FALSE(fault_guard::watches(address));
}

TEST_F(FaultGuard, manyMappings) {
  fault_guard::install();
  for (const std::size_t count : {std::size_t{200}, std::size_t{5000}}) {
    fill(2 * kPage);
    std::vector<std::unique_ptr<PlainMapping>> mappings;
    std::vector<WatchedMapping> watches;
    for (std::size_t i = 0; i < count; ++i) {
      mappings.push_back(std::make_unique<PlainMapping>(path_, 2 * kPage));
      watches.emplace_back(mappings.back()->bytes());
      ASSERT_TRUE(watches.back());
    }
    std::filesystem::resize_file(path_, 0);
    for (std::size_t i = 0; i < count; ++i) {
      ASSERT_FALSE(watches[i].lost()) << i;
      ASSERT_EQ(sum(mappings[i]->bytes()), 0) << i;
      ASSERT_TRUE(watches[i].lost()) << i;
    }
    watches.clear();
  }
}

TEST_F(FaultGuard, manyThreadsMapAndLoseFiles) {
  fault_guard::install();
  const auto kept = filled(64 * kPage, "kept.bin");
  constexpr int kThreads = 8;
  constexpr int kRounds = 100;
  std::atomic<int> right{0};
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread)
      threads.emplace_back([&, name = std::to_string(thread) + ".bin"] {
        for (int round = 0; round < kRounds; ++round) {
          const auto lost = filled(4 * kPage, name);
          const auto whole = MappedFile::open(folder_.file("kept.bin")).value();
          std::filesystem::resize_file(folder_.file(name), kPage);
          const bool zeros = sum(lost.bytes()) == static_cast<int>(kPage) * 'v' && lost.lost_pages();
          right += zeros && !whole.lost_pages() ? 1 : 0;
        }
      });
  }
  EXPECT_EQ(right, kThreads * kRounds);
  EXPECT_EQ(sum(kept.bytes()), static_cast<int>(64 * kPage) * 'v') << "nobody else's pages became zeros";
  EXPECT_FALSE(kept.lost_pages());
}

// What a game does about the fault that is its own.
constexpr int kGame = 42;
void game_handler(int) {
  ::_exit(kGame);
}
void game_handler_with_info(int, siginfo_t* info, void*) {
  ::_exit(info->si_code == BUS_ADRERR ? kGame : 1);
}
void install_game_handler_with_info(int flags = 0) {
  struct sigaction action{};
  action.sa_sigaction = game_handler_with_info;
  action.sa_flags = SA_SIGINFO | flags;
  ::sigaction(SIGBUS, &action, nullptr);
}

TEST_F(FaultGuard, formerHandlerGetsOtherFaults) {
  EXPECT_EXIT(
      {
        std::signal(SIGBUS, game_handler);
        fault_guard::install();
        fault_guard::install();  // again, which does nothing
        read_unwatched();
      },
      testing::ExitedWithCode(kGame), "");
  EXPECT_EXIT(
      {
        install_game_handler_with_info();
        fault_guard::install();
        const auto file = filled(8 * kPage, "watched.bin");
        std::filesystem::resize_file(folder_.file("watched.bin"), 0);
        if (sum(file.bytes()) != 0) std::exit(1);  // ours, so that the game hears nothing of it
        read_unwatched();
      },
      testing::ExitedWithCode(kGame), "");
}

TEST_F(FaultGuard, formerHandlerThatWantsToRunOnceDoes) {
  static int calls = 0;
  struct sigaction action{};
  action.sa_handler = [](int) { ++calls; };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  ::sigaction(SIGBUS, &action, nullptr);
  fault_guard::install();
  std::raise(SIGBUS);
  EXPECT_EQ(calls, 1);
  const auto file = filled(8 * kPage);
  std::filesystem::resize_file(path_, 0);
  EXPECT_EQ(sum(file.bytes()), 0) << "the guard stays";
  EXPECT_EXIT(raise_without_files(), testing::KilledBySignal(SIGBUS), "");
}

TEST_F(FaultGuard, installedAgainAfterTheSignalWasReset) {
  fault_guard::install();
  std::signal(SIGBUS, SIG_DFL);
  fault_guard::install();
  const auto file = filled(8 * kPage);
  std::filesystem::resize_file(path_, 0);
  EXPECT_EQ(sum(file.bytes()), 0);
}

TEST_F(FaultGuard, ignoredSignalsStayIgnored) {
  std::signal(SIGBUS, SIG_IGN);
  fault_guard::install();
  std::raise(SIGBUS);  // the test goes on
  fault_guard::uninstall();
  EXPECT_EQ(std::signal(SIGBUS, SIG_DFL), SIG_IGN);
}

TEST_F(FaultGuard, aSentSignalStillEndsTheProgram) {
  EXPECT_EXIT(
      {
        std::signal(SIGBUS, SIG_DFL);
        fault_guard::install();
        raise_without_files();
      },
      testing::KilledBySignal(SIGBUS), "");
}

struct sigaction before_the_later;
TEST_F(FaultGuard, laterHandlerThatHandsOn) {
  fault_guard::install();
  struct sigaction later{};
  later.sa_sigaction = [](int number, siginfo_t* info, void* context) {
    before_the_later.sa_sigaction(number, info, context);
  };
  later.sa_flags = SA_SIGINFO;
  ::sigaction(SIGBUS, &later, &before_the_later);
  const auto file = filled(8 * kPage);
  std::filesystem::resize_file(path_, 0);
  EXPECT_EQ(sum(file.bytes()), 0);
  EXPECT_TRUE(file.lost_pages());
  fault_guard::uninstall();
  struct sigaction now{};
  ::sigaction(SIGBUS, nullptr, &now);
  EXPECT_EQ(now.sa_sigaction, later.sa_sigaction) << "it is not ours to remove";
  ::sigaction(SIGBUS, &before_the_later, nullptr);  // the test's end removes the guard
}

TEST_F(FaultGuard, handlerOfAGameThatAsksTheGuard) {
  struct sigaction own{};
  own.sa_sigaction = [](int, siginfo_t* info, void*) {
    if (info->si_code == BUS_ADRERR && fault_guard::recover(info->si_addr)) return;
    ::_exit(kGame);
  };
  own.sa_flags = SA_SIGINFO;
  ::sigaction(SIGBUS, &own, nullptr);
  const auto file = filled(8 * kPage);
  std::filesystem::resize_file(path_, 0);
  EXPECT_EQ(sum(file.bytes()), 0);
  EXPECT_TRUE(file.lost_pages());
}

TEST_F(FaultGuard, uninstallPutsTheFormerHandlerBack) {
  install_game_handler_with_info(SA_NODEFER);
  fault_guard::install();
  fault_guard::uninstall();
  struct sigaction now{};
  ::sigaction(SIGBUS, nullptr, &now);
  EXPECT_EQ(now.sa_sigaction, game_handler_with_info);
  EXPECT_NE(now.sa_flags & SA_NODEFER, 0);
  fault_guard::install();  // and again, which watches as before
  const auto file = filled(8 * kPage);
  std::filesystem::resize_file(path_, 0);
  EXPECT_EQ(sum(file.bytes()), 0);
}

}  // namespace
}  // namespace vertexview
