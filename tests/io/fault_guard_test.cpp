#include "vertexview/io/fault_guard.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "vertexview/io/mapped_file.hpp"

namespace vertexview {
namespace {

class FaultGuard : public testing::Test {
 protected:
  void SetUp() override {
    testing::GTEST_FLAG(death_test_style) = "threadsafe";
    std::string name = (std::filesystem::temp_directory_path() / "vertexview-guard-XXXXXX").string();
    const int handle = mkstemp(name.data());
    ASSERT_GE(handle, 0);
    close(handle);
    path_ = name;
  }
  void TearDown() override { std::filesystem::remove(path_); }

  MappedFile filled(std::size_t size) {
    std::ofstream(path_, std::ios::binary) << std::string(size, 'v');
    auto file = MappedFile::open(path_);
    EXPECT_TRUE(file.has_value());
    return std::move(*file);
  }
  static int sum(std::span<const std::byte> bytes) {
    int total = 0;
    for (const auto byte : bytes) total += std::to_integer<int>(byte);
    return total;
  }

  std::string path_;
};

TEST_F(FaultGuard, truncatedMappingReadsZerosAndSaysSo) {
  fault_guard::install();
  const auto file = filled(64 * 4096);
  const WatchedMapping watched(file.bytes());
  EXPECT_FALSE(watched.lost());
  std::filesystem::resize_file(path_, 4096 + 100);

  EXPECT_EQ(sum(file.bytes()), (4096 + 100) * 'v');
  EXPECT_TRUE(watched.lost());
}

TEST_F(FaultGuard, threadsLoseTheSamePagesAtOnce) {
  fault_guard::install();
  const auto file = filled(512 * 4096);
  const WatchedMapping watched(file.bytes());
  std::filesystem::resize_file(path_, 0);

  std::vector<int> sums(4, -1);
  {
    std::vector<std::jthread> threads;
    for (auto& total : sums) threads.emplace_back([&] { total = sum(file.bytes()); });
  }
  EXPECT_EQ(sums, std::vector<int>(4, 0));
}

TEST_F(FaultGuard, otherMappingStillEndsTheProgram) {
  const auto file = filled(8 * 4096);
  std::filesystem::resize_file(path_, 0);
  std::filesystem::remove(path_);  // the process that is to die does not remove its file
  EXPECT_EXIT(
      {
        fault_guard::install();
        std::exit(sum(file.bytes()));
      },
      testing::KilledBySignal(SIGBUS), "");
}

TEST_F(FaultGuard, watchedAgainStartsUnharmed) {
  fault_guard::install();
  {
    const auto file = filled(8 * 4096);
    const WatchedMapping watched(file.bytes());
    std::filesystem::resize_file(path_, 0);
    EXPECT_EQ(sum(file.bytes()), 0);
    ASSERT_TRUE(watched.lost());
  }
  const auto file = filled(8 * 4096);
  const WatchedMapping watched(file.bytes());
  EXPECT_EQ(sum(file.bytes()), 8 * 4096 * 'v');
  EXPECT_FALSE(watched.lost());
}

TEST_F(FaultGuard, moveKeepsTheWatch) {
  fault_guard::install();
  const auto file = filled(8 * 4096);
  WatchedMapping first(file.bytes());
  const WatchedMapping second(std::move(first));
  std::filesystem::resize_file(path_, 0);
  EXPECT_EQ(sum(file.bytes()), 0);
  EXPECT_TRUE(second.lost());
}

TEST_F(FaultGuard, manyMappings) {
  fault_guard::install();
  constexpr std::size_t kFiles = 200;
  std::vector<MappedFile> files;
  std::vector<WatchedMapping> watches;
  files.push_back(filled(8 * 4096));
  for (std::size_t i = 1; i < kFiles; ++i) files.push_back(MappedFile::open(path_).value());
  for (const auto& file : files) watches.emplace_back(file.bytes());
  std::filesystem::resize_file(path_, 0);
  for (std::size_t i = 0; i < kFiles; ++i) {
    EXPECT_FALSE(watches[i].lost());
    EXPECT_EQ(sum(files[i].bytes()), 0);
    EXPECT_TRUE(watches[i].lost());
  }
}

}  // namespace
}  // namespace vertexview
