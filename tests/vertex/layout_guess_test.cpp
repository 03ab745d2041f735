#include "vertexview/vertex/layout_guess.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <functional>
#include <random>
#include <span>
#include <vector>

#include "vertexview/record/schema_presets.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview {
namespace {

using testing::Contains;
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

std::vector<std::string> names(const std::vector<LayoutFit>& fits) {
  std::vector<std::string> list;
  for (const LayoutFit& fit : fits) list.push_back(fit.layout);
  return list;
}

// The stride of every preset (12, 15, 16, 20, 24 or 32) divides 57600 bytes, so that only the contents tell
// the presets apart.
constexpr std::size_t kBytes = 57'600;

TEST(LayoutGuess, theRightLayoutIsNeverQuestioned) {
  for (const char* name : {"vertex", "kitti", "nuscenes", "xyzrgb8", "splat", "xyz"}) {
    const Layout layout{.schema = find_preset(name)->schema()};
    const auto bytes = scene(name, kBytes / layout.schema.stride);
    ASSERT_EQ(bytes.size(), kBytes);
    EXPECT_THAT(names(better_layouts(layout, bytes)), IsEmpty()) << name;
    const auto file = Dataset::over(bytes, {.layout = layout});
    ASSERT_TRUE(file);
    EXPECT_FALSE(doubt_layout(*file)) << name << ": " << doubt_layout(*file)->reason;
  }
}

TEST(LayoutGuess, theRightLayoutIsSuggestedFirst) {
  for (const char* name : {"kitti", "nuscenes", "xyzrgb8", "splat"}) {
    const auto bytes = scene(name, kBytes / find_preset(name)->schema().stride);
    const auto better = better_layouts(Layout::canonical(), bytes);
    ASSERT_FALSE(better.empty()) << name;
    EXPECT_EQ(better.front().layout, name);
    const auto file = Dataset::over(bytes, {});
    ASSERT_TRUE(file);
    const auto doubt = doubt_layout(*file);
    ASSERT_TRUE(doubt) << name;
    EXPECT_EQ(doubt->better.front().layout, name);
  }
}

std::vector<std::string> offered(const std::vector<std::byte>& bytes) {
  const auto file = Dataset::over(bytes, {.changes = {.allow_tail = true}});
  const auto doubt = doubt_layout(*file);
  return doubt ? names(doubt->better) : std::vector<std::string>{};
}

TEST(LayoutGuess, noWrongLayoutIsOfferedBesideTheRightOne) {
  for (const SchemaPreset& preset : schema_presets())
    for (const float centre : {0.0F, 50.0F}) {
      for (const std::size_t count : {std::size_t{1}, std::size_t{4}})
        EXPECT_THAT(offered(scene(preset.name, count, centre)), IsEmpty())
            << count << " of " << preset.name << ": so few fit any layout by accident";
      for (const std::size_t count : {std::size_t{1'000}, std::size_t{10'000}}) {
        std::vector<std::string> right{std::string(preset.name)};
        if (preset.name == "vertex") right.clear();  // what it is read as is not offered
        // Nothing tells three colours of 0..1 from an intensity, an elongation and a time.
        if (preset.name == "xyzrgb") right.emplace_back("waymo");
        EXPECT_EQ(offered(scene(preset.name, count, centre)), right) << count << " of " << preset.name;
      }
    }
}

/// Returns `count` records of floats: a position on a wavy grid, then the numbers that `more` gives.
std::vector<std::byte> grid_of_floats(int count, const std::function<std::vector<float>(int)>& more) {
  std::vector<float> numbers;
  for (int i = 0; i < count; ++i) {
    const auto x = static_cast<float>(i % 31);
    const auto y = static_cast<float>(i / 31);
    numbers.insert(numbers.end(), {x, y, std::sin(x / 4) + std::cos(y / 5)});
    for (const float number : more(i)) numbers.push_back(number);
  }
  const auto bytes = std::as_bytes(std::span(numbers));
  return {bytes.begin(), bytes.end()};
}

TEST(LayoutGuess, everyElementOfASuggestionIsPlausible) {
  // A time in microseconds is no colour.
  const auto waymo = grid_of_floats(1000, [](int i) {
    return std::vector<float>{static_cast<float>(i % 10) / 10, static_cast<float>(i % 7) / 7, 1.55e15F};
  });
  EXPECT_THAT(names(better_layouts(Layout::canonical(), waymo)), Not(Contains("xyzrgb")));
  // A normal has negative numbers, which a scale has not.
  const auto mesh = grid_of_floats(1000, [](int i) {
    const auto turn = static_cast<float>(i) * 0.1F;
    return std::vector<float>{std::sin(turn), std::cos(turn), 0, static_cast<float>(i % 31) / 31,
                              static_cast<float>(i / 31) / 33};
  });
  EXPECT_THAT(names(better_layouts(Layout::canonical(), mesh)), Not(Contains("splat")));
  // Seven numbers of a record, read five at a time, put fractions where a ring should be.
  const auto seven = grid_of_floats(1000, [](int i) {
    return std::vector<float>{static_cast<float>(i % 10) / 10, static_cast<float>(i % 32),
                              static_cast<float>(i) * 1e-3F, static_cast<float>(i % 2)};
  });
  EXPECT_THAT(names(better_layouts(Layout::canonical(), seven)), Not(Contains("nuscenes")));
}

TEST(LayoutGuess, suggestionsLeaveNoRemainder) {
  auto bytes = scene("kitti", 1001);
  EXPECT_THAT(names(better_layouts(Layout::canonical(), bytes)), Contains("kitti"));
  bytes.push_back(std::byte{0});
  EXPECT_THAT(names(better_layouts(Layout::canonical(), bytes)), Not(Contains("kitti")));
}

TEST(LayoutGuess, headerIsSkipped) {
  auto bytes = scene("kitti", 1000);
  bytes.insert(bytes.begin(), 30, std::byte{0xFF});
  Layout layout = Layout::canonical();
  layout.data_offset = 30;
  EXPECT_EQ(better_layouts(layout, bytes).front().layout, "kitti");
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
  return doubt->reason + "; " + (doubt->better.empty() ? "" : doubt->better.front().layout);
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

TEST(LayoutGuess, plainColorsAreNoReason) {
  // The colours are black, white and a grey whose bits make a reasonable float.
  for (const std::uint16_t level : {std::uint16_t{0}, std::uint16_t{65535}, std::uint16_t{16000}}) {
    auto bytes = scene("vertex", 2880);
    for (std::size_t i = 0; i < 2880; ++i)
      for (std::size_t c = 0; c < 4; ++c) std::memcpy(bytes.data() + 20 * i + 12 + 2 * c, &level, 2);
    EXPECT_THAT(names(better_layouts(Layout::canonical(), bytes)), IsEmpty()) << level;
  }
  EXPECT_THAT(names(better_layouts(Layout::canonical(), std::vector<std::byte>(57'600))), IsEmpty());
}

TEST(LayoutGuess, smallFiles) {
  EXPECT_FALSE(doubt_layout(Dataset()));
  for (std::size_t size = 0; size < 100; ++size) {
    const std::vector<std::byte> bytes(size);
    EXPECT_THAT(better_layouts(Layout::canonical(), bytes), IsEmpty());
    const auto file = Dataset::over(bytes, {.changes = {.allow_tail = true}});
    EXPECT_FALSE(doubt_layout(*file)) << size;
  }
}

}  // namespace
}  // namespace vertexview
