// Datasets whose records lie in several places, which nothing copies.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>

#include "support_files.hpp"
#include "support_limits.hpp"
#include "vertexview/io/fault_guard.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/layout_guess.hpp"
#include "vertexview/vertex/layout_text.hpp"
#include "vertexview/vertex/non_finite.hpp"
#include "vertexview/vertex/statistics.hpp"

namespace vertexview::test {
namespace {

using testing::HasSubstr;

constexpr std::uint64_t kGiga = std::uint64_t{1} << 30;

/// Writes `numbers` at byte `at` of a file.
template <class T>
void put(const std::string& path, std::uint64_t at, const std::vector<T>& numbers) {
  std::fstream out(path, std::ios::in | std::ios::out | std::ios::binary);
  out.seekp(static_cast<std::streamoff>(at));
  const auto bytes = std::as_bytes(std::span(numbers));
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

/// Returns the kilobytes of memory that belong to this process alone.
std::uint64_t private_memory() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("RssAnon:")) return std::stoull(line.substr(8));
  return 0;
}

/// Returns the bytes of memory that the system has promised to this process.
std::uint64_t address_space() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t pages = 0;
  statm >> pages;
  return pages * 4096;
}

class LargeStreams : public testing::Test {
 protected:
  static constexpr std::uint64_t kCount = 20 * kGiga / 16;

  void SetUp() override {
    if (scan_.empty() || labels_.empty()) GTEST_SKIP() << "no sparse files";
    for (const std::uint64_t record : {kCount / 2, kCount - 1}) {
      const auto x = static_cast<float>(record % 1000);
      put(scan_, record * 16, std::vector<float>{x, 2 * x, 3 * x, 0.5F});
      put(labels_, record * 4, std::vector<std::uint16_t>{40, 7});
    }
  }
  [[nodiscard]] Result<Dataset> opened() const {
    return Dataset::open(
        scan_, {.layout = parse_layout("kitti").value(), .companions = {parse_companion(labels_).value()}});
  }

  TemporaryFolder folder_;
  std::string scan_ = folder_.sparse("scan.bin", kCount * 16);
  std::string labels_ = folder_.sparse("scan.label", kCount * 4);
};

/// Ends with status 0 where 25 GB of records are read in a process that has no room for a copy of them.
[[noreturn]] void read_without_room(const std::function<Result<Dataset>()>& open) {
  const rlimit room{address_space() + 26 * kGiga, address_space() + 26 * kGiga};
  if (::setrlimit(RLIMIT_AS, &room) != 0) std::exit(1);
  const std::uint64_t before = private_memory();
  const auto file = open();
  if (!file) std::exit(2);
  const std::uint64_t last = file->size() - 1;
  const ColoredVertex vertex = (*file)[last];
  if (vertex.position != Vector{static_cast<float>(last % 1000), 2 * static_cast<float>(last % 1000),
                                3 * static_cast<float>(last % 1000)})
    std::exit(3);
  const auto statistics = scan(*file);
  if (!statistics || statistics->count != file->size()) std::exit(4);
  if (private_memory() > before + 64 * 1024) std::exit(5);
  std::exit(0);
}

TEST_F(LargeStreams, areReadWhereTheyLie) {
  const auto file = opened();
  ASSERT_TRUE(file) << describe(file.error());
  ASSERT_EQ(file->size(), kCount);
  EXPECT_EQ(file->stride(), 20U);
  for (const std::uint64_t record : {kCount / 2, kCount - 1}) {
    const auto x = static_cast<float>(record % 1000);
    EXPECT_EQ((*file)[record].position, (Vector{x, 2 * x, 3 * x}));
    EXPECT_EQ((*file)[record].color, (Color{65535, 0, 65535})) << "a road of SemanticKITTI";
    std::vector<std::byte> room;
    const auto bytes = file->record(record, room);
    std::array<std::uint16_t, 2> label{};
    std::memcpy(label.data(), bytes.data() + 16, sizeof(label));
    EXPECT_EQ(label, (std::array<std::uint16_t, 2>{40, 7}));
    ColoredVertex fetched;
    ASSERT_TRUE(file->fetch(record, {&fetched, 1}));
    EXPECT_EQ(fetched.position, (Vector{x, 2 * x, 3 * x}));
  }
  EXPECT_EQ((*file)[1].position, (Vector{0, 0, 0}));
  EXPECT_TRUE(file->check_unchanged());
}

using LargeStreamsDeathTest = LargeStreams;

TEST_F(LargeStreamsDeathTest, takeNoMemory) {
  if (!kHasLimits) GTEST_SKIP() << "a sanitizer needs more addresses than a limit leaves";
  // The process begins anew, because the limit and the figures are those of one without other tests.
  const std::string style = testing::GTEST_FLAG(death_test_style);
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  EXPECT_EXIT(read_without_room([this] { return opened(); }), testing::ExitedWithCode(0), "");
  testing::GTEST_FLAG(death_test_style) = style;
}

/// An element type of a struct format, and its bytes.
struct Code {
  char code;
  std::uint64_t size;
};

/// Planes of random elements, and the same records joined byte by byte.
struct RandomRecords {
  std::string format;
  std::vector<std::byte> planes;
  std::vector<std::byte> joined;
  std::uint64_t stride = 0;

  RandomRecords(std::mt19937& random, std::uint64_t count) {
    constexpr std::array<Code, 8> kCodes{
        {{'f', 4}, {'d', 8}, {'e', 2}, {'B', 1}, {'H', 2}, {'h', 2}, {'i', 4}, {'q', 8}}};
    format = random() % 2 == 0 ? "<" : ">";
    std::vector<std::uint64_t> sizes;
    const auto add = [&](const std::string& name, const Code& code, std::uint64_t run) {
      format += (run > 1 ? std::to_string(run) : "") + code.code + ":" + name + ":";
      sizes.push_back(code.size * run);
      stride += sizes.back();
    };
    for (std::uint64_t i = random() % 3; i > 0; --i)
      add("a" + std::to_string(i), kCodes[random() % 8], 1 + random() % 9);
    const Code& position = kCodes[random() % 8];
    const bool one_run = random() % 2 == 0;
    if (one_run) add("position", position, 3);
    if (!one_run)
      for (const char* axis : {"x", "y", "z"}) add(axis, position, 1);
    if (random() % 3 != 0)
      add("color", kCodes[random() % 8], 3);
    else
      add("intensity", kCodes[random() % 8], 1);
    for (std::uint64_t i = random() % 3; i > 0; --i)
      add("b" + std::to_string(i), kCodes[random() % 8], 1 + random() % 9);
    joined.resize(count * stride);
    std::array<std::byte, 65521> noise;  // a prime, so that no two records are alike
    for (std::byte& byte : noise) byte = static_cast<std::byte>(random() % 4 == 0 ? random() : random() % 64);
    for (std::size_t i = 0; i < joined.size(); ++i) joined[i] = noise[i % noise.size()];
    planes.resize(joined.size());
    std::byte* to = planes.data();
    std::uint64_t offset = 0;
    for (const std::uint64_t size : sizes) {
      for (std::uint64_t i = 0; i < count; ++i, to += size)
        std::memcpy(to, joined.data() + i * stride + offset, size);
      offset += size;
    }
  }
};

void expect_same_vertices(const Dataset& streams, const Dataset& joined) {
  const std::uint64_t count = joined.size();
  ASSERT_EQ(streams.size(), count);
  EXPECT_EQ(streams.origin(), joined.origin());
  EXPECT_EQ(streams.color_range().low, joined.color_range().low);
  EXPECT_EQ(streams.color_range().high, joined.color_range().high);
  std::vector<ColoredVertex> wanted(count);
  std::vector<ColoredVertex> got(count);
  joined.read(0, wanted);
  streams.read(0, got);
  const auto same = [&] {  // without records there is no address that may be compared
    return count == 0 || std::memcmp(got.data(), wanted.data(), count * sizeof(ColoredVertex)) == 0;
  };
  EXPECT_TRUE(same()) << "read";
  std::ranges::fill(got, ColoredVertex{});
  ASSERT_TRUE(streams.fetch(0, got));
  EXPECT_TRUE(same()) << "fetch";
}

void expect_same_findings(const Dataset& streams, const Dataset& joined) {
  const auto found = scan(streams);
  const auto wanted = scan(joined);
  ASSERT_TRUE(found && wanted);
  EXPECT_EQ(found->non_finite, wanted->non_finite);
  EXPECT_EQ(found->color_max, wanted->color_max);
  for (std::size_t axis = 0; axis < 3; ++axis) {
    EXPECT_EQ(found->places[axis].low, wanted->places[axis].low);
    EXPECT_EQ(found->places[axis].high, wanted->places[axis].high);
  }
  const auto first = find_non_finite(streams, 0, found->non_finite_parts, nullptr);
  EXPECT_EQ(*first, *find_non_finite(joined, 0, wanted->non_finite_parts, nullptr));
}

TEST(DatasetStreams, areTheSameBitForBitAsJoinedRecords) {
  std::mt19937 random(1);
  const TemporaryFolder folder;
  for (int round = 0; round < 60; ++round) {
    constexpr std::array<std::uint64_t, 4> kCounts{0, 1, 4, 4097};
    const std::uint64_t count = round == 0 ? 1'000'000 : kCounts.at(static_cast<std::size_t>(round) % 4);
    const RandomRecords records(random, count);
    SCOPED_TRACE(records.format + " " + std::to_string(count));
    const Layout layout = parse_layout(records.format).value();
    const auto joined = Dataset::over(records.joined, {.layout = layout});
    const auto streams =
        Dataset::open(folder.write("planes.bin", records.planes), {.layout = layout, .planes = true});
    ASSERT_TRUE(joined) << describe(joined.error());
    ASSERT_TRUE(streams) << describe(streams.error());
    std::vector<std::byte> room;
    const RecordSpan all = streams->records().block(0, count, room);
    ASSERT_EQ(std::vector<std::byte>(all.data, all.data + count * records.stride), records.joined);
    expect_same_vertices(*streams, *joined);
    expect_same_findings(*streams, *joined);
    if (testing::Test::HasFailure()) return;
  }
}

class TwoFiles : public testing::Test {
 protected:
  static constexpr std::uint64_t kCount = 100'000;

  [[nodiscard]] Result<Dataset> opened(const std::string& companion_layout = "=<II:label:") const {
    return Dataset::open(scan_, {.layout = parse_layout("xyz").value(),
                                 .companions = {parse_companion(beside_ + companion_layout).value()}});
  }

  TemporaryFolder folder_;
  std::vector<float> places_ = std::vector<float>(3 * kCount, 1.5F);
  std::string scan_ = folder_.write("scan.bin", std::as_bytes(std::span(places_)));
  std::string beside_ = folder_.write("beside.bin", std::vector<std::byte>(8 * kCount, std::byte{1}));
};

using TwoFilesDeathTest = TwoFiles;

TEST_F(TwoFilesDeathTest, haveNoViewOfAllRecords) {
  // Together they are canonical records.
  const auto file = opened("=<3H:color:xx");
  ASSERT_TRUE(file) << describe(file.error());
  EXPECT_TRUE(file->layout().is_canonical());
  EXPECT_EQ((*file)[kCount - 1].position, (Vector{1.5F, 1.5F, 1.5F}));
  EXPECT_EQ((*file)[kCount - 1].color, (Color{257, 257, 257}));
  EXPECT_EQ(file->bytes().error().code, ErrorCode::kWrongType);
  EXPECT_THAT(file->bytes().error().message, HasSubstr("several places"));
  EXPECT_EQ(file->vertices().error().code, ErrorCode::kWrongType);
  EXPECT_EQ(file->positions().error().code, ErrorCode::kWrongType);
  EXPECT_EQ(file->mapping(), nullptr);
  EXPECT_TRUE(file->source().empty());
  EXPECT_EQ(file->files().size(), 2U);
  EXPECT_EXIT((void)file->offset_of(0), testing::KilledBySignal(SIGABRT), HasSubstr("several places"));
  std::vector<std::byte> room;
  EXPECT_EXIT((void)file->record(kCount, room), testing::KilledBySignal(SIGABRT), HasSubstr("past the end"));
  const auto by_x = file->with_appearance({.elements = {"x"}});
  ASSERT_TRUE(by_x);
  EXPECT_FALSE(by_x->vertices());
}

TEST_F(TwoFiles, coloredByTheirOwnNumbersAreConvertedWhereTheyLie) {
  const auto file = Dataset::open(scan_, {.layout = parse_layout("xyz").value(),
                                          .companions = {parse_companion(beside_ + "=<II").value()}});
  ASSERT_TRUE(file) << describe(file.error());
  ASSERT_NE(file->converter(), nullptr);
  EXPECT_TRUE(file->converter()->records().in_one_place());
}

TEST_F(TwoFiles, ofAnotherLayoutHaveTheSameBytes) {
  Dataset::Options options{.layout = parse_layout("xyz").value(),
                           .companions = {parse_companion(beside_ + "=<Q").value()}};
  options.joined_layout = parse_layout("<3f:position:I:a:").value();
  const auto shorter = Dataset::open(scan_, options);
  ASSERT_FALSE(shorter);
  EXPECT_EQ(describe(shorter.error()),
            scan_ +
                ": records of 16 bytes from byte 0 on; expected, of records that lie in several places, "
                "their 20 bytes from byte 0 on");
  // The last two bytes of a float and the first two of the other file.
  options.joined_layout = parse_layout("<2f:position:2xI:across:6x").value();
  const auto across = Dataset::open(scan_, options);
  ASSERT_TRUE(across) << describe(across.error());
  const auto colored = across->with_appearance({.elements = {"across"}});
  ASSERT_TRUE(colored) << describe(colored.error());
  EXPECT_EQ(colored->shading().source, ColorSource::kScalar);
  EXPECT_EQ(colored->color_range().low, 0x01013FC0);
  EXPECT_EQ(colored->color_range().high, 0x01013FC0);
  EXPECT_FALSE(doubt_layout(*across, LayoutTrust::kGiven));
}

TEST_F(TwoFiles, aCompanionThatBecomesShorterIsAnError) {
  const auto file = opened();
  ASSERT_TRUE(file) << describe(file.error());
  fault_guard::install();
  std::filesystem::resize_file(beside_, 4096);
  ColoredVertex vertex;
  EXPECT_TRUE(file->fetch(10, {&vertex, 1}));
  const auto lost = file->fetch(kCount - 1, {&vertex, 1});
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code, ErrorCode::kIo);
  EXPECT_EQ(lost.error().path, beside_);
  EXPECT_FALSE(scan(*file));
  vertex = (*file)[kCount - 1];  // zeros in place of what is lost
  EXPECT_EQ(vertex.position, (Vector{1.5F, 1.5F, 1.5F}));
  const auto changed = file->check_unchanged();
  ASSERT_FALSE(changed);
  EXPECT_EQ(changed.error().path, beside_);
  fault_guard::uninstall();
}

TEST_F(TwoFiles, asManyAsAreLeft) {
  std::filesystem::resize_file(beside_, 8 * 1000 + 3);
  Dataset::Options options{.layout = parse_layout("xyz").value(),
                           .companions = {parse_companion(beside_ + "=<Q").value()}};
  options.at_most = 1000;
  const auto file = Dataset::open(scan_, options);
  ASSERT_TRUE(file) << describe(file.error());
  EXPECT_EQ(file->size(), 1000U);
}

}  // namespace
}  // namespace vertexview::test
