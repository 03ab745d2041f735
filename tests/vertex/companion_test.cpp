// Datasets whose records come from a file and its companions, or from planes.
#include "vertexview/vertex/companion.hpp"

#include <gmock/gmock.h>

#include <filesystem>

#include "support_files.hpp"
#include "vertexview/vertex/color_ramp.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview {
namespace {

using testing::HasSubstr;

class CompanionFiles : public testing::Test {
 protected:
  template <class T>
  [[nodiscard]] std::string write(std::string_view name, const std::vector<T>& numbers) const {
    return folder_.write(name, std::as_bytes(std::span(numbers)));
  }
  /// A scan of `count` points at (i, 2 i, 3 i) with intensity 0.5, and labels i with instance 7.
  [[nodiscard]] std::string scan(std::uint32_t count) const {
    std::vector<float> numbers;
    for (std::uint32_t i = 0; i < count; ++i) {
      const auto x = static_cast<float>(i);
      numbers.insert(numbers.end(), {x, 2 * x, 3 * x, 0.5F});
    }
    return write("scan.bin", numbers);
  }
  [[nodiscard]] std::string labels(std::uint32_t count, std::string_view name = "scan.label") const {
    std::vector<std::uint32_t> numbers;
    for (std::uint32_t i = 0; i < count; ++i) numbers.push_back(i | 7U << 16);
    return write(name, numbers);
  }
  [[nodiscard]] static Dataset::Options kitti_with(const std::string& text) {
    return {.layout = parse_layout("kitti").value(), .companions = {parse_companion(text).value()}};
  }

  test::TemporaryFolder folder_;
};

TEST_F(CompanionFiles, labelsOfSemanticKitti) {
  const auto path = scan(300);
  const auto file = Dataset::open(path, kitti_with(labels(300)));
  ASSERT_TRUE(file) << describe(file.error());
  EXPECT_EQ(file->size(), 300U);
  EXPECT_EQ(file->path(), path);
  EXPECT_FALSE(file->decoded()) << "nothing is copied";
  EXPECT_EQ(file->records().streams().size(), 2U);
  EXPECT_EQ(file->layout().schema.format, "<3f:position:f:intensity:H:label:H:instance:");
  // Class 40 is the road, which is published as (255, 0, 255).
  EXPECT_EQ((*file)[40].position, (Vector{40, 80, 120}));
  EXPECT_EQ((*file)[40].color, (Color{65535, 0, 65535}));
  EXPECT_EQ((*file)[70].color, (Color{0, 175 * 257, 0}));
  EXPECT_EQ((*file)[259].color, (Color{0, 0, 65535}));
  EXPECT_EQ(file->shading().ramp, Ramp::kSemanticKitti);
}

TEST_F(CompanionFiles, whatWasChosenWins) {
  auto options = kitti_with(labels(300));
  options.changes = {.color = {{"intensity"}}, .ramp = Ramp::kGrey};
  const auto file = Dataset::open(scan(300), options);
  ASSERT_TRUE(file) << describe(file.error());
  EXPECT_EQ(file->shading().ramp, Ramp::kGrey);
  const auto labelled = file->with_appearance({.elements = {"instance"}});
  ASSERT_TRUE(labelled);
  EXPECT_EQ(labelled->shading().ramp, Ramp::kCategories) << "an instance is a label";
  EXPECT_EQ((*labelled)[5].color, category_color(Ramp::kCategories, 7));
}

TEST_F(CompanionFiles, aGivenLayout) {
  const auto colors = write("rgb.dat", std::vector<std::uint8_t>{255, 0, 0, 0, 255, 0});
  const auto file = Dataset::open(scan(2), kitti_with(colors + "=<3B:color:"));
  ASSERT_TRUE(file) << describe(file.error());
  EXPECT_EQ((*file)[0].color, (Color{65535, 0, 0}));
  EXPECT_EQ((*file)[1].color, (Color{0, 65535, 0}));
}

TEST_F(CompanionFiles, severalAndThoseOfOneName) {
  auto options = kitti_with(labels(4));
  options.companions.push_back(parse_companion(labels(4, "truth.label")).value());
  const auto file = Dataset::open(scan(4), options);
  ASSERT_TRUE(file) << describe(file.error());
  EXPECT_EQ(file->stride(), 24U);
  EXPECT_NE(file->layout().schema.find("truth.label"), nullptr);
  EXPECT_NE(file->layout().schema.find("truth.instance"), nullptr);
}

TEST_F(CompanionFiles, anotherCountNamesBoth) {
  const auto path = scan(5);
  const auto short_of = labels(4);
  const auto file = Dataset::open(path, kitti_with(short_of));
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(describe(file.error()), short_of + ": has 4 records and " + path + " has 5; expected as many");
}

TEST_F(CompanionFiles, aLayoutThatNobodySays) {
  for (const std::size_t bytes : {20U, 7U}) {
    const auto unknown = write("other.dat", std::vector<std::uint8_t>(bytes, 1));
    const auto file = Dataset::open(scan(5), kitti_with(unknown));
    ASSERT_FALSE(file);
    EXPECT_THAT(describe(file.error()), HasSubstr("other.dat: nobody says how its records lie"));
  }
  const auto missing = Dataset::open(scan(5), kitti_with("nothing.label"));
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().path, "nothing.label");
}

TEST_F(CompanionFiles, aCompanionThatChangesIsNoticed) {
  const auto beside = labels(5);
  const auto file = Dataset::open(scan(5), kitti_with(beside));
  ASSERT_TRUE(file);
  EXPECT_TRUE(file->check_unchanged());
  std::filesystem::resize_file(beside, 4);
  const auto changed = file->check_unchanged();
  ASSERT_FALSE(changed);
  EXPECT_EQ(changed.error().path, beside);
}

TEST_F(CompanionFiles, theJoinedLayoutCanBeAnother) {
  auto options = kitti_with(labels(3));
  options.joined_layout = parse_layout("<3f:position:f:a:I:whole:").value();
  const auto file = Dataset::open(scan(3), options);
  ASSERT_TRUE(file) << describe(file.error());
  EXPECT_NE(file->layout().schema.find("whole"), nullptr);
}

TEST_F(CompanionFiles, planes) {
  std::vector<float> numbers;
  for (int axis = 1; axis <= 3; ++axis)
    for (int i = 0; i < 100; ++i) numbers.push_back(static_cast<float>(axis * i));
  const auto path = write("planes.bin", numbers);
  const auto layout = parse_layout("<f:x:f:y:f:z:").value();
  const auto file = Dataset::open(path, {.layout = layout, .planes = true});
  ASSERT_TRUE(file) << describe(file.error());
  EXPECT_EQ(file->size(), 100U);
  EXPECT_EQ((*file)[42].position, (Vector{42, 84, 126}));
  const auto after_header =
      Dataset::open(path, {.layout = layout, .changes = {.offset = 4, .count = 99}, .planes = true});
  ASSERT_TRUE(after_header) << describe(after_header.error());
  EXPECT_EQ((*after_header)[0].position, (Vector{1, 0, 198})) << "planes of 99 from byte 4 on";
}

TEST_F(CompanionFiles, planesWithARemainder) {
  const auto path = write("planes.bin", std::vector<float>(10));
  const auto file = Dataset::open(path, {.layout = parse_layout("<f:x:f:y:f:z:").value(), .planes = true});
  ASSERT_FALSE(file);
  EXPECT_EQ(describe(file.error()), path + ": 40 bytes are planes of 3 records of 12 bytes and 4 bytes more");
}

TEST_F(CompanionFiles, textsOfCompanions) {
  EXPECT_EQ(parse_companion("a.label").value(), (Companion{"a.label", std::nullopt}));
  EXPECT_EQ(parse_companion("a.bin=kitti").value().layout, parse_layout("kitti").value());
  EXPECT_EQ(parse_companion("a.bin==3f").value().layout->schema.format, "=3f");
  const auto odd = write("a=b.label", std::vector<std::uint32_t>{1});
  EXPECT_EQ(parse_companion(odd).value(), (Companion{odd, std::nullopt}));
  EXPECT_EQ(parse_companion(odd + "=<I:label:").value().path, odd);
  const auto wrong = parse_companion("a.bin=<3q:pos");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().offset, parse_layout("<3q:pos").error().offset.value() + 6);
}

}  // namespace
}  // namespace vertexview
