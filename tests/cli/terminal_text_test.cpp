// What a hostile name cannot do to a terminal.
#include "cli/terminal/terminal_text.hpp"

#include "cli/support.hpp"

namespace vertexview::test {
namespace {

using cli::printable;
using cli::printable_name;

TEST(TerminalText, controlCharactersAreEscapes) {
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

TEST(TerminalText, lettersStay) {
  for (const std::string_view text :
       {"", "plain", "gr\u00FC\u00DFe", "\u70B9\u7FA4", "\U0001F600", "a\\xFFb"})
    EXPECT_EQ(printable(text), text);
}

TEST(TerminalText, bytesThatAreNoLettersAreEscapes) {
  EXPECT_EQ(printable("\xFF\xFE"), "\\xFF\\xFE");
  EXPECT_EQ(printable("\xC3"), "\\xC3") << "a letter without its end";
  EXPECT_EQ(printable("\xC0\xAF"), "\\xC0\\xAF") << "two bytes for what one can hold";
  EXPECT_EQ(printable("\xED\xA0\x80"), "\\xED\\xA0\\x80") << "half of a pair";
  EXPECT_EQ(printable("\xF4\x90\x80\x80"), "\\xF4\\x90\\x80\\x80") << "beyond the last letter";
}

TEST(TerminalText, onlyTextHasLines) {
  EXPECT_EQ(printable("a\n\tb"), "a\n\tb");
  EXPECT_EQ(printable_name("a\n\tb"), "a\\x0A\\x09b");
}

TEST(TerminalText, everyByteComesOutPrintable) {
  for (int first = 0; first < 256; ++first)
    for (int second = 0; second < 256; ++second) {
      const std::string shown =
          printable_name(std::string{static_cast<char>(first), static_cast<char>(second)});
      for (const char c : shown) ASSERT_GE(static_cast<unsigned char>(c), 0x20) << first << " " << second;
    }
}

TEST(TerminalText, aHostilePathReachesNoTerminal) {
  const TemporaryFolder folder;
  const std::string path = folder.write("a\x1b]0;title\a\nb.bin", counting_bytes(82));
  for (const char* command : {"info", "dump"}) {
    const auto ended = vertexview({command, path});
    EXPECT_EQ(ended.status, 1);
    EXPECT_THAT(ended.err, HasSubstr("a\\x1B]0;title\\x07\\x0Ab.bin: 82 bytes"));
    EXPECT_EQ(ended.err.find('\x1b'), std::string::npos);
  }
  const auto whole = vertexview({"info", path, "--allow-tail"});
  EXPECT_EQ(whole.status, 0);
  EXPECT_THAT(whole.out, HasSubstr("a\\x1B]0;title\\x07\\x0Ab.bin\n"));
  EXPECT_EQ((whole.out + whole.err).find('\x1b'), std::string::npos);
}

TEST(TerminalText, neitherDoesASidecarNorAnAction) {
  const TemporaryFolder folder;
  const std::string path = folder.write("a.bin", counting_bytes(80));
  const std::string_view layout = "f:\x1b[2J:3f:position:4x\n";
  (void)folder.write("a.bin.layout", std::as_bytes(std::span(layout)));
  const auto named = vertexview({"info", path});
  EXPECT_EQ((named.out + named.err).find('\x1b'), std::string::npos) << named.out << named.err;
  const auto acted = vertexview({"render", kColors, "-o", folder.file("x.png"), "--do", "\x1b[2J"});
  EXPECT_EQ(acted.status, 2);
  EXPECT_THAT(acted.err, HasSubstr("\\x1B[2J"));
  EXPECT_EQ(acted.err.find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace vertexview::test
