#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "vertexview/formats/container.hpp"
#include "vertexview/record/element_reader.hpp"

namespace vertexview::test {
namespace {

using testing::HasSubstr;

/// Writes little-endian numbers into a file that grows as needed.
class Las {
 public:
  template <class T>
  Las& put(std::size_t offset, T value) {
    if (bytes.size() < offset + sizeof(T)) bytes.resize(offset + sizeof(T));
    auto raw = std::bit_cast<std::array<std::byte, sizeof(T)>>(value);
    if constexpr (std::endian::native == std::endian::big) std::ranges::reverse(raw);
    std::memcpy(bytes.data() + offset, raw.data(), sizeof(T));
    return *this;
  }
  Las& text(std::size_t offset, std::string_view value) {
    for (std::size_t i = 0; i < value.size(); ++i) put(offset + i, value[i]);
    return *this;
  }
  [[nodiscard]] Result<Container> read() const {
    const std::vector<std::byte> exact(bytes);  // a read past its end is one past a heap block
    return las_reader().read({"a.las", exact}, nullptr);
  }
  [[nodiscard]] std::string error() const {
    const auto container = read();
    return container ? "opened" : container.error().message;
  }

  std::vector<std::byte> bytes;
};

/// The bytes of a point of each format, as the specification has them.
constexpr std::array<std::uint16_t, 11> kPointBytes{20, 28, 26, 34, 57, 63, 30, 36, 38, 59, 67};
// Where the colours begin in a point of each format; 0: it has none.
constexpr std::array<std::uint16_t, 11> kColorAt{0, 0, 20, 28, 0, 28, 0, 30, 30, 0, 30};

/// Returns a file of `count` points of a format, all bytes of which are zero but for positions i, 2 i, 3 i,
/// intensities i and colours of `depth` bits.
Las points(std::uint8_t format, std::uint32_t count, int depth = 16, std::uint16_t extra = 0) {
  const std::uint8_t minor = format >= 6 ? 4 : format >= 4 ? 3 : 2;
  const std::uint16_t header = minor == 4 ? 375 : minor == 3 ? 235 : 227;
  const auto length = static_cast<std::uint16_t>(kPointBytes[format] + extra);
  Las las;
  las.text(0, "LASF").put<std::uint8_t>(24, 1).put(25, minor).put(94, header);
  las.put<std::uint32_t>(96, header).put<std::uint32_t>(100, 0).put(104, format).put(105, length);
  las.put<std::uint32_t>(107, minor == 4 ? 0 : count);
  for (std::size_t axis = 0; axis < 3; ++axis) las.put(131 + 8 * axis, 0.01).put(155 + 8 * axis, 500000.0);
  if (minor == 4) las.put<std::uint64_t>(247, count);
  las.bytes.resize(header + std::size_t{length} * count);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::size_t at = header + std::size_t{length} * i;
    for (std::uint32_t axis = 0; axis < 3; ++axis) las.put(at + 4 * axis, i * (axis + 1));
    las.put(at + 12, static_cast<std::uint16_t>(i));
    if (kColorAt[format] != 0)
      for (std::size_t k = 0; k < 3; ++k)
        las.put(at + kColorAt[format] + 2 * k, static_cast<std::uint16_t>(depth == 16 ? 65535 : 255));
  }
  return las;
}

TEST(Las, everyPointFormat) {
  for (std::uint8_t format = 0; format <= 10; ++format) {
    const Las las = points(format, 5);
    const auto container = las.read();
    ASSERT_TRUE(container) << int{format} << ": " << container.error().message;
    const Layout& layout = container->members.at(0).layout;
    EXPECT_EQ(layout.schema.stride, kPointBytes[format]) << int{format};
    EXPECT_EQ(layout.count, 5U);
    EXPECT_EQ(layout.placement.scale, (std::array{0.01, 0.01, 0.01}));
    EXPECT_EQ(layout.placement.offset, (std::array{500000.0, 500000.0, 500000.0}));
    const Element* const color = layout.schema.find("color");
    ASSERT_EQ(color != nullptr, kColorAt[format] != 0) << int{format};
    if (color != nullptr) {
      EXPECT_EQ(color->offset, kColorAt[format]);
      EXPECT_EQ(layout.appearance.range_kind, ColorRange::kDepth);
    }
    const Element* const position = layout.schema.find("position");
    ASSERT_NE(position, nullptr);
    const std::byte* const last = las.bytes.data() + layout.data_offset + 4 * layout.schema.stride;
    EXPECT_EQ(ElementReader(*position, 2).number(last), 12) << int{format};
  }
}

TEST(Las, colorsOfZerosGiveWayToTheIntensity) {
  Las las = points(2, 5);
  for (std::size_t i = 0; i < 5; ++i)
    las.put<std::uint32_t>(227 + 26 * i + 20, 0).put<std::uint16_t>(227 + 26 * i + 24, 0);
  const auto container = las.read();
  ASSERT_TRUE(container);
  EXPECT_EQ(container->members[0].layout.appearance.elements, std::vector<std::string>{"intensity"});
  EXPECT_THAT(container->notes, testing::ElementsAre("its colours are all zero, so the intensity is shown"));
}

TEST(Las, extraBytesBecomeElements) {
  Las las = points(0, 0, 16, 2 + 4 + 3);
  // One variable length record with three descriptors between the header and the points.
  const std::size_t record = 227;
  las.put<std::uint32_t>(100, 1).put<std::uint32_t>(96, 227 + 54 + 3 * 192);
  las.text(record + 2, "LASF_Spec")
      .put<std::uint16_t>(record + 18, 4)
      .put<std::uint16_t>(record + 20, 3 * 192);
  const auto descriptor = [&](std::size_t i, std::uint8_t type, std::uint8_t options, std::string_view name) {
    const std::size_t at = record + 54 + 192 * i;
    las.put(at + 2, type).put(at + 3, options).text(at + 4, name);
  };
  las.bytes.resize(record + 54 + 3 * 192);
  descriptor(0, 3, 0, "echo");
  descriptor(1, 9, 0, "height above ground");
  descriptor(2, 0, 3, "raw");
  const auto container = las.read();
  ASSERT_TRUE(container) << las.error();
  const Schema& schema = container->members[0].layout.schema;
  ASSERT_NE(schema.find("echo"), nullptr);
  EXPECT_EQ(schema.find("echo")->type, ElementType::kUint16);
  EXPECT_EQ(schema.find("echo")->offset, 20U);
  ASSERT_NE(schema.find("height above ground"), nullptr);
  EXPECT_EQ(schema.find("height above ground")->type, ElementType::kFloat32);
  EXPECT_EQ(schema.find("height above ground")->offset, 22U);
  ASSERT_NE(schema.find("raw"), nullptr);
  EXPECT_EQ(schema.find("raw")->count, 3U);
  EXPECT_EQ(schema.stride, 29U);
  EXPECT_TRUE(container->notes.empty());
}

TEST(Las, extraBytesThatDoNotFitAreLeftOut) {
  Las las = points(0, 0, 16, 2);
  const std::size_t record = 227;
  las.put<std::uint32_t>(100, 1).put<std::uint32_t>(96, 227 + 54 + 192);
  las.text(record + 2, "LASF_Spec").put<std::uint16_t>(record + 18, 4).put<std::uint16_t>(record + 20, 192);
  las.bytes.resize(record + 54 + 192);
  las.put<std::uint8_t>(record + 54 + 2, 10).text(record + 54 + 4, "double");
  const auto container = las.read();
  ASSERT_TRUE(container) << las.error();
  EXPECT_EQ(container->members[0].layout.schema.find("double"), nullptr);
  EXPECT_EQ(container->notes.size(), 1U);
}

TEST(Las, compressedPointsAreNamed) {
  Las las = points(3, 1);
  las.put<std::uint8_t>(104, 0x83);
  EXPECT_THAT(las.error(), HasSubstr("is compressed (LAZ)"));
  EXPECT_THAT(las.error(), HasSubstr("laszip"));
}

TEST(Las, impossibleHeaders) {
  const auto with = [](auto change) {
    Las las = points(2, 3);
    change(las);
    return las.error();
  };
  EXPECT_EQ(with([](Las& las) { las.put<std::uint8_t>(24, 2); }), "LAS version 2.2; expected 1.0 to 1.4");
  EXPECT_EQ(with([](Las& las) { las.put<std::uint8_t>(104, 11); }), "point format 11; expected 0 to 10");
  EXPECT_EQ(with([](Las& las) { las.put<std::uint16_t>(105, 25); }),
            "points of 25 bytes; those of format 2 have 26");
  EXPECT_THAT(with([](Las& las) { las.put<std::uint16_t>(94, 100); }), HasSubstr("a header of 100 bytes"));
  EXPECT_THAT(with([](Las& las) { las.put<std::uint32_t>(96, 10); }), HasSubstr("points at 10"));
  EXPECT_EQ(with([](Las& las) { las.put<double>(131, 0); }), "the scale of an axis is zero or not finite");
  EXPECT_EQ(with([](Las& las) { las.put(155, std::numeric_limits<double>::quiet_NaN()); }),
            "the offset of an axis is not finite");
  EXPECT_EQ(with([](Las& las) { las.put<std::uint32_t>(107, 4); }),
            "78 bytes after offset 227 hold 3 records of 26 bytes, 4 are wanted");
  EXPECT_EQ(with([](Las& las) { las.put<std::uint32_t>(96, 0xFFFFFFFF); }),
            "records at offset 4294967295 would begin past the end of 305 bytes");
  Las wide = points(7, 1);
  wide.put<std::uint64_t>(247, std::uint64_t{1} << 63);
  EXPECT_THAT(wide.error(), HasSubstr("9223372036854775808 are wanted"));
}

TEST(Las, everyTruncatedLengthIsAnError) {
  for (const std::uint8_t format : std::array<std::uint8_t, 3>{0, 3, 8}) {
    const Las whole = points(format, 3);
    for (std::size_t length = 4; length < whole.bytes.size(); ++length) {
      Las cut = whole;
      cut.bytes.resize(length);
      EXPECT_FALSE(cut.read()) << int{format} << " cut to " << length;
    }
    EXPECT_TRUE(whole.read());
  }
}

}  // namespace
}  // namespace vertexview::test
