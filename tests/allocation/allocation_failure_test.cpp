// Every allocation of an operation fails once: it gives an Error or std::bad_alloc, never a crash, a hang or
// something half done, and afterwards the same operation succeeds. A sanitizer finds what is lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "allocation/failing_new.hpp"
#include "support_files.hpp"
#include "vertexview/formats/writer.hpp"
#include "vertexview/io/new_file.hpp"
#include "vertexview/task/task.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/layout_guess.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"
#include "vertexview/vertex/statistics.hpp"

namespace vertexview::test {
namespace {

// No operation below allocates as often; a search for the last one that got lost would not end.
constexpr std::uint64_t kMost = 20'000;

/// Runs `work` with its first allocation failing, then with its second, until none fails: with memory for
/// what follows, and without. Returns how often it was run.
std::uint64_t fail_each_allocation(const std::function<Result<void>()>& work, std::uint64_t most = kMost) {
  // The shared workers and other things that are made once.
  EXPECT_TRUE(work());
  std::uint64_t runs = 0;
  for (const bool stays : {false, true})
    for (std::uint64_t nth = 1; nth <= most; ++nth, ++runs) {
      std::optional<Result<void>> done;
      bool failed = false;
      {
        const FailingNew failing(nth, stays);
        try {
          done = work();
        } catch (const std::bad_alloc&) {
          // The caller's own memory may be what is missing.
        }
        failed = failing.failed();
      }
      if (done && !*done) {
        EXPECT_EQ(done->error().code, ErrorCode::kOutOfMemory) << describe(done->error());
      }
      if (!failed) {
        EXPECT_TRUE(done && *done) << "allocation " << nth;
      }
      if (!failed) break;
      if (testing::Test::HasFailure()) return runs;
    }
  return runs;
}

/// A file of records of three floats and a number, with a sidecar that describes them.
class Scan {
 public:
  explicit Scan(int records = 4'000) {
    std::vector<float> numbers;
    for (int i = 0; i < records; ++i) {
      const auto x = static_cast<float>(i);
      for (const float number : {x, std::sin(x), std::cos(x), x / 2}) numbers.push_back(number);
    }
    path_ = folder_.write("scan.bin", std::as_bytes(std::span(numbers)));
    const std::string text = "<3f:position:f:a_number_with_a_long_name:\ncolor = a_number_with_a_long_name\n";
    (void)folder_.write("scan.bin.layout", std::as_bytes(std::span(text)));
  }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string file(std::string_view name) const { return folder_.file(name); }
  [[nodiscard]] std::size_t files() const {
    const std::filesystem::directory_iterator all(folder_.path());
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
  }

 private:
  TemporaryFolder folder_;
  std::string path_;
};

TEST(AllocationFailure, toOpenAFileWithASidecar) {
  const Scan scan;
  const std::size_t descriptors = open_descriptors();
  const auto runs = fail_each_allocation([&]() -> Result<void> {
    const auto file = Dataset::open(scan.path());
    if (!file) return tl::unexpected(file.error());
    EXPECT_EQ(file->size(), 4'000U);
    EXPECT_EQ(file->stride(), 16U) << "a layout is the sidecar's or none";
    return {};
  });
  EXPECT_GT(runs, 50U);
  EXPECT_EQ(open_descriptors(), descriptors);
}

TEST(AllocationFailure, toScan) {
  const Scan scan_file;
  const auto file = Dataset::open(scan_file.path());
  ASSERT_TRUE(file);
  const auto runs = fail_each_allocation([&]() -> Result<void> {
    const auto found = scan(*file);
    if (!found) return tl::unexpected(found.error());
    EXPECT_EQ(found->count, 4'000U);
    EXPECT_EQ(found->bounds.max.x, 3'999.0F);
    return {};
  });
  EXPECT_GT(runs, 4U);
}

TEST(AllocationFailure, toScanInATask) {
  const Scan scan_file;
  const auto file = Dataset::open(scan_file.path());
  ASSERT_TRUE(file);
  const auto runs = fail_each_allocation([&]() -> Result<void> {
    bool told = false;
    Task<Statistics> task([&](Progress& progress) { return scan(*file, &progress); }, [&] { told = true; });
    task.wait();
    EXPECT_TRUE(told) << "somebody may wait for it";
    if (!task.result()) return tl::unexpected(task.result().error());
    return {};
  });
  EXPECT_GT(runs, 4U);
}

TEST(AllocationFailure, toConvertLeavesNoFile) {
  const Scan scan;
  const auto file = Dataset::open(scan.path());
  ASSERT_TRUE(file);
  const std::string target = scan.file("out.csv");
  const std::size_t before = scan.files();
  const auto runs = fail_each_allocation([&]() -> Result<void> {
    const RecordSource source{file->layout().schema, file->size(),
                              [&](std::uint64_t first, std::uint64_t count, std::vector<std::byte>& room) {
                                return file->records().block(first, count, room);
                              }};
    Progress progress;
    auto output = NewFile::create(target);
    if (!output) return tl::unexpected(output.error());
    if (auto written = write_records(csv_writer(), source, *output, progress); !written) {
      EXPECT_FALSE(std::filesystem::exists(target));
      return tl::unexpected<Error>(written.error());
    }
    auto named = output->commit();
    std::filesystem::remove(target);
    return named;
  });
  EXPECT_GT(runs, 10U);
  EXPECT_EQ(scan.files(), before);
}

TEST(AllocationFailure, toGuessALayout) {
  const Scan scan(100);  // each guess reads all of them many times
  // A guess tries thousands of readings, each of which allocates as the first ones do.
  constexpr std::uint64_t kFirst = 150;
  const auto file =
      Dataset::open(scan.path(), {.layout = Layout::canonical(), .changes = {.allow_tail = true}});
  ASSERT_TRUE(file);
  const auto runs = fail_each_allocation(
      [&]() -> Result<void> {
        static_cast<void>(doubt_layout(*file, LayoutTrust::kPresumed));
        return {};
      },
      kFirst);
  EXPECT_EQ(runs, 2 * kFirst);
}

}  // namespace
}  // namespace vertexview::test
