// Datasets of some vertices of others.
#include <gtest/gtest.h>

#include <cstring>
#include <random>

#include "support_files.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/expression.hpp"
#include "vertexview/vertex/layout_text.hpp"
#include "vertexview/vertex/statistics.hpp"

namespace vertexview::test {
namespace {

constexpr std::uint64_t kCount = 100'000;
// Of a canonical record, without the padding, which is that of the file only where nothing is converted.
constexpr std::size_t kNumbers = 18;

std::vector<float> random_floats(std::uint64_t count) {
  std::mt19937 random(7);
  std::uniform_real_distribution<float> number(-50, 50);
  std::vector<float> all(count);
  for (float& one : all) one = number(random);
  return all;
}

/// Expects that `some` has those vertices of `file` that are in `chosen`.
void expect_vertices(const Dataset& some, const Dataset& file, const IndexSet& chosen) {
  ASSERT_EQ(some.size(), chosen.count());
  EXPECT_EQ(some.origin(), file.origin());
  EXPECT_EQ(some.color_range(), file.color_range());
  EXPECT_NE(some.bytes_serial(), file.bytes_serial());
  std::vector<ColoredVertex> read(some.size());
  std::vector<ColoredVertex> fetched(some.size());
  std::vector<ColoredVertex> shown(some.size());
  some.read(0, read);
  some.read_shown(0, shown);
  ASSERT_TRUE(some.fetch(0, fetched));
  for (std::uint64_t i = 0; i < some.size(); ++i) {
    ColoredVertex one;
    file.read(*chosen.member(i), {&one, 1});
    ASSERT_EQ(std::memcmp(&read[i], &one, kNumbers), 0) << i;
    ASSERT_EQ(std::memcmp(&fetched[i], &one, kNumbers), 0) << i;
    const ColoredVertex color = file[*chosen.member(i)];
    ASSERT_EQ(std::memcmp(&shown[i], &color, kNumbers), 0) << i;
  }
}

class ChosenVertices : public testing::Test {
 protected:
  [[nodiscard]] Dataset opened(const char* layout, LayoutChanges changes = {}) const {
    return Dataset::open(path_, {.layout = parse_layout(layout).value(), .changes = std::move(changes)})
        .value();
  }
  [[nodiscard]] static IndexSet where(const Dataset& file, const char* condition) {
    return find_where(file, Expression::compile(condition, file.layout().schema).value()).value();
  }

  std::vector<float> floats_ = random_floats(kCount * 5);
  TemporaryFolder folder_;
  std::string path_ = folder_.write("a.bin", std::as_bytes(std::span(floats_)));
};

TEST_F(ChosenVertices, canonicalOnes) {
  const Dataset file = opened("vertex");
  const IndexSet chosen = where(file, "x > 3 && y < 20");
  ASSERT_GT(chosen.count(), 1000U);
  expect_vertices(file.only(chosen).value(), file, chosen);
  const Dataset some = file.only(chosen).value();
  EXPECT_FALSE(some.vertices()) << "there is no view of records that lie apart";
}

TEST_F(ChosenVertices, convertedOnesColouredByANumber) {
  const Dataset file = opened("<f:x:f:y:f:z:f:w:I:n:", {.color = {{"w"}}});
  const IndexSet chosen = where(file, "w in 0..10 || n & 1 == 0");
  ASSERT_GT(chosen.count(), 1000U);
  expect_vertices(file.only(chosen).value(), file, chosen);
  expect_vertices(file.only({}).value(), file, {});
}

TEST_F(ChosenVertices, answerQuestionsAsTheOthersDo) {
  const Dataset file = opened("<f:x:f:y:f:z:f:w:f:v:");
  const Dataset some = file.only(where(file, "x > 0")).value();
  EXPECT_EQ(where(some, "y > 0").count(), where(file, "x > 0 && y > 0").count());
  const auto both = some.only(where(some, "y > 0")).value();
  expect_vertices(both, file, where(file, "x > 0 && y > 0"));
  const Statistics scanned = scan(both).value();
  EXPECT_EQ(scanned.count, both.size());
  EXPECT_GT(scanned.places[0].low, 0);
}

TEST_F(ChosenVertices, oneThatIsNotThere) {
  const auto past = opened("vertex").only(IndexSet({kCount, kCount + 1}));
  ASSERT_FALSE(past);
  EXPECT_EQ(past.error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(past.error().path, path_);
}

}  // namespace
}  // namespace vertexview::test
