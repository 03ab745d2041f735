#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "vertexview/record/encoding.hpp"
#include "vertexview/record/schema_text.hpp"

namespace vertexview::test {
namespace {

constexpr std::string_view kEverything =
    "<3h:position(snorm):3B:color(unorm):x4b:normal(snorm):I:n2(snorm10_10_10_2):I:c2(unorm10_10_10_2):"
    "H:c3(unorm5_6_5):I:light(ufloat11_11_10):2h:axis(oct):f:height (m)(plain):>I:big(unorm):";

/// Returns the first element of the format.
Element first_element(std::string_view text) {
  const auto schema = parse_schema(text);
  EXPECT_TRUE(schema) << describe(schema.error());
  return schema ? schema->elements.front() : Element{};
}

Error error_of(std::string_view text) {
  const auto schema = parse_schema(text);
  EXPECT_FALSE(schema) << text;
  return schema ? Error{} : schema.error();
}

TEST(EncodingText, afterTheNameOfAnElement) {
  const Element color = first_element("<3H:color(unorm):");
  EXPECT_EQ(color.name, "color");
  EXPECT_EQ(color.encoding, Encoding::kUnorm);
  EXPECT_EQ(color.semantic, Semantic::kColor);
  EXPECT_EQ(first_element("<3b:normal(snorm):").encoding, Encoding::kSnorm);
  EXPECT_EQ(first_element("<I:normal(snorm10_10_10_2):").encoding, Encoding::kSnorm10_10_10_2);
  EXPECT_EQ(first_element("<I:color(unorm10_10_10_2):").encoding, Encoding::kUnorm10_10_10_2);
  EXPECT_EQ(first_element("<H:color(unorm5_6_5):").encoding, Encoding::kUnorm5_6_5);
  const Element position = first_element("<I:position(ufloat11_11_10):");
  EXPECT_EQ(position.encoding, Encoding::kUfloat11_11_10);
  EXPECT_EQ(position.semantic, Semantic::kPosition);
  EXPECT_EQ(position.number_count(), 3U);
  EXPECT_EQ(first_element("<2h:normal(oct):").encoding, Encoding::kOct);
  EXPECT_EQ(first_element("<4B:bgra(unorm):").name, "bgra");
  EXPECT_EQ(first_element("<T{3B:rgb(unorm):}:v:").name, "v.rgb");
}

TEST(EncodingText, plainIsWrittenForNamesThatEndInParentheses) {
  EXPECT_EQ(first_element("<f:height (m)(plain):").name, "height (m)");
  EXPECT_EQ(first_element("<f:height (m)(plain):").encoding, Encoding::kPlain);
  EXPECT_EQ(first_element("<f:a):").name, "a)");
  EXPECT_EQ(first_element("<f:(m)x:").name, "(m)x");
  for (const std::string_view name : {"height(m)", "(m)", "a(unorm)", "a(", "a)", "()", "a(plain)"}) {
    const auto schema = schema_from_elements({{std::string(name), ElementType::kUint16, 1, 0}});
    ASSERT_TRUE(schema);
    EXPECT_EQ(first_element(schema->format).name, name) << schema->format;
    EXPECT_EQ(first_element(schema->format).encoding, Encoding::kPlain);
  }
}

TEST(EncodingText, roundTrip) {
  const auto schema = parse_schema(kEverything);
  ASSERT_TRUE(schema) << describe(schema.error());
  EXPECT_EQ(*parse_schema(schema->format), *schema);
  EXPECT_EQ(format_text(schema->elements, schema->stride),
            "<3h:position(snorm):3B:color(unorm):x4b:normal(snorm):I:n2(snorm10_10_10_2):"
            "I:c2(unorm10_10_10_2):H:c3(unorm5_6_5):I:light(ufloat11_11_10):2h:axis(oct):"
            "f:height (m)(plain):(1)>I:big(unorm):");
  const auto again = parse_schema(format_text(schema->elements, schema->stride));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->elements, schema->elements);
  const auto rebuilt = schema_from_elements(schema->elements, schema->stride);
  ASSERT_TRUE(rebuilt);
  EXPECT_EQ(rebuilt->elements, schema->elements);
}

TEST(EncodingText, everyTruncatedLength) {
  for (std::size_t size = 0; size < kEverything.size(); ++size) {
    // A block of its own, so that a sanitizer sees what is read past its end.
    const auto block = std::make_unique<char[]>(size);
    std::copy_n(kEverything.data(), size, block.get());
    const auto schema = parse_schema({block.get(), size});
    if (!schema) {
      EXPECT_FALSE(schema.error().message.empty());
      EXPECT_LE(schema.error().offset.value_or(0), size);
    } else {
      const auto again = parse_schema(format_text(schema->elements, schema->stride));
      ASSERT_TRUE(again) << std::string_view(block.get(), size);
      EXPECT_EQ(again->elements, schema->elements);
    }
  }
}

TEST(EncodingText, unknownOnesAtTheirCharacter) {
  const Error error = error_of("<3f:position:3H:color(unrm):");
  EXPECT_EQ(error.code, ErrorCode::kBadFormat);
  EXPECT_EQ(error.offset, 22U);
  EXPECT_EQ(error.message,
            "format \"<3f:position:3H:color(unrm):\": no encoding 'unrm'; the encodings are plain, unorm, "
            "snorm, unorm10_10_10_2, snorm10_10_10_2, unorm5_6_5, ufloat11_11_10, oct; found at position 22");
  EXPECT_EQ(error_of("<f:x():").offset, 5U);
  EXPECT_EQ(error_of("< 2x T{f:x(m):}:v:").offset, 11U);
  EXPECT_EQ(error_of("<f:x:T{f:y:}:v(m):").offset, 15U);
  EXPECT_EQ(error_of("<f:x:f:x:0f:x(m):").offset, 14U) << "an element without numbers as well";
}

TEST(EncodingText, misfitsAtTheirCharacter) {
  const Error error = error_of("<3f:color(unorm):");
  EXPECT_EQ(error.offset, 10U);
  EXPECT_EQ(
      error.message,
      "format \"<3f:color(unorm):\": element 'color' of 3 x float32 cannot be unorm, which takes unsigned "
      "integers (B, H, I, Q); found at position 10");
  EXPECT_EQ(error_of("<T{3B:rgb:}:v(unorm):").offset, 14U) << "of a record";
  EXPECT_EQ(error_of("<3s:tag(unorm):").offset, 8U);
  EXPECT_EQ(error_of("<3h:n(oct):").offset, 6U);
  EXPECT_EQ(error_of("<3f:position:H:(unorm):").message,
            "format \"<3f:position:H:(unorm):\": an encoding follows the name of an element, as in "
            "color(unorm); found at position 15");
  const auto format = Format::parse("<3f:color(unorm):");
  EXPECT_EQ(
      schema_from_format(*format).error().message,
      "format \"<3f:color(unorm):\": element 'color' of 3 x float32 cannot be unorm, which takes unsigned "
      "integers (B, H, I, Q)");
}

TEST(EncodingText, elementsOfReadersAreChecked) {
  Element element{"n", ElementType::kFloat32, 1, 0};
  element.encoding = Encoding::kUnorm;
  EXPECT_EQ(schema_from_elements({element}).error().message,
            "element 'n' of float32 cannot be unorm, which takes unsigned integers (B, H, I, Q)");
  element = {"", ElementType::kUint8, 4, 0};
  element.encoding = Encoding::kUnorm;
  EXPECT_EQ(schema_from_elements({element}).error().message, "an element with an encoding needs a name");
}

}  // namespace
}  // namespace vertexview::test
