// How a column writes its numbers: decoded, in decimal, in hex, as bits.
#include "session/shown_number.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <vector>

#include "record/made_records.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview::test {
namespace {

using app::NumberStyle;

/// Returns the number `name` of a record of that format in all four styles.
std::array<std::string, 4> styles_of(const MadeRecords& made, const std::string& format,
                                     const std::string& name) {
  const Layout layout = *parse_layout(format);
  EXPECT_EQ(made.bytes.size(), layout.schema.stride);
  const auto columns = record_columns(layout);
  const auto column = std::ranges::find(columns, name, &RecordColumn::name);
  EXPECT_NE(column, columns.end()) << name;
  std::array<std::string, 4> texts;
  using enum NumberStyle;
  for (const NumberStyle style : {kDecoded, kDecimal, kHex, kBits})
    texts[static_cast<std::size_t>(style)] = app::styled_text(made.bytes.data(), *column, layout, style);
  return texts;
}

using Texts = std::array<std::string, 4>;

TEST(ShownNumber, floats) {
  EXPECT_EQ(styles_of(MadeRecords().put(1.0F), "<f:value:", "value"),
            (Texts{"1", "1", "0x3f800000", "00111111 10000000 00000000 00000000"}));
  EXPECT_EQ(styles_of(MadeRecords().put_swapped(-2.0F), ">f:value:", "value"),
            (Texts{"-2", "-2", "0xc0000000", "11000000 00000000 00000000 00000000"}));
  EXPECT_EQ(styles_of(MadeRecords().put(std::uint16_t{0x3C00}), "<e:value:", "value"),
            (Texts{"1", "1", "0x3c00", "00111100 00000000"}));
  EXPECT_EQ(styles_of(MadeRecords().put(1.0), "<d:value:", "value")[2], "0x3ff0000000000000");
}

TEST(ShownNumber, integers) {
  EXPECT_EQ(styles_of(MadeRecords().put(std::int8_t{-1}), "<b:value:", "value"),
            (Texts{"-1", "-1", "0xff", "11111111"}));
  EXPECT_EQ(styles_of(MadeRecords().put(UINT64_MAX), "<Q:value:", "value")[0], "18446744073709551615");
  EXPECT_EQ(styles_of(MadeRecords().put(std::uint8_t{1}), "<?:value:", "value"),
            (Texts{"1", "1", "0x01", "00000001"}));
}

TEST(ShownNumber, decodedNumbersAndWhatIsStored) {
  EXPECT_EQ(styles_of(MadeRecords().put(std::uint8_t{255}), "<B:value(unorm):", "value"),
            (Texts{"1", "255", "0xff", "11111111"}));
  // Ten bits each of 1, 2 and 1023, and two of 3.
  const std::uint32_t packed = 1U | 2U << 10U | 1023U << 20U | 3U << 30U;
  const std::string format = "<I:value(unorm10_10_10_2):";
  EXPECT_EQ(styles_of(MadeRecords().put(packed), format, "value[1]")[1], "2");
  EXPECT_EQ(styles_of(MadeRecords().put(packed), format, "value[1]")[2], "0x002");
  EXPECT_EQ(styles_of(MadeRecords().put(packed), format, "value[2]")[3], "11 11111111");
  EXPECT_EQ(styles_of(MadeRecords().put(packed), format, "value[3]")[2], "0x3");
}

TEST(ShownNumber, theThirdNumberOfADirectionIsNotStored) {
  const auto made = MadeRecords().put(std::int8_t{127}).put(std::int8_t{0});
  const std::string format = "<2b:normal(oct):";
  EXPECT_EQ(styles_of(made, format, "nx"), (Texts{"1", "127", "0x7f", "01111111"}));
  EXPECT_EQ(styles_of(made, format, "nz"), (Texts{"0", "", "", ""}));
}

TEST(ShownNumber, aScaledCoordinateIsShownWhereItIs) {
  Layout layout = *parse_layout("<3i:position:");
  layout.placement.scale = {0.01, 1, 1};
  layout.placement.offset = {100, 0, 0};
  const auto made = MadeRecords().put(123).put(7).put(9);
  const auto columns = record_columns(layout);
  EXPECT_EQ(app::styled_text(made.bytes.data(), columns[0], layout, NumberStyle::kDecoded), "101.23");
  EXPECT_EQ(app::styled_text(made.bytes.data(), columns[0], layout, NumberStyle::kDecimal), "123");
  EXPECT_EQ(app::styled_text(made.bytes.data(), columns[1], layout, NumberStyle::kDecoded), "7");
}

TEST(ShownNumber, stylesHaveNames) {
  using enum NumberStyle;
  for (const NumberStyle style : {kDecoded, kDecimal, kHex, kBits})
    EXPECT_EQ(app::number_style_named(app::number_style_name(style)), style);
  EXPECT_EQ(app::number_style_named("octal"), std::nullopt);
}

}  // namespace
}  // namespace vertexview::test
