#include "vertexview/vertex/layout_guess.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <memory>
#include <random>
#include <span>
#include <utility>
#include <vector>

#include "support_files.hpp"
#include "vertexview/record/schema_presets.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview {
namespace {

using testing::IsEmpty;
using testing::Not;

/// Returns bytes as the programs behind a preset write them: rings of a scanner, intensities, smooth colours.
/// Around a centre of 50 all coordinates are positive, as colours and intensities are.
std::vector<std::byte> scene(std::string_view preset, std::size_t count, float centre = 0) {
  std::mt19937 random(5);
  std::uniform_real_distribution<float> unit(0, 1);
  std::vector<std::byte> bytes;
  const auto put = [&](const auto& value) {
    const auto* from = reinterpret_cast<const std::byte*>(&value);
    bytes.insert(bytes.end(), from, from + sizeof(value));
  };
  for (std::size_t i = 0; i < count; ++i) {
    const float angle = static_cast<float>(i) * 0.003F;
    const float range = 5 + 30 * unit(random);
    put(centre + range * std::cos(angle));
    put(centre + range * std::sin(angle));
    put(centre / 10 - 1.7F + 2 * unit(random));
    if (preset == "vertex") {
      for (int c = 0; c < 4; ++c) put(static_cast<std::uint16_t>(random()));
    } else if (preset == "kitti") {
      put(unit(random));
    } else if (preset == "nuscenes") {
      put(std::floor(255 * unit(random)));
      put(static_cast<float>(i % 32));
    } else if (preset == "xyzrgb") {
      for (int c = 0; c < 3; ++c) put(unit(random));
    } else if (preset == "waymo") {
      put(unit(random));
      put(unit(random));
      put(1.55e9F + static_cast<float>(i));
    } else if (preset == "xyzrgb8") {
      for (int c = 0; c < 3; ++c) put(static_cast<std::uint8_t>(random()));
    } else if (preset == "splat") {
      for (int c = 0; c < 3; ++c) put(0.01F * unit(random));
      for (int c = 0; c < 8; ++c) put(static_cast<std::uint8_t>(random()));
    }
  }
  return bytes;
}

// The stride of every preset (12, 15, 16, 20, 24 or 32) divides 57600 bytes, so that only the contents tell
// the presets apart.
constexpr std::size_t kBytes = 57'600;

TEST(LayoutGuess, theRightLayoutIsNeverQuestioned) {
  for (const char* name : {"vertex", "kitti", "nuscenes", "xyzrgb8", "splat", "xyz"}) {
    const Layout layout{.schema = find_preset(name)->schema()};
    const auto bytes = scene(name, kBytes / layout.schema.stride);
    ASSERT_EQ(bytes.size(), kBytes);
    const auto file = Dataset::over(bytes, {.layout = layout});
    ASSERT_TRUE(file);
    EXPECT_FALSE(doubt_layout(*file)) << name << ": " << doubt_layout(*file)->reason;
  }
}

TEST(LayoutGuess, canonicalRecordsAreLeftAlone) {
  for (const float centre : {0.0F, 50.0F})
    for (const std::size_t count : {std::size_t{1}, std::size_t{4}, std::size_t{1'000}, std::size_t{10'000}})
      EXPECT_THAT(guess_layout(scene("vertex", count, centre)).candidates, IsEmpty())
          << count << " with random bytes as padding";
}

TEST(LayoutGuess, plainColoursAreCanonicalWhateverThePaddingIs) {
  // The colours are black, white, and a grey whose bits make a reasonable float. The padding is what programs
  // leave there: zeros, what a debugger fills memory with, or anything.
  std::mt19937 random(1);
  for (const std::uint16_t level : {std::uint16_t{0}, std::uint16_t{65535}, std::uint16_t{16000}})
    for (const int padding : {0, 0xCDCD, 0xFFFF, -1}) {
      auto bytes = scene("vertex", 2880);
      for (std::size_t i = 0; i < 2880; ++i) {
        const auto rest =
            static_cast<std::uint16_t>(padding < 0 ? static_cast<int>(random() & 0xFFFFU) : padding);
        for (std::size_t c = 0; c < 4; ++c)
          std::memcpy(bytes.data() + 20 * i + 12 + 2 * c, c == 3 ? &rest : &level, 2);
      }
      const FoundLayouts found = guess_layout(bytes);
      EXPECT_FALSE(found.sure) << level << " and " << padding;
      // Noise behind a grey that looks like a float may be anything.
      if (level != 16000 || padding >= 0) {
        EXPECT_THAT(found.candidates, IsEmpty()) << level << " and " << padding;
      }
    }
  EXPECT_THAT(guess_layout(std::vector<std::byte>(kBytes)).candidates, IsEmpty()) << "zeros";
}

TEST(LayoutGuess, onePlainChannelIsCanonical) {
  for (int channel = 0; channel < 3; ++channel) {
    auto bytes = scene("vertex", 2880);
    for (std::size_t i = 0; i < 2880; ++i)
      for (int c = 0; c < 4; ++c)
        if (c != channel) std::memset(bytes.data() + 20 * i + 12 + 2 * static_cast<std::size_t>(c), 0, 2);
    EXPECT_THAT(guess_layout(bytes).candidates, IsEmpty()) << channel;
  }
}

TEST(LayoutGuess, canonicalRecordsWithDamagedPositionsAreLeftAlone) {
  auto bytes = scene("vertex", 5'000);
  const std::uint16_t padding = 0;
  for (std::size_t i = 0; i < 5'000; ++i) {
    std::memcpy(bytes.data() + 20 * i + 18, &padding, 2);
    const float odd = i % 100 == 0 ? std::nanf("") : 1e30F;
    if (i % 50 == 0) std::memcpy(bytes.data() + 20 * i, &odd, 4);
  }
  EXPECT_THAT(guess_layout(bytes).candidates, IsEmpty());
}

TEST(LayoutGuess, canonicalRecordsWithoutPositionsAreNoOthers) {
  auto bytes = scene("vertex", 5'000);
  const float nan = std::nanf("");
  for (std::size_t i = 0; i < 3'000; ++i)
    for (std::size_t axis = 0; axis < 3; ++axis) std::memcpy(bytes.data() + 20 * i + 4 * axis, &nan, 4);
  EXPECT_FALSE(guess_layout(bytes).sure);
}

TEST(LayoutGuess, theRightLayoutIsSure) {
  for (const char* name : {"kitti", "nuscenes", "xyzrgb8", "xyzrgb", "xyz"}) {
    const std::uint64_t stride = find_preset(name)->schema().stride;
    for (const std::uint64_t count : {kBytes / stride, std::uint64_t{997}}) {
      const FoundLayouts found = guess_layout(scene(name, count));
      ASSERT_FALSE(found.candidates.empty()) << name;
      EXPECT_EQ(found.candidates.front().name, name) << count;
      EXPECT_EQ(found.candidates.front().count, count) << name;
      // Bare coordinates, and rings that are few, leave room for other readings.
      const std::string_view called = name;
      EXPECT_TRUE(found.sure || called == "nuscenes" || called == "xyz") << name;
    }
  }
}

TEST(LayoutGuess, whatLeavesBytesOverIsNeverSure) {
  auto bytes = scene("kitti", 1001);
  bytes.insert(bytes.end(), 6, std::byte{0});
  const FoundLayouts found = guess_layout(bytes);
  EXPECT_EQ(found.candidates.front().name, "kitti");
  EXPECT_EQ(found.candidates.front().layout.count, 1001U) << "so that it can be opened";
  EXPECT_FALSE(found.sure);
}

TEST(LayoutGuess, isKeptForWhoOpensTheFileOnceMore) {
  auto bytes = scene("kitti", 1001);
  bytes.insert(bytes.end(), 6, std::byte{0});
  const test::TemporaryFolder folder;
  const std::string path = folder.write("rest.bin", bytes);
  const auto last = std::make_shared<LastGuess>();
  EXPECT_EQ(Dataset::open(path, {.guess = true, .last_guess = last}).error().code, ErrorCode::kRemainder);
  const auto kept = last->layouts;
  ASSERT_NE(kept, nullptr) << "though the file was not opened";
  Dataset::Options whole{.changes = {.allow_tail = true}, .guess = true, .last_guess = last};
  const auto again = Dataset::open(path, whole);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->guess(), kept);
  static_cast<void>(folder.write("rest.bin", scene("xyzrgb", 1001)));
  const auto written = Dataset::open(path, whole);
  ASSERT_TRUE(written);
  EXPECT_NE(written->guess(), kept);
  EXPECT_EQ(written->guess(), last->layouts);
  EXPECT_EQ(written->guess()->candidates.front().name, "xyzrgb");
}

TEST(LayoutGuess, canonicalRecordsWithBytesAfterThemAreNoOthers) {
  auto bytes = scene("vertex", 1000);
  bytes.insert(bytes.end(), 6, std::byte{0});
  EXPECT_THAT(guess_layout(bytes).candidates, IsEmpty());
}

TEST(LayoutGuess, aRingThatIsAlwaysZeroIsNoPadding) {
  auto bytes = scene("nuscenes", 2880);
  for (std::size_t i = 0; i < 2880; ++i) std::memset(bytes.data() + 20 * i + 16, 0, 4);
  EXPECT_THAT(guess_layout(bytes).candidates, Not(IsEmpty()))
      << "canonical records would be shown in silence";
}

TEST(LayoutGuess, everyCandidateHasAPosition) {
  std::mt19937 random(1);
  std::vector<std::uint32_t> noise(12'003);
  for (auto& word : noise) word = static_cast<std::uint32_t>(random());
  const FoundLayouts found = guess_layout(std::as_bytes(std::span(noise)));
  EXPECT_FALSE(found.sure);
  for (const LayoutCandidate& one : found.candidates) EXPECT_TRUE(has_position(one.layout)) << one.name;
}

TEST(LayoutGuess, headerIsSkipped) {
  auto bytes = scene("kitti", 1000);
  bytes.insert(bytes.begin(), 30, std::byte{0xFF});
  const auto file = Dataset::over(bytes, {.changes = {.offset = 30}});
  const auto doubt = doubt_layout(*file);
  ASSERT_TRUE(doubt);
  EXPECT_EQ(doubt->better.front().name, "kitti");
  EXPECT_EQ(doubt->better.front().layout.data_offset, 30U);
}

TEST(LayoutGuess, reasons) {
  const auto reason = [](std::span<const std::byte> bytes, const char* layout) {
    const auto file = Dataset::over(bytes, {.layout = *parse_layout(layout)});
    const auto doubt = doubt_layout(*file);
    return doubt ? doubt->reason : "none";
  };
  const auto kitti = scene("kitti", 3600);
  EXPECT_EQ(reason(kitti, "vertex"), "the bytes look more like records of kitti");
  EXPECT_EQ(reason(kitti, "16s"), "no element of the layout is a position");
  std::mt19937 random(1);
  std::vector<std::uint32_t> noise(12'000);
  for (auto& word : noise) word = static_cast<std::uint32_t>(random());
  EXPECT_THAT(reason(std::as_bytes(std::span(noise)), "xyz"),
              testing::HasSubstr(" of the sampled coordinates are beyond 1e9 or nearer to zero than 1e-6"));
  const std::vector<float> nan(3000, std::nanf(""));
  EXPECT_EQ(reason(std::as_bytes(std::span(nan)), "xyz"), "100 % of the sampled positions are not finite");
}

/// Returns a wavy surface as numbers of one type, moved by `shift` and multiplied by `scale`.
template <class T>
std::vector<T> surface(int count, double scale = 1, double shift = 0) {
  std::vector<T> numbers;
  for (int i = 0; i < count; ++i)
    for (const double v : {20 * std::sin(i * 0.37), 20 * std::cos(i * 0.59), std::sin(i * 0.11)})
      numbers.push_back(static_cast<T>(v * scale + shift));
  return numbers;
}

/// Returns what is told of a layout that a person gave: "REASON; FIRST SUGGESTION", or "none".
template <class T>
std::string given_doubt(const std::vector<T>& numbers, const char* layout,
                        const LayoutChanges& changes = {.allow_tail = true}) {
  const auto file =
      Dataset::over(std::as_bytes(std::span(numbers)), {.layout = *parse_layout(layout), .changes = changes});
  EXPECT_TRUE(file) << layout;
  const auto doubt = doubt_layout(*file, LayoutTrust::kGiven);
  if (!doubt) return "none";
  return doubt->reason + "; " + (doubt->better.empty() ? "" : doubt->better.front().name);
}

TEST(GivenLayout, nonsenseIsDoubted) {
  const auto suggests = [](const char* layout) {
    return testing::MatchesRegex(
        std::string("[0-9]+ % of the sampled coordinates are beyond 1e9 or nearer to zero than 1e-6; ") +
        layout);
  };
  EXPECT_THAT(given_doubt(surface<double>(1000), "xyz"), suggests("<3d:position:"));
  EXPECT_THAT(given_doubt(surface<double>(1000, 1, 4e6), "xyz"), suggests("<3d:position:"));
  auto reversed = surface<float>(1000);
  for (float& number : reversed) {
    auto bytes = std::bit_cast<std::array<std::byte, 4>>(number);
    std::ranges::reverse(bytes);
    number = std::bit_cast<float>(bytes);
  }
  EXPECT_THAT(given_doubt(reversed, "xyz"), suggests(">3f:position:"));
  std::mt19937 random(1);
  std::vector<std::uint32_t> noise(12'000);
  for (auto& word : noise) word = static_cast<std::uint32_t>(random());
  EXPECT_THAT(given_doubt(noise, "xyz"), suggests(""));
  std::vector<std::uint32_t> labels(12'000);
  for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = static_cast<std::uint32_t>(1 + i % 7);
  EXPECT_THAT(given_doubt(labels, "xyz"), suggests("")) << "small integers read as floats";
  EXPECT_EQ(given_doubt(std::vector<float>(3000, std::nanf("")), "xyz"),
            "100 % of the sampled positions are not finite; ");
}

TEST(GivenLayout, whatIsMerelyUnusualIsNotDoubted) {
  EXPECT_EQ(given_doubt(surface<float>(1000), "xyz"), "none");
  EXPECT_EQ(given_doubt(surface<double>(1000, 1, 4e6), "<3d:position:"), "none") << "map coordinates";
  EXPECT_EQ(given_doubt(surface<float>(1000, 1e15), "xyz"), "none") << "metres between stars";
  EXPECT_EQ(given_doubt(surface<float>(1000, 1e-11), "xyz"), "none") << "metres in a molecule";
  auto flat = surface<float>(1000);
  for (std::size_t i = 2; i < flat.size(); i += 3) flat[i] *= 1e-17F;
  EXPECT_EQ(given_doubt(flat, "xyz"), "none") << "rounding errors around zero";
  auto marked = surface<float>(1000);
  for (std::size_t i = 0; i < marked.size(); i += 4) marked[i] = 1e30F;
  EXPECT_EQ(given_doubt(marked, "xyz"), "none") << "a number that says there is none";
  auto missing = surface<float>(1000);
  for (std::size_t i = 0; i < 3 * 400; ++i) missing[i] = std::nanf("");
  EXPECT_EQ(given_doubt(missing, "xyz"), "none") << "40 % are missing";
  EXPECT_EQ(given_doubt(std::vector<float>(3000), "xyz"), "none") << "zeros";
  EXPECT_EQ(given_doubt(surface<double>(1000), "<6I:words:"), "none") << "no position";
  EXPECT_EQ(given_doubt(surface<std::int32_t>(1000, 1e8), "<3i:position:"), "none") << "integers";
  const auto kitti = scene("kitti", 3600);
  EXPECT_EQ(given_doubt(kitti, "vertex"), "none") << "another layout is better, this one makes sense";
}

TEST(GivenLayout, tooFewRecordsTellNothing) {
  const auto numbers = surface<double>(15);  // 30 records of xyz
  for (const unsigned count : {0U, 1U, 4U, 30U})
    EXPECT_EQ(given_doubt(numbers, "xyz", {.count = count}), "none") << count;
}

TEST(LayoutGuess, smallFiles) {
  EXPECT_FALSE(doubt_layout(Dataset()));
  for (std::size_t size = 0; size < 100; ++size) {
    const std::vector<std::byte> bytes(size);
    EXPECT_THAT(guess_layout(bytes).candidates, IsEmpty()) << size;
    const auto file = Dataset::over(bytes, {.changes = {.allow_tail = true}});
    EXPECT_FALSE(doubt_layout(*file)) << size;
  }
}

class GuessedFile : public testing::Test {
 protected:
  /// Opens scan.bin with these bytes, and the guess that was made before where there is one.
  Result<Dataset> open(std::span<const std::byte> bytes, Dataset::Options options = {.guess = true}) {
    return Dataset::open(folder_.write("scan.bin", bytes), std::move(options));
  }

  test::TemporaryFolder folder_;
};

TEST_F(GuessedFile, isTakenOnlyWhereItIsAskedFor) {
  const auto bytes = scene("kitti", 1000);
  const auto file = open(bytes);
  ASSERT_TRUE(file) << describe(file.error());
  EXPECT_EQ(file->layout_source(), LayoutSource::kGuessed);
  EXPECT_EQ(layout_source_name(file->layout_source()), "guessed");
  EXPECT_EQ(file->size(), 1000U);
  EXPECT_EQ(file->layout(), *parse_layout("kitti"));
  EXPECT_TRUE(file->guess()->sure);
  const auto unasked = open(bytes, {});
  ASSERT_TRUE(unasked);
  EXPECT_EQ(unasked->layout_source(), LayoutSource::kDefault);
  EXPECT_EQ(unasked->size(), 800U);
  EXPECT_EQ(unasked->guess(), nullptr);
}

TEST_F(GuessedFile, canonicalRecordsStayWhatTheyAre) {
  const auto file = open(scene("vertex", 1000));
  ASSERT_TRUE(file);
  EXPECT_EQ(file->layout_source(), LayoutSource::kDefault);
  EXPECT_TRUE(file->vertices());
}

TEST_F(GuessedFile, whoeverSaysTheLayoutIsBelieved) {
  const auto bytes = scene("kitti", 1000);
  const auto source = [&](Dataset::Options options) {
    options.guess = true;
    const auto file = open(bytes, std::move(options));
    return file ? std::string(layout_source_name(file->layout_source())) : describe(file.error());
  };
  EXPECT_EQ(source({.layout = *parse_layout("xyz"), .changes = {.allow_tail = true}}), "given");
  EXPECT_EQ(source({.changes = {.offset = 16, .allow_tail = true}}), "default");
  EXPECT_EQ(source({.changes = {.count = 10}}), "default");
  EXPECT_EQ(source({.changes = {.stride = 32, .allow_tail = true}}), "default");
  EXPECT_EQ(source({.changes = {.up = UpAxis::kY}}), "guessed") << "it says nothing about the records";
  const auto named = Dataset::open(folder_.write("scan.pcd.bin", bytes), {.guess = true});
  ASSERT_TRUE(named);
  EXPECT_EQ(named->layout_source(), LayoutSource::kExtension);
  ASSERT_TRUE(write_sidecar(folder_.file("scan.bin"), *parse_layout("<8f:numbers:")));
  EXPECT_EQ(source({}), "sidecar");
}

TEST_F(GuessedFile, keepsItsLayoutWhileItFits) {
  const auto before = open(scene("kitti", 1000));
  ASSERT_TRUE(before);
  const Dataset::Options again{.guess = true, .guessed = before->guess()};
  const auto same = open(scene("xyzrgb", 1000), again);  // also 1500 records of 16 bytes
  ASSERT_TRUE(same);
  EXPECT_EQ(same->layout_source(), LayoutSource::kGuessed);
  EXPECT_EQ(same->stride(), 16U);
  const auto other = open(scene("xyzrgb", 1001), again);
  ASSERT_TRUE(other);
  EXPECT_EQ(other->layout_source(), LayoutSource::kGuessed);
  EXPECT_EQ(other->stride(), 24U) << "the old one leaves bytes over";
}

TEST_F(GuessedFile, anUnsureGuessIsOnlyKept) {
  auto bytes = scene("kitti", 1000);
  bytes.insert(bytes.end(), 10, std::byte{0});
  EXPECT_EQ(open(bytes).error().code, ErrorCode::kRemainder);
  const auto file = open(bytes, {.changes = {.allow_tail = true}, .guess = true});
  ASSERT_TRUE(file);
  EXPECT_EQ(file->layout_source(), LayoutSource::kDefault);
  ASSERT_NE(file->guess(), nullptr);
  EXPECT_EQ(file->guess()->candidates.front().name, "kitti");
}

}  // namespace
}  // namespace vertexview
