#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "vertexview/vertex/dataset.hpp"
#include "vertexview/vertex/layout_changes.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"
#include "vertexview/vertex/layout_text.hpp"
#include "vertexview/vertex/record_columns.hpp"
#include "vertexview/vertex/record_text.hpp"
#include "vertexview/vertex/statistics.hpp"

namespace vertexview::test {
namespace {

Layout layout_from(std::string_view text, const LayoutChanges& changes = {}) {
  const auto layout = parse_layout(text);
  EXPECT_TRUE(layout) << text << ": " << describe(layout.error());
  return with_changes(*layout, changes).value();
}

/// Returns the records as the picture shows them, after both ways to convert them have agreed.
std::vector<ColoredVertex> converted(const Layout& layout, std::span<const std::byte> bytes) {
  const std::uint64_t stride = layout.schema.stride;
  const RecordSpan records{bytes.data(), bytes.size() / stride, stride};
  const auto converter = RecordConverter::make(layout, records);
  EXPECT_TRUE(converter) << describe(converter.error());
  std::vector<ColoredVertex> fast(static_cast<std::size_t>(records.count));
  std::vector<ColoredVertex> plain(fast.size());
  converter->convert(records, fast.data());
  converter->convert_scalar(records, plain.data());
  EXPECT_EQ(std::memcmp(fast.data(), plain.data(), fast.size() * sizeof(ColoredVertex)), 0);
  std::vector<ColoredVertex> shown(fast.size());
  const auto file = Dataset::over(bytes, {.layout = layout});
  EXPECT_TRUE(file) << describe(file.error());
  file->read_shown(0, shown);
  return shown;
}

template <class T>
std::vector<ColoredVertex> converted(const Layout& layout, const std::vector<T>& numbers) {
  return converted(layout, std::as_bytes(std::span(numbers)));
}

TEST(EncodedRecords, everyPositionOfSnorm16) {
  std::vector<std::int16_t> numbers;
  for (int i = -32768; i <= 32767; ++i) numbers.insert(numbers.end(), 3, static_cast<std::int16_t>(i));
  const auto vertices = converted(layout_from("<3h:position(snorm):"), numbers);
  for (std::size_t i = 0; i < vertices.size(); ++i) {
    const auto expected = static_cast<float>(std::max(numbers[3 * i] / 32767.0, -1.0));
    ASSERT_EQ(vertices[i].position, (Vector{expected, expected, expected})) << numbers[3 * i];
  }
  EXPECT_EQ(vertices.front().position.x, -1.0F);
  EXPECT_EQ(vertices.back().position.x, 1.0F);
}

TEST(EncodedRecords, positionsAreDecodedBeforeTheyAreScaled) {
  const std::vector<std::int16_t> numbers{32767, -32767, 0, -32768, 0, 32767};
  const Layout layout =
      layout_from("<3h:position(snorm):", {.scale = {{10, 100, 1000}}, .shift = {{1, 2, 3}}});
  const auto file = Dataset::over(std::as_bytes(std::span(numbers)), {.layout = layout});
  ASSERT_TRUE(file) << describe(file.error());
  const auto statistics = scan(*file);
  ASSERT_TRUE(statistics);
  EXPECT_EQ(statistics->places[0], (ValueRange{-9, 11}));
  EXPECT_EQ(statistics->places[1], (ValueRange{-98, 2}));
  EXPECT_EQ(statistics->places[2], (ValueRange{3, 1003}));
}

TEST(EncodedRecords, positionsOfPackedFloats) {
  // 1.0 has the exponent 15, 1.5 half of the mantissa as well; the last one is infinite.
  const auto packed = [](std::uint32_t x, std::uint32_t y, std::uint32_t z) {
    return x | (y << 11U) | (z << 22U);
  };
  const std::vector<std::uint32_t> numbers{packed(15U << 6U, (15U << 6U) | 32U, (16U << 5U) | 16U),
                                           packed(0, 1, 1), packed(31U << 6U, 0, 0)};
  const auto vertices = converted(layout_from("<I:position(ufloat11_11_10):"), numbers);
  EXPECT_EQ(vertices[0].position, (Vector{1.0F, 1.5F, 3.0F}));
  EXPECT_EQ(vertices[1].position, (Vector{0.0F, 0x1p-20F, 0x1p-19F})) << "without a leading one";
  EXPECT_TRUE(std::isinf(vertices[2].position.x));
}

TEST(EncodedRecords, coloursAreSharesOf65535) {
  std::vector<std::uint8_t> bytes;
  for (int i = 0; i < 256; ++i) bytes.insert(bytes.end(), 4, static_cast<std::uint8_t>(i));
  const auto of_bytes = converted(layout_from("<4B:color(unorm):"), bytes);
  for (std::uint16_t i = 0; i < 256; ++i)
    ASSERT_EQ(of_bytes[i].color,
              (Color{static_cast<std::uint16_t>(257 * i), static_cast<std::uint16_t>(257 * i),
                     static_cast<std::uint16_t>(257 * i)}));
  std::vector<std::uint16_t> words;
  for (int i = 0; i < 65536; ++i) words.insert(words.end(), 3, static_cast<std::uint16_t>(i));
  const auto of_words = converted(layout_from("<3H:color(unorm):"), words);
  for (std::size_t i = 0; i < of_words.size(); ++i)
    ASSERT_EQ(of_words[i].color, (Color{words[3 * i], words[3 * i], words[3 * i]}));
  const std::vector<std::uint32_t> wide{0xFFFFFFFF, 0x80000000, 0};
  EXPECT_EQ(converted(layout_from("<3I:color(unorm):"), wide)[0].color, (Color{65535, 32768, 0}));
}

TEST(EncodedRecords, coloursOf10_10_10_2) {
  std::vector<std::uint32_t> numbers;
  for (std::uint32_t i = 0; i < 1024; ++i)
    numbers.push_back(i | ((1023 - i) << 10U) | ((i * 7 % 1024) << 20U) | (i << 30U));
  const auto share = [](std::uint32_t field) {
    return static_cast<std::uint16_t>(std::lround(field / 1023.0 * 65535));
  };
  const auto vertices = converted(layout_from("<I:color(unorm10_10_10_2):"), numbers);
  for (std::uint32_t i = 0; i < 1024; ++i)
    ASSERT_EQ(vertices[i].color, (Color{share(i), share(1023 - i), share(i * 7 % 1024)})) << i;
  const auto swapped = converted(layout_from("<I:bgra(unorm10_10_10_2):"), numbers);
  EXPECT_EQ(swapped[5].color, (Color{share(35), share(1018), share(5)}));
}

TEST(EncodedRecords, everyColourOf5_6_5) {
  std::vector<std::uint16_t> numbers(65536);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<std::uint16_t>(i);
  const auto share = [](std::size_t field, double largest) {
    return static_cast<std::uint16_t>(std::lround(static_cast<double>(field) / largest * 65535));
  };
  const auto vertices = converted(layout_from("<H:color(unorm5_6_5):"), numbers);
  for (std::size_t i = 0; i < numbers.size(); ++i)
    ASSERT_EQ(vertices[i].color, (Color{share(i >> 11U, 31), share(i >> 5U & 63U, 63), share(i & 31U, 31)}))
        << i;
}

TEST(EncodedRecords, rangesAreThoseOfTheDecodedNumbers) {
  const std::vector<std::uint8_t> bytes{0, 60, 90};
  const auto color = [&](std::string_view format, ColorRange kind, ValueRange range) {
    return converted(layout_from(format, {.color_range = {{kind, range}}}), bytes)[0].color;
  };
  const std::string_view unorm = "<3B:color(unorm):";
  EXPECT_EQ(color(unorm, ColorRange::kGiven, {0, 135 / 255.0}), (Color{0, 29127, 43690}));
  EXPECT_EQ(color(unorm, ColorRange::kType, {}), (Color{0, 15420, 23130}));
  EXPECT_EQ(color(unorm, ColorRange::kDepth, {}), (Color{0, 15420, 23130}));
  EXPECT_EQ(color(unorm, ColorRange::kFile, {}), (Color{0, 43690, 65535}));
  EXPECT_EQ(color("<3b:color(snorm):", ColorRange::kType, {}),
            (Color{32768, static_cast<std::uint16_t>(std::lround((60 / 127.0 + 1) / 2 * 65535)),
                   static_cast<std::uint16_t>(std::lround((90 / 127.0 + 1) / 2 * 65535))}));
}

TEST(EncodedRecords, normalsAsColours) {
  // +x, -z and +y as two bytes each on the unfolded octahedron.
  const std::vector<std::int8_t> numbers{127, 0, 127, 127, 0, 127};
  const auto vertices = converted(layout_from("<2b:normal(oct):", {.color = {{"normal"}}}), numbers);
  EXPECT_EQ(vertices[0].color, (Color{65535, 32768, 32768}));
  EXPECT_EQ(vertices[1].color, (Color{32768, 32768, 0}));
  EXPECT_EQ(vertices[2].color, (Color{32768, 65535, 32768}));
}

TEST(EncodedRecords, aRampTakesOneComponent) {
  std::vector<std::uint32_t> numbers;
  for (std::uint32_t i = 0; i < 100; ++i) numbers.push_back(((i * 5) << 10U) | 0x3FF);
  const Layout layout = layout_from("<I:normal(snorm10_10_10_2):", {.color = {{"ny"}}});
  const auto file = Dataset::over(std::as_bytes(std::span(numbers)), {.layout = layout});
  ASSERT_TRUE(file) << describe(file.error());
  EXPECT_EQ(file->shading().source, ColorSource::kScalar);
  EXPECT_EQ(file->color_range(), (ValueRange{5 / 511.0, 490 / 511.0})) << "2 % to 98 %";
}

TEST(EncodedRecords, aRampAlongADecodedAxisTakesItFromThePosition) {
  const std::vector<std::int16_t> numbers{0, 0, -32767, 0, 0, 32767};
  const auto file = Dataset::over(std::as_bytes(std::span(numbers)),
                                  {.layout = layout_from("<3h:position(snorm):", {.color = {{"z"}}})});
  ASSERT_TRUE(file);
  EXPECT_EQ(file->shading().source, ColorSource::kZ);
  EXPECT_EQ(file->shading().range, (ValueRange{-1, 1}));
}

TEST(EncodedRecords, areNotCanonicalRecords) {
  EXPECT_TRUE(layout_from("<3f:position:3H:color:2x").is_canonical());
  EXPECT_FALSE(layout_from("<3f:position:3H:color(unorm):2x").is_canonical());
}

TEST(EncodedRecords, textHasBothNumbers) {
  const auto text = [](std::string_view format, const auto& numbers) {
    const RecordText record(layout_from(format));
    std::string written(record.longest(), '\0');
    const auto bytes = std::as_bytes(std::span(numbers));
    EXPECT_EQ(record.reads(), bytes.size());
    written.resize(static_cast<std::size_t>(record.write(written.data(), bytes.data()) - written.data()));
    return written;
  };
  EXPECT_EQ(text("<3b:normal(snorm):", std::array<std::int8_t, 3>{127, 0, -64}),
            "Record(normal=snorm(stored=(127, 0, -64), decoded=(1.0, 0.0, -0.5039370078740157)))");
  EXPECT_EQ(text("<B:weight(unorm):", std::array<std::uint8_t, 1>{51}),
            "Record(weight=unorm(stored=51, decoded=0.2))");
  EXPECT_EQ(text("<H:color(unorm5_6_5):", std::array<std::uint16_t, 1>{0xF800}),
            "Record(color=unorm5_6_5(stored=63488, decoded=(1.0, 0.0, 0.0)))");
  EXPECT_EQ(text("<2b:normal(oct):", std::array<std::int8_t, 2>{127, 0}),
            "Record(normal=oct(stored=(127, 0), decoded=(1.0, 0.0, 0.0)))");
  EXPECT_EQ(text("<2H:c(unorm5_6_5):", std::array<std::uint16_t, 2>{31, 0}),
            "Record(c=unorm5_6_5(stored=(31, 0), decoded=(0.0, 0.0, 1.0, 0.0, 0.0, 0.0)))");
}

TEST(EncodedRecords, textOfALongRunIsCut) {
  const RecordText record(layout_from("<1000000I:data(unorm10_10_10_2):2b:normal(oct):"));
  const std::vector<std::byte> zeros(static_cast<std::size_t>(record.reads()));
  std::string text(record.longest(), '\0');
  text.resize(static_cast<std::size_t>(record.write(text.data(), zeros.data()) - text.data()));
  EXPECT_THAT(text, testing::StartsWith("Record(data=unorm10_10_10_2(stored=(0, 0, "));
  EXPECT_THAT(text, testing::HasSubstr(", 0, ...), decoded=(0.0, "));
  EXPECT_THAT(text, testing::EndsWith(", 0.0, ...)), normal=oct(stored=(0, 0), decoded=(0.0, 0.0, 1.0)))"));
}

std::string places(const std::vector<RecordColumn>& columns) {
  std::string text;
  for (const RecordColumn& column : columns)
    text += (text.empty() ? "" : " ") + column.name + '@' + std::to_string(column.offset) + '+' +
            std::to_string(column.nbytes());
  return text;
}

TEST(EncodedRecords, columns) {
  const Layout layout =
      layout_from("<I:position(ufloat11_11_10):I:color(unorm10_10_10_2):2h:normal(oct):b:w(snorm):x");
  const auto columns = record_columns(layout);
  EXPECT_EQ(
      places(columns),
      "x@0+4 y@0+4 z@0+4 red@4+4 green@4+4 blue@4+4 alpha@4+4 nx@8+4 ny@8+4 nz@8+4 w@12+1 padding@13+1");
  for (std::uint32_t i = 0; i < 3; ++i) {
    EXPECT_EQ(columns[i].semantic, Semantic::kPosition);
    EXPECT_EQ(columns[i].axis, i);
    EXPECT_EQ(columns[3 + i].semantic, Semantic::kColor);
    EXPECT_EQ(columns[3 + i].axis, i);
  }
  EXPECT_EQ(places(stored_columns(layout)),
            "position@0+4 color@4+4 normal[0]@8+2 normal[1]@10+2 w@12+1 padding@13+1");
  EXPECT_EQ(stored_columns(layout)[1].number_count(), 4U);
}

TEST(EncodedRecords, columnsOfALongRunEndWithAWholeNumber) {
  const Layout layout = layout_from("<1000H:data(unorm5_6_5):");
  const auto columns = record_columns(layout);
  ASSERT_EQ(columns.size(), 1024U) << "341 numbers of three components, and the rest";
  EXPECT_EQ(columns[1022].name, "data[1022]");
  EXPECT_EQ(columns[1023].name, "data[1023] to data[2999]");
  EXPECT_EQ(columns[1023].offset, 682U);
  EXPECT_EQ(columns[1023].nbytes(), 1318U);
}

TEST(EncodedRecords, sidecarKeepsThem) {
  const Layout layout = layout_from("<3h:position(snorm):I:normal(snorm10_10_10_2):f:height (m)(plain):");
  const auto text = sidecar_text(layout);
  ASSERT_TRUE(text) << describe(text.error());
  EXPECT_EQ(*parse_sidecar(*text), layout);
  const auto bad = parse_sidecar("# one\n<3h:position(snom):\n");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().offset, 19U) << "the encoding in the whole text";
}

}  // namespace
}  // namespace vertexview::test
