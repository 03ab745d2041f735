#include "vertexview/vertex/record_converter.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <sstream>

#include "support_files.hpp"
#include "vertexview/vertex/color_ramp.hpp"
#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/layout_changes.hpp"
#include "vertexview/vertex/layout_text.hpp"
#include "vertexview/vertex/statistics.hpp"

namespace vertexview {
namespace {

using test::TemporaryFolder;

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, separator);) parts.push_back(part);
  return parts;
}

template <class T>
std::vector<T> read_all(const std::string& path) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  std::vector<T> values(static_cast<std::size_t>(in.tellg()) / sizeof(T));
  in.seekg(0);
  in.read(reinterpret_cast<char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(T)));
  return values;
}

Result<Layout> layout_of(const std::string& text, const std::string& settings) {
  auto layout = parse_layout(text);
  if (!layout) return layout;
  LayoutChanges changes;
  for (const std::string& change : split(settings, ';')) {
    const std::size_t equals = change.find('=');
    if (auto set = set_change(changes, change.substr(0, equals), change.substr(equals + 1)); !set)
      return tl::unexpected<Error>(set.error());
  }
  return with_changes(*layout, changes);
}

/// Returns whether two numbers are equal as float32, or at most `slack` steps of float32 apart.
bool agrees(float got, double expected, int slack) {
  const auto wanted = static_cast<float>(expected);
  if (std::isnan(wanted) || std::isnan(got)) return std::isnan(wanted) && std::isnan(got);
  if (got == wanted) return true;
  float low = wanted;
  float high = wanted;
  for (int i = 0; i < slack; ++i) {
    low = std::nextafter(low, -std::numeric_limits<float>::infinity());
    high = std::nextafter(high, std::numeric_limits<float>::infinity());
  }
  return slack > 0 && low <= got && got <= high;
}

void expect_case(const std::string& stem, const Layout& layout, const std::string& kind, bool exact) {
  const auto file = Dataset::open(stem + ".bin", {.layout = layout});
  ASSERT_TRUE(file) << describe(file.error());
  const auto positions = read_all<double>(stem + ".positions");
  ASSERT_EQ(file->size(), positions.size() / 3);
  ASSERT_GT(file->size(), 512U);
  std::vector<ColoredVertex> got(static_cast<std::size_t>(file->size()));
  file->read_shown(0, got);

  const auto origin = file->origin();
  for (std::size_t i = 0; i < got.size(); ++i) {
    const double expected[]{positions[3 * i] - origin[0], positions[3 * i + 1] - origin[1],
                            positions[3 * i + 2] - origin[2]};
    const Vector p = got[i].position;
    const int slack = exact ? 0 : 1;
    ASSERT_TRUE(agrees(p.x, expected[0], slack) && agrees(p.y, expected[1], slack) &&
                agrees(p.z, expected[2], slack))
        << "record " << i << ": (" << p.x << ", " << p.y << ", " << p.z << ") instead of (" << expected[0]
        << ", " << expected[1] << ", " << expected[2] << ")";
    ASSERT_EQ(got[i].padding, 0) << "record " << i;
  }
  if (kind == "color") {
    const auto colors = read_all<std::uint16_t>(stem + ".colors");
    for (std::size_t i = 0; i < got.size(); ++i)
      ASSERT_EQ(got[i].color, (Color{colors[3 * i], colors[3 * i + 1], colors[3 * i + 2]})) << "record " << i;
  } else if (kind == "ramp") {
    ASSERT_NE(file->shading().source, ColorSource::kStored);
    const auto values = read_all<double>(stem + ".colors");
    for (std::size_t i = 0; i < got.size(); ++i) {
      // Neighbouring steps of the ramp's table are accepted: they differ by less than an 8-bit screen shows.
      const Color below = ramp_color(file->shading().ramp, values[i] - 1.0 / 1023);
      const Color above = ramp_color(file->shading().ramp, values[i] + 1.0 / 1023);
      for (const auto channel : {&Color::red, &Color::green, &Color::blue}) {
        const auto [low, high] = std::minmax(below.*channel, above.*channel);
        ASSERT_GE(got[i].color.*channel + 40, low) << "record " << i << ", value " << values[i];
        ASSERT_LE(got[i].color.*channel, high + 40) << "record " << i << ", value " << values[i];
      }
    }
  } else {
    for (const ColoredVertex& vertex : got) ASSERT_EQ(vertex.color, (Color{65535, 65535, 65535}));
  }
  // Records read one at a time, at any place, have the same bytes.
  for (const std::size_t first : {std::size_t{0}, std::size_t{255}, std::size_t{256}, got.size() - 1}) {
    const ColoredVertex one = (*file)[first];
    EXPECT_EQ(std::memcmp(&one, &got[first], sizeof(one)), 0) << first;
  }
}

TEST(RecordConverter, numpyAgrees) {
  const TemporaryFolder folder;
  const std::string script = VERTEXVIEW_SOURCE_DIR "/tests/vertex/conversion_oracle.py";
  const std::string command = "/usr/bin/python3 " + script + " " + folder.path().string();
  if (std::system("/usr/bin/python3 -c 'import numpy' 2>/dev/null") != 0)
    GTEST_SKIP() << "numpy is not installed";
  ASSERT_EQ(std::system(command.c_str()), 0);
  std::ifstream cases(folder.file("cases.txt"));
  int count = 0;
  for (std::string line; std::getline(cases, line); ++count) {
    SCOPED_TRACE(line);
    const auto parts = split(line, '|');
    ASSERT_EQ(parts.size(), 5U);
    const auto layout = layout_of(parts[1], parts[2]);
    ASSERT_TRUE(layout) << describe(layout.error());
    expect_case(folder.file(parts[0]), *layout, parts[3], parts[4] == "1");
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(count, 200);
}

TEST(RecordConverter, everyHalf) {
  // All 65536 half floats, against the definition of IEEE 754 binary16.
  std::vector<std::uint16_t> halves(3 * 65536);
  for (std::size_t i = 0; i < 65536; ++i)
    halves[3 * i] = halves[3 * i + 1] = halves[3 * i + 2] = static_cast<std::uint16_t>(i);
  const auto file = Dataset::over(std::as_bytes(std::span(halves)), {.layout = *parse_layout("<3e")});
  ASSERT_TRUE(file) << describe(file.error());
  for (std::uint32_t bits = 0; bits < 65536; ++bits) {
    const int exponent = static_cast<int>(bits >> 10U & 31U);
    const auto fraction = static_cast<double>(bits & 1023U);
    double expected = exponent == 0    ? std::ldexp(fraction, -24)
                      : exponent == 31 ? (fraction == 0 ? HUGE_VAL : std::nan(""))
                                       : std::ldexp(1024 + fraction, exponent - 25);
    if (bits >= 32768) expected = -expected;
    ASSERT_TRUE(agrees((*file)[bits].position.y, expected, 0)) << bits;
  }
}

TEST(RecordConverter, signallingNansPassUntouched) {
  std::array<std::uint32_t, 8> words{0x7F800001, 0xFF800001, 0x7FC12345, 0,
                                     0x3F800000, 0x40000000, 0x40400000, 0};
  const auto file = Dataset::over(std::as_bytes(std::span(words)), {.layout = *parse_layout("kitti")});
  ASSERT_TRUE(file);
  std::array<ColoredVertex, 2> got;
  file->read(0, got);
  EXPECT_EQ(std::memcmp(&got[0], words.data(), 12), 0);
  EXPECT_EQ(scan(*file)->non_finite, 1U);
  EXPECT_EQ(scan(*file)->bounds.max, (Vector{1, 2, 3}));
}

TEST(RecordConverter, withoutAPositionNothingIsDrawn) {
  const std::array<std::byte, 40> bytes{};
  const auto file = Dataset::over(bytes, {.layout = *parse_layout("4s4s")});
  ASSERT_TRUE(file) << describe(file.error());
  EXPECT_EQ(file->size(), 5U);
  EXPECT_TRUE(std::isnan((*file)[0].position.x));
  EXPECT_EQ((*file)[0].color, (Color{65535, 65535, 65535}));
  EXPECT_EQ(scan(*file)->non_finite, 5U);
}

TEST(RecordConverter, originKeepsMillimetres) {
  std::vector<double> values;
  for (int i = 0; i < 1000; ++i)
    values.insert(values.end(), {4'000'000 + 0.001 * i, 500'000 - 0.001 * i, 0.001 * i});
  const auto file = Dataset::over(std::as_bytes(std::span(values)), {.layout = *parse_layout("<3d")});
  ASSERT_TRUE(file);
  EXPECT_NE(file->origin()[0], 0);
  EXPECT_EQ(file->origin()[2], 0) << "near zero nothing needs to move";
  for (std::uint64_t i = 0; i < 1000; ++i) {
    const double x = static_cast<double>((*file)[i].position.x) + file->origin()[0];
    EXPECT_NEAR(x, values[3 * i], 1e-6);
  }
  const auto near_zero =
      Dataset::over(std::as_bytes(std::span(values)).first(24), {.layout = *parse_layout("<3f")});
  EXPECT_EQ(near_zero->origin(), (std::array<double, 3>{})) << "floats stay as they are";
}

TEST(RecordConverter, colorsFromADarkFirstRecord) {
  // The first records are unlike the rest, so that a sample of these alone would be wrong.
  std::vector<float> values;
  for (int i = 0; i < 100'000; ++i) {
    const float level = i < 1000 ? 0.0F : static_cast<float>(i % 256);
    values.insert(values.end(), {0, 0, 0, level, level, level});
  }
  const auto file = Dataset::over(std::as_bytes(std::span(values)), {.layout = *parse_layout("xyzrgb")});
  ASSERT_TRUE(file);
  EXPECT_EQ(file->converter()->color_range(), (ValueRange{0, 255}));
}

/// Returns the automatic range of 1000 colours between 0 and `usual`, of which `others` numbers are `other`.
template <class T>
ValueRange range_with_others(std::string_view format, T usual, int others, T other) {
  std::vector<T> values;
  for (int i = 0; i < 3000; ++i) values.push_back(i % 2 == 0 ? T{0} : usual);
  for (int i = 0; i < others; ++i) values[static_cast<std::size_t>(97 * i % 3000)] = other;
  const auto file = Dataset::over(std::as_bytes(std::span(values)), {.layout = *parse_layout(format)});
  return file->converter()->color_range();
}

TEST(RecordConverter, oneInAHundredMayExceedTheRangeOfColors) {
  EXPECT_EQ(range_with_others("<3f:color:", 1.0F, 1, 1.004F), (ValueRange{0, 1}));
  EXPECT_EQ(range_with_others("<3f:color:", 255.0F, 1, 256.0F), (ValueRange{0, 255}));
  EXPECT_EQ(range_with_others("<3f:color:", 65535.0F, 1, 1e30F), (ValueRange{0, 65535}));
  EXPECT_EQ(range_with_others("<3d:color:", 1e6, 1, 1e300), (ValueRange{0, 1e6}));
  EXPECT_EQ(range_with_others("<3I:color:", 255U, 1, 256U), (ValueRange{0, 255}));
  EXPECT_EQ(range_with_others("<3I:color:", 65535U, 1, 4'000'000'000U), (ValueRange{0, 65535}));
  EXPECT_EQ(range_with_others("<3f:color:", 1.0F, 30, 1.5F), (ValueRange{0, 1})) << "exactly one percent";
  EXPECT_EQ(range_with_others("<3f:color:", 1.0F, 31, 1.5F), (ValueRange{0, 255})) << "more than that";
  EXPECT_EQ(range_with_others("<3f:color:", -1.0F, 0, 0.0F), (ValueRange{0, 1}));
}

TEST(RecordConverter, colorsBeyondTheRangeAreFull) {
  std::vector<float> values(300, 0.5F);
  values[0] = 1.004F;
  const auto file = Dataset::over(std::as_bytes(std::span(values)), {.layout = *parse_layout("<3f:color:")});
  ASSERT_TRUE(file);
  EXPECT_EQ((*file)[0].color, (Color{65535, 32768, 32768}));
}

TEST(RecordConverter, signedColorsEndWhereTheirTypeDoes) {
  EXPECT_EQ(range_with_others<std::int8_t>("<3b:color:", 127, 0, 0), (ValueRange{0, 127}));
  EXPECT_EQ(range_with_others<std::int16_t>("<3h:color:", 255, 1, 256), (ValueRange{0, 255}));
  EXPECT_EQ(range_with_others<std::int16_t>("<3h:color:", 32767, 0, 0), (ValueRange{0, 32767}));
  EXPECT_EQ(range_with_others<std::int32_t>("<3i:color:", 65535, 0, 0), (ValueRange{0, 65535}));
}

TEST(RecordConverter, wideIntegersAreShownUpToTheirLargest) {
  EXPECT_EQ(range_with_others<std::int32_t>("<3i:color:", 100'000, 1, 2'000'000'000),
            (ValueRange{0, 100'000}));
  EXPECT_EQ(range_with_others<std::uint32_t>("<3I:color:", 100'000, 0, 0), (ValueRange{0, 100'000}));
  EXPECT_EQ(range_with_others<std::int64_t>("<3q:color:", 1'000'000'000'000, 0, 0), (ValueRange{0, 1e12}));
  EXPECT_EQ(range_with_others<std::uint64_t>("<3Q:color:", 1'000'000'000'000, 0, 0), (ValueRange{0, 1e12}));
}

/// Returns the automatic range of a ramp over 1000 numbers, of which one in ten is `missing` and the others
/// are `usual`.
template <class T>
ValueRange ramp_range_with(std::string_view format, T usual, T missing) {
  std::vector<T> values;
  for (int i = 0; i < 1000; ++i) values.push_back(i % 10 == 0 ? missing : usual);
  const auto file = Dataset::over(std::as_bytes(std::span(values)), {.layout = *parse_layout(format)});
  return file->converter()->color_range();
}

TEST(RecordConverter, theSmallestIntegerIsAMissingNumber) {
  constexpr auto kSmallest = std::numeric_limits<std::int32_t>::min();
  EXPECT_EQ(ramp_range_with<std::int16_t>("<h:intensity:", 7, -32768), (ValueRange{7, 7}));
  EXPECT_EQ(ramp_range_with<std::int32_t>("<i:intensity:", 7, kSmallest), (ValueRange{7, 7}));
  EXPECT_EQ(ramp_range_with<std::int64_t>("<q:intensity:", 7, std::numeric_limits<std::int64_t>::min()),
            (ValueRange{7, 7}));
  EXPECT_EQ(ramp_range_with<std::int32_t>("<i:intensity:", 7, kSmallest + 1),
            (ValueRange{kSmallest + 1.0, 7}))
      << "any other number is one";
  EXPECT_EQ(ramp_range_with<std::int32_t>("<i:intensity:", kSmallest, kSmallest),
            (ValueRange{kSmallest, kSmallest}))
      << "where there are no others it is one as well";
  EXPECT_EQ(ramp_range_with<std::int8_t>("<b:intensity:", 7, -128), (ValueRange{-128, 7}));
  EXPECT_EQ(ramp_range_with<std::uint8_t>("<B:intensity:", 7, 0), (ValueRange{0, 7}));
  EXPECT_EQ(ramp_range_with<std::uint16_t>("<H:intensity:", 7, 0), (ValueRange{0, 7}));
}

TEST(RecordConverter, signedNormalisedPositions) {
  const std::vector<std::int16_t> values{32767, -32767, 0};
  LayoutChanges changes;
  ASSERT_TRUE(set_change(changes, "scale", "snorm16"));
  const auto file = Dataset::over(std::as_bytes(std::span(values)),
                                  {.layout = *parse_layout("<3h:position:"), .changes = changes});
  ASSERT_TRUE(file);
  EXPECT_FLOAT_EQ((*file)[0].position.x + static_cast<float>(file->origin()[0]), 1);
  EXPECT_FLOAT_EQ((*file)[0].position.y + static_cast<float>(file->origin()[1]), -1);
}

TEST(RecordConverter, truthValuesAsColors) {
  const std::vector<std::byte> values{std::byte{1}, std::byte{0}, std::byte{1}};
  const auto file = Dataset::over(values, {.layout = *parse_layout("<3?:color:")});
  ASSERT_TRUE(file);
  EXPECT_EQ((*file)[0].color, (Color{65535, 0, 65535}));
}

TEST(RecordConverter, oneValueIsShownInTheMiddle) {
  const std::vector<float> values{0, 0, 0, 7, 1, 1, 1, 7};
  const auto file = Dataset::over(std::as_bytes(std::span(values)), {.layout = *parse_layout("kitti")});
  ASSERT_TRUE(file);
  EXPECT_EQ(file->converter()->color_range(), (ValueRange{7, 7}));
  EXPECT_EQ((*file)[0].color, ramp_color(Ramp::kViridis, 512.0 / 1023));
}

TEST(RecordConverter, aScaledCoordinateGivesTheColorAsItLiesInTheCanonicalRecord) {
  const std::vector<std::int32_t> values{0, 0, 1000, 0, 0, 3000};
  const auto file = Dataset::over(std::as_bytes(std::span(values)),
                                  {.layout = *parse_layout("<3i:position:"),
                                   .changes = {.scale = {{1, 1, 0.5}},
                                               .shift = {{0, 0, 100}},
                                               .color_range = {{ColorRange::kGiven, {1000, 3000}}}}});
  ASSERT_TRUE(file);
  const double origin = file->origin()[2];
  EXPECT_EQ(file->shading(), (Shading{ColorSource::kZ, {600 - origin, 1600 - origin}, Ramp::kViridis}));
  EXPECT_EQ(file->color_range(), (ValueRange{1000, 3000})) << "the numbers of the file";
  EXPECT_EQ((*file)[0].color, ramp_color(Ramp::kViridis, 0));
  EXPECT_EQ((*file)[1].color, ramp_color(Ramp::kViridis, 1));
}

TEST(RecordConverter, refusesElementsOutsideTheirRecord) {
  Layout layout = parse_layout("<3f:position:").value();
  const std::vector<std::byte> bytes(12);
  const RecordSpan records{bytes.data(), 1, 12};
  ASSERT_TRUE(RecordConverter::make(layout, records));
  const auto close = RecordConverter::make(layout, RecordSpan{bytes.data(), 2, 6});
  ASSERT_FALSE(close);
  EXPECT_EQ(close.error(),
            (Error{ErrorCode::kInvalidArgument, "records of 12 bytes cannot lie 6 bytes apart"}));
  layout.schema.elements[0].offset = 4;
  const auto outside = RecordConverter::make(layout, records);
  ASSERT_FALSE(outside);
  EXPECT_EQ(outside.error(),
            (Error{ErrorCode::kBadFormat,
                   "element 'position' of 12 bytes at offset 4 does not fit in a record of 12 bytes"}));
}

TEST(RecordConverter, refusesABadRange) {
  Layout layout = *parse_layout("kitti");
  layout.appearance.range_kind = ColorRange::kGiven;
  layout.appearance.range = {2, 1};
  const auto file = Dataset::over({}, {.layout = layout});
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(file.error().message,
            "a colour range of 2.000000 to 1.000000; expected two numbers, the smaller one first");
}

TEST(RecordConverter, fileRangeCanBeCancelled) {
  const std::vector<float> values(4000);
  Layout layout = *parse_layout("kitti");
  layout.appearance.range_kind = ColorRange::kFile;
  Progress progress;
  progress.cancel();
  const auto file =
      Dataset::over(std::as_bytes(std::span(values)), {.layout = layout, .progress = &progress});
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, ErrorCode::kCancelled);
}

TEST(RecordConverter, fileRangeOfASampleAtFirst) {
  std::vector<double> values(std::size_t{4} * 100'000);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i % 7) + 4'000'000;
  values[std::size_t{4} * 77'777 + 3] = 9e6;
  Layout layout = *parse_layout("<3d:position:d:intensity:");
  layout.appearance.range_kind = ColorRange::kFile;
  const auto quick =
      Dataset::over(std::as_bytes(std::span(values)), {.layout = layout, .whole_range = false});
  ASSERT_TRUE(quick);
  EXPECT_EQ(quick->converter()->color_range(), (ValueRange{4'000'000, 4'000'006}));
  const auto whole = quick->with_whole_range();
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->converter()->color_range(), (ValueRange{4'000'000, 9e6}));
  EXPECT_NE(quick->origin()[0], 0);
  EXPECT_EQ(whole->origin(), quick->origin());
  EXPECT_EQ((*whole)[5].position, (*quick)[5].position);
  Progress progress;
  progress.cancel();
  EXPECT_EQ(quick->with_whole_range(&progress).error().code, ErrorCode::kCancelled);
}

TEST(RecordConverter, scanConverts) {
  std::vector<float> values;
  for (int i = 0; i < 600'000; ++i) {
    const auto n = static_cast<float>(i);
    values.insert(values.end(), {n, -n, 1, n});
  }
  const auto file = Dataset::over(std::as_bytes(std::span(values)), {.layout = *parse_layout("<4f")});
  const auto statistics = scan(*file);
  ASSERT_TRUE(statistics);
  EXPECT_EQ(statistics->count, 600'000U);
  EXPECT_EQ(statistics->bounds.min, (Vector{0, -599'999, 1}));
  EXPECT_EQ(statistics->bounds.max, (Vector{599'999, 0, 1}));
  EXPECT_EQ(statistics->color_max.red, ramp_color(Ramp::kViridis, 1).red);
}

TEST(RecordConverter, everyTruncation) {
  for (const char* text : {"kitti", "xyzrgb8", ">3d3H", "<2h:xy:e:i:", "splat"}) {
    const Layout layout = *parse_layout(text);
    for (std::size_t size = 0; size <= 3 * layout.schema.stride + 1; ++size) {
      const auto exact = test::counting_bytes(size);  // a heap block of exactly this size, for the sanitizer
      const auto file = Dataset::over(exact, {.layout = layout, .changes = {.allow_tail = true}});
      ASSERT_TRUE(file) << text << ' ' << size;
      std::vector<ColoredVertex> out(static_cast<std::size_t>(file->size()));
      file->read(0, out);
      EXPECT_EQ(file->size(), size / layout.schema.stride);
    }
  }
}

}  // namespace
}  // namespace vertexview
