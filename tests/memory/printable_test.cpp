// What a hostile name cannot do to a terminal.
#include "vertexview/memory/printable.hpp"

#include <gtest/gtest.h>

#include "vertexview/memory/error.hpp"

namespace vertexview {
namespace {

TEST(Printable, controlCharactersAreEscapes) {
  EXPECT_EQ(printable("a\x1b[31mb"), "a\\x1B[31mb");
  EXPECT_EQ(printable(std::string_view("\0\a\b\r\x7f", 5)), "\\x00\\x07\\x08\\x0D\\x7F");
  EXPECT_EQ(printable("\xC2\x9B"
                      "31m"),
            "\\xC2\\x9B31m")
      << "an escape sequence in one letter";
  EXPECT_EQ(printable("\xE2\x80\xAE"
                      "txt"),
            "\\xE2\\x80\\xAEtxt")
      << "writes from right to left";
}

TEST(Printable, lettersStay) {
  for (const std::string_view text :
       {"", "plain", "gr\u00FC\u00DFe", "\u70B9\u7FA4", "\U0001F600", "a\\xFFb"})
    EXPECT_EQ(printable(text), text);
}

TEST(Printable, bytesThatAreNoLettersAreEscapes) {
  EXPECT_EQ(printable("\xFF\xFE"), "\\xFF\\xFE");
  EXPECT_EQ(printable("\xC3"), "\\xC3") << "a letter without its end";
  EXPECT_EQ(printable("\xC0\xAF"), "\\xC0\\xAF") << "two bytes for what one can hold";
  EXPECT_EQ(printable("\xED\xA0\x80"), "\\xED\\xA0\\x80") << "half of a pair";
  EXPECT_EQ(printable("\xF4\x90\x80\x80"), "\\xF4\\x90\\x80\\x80") << "beyond the last letter";
}

TEST(Printable, onlyTextHasLines) {
  EXPECT_EQ(printable("a\n\tb"), "a\n\tb");
  EXPECT_EQ(printable_name("a\n\tb"), "a\\x0A\\x09b");
}

TEST(Printable, everyByteComesOutPrintable) {
  for (int first = 0; first < 256; ++first)
    for (int second = 0; second < 256; ++second) {
      const std::string shown =
          printable_name(std::string{static_cast<char>(first), static_cast<char>(second)});
      for (const char c : shown) ASSERT_GE(static_cast<unsigned char>(c), 0x20) << first << " " << second;
    }
}

TEST(Printable, inQuotes) {
  EXPECT_EQ(in_quotes(""), "''");
  EXPECT_EQ(in_quotes("a\n"), "'a\\x0A'");
  EXPECT_EQ(in_quotes("abcd", 4), "'abcd'");
  EXPECT_EQ(in_quotes("abcde", 4), "'abcd...'");
  EXPECT_EQ(in_quotes("abc\u00FC", 4), "'abc...'") << "no half of a letter";
  EXPECT_EQ(in_quotes("\x80\x80", 1), "'...'") << "the end of no letter";
}

TEST(Printable, thePathOfAnErrorIsOneLine) {
  EXPECT_EQ(describe(Error{ErrorCode::kIo, "is odd\n  a", "a\n.bin"}), "a\\x0A.bin: is odd\n  a");
}

}  // namespace
}  // namespace vertexview
