#include "vertexview/vertex/statistics.hpp"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <thread>
#include <vector>

#include "support_files.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/layout_text.hpp"
#include "vertexview/vertex/scan_kernel.hpp"

namespace vertexview {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

void expect_same(const Statistics& a, const Statistics& b) {
  EXPECT_EQ(a.count, b.count);
  EXPECT_EQ(a.non_finite, b.non_finite);
  EXPECT_EQ(a.bounds.min, b.bounds.min);
  EXPECT_EQ(a.bounds.max, b.bounds.max);
  EXPECT_EQ(a.color_min, b.color_min);
  EXPECT_EQ(a.color_max, b.color_max);
}

Dataset over(const std::vector<ColoredVertex>& vertices) {
  return *Dataset::over(std::as_bytes(std::span(vertices)), {});
}

/// Returns records of random bits: colours and padding of every value, positions of every exponent.
/// `non_finite` of 1000 records get a NaN or an infinity in a random component.
std::vector<ColoredVertex> random_vertices(std::size_t count, unsigned seed, unsigned non_finite) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> coordinate(-1e30F, 1e30F);
  std::vector<ColoredVertex> vertices(count);
  for (ColoredVertex& vertex : vertices) {
    const auto bits = random();
    vertex.position = {coordinate(random), coordinate(random), coordinate(random)};
    vertex.color = {static_cast<std::uint16_t>(bits), static_cast<std::uint16_t>(bits >> 16),
                    static_cast<std::uint16_t>(random())};
    vertex.padding = static_cast<std::uint16_t>(random());
    if (random() % 1000 < non_finite) {
      const float bad[]{kNan, -kNan, kInfinity, -kInfinity, std::numeric_limits<float>::signaling_NaN()};
      float Vector::* const component[]{&Vector::x, &Vector::y, &Vector::z};
      vertex.position.*component[random() % 3] = bad[random() % 5];
    }
  }
  return vertices;
}

TEST(Bounds, include) {
  Bounds bounds;
  EXPECT_TRUE(bounds.empty());
  bounds.include(Vector{kNan, 0, 0});
  bounds.include(Vector{0, kInfinity, 0});
  bounds.include(Vector{0, 0, -kInfinity});
  EXPECT_TRUE(bounds.empty());
  bounds.include(Vector{1, 2, 3});
  bounds.include(Vector{-1, 5, 3});
  EXPECT_FALSE(bounds.empty());
  EXPECT_EQ(bounds.min, (Vector{-1, 2, 3}));
  EXPECT_EQ(bounds.max, (Vector{1, 5, 3}));
  Bounds other;
  bounds.include(other);
  EXPECT_EQ(bounds.max, (Vector{1, 5, 3}));
  other.include(bounds);
  EXPECT_EQ(other.min, bounds.min);
}

TEST(Statistics, scanEmpty) {
  Progress progress;
  const auto statistics = scan(Dataset(), &progress);
  ASSERT_TRUE(statistics);
  EXPECT_EQ(statistics->count, 0U);
  EXPECT_TRUE(statistics->bounds.empty());
  EXPECT_EQ(progress.total(), 0U);
}

TEST(Statistics, scan) {
  const std::vector<ColoredVertex> vertices{{{1, 2, 3}, {100, 5, 7}},
                                            {{kNan, -50, 3}, {1, 9, 7}},
                                            {{-4, 9, 0.5F}, {50, 6, 65535}},
                                            {{0, 0, -kInfinity}, {50, 6, 8}}};
  const auto statistics = scan(over(vertices));
  ASSERT_TRUE(statistics);
  EXPECT_EQ(statistics->count, 4U);
  EXPECT_EQ(statistics->non_finite, 2U);
  EXPECT_EQ(statistics->bounds.min, (Vector{-4, 2, 0.5F}));
  EXPECT_EQ(statistics->bounds.max, (Vector{1, 9, 3}));
  EXPECT_EQ(statistics->color_min, (Color{1, 5, 7})) << "the colours of all records count";
  EXPECT_EQ(statistics->color_max, (Color{100, 9, 65535}));
}

TEST(Statistics, scanAllNonFinite) {
  const std::vector<ColoredVertex> vertices(1000, {{kNan, kNan, kNan}, {3, 4, 5}});
  const auto statistics = scan(over(vertices));
  ASSERT_TRUE(statistics);
  EXPECT_EQ(statistics->non_finite, 1000U);
  EXPECT_TRUE(statistics->bounds.empty());
  EXPECT_EQ(statistics->color_max, (Color{3, 4, 5}));
}

TEST(Statistics, kernelsAgree) {
  for (const unsigned non_finite : {0U, 1U, 50U, 500U, 1000U}) {
    const auto vertices = random_vertices(3000, 7 + non_finite, non_finite);
    const auto* bytes = reinterpret_cast<const std::byte*>(vertices.data());
    for (const unsigned count : {0U, 1U, 2U, 7U, 8U, 9U, 15U, 16U, 17U, 511U, 512U, 513U, 1031U, 2999U}) {
      Statistics scalar;
      Statistics fast;
      scan_scalar(bytes + 20, count, scalar);
      scan_avx2(bytes + 20, count, fast);
      expect_same(scalar, fast);
    }
  }
}

TEST(Statistics, kernelsAgreeOnEveryLane) {
  for (std::size_t place = 0; place < 24; ++place)
    for (const float value : {1e30F, -1e30F, kNan, kInfinity}) {
      std::vector<ColoredVertex> vertices(19, {{1, 2, 3}, {40000, 50000, 30000}, 65535});
      float Vector::* const component[]{&Vector::x, &Vector::y, &Vector::z};
      std::uint16_t Color::* const channel[]{&Color::red, &Color::green, &Color::blue};
      vertices[place / 3].position.*component[place % 3] = value;
      vertices[place / 3].color.*channel[place % 3] = value > 0 ? 65000 : 3;
      Statistics scalar;
      Statistics fast;
      scan_scalar(reinterpret_cast<const std::byte*>(vertices.data()), vertices.size(), scalar);
      scan_avx2(reinterpret_cast<const std::byte*>(vertices.data()), vertices.size(), fast);
      expect_same(scalar, fast);
    }
}

TEST(Statistics, kernelsAddToWhatIsThere) {
  const auto vertices = random_vertices(100, 3, 100);
  const auto* bytes = reinterpret_cast<const std::byte*>(vertices.data());
  Statistics parts;
  scan_avx2(bytes, 37, parts);
  scan_avx2(bytes + 37 * 20, 63, parts);
  Statistics whole;
  scan_scalar(bytes, 100, whole);
  expect_same(parts, whole);
}

TEST(Statistics, threadsAgree) {
  const auto vertices = random_vertices(700'000, 1, 3);
  Statistics expected;
  scan_scalar(reinterpret_cast<const std::byte*>(vertices.data()), vertices.size(), expected);
  for (const unsigned threads : {0U, 1U, 2U, 7U}) {
    Progress progress;
    const auto statistics = scan(over(vertices), &progress, threads);
    ASSERT_TRUE(statistics);
    expect_same(*statistics, expected);
    EXPECT_EQ(progress.done(), vertices.size());
    EXPECT_EQ(progress.total(), vertices.size());
  }
}

TEST(Statistics, zeroHasOneSign) {
  for (const float zero : {0.0F, -0.0F}) {
    const std::vector<ColoredVertex> vertices(100, {{zero, zero, zero}, {}});
    const auto statistics = scan(over(vertices));
    ASSERT_TRUE(statistics);
    EXPECT_FALSE(std::signbit(statistics->bounds.min.x));
    EXPECT_FALSE(std::signbit(statistics->bounds.max.z));
  }
}

TEST(Statistics, cancel) {
  const std::vector<ColoredVertex> vertices(1000);
  Progress progress;
  progress.cancel();
  const auto statistics = scan(over(vertices), &progress);
  ASSERT_FALSE(statistics);
  EXPECT_EQ(statistics.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(statistics.error().message, "cancelled after 0 of 1000 vertices");
}

TEST(Statistics, cancelMidway) {
  const test::TemporaryFolder folder;
  const auto path = folder.sparse("sparse.bin", 100'000'000'000);
  if (path.empty()) GTEST_SKIP() << "the file system has no sparse files of 100 GB";
  const auto file = Dataset::open(path);
  ASSERT_TRUE(file) << describe(file.error());
  Progress progress;
  std::jthread person([&] {
    while (progress.done() == 0) std::this_thread::yield();
    progress.cancel();
  });
  const auto statistics = scan(*file, &progress);
  ASSERT_FALSE(statistics);
  EXPECT_EQ(statistics.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(statistics.error().path, path);
  EXPECT_GT(progress.done(), 0U);
  EXPECT_LT(progress.fraction(), 1.0);
}

TEST(Statistics, holesCountAsZeros) {
  constexpr std::uint64_t kCount = 5'000'000'000;
  const test::TemporaryFolder folder;
  const auto path = folder.sparse("sparse.bin", kCount * 20);
  if (path.empty()) GTEST_SKIP() << "the file system has no sparse files of 100 GB";
  const ColoredVertex last{{1, 2, 3}, {4, 5, 6}, 0};
  const ColoredVertex odd{{std::numeric_limits<float>::quiet_NaN(), 9, 9}, {7, 8, 9}, 0};
  test::patch(path, (kCount - 1) * 20, std::as_bytes(std::span(&last, 1)));
  test::patch(path, (std::uint64_t{1} << 32) * 20, std::as_bytes(std::span(&odd, 1)));
  const auto statistics = scan(Dataset::open(path).value());
  ASSERT_TRUE(statistics) << describe(statistics.error());
  EXPECT_EQ(statistics->count, kCount);
  EXPECT_EQ(statistics->non_finite, 1U);
  EXPECT_EQ(statistics->bounds.min, Vector{});
  EXPECT_EQ(statistics->bounds.max, (Vector{1, 2, 3}));
  EXPECT_EQ(statistics->color_max, (Color{7, 8, 9}));
}

TEST(Statistics, aFileThatBecameShorter) {
  const test::TemporaryFolder folder;
  const auto path = folder.write("cloud.bin", test::counting_bytes(2'000'000));
  const auto file = Dataset::open(path).value();
  ASSERT_EQ(::truncate(path.c_str(), 1'000'000), 0);
  const auto statistics = scan(file);
  ASSERT_FALSE(statistics);
  EXPECT_EQ(
      describe(statistics.error()),
      path + ": cannot read 2000000 bytes at offset 0: the file has become shorter, or its disk failed");
}

// If the system read ahead, each sampled place would bring a hundred kilobytes or more into memory.
TEST(Statistics, samplesReadTheirPagesAlone) {
  const test::TemporaryFolder folder;
  constexpr std::uint64_t kPage = 4096;
  constexpr std::uint64_t kPages = 65536;
  const auto path = folder.sparse("cloud.bin", kPages * kPage);
  const auto file = Dataset::open(path, {.layout = parse_layout("<4d").value()});
  ASSERT_TRUE(file);
  static_cast<void>(sample(*file, 512));
  std::vector<unsigned char> in_memory(kPages);
  // mincore() takes a pointer to bytes that it does not change.
  ASSERT_EQ(::mincore(const_cast<std::byte*>(file->bytes()->data()), kPages * kPage, in_memory.data()), 0);
  const auto read = std::ranges::count_if(in_memory, [](unsigned char page) { return page % 2 != 0; });
  EXPECT_GE(read, 512);
  EXPECT_LT(read, 2048);
}

TEST(Statistics, sample) {
  std::vector<ColoredVertex> vertices(10'000);
  for (std::size_t i = 0; i < vertices.size(); ++i) vertices[i].position.x = static_cast<float>(i);
  const Dataset file = over(vertices);
  for (const std::uint64_t samples : {2U, 3U, 100U, 9'999U, 10'000U, 4'000'000U}) {
    const Statistics statistics = sample(file, samples);
    EXPECT_EQ(statistics.count, std::min<std::uint64_t>(samples, 10'000));
    EXPECT_EQ(statistics.bounds.min.x, 0.0F);
    EXPECT_EQ(statistics.bounds.max.x, 9'999.0F);
  }
  EXPECT_EQ(sample(file, 1).count, 1U);
  EXPECT_EQ(sample(file, 0).count, 0U);
  EXPECT_EQ(sample(Dataset()).count, 0U);
}

// Returns 5,000 vertices on a grid of 71 columns and 59 rows.
std::vector<ColoredVertex> grid() {
  std::vector<ColoredVertex> vertices(5'000);
  for (std::size_t i = 0; i < vertices.size(); ++i)
    vertices[i].position = {static_cast<float>(i % 71), static_cast<float>(i % 59), 0};
  return vertices;
}

TEST(Fence, edgesOfOrdinaryDataAreWithin) {
  const Statistics seen = sample(over(grid()));
  EXPECT_EQ(seen.most.min, (Vector{0, 0, 0}));
  EXPECT_EQ(seen.most.max, (Vector{70, 58, 0}));
  EXPECT_EQ(seen.fence.min, (Vector{-280, -280, -280})) << "4 of the longest sides more";
  EXPECT_EQ(seen.fence.max, (Vector{350, 338, 280}));
  EXPECT_TRUE(seen.rest.empty());
}

TEST(Fence, absurdPositionsAreOutside) {
  auto vertices = grid();
  vertices[0].position.x = 1e30F;
  vertices[17].position.y = -3e38F;
  vertices[18].position.z = 3e38F;
  vertices[19].position.z = std::numeric_limits<float>::infinity();
  const Statistics seen = sample(over(vertices), 5'000);
  EXPECT_EQ(seen.most.min, (Vector{0, 0, 0}));
  EXPECT_EQ(seen.most.max, (Vector{70, 58, 0}));
  EXPECT_EQ(seen.rest.min, (Vector{17, -3e38F, 0}));
  EXPECT_EQ(seen.rest.max, (Vector{1e30F, 18, 3e38F}));
}

TEST(Fence, aScanFindsWhatTheSampleMissed) {
  auto vertices = grid();
  vertices[1'234].position = {-1e6F, 7, 0};  // no record of a sample of 512
  vertices[2'345].position = {1e6F, 3, 5};
  vertices[3'456].position = {200, 0, 0};  // far, but within the fence
  const Dataset file = over(vertices);
  const Statistics seen = sample(file, 512);
  ASSERT_TRUE(seen.rest.empty());
  for (const unsigned threads : {1U, 3U}) {
    const Statistics found = scan(file, nullptr, threads, seen.fence).value();
    EXPECT_EQ(found.most.min, (Vector{0, 0, 0}));
    EXPECT_EQ(found.most.max, (Vector{200, 58, 0}));
    EXPECT_EQ(found.rest.min, (Vector{-1e6F, 3, 0}));
    EXPECT_EQ(found.rest.max, (Vector{1e6F, 7, 5}));
    EXPECT_EQ(found.fence.max, seen.fence.max);
  }
  const Statistics whole = scan(file).value();
  EXPECT_EQ(whole.most.max, whole.bounds.max) << "without a fence all are near";
  EXPECT_TRUE(whole.rest.empty());
}

TEST(Fence, aConvertedFileHasOneToo) {
  std::vector<double> numbers;
  for (int i = 0; i < 9'000; ++i)
    numbers.insert(numbers.end(), {static_cast<double>(i % 50), static_cast<double>(i % 40), 0.0});
  numbers[3 * 8'000] = 5e7;
  const test::TemporaryFolder folder;
  const auto path = folder.write("a.bin", std::as_bytes(std::span(numbers)));
  const auto file = Dataset::open(path, {.layout = parse_layout("<3d:position:").value()});
  ASSERT_TRUE(file);
  const Statistics found = scan(*file, nullptr, 0, sample(*file, 512).fence).value();
  EXPECT_EQ(found.most.longest_side(), 49);
  EXPECT_EQ(found.rest.longest_side(), 0) << "a single vertex";
  EXPECT_FALSE(found.rest.empty());
}

TEST(Fence, thereIsNoneWhereFewAreRead) {
  std::vector<ColoredVertex> vertices(31);
  vertices[3].position = {1e30F, -1, 2};
  const Statistics seen = sample(over(vertices));
  EXPECT_TRUE(seen.fence.empty());
  EXPECT_EQ(seen.most.max, (Vector{1e30F, 0, 2}));
  EXPECT_EQ(seen.most.min, (Vector{0, -1, 0}));
  EXPECT_TRUE(seen.rest.empty());
  EXPECT_TRUE(sample(over({})).most.empty());
}

TEST(Fence, thereIsNoneAroundASinglePlace) {
  std::vector<ColoredVertex> vertices(1'000);
  vertices[0].position = {1, 2, 3};
  const Statistics seen = sample(over(vertices));
  EXPECT_TRUE(seen.fence.empty());
  EXPECT_EQ(seen.most.max, (Vector{1, 2, 3}));
}

TEST(Fence, aLineKeepsItsEnds) {
  std::vector<ColoredVertex> vertices(1'000);
  for (std::size_t i = 0; i < vertices.size(); ++i) vertices[i].position.y = static_cast<float>(i);
  EXPECT_EQ(sample(over(vertices)).most.max, (Vector{0, 999, 0}));
}

}  // namespace
}  // namespace vertexview
