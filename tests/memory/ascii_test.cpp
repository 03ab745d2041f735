// Letters of ASCII and of UTF-8.
#include "vertexview/memory/ascii.hpp"

#include <gtest/gtest.h>

#include "vertexview/memory/file_ending.hpp"
#include "vertexview/memory/utf8.hpp"

namespace vertexview {
namespace {

TEST(Ascii, lettersAndDigitsOfEveryByte) {
  for (int byte = -128; byte < 128; ++byte) {
    const char c = static_cast<char>(byte);
    const bool upper = std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZ").find(c) != std::string_view::npos;
    const bool lower = std::string_view("abcdefghijklmnopqrstuvwxyz").find(c) != std::string_view::npos;
    EXPECT_EQ(is_letter(c), upper || lower) << byte;
    EXPECT_EQ(is_digit(c), std::string_view("0123456789").find(c) != std::string_view::npos) << byte;
    EXPECT_EQ(lower_case(c), upper ? static_cast<char>(c + 32) : c) << byte;
    EXPECT_EQ(upper_case(c), lower ? static_cast<char>(c - 32) : c) << byte;
  }
}

TEST(Ascii, texts) {
  EXPECT_EQ(lower_case("A_1\xC3\x84z"), "a_1\xC3\x84z") << "other letters stay";
  EXPECT_EQ(upper_case("A_1\xC3\xA4z"), "A_1\xC3\xA4Z");
  EXPECT_TRUE(same_letters("ReD", "rEd"));
  EXPECT_FALSE(same_letters("red", "reds"));
  EXPECT_TRUE(ends_in("CLOUD.PLY", ".ply"));
  EXPECT_TRUE(ends_in(".Ply", ".ply"));
  EXPECT_FALSE(ends_in("ply", ".ply"));
  EXPECT_TRUE(has_file_ending("a.Ply", ".ply"));
  EXPECT_FALSE(has_file_ending(".ply", ".ply")) << "a name without an ending";
}

TEST(Utf8, whatIsAppendedIsReadBack) {
  for (const char32_t letter : {0x0U, 0x7FU, 0x80U, 0x7FFU, 0x800U, 0xFFFFU, 0x10000U, 0x10FFFFU}) {
    std::string text;
    append_utf8(text, letter);
    const auto [code, size] = utf8_letter(text);
    EXPECT_EQ(code, letter);
    EXPECT_EQ(size, text.size());
    EXPECT_FALSE(continues_letter(text.front()));
    for (std::size_t i = 1; i < text.size(); ++i) EXPECT_TRUE(continues_letter(text[i]));
  }
}

}  // namespace
}  // namespace vertexview
