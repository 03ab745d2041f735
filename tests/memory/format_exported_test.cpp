// Formats with the item size that an exporter states, against what numpy and ctypes exported.
#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <vector>

#include "support_files.hpp"
#include "vertexview/memory/format.hpp"

namespace vertexview {
namespace {

std::string leaf(const FormatItem& item, std::uint64_t offset) {
  const bool text = item.kind == ScalarKind::kBytes || item.kind == ScalarKind::kPascal;
  const char kind = item.kind == ScalarKind::kPadding    ? 'V'
                    : item.kind == ScalarKind::kSigned   ? 'i'
                    : item.kind == ScalarKind::kUnsigned ? 'u'
                    : item.kind == ScalarKind::kFloat    ? 'f'
                    : item.kind == ScalarKind::kBool     ? 'b'
                                                         : 'S';
  const char order = text || item.itemsize == 1 ? '|' : item.order == ByteOrder::kLittle ? '<' : '>';
  return std::to_string(offset) + ':' + kind + ':' + std::to_string(item.itemsize) + ':' + order;
}

/// Appends the leaves as exported_numpy_oracle.py writes them.
void append_leaves(std::string& out, std::span<const FormatItem> items, std::uint64_t base) {
  for (const FormatItem& item : items)
    for (std::uint64_t i = 0; i < item.count; ++i) {
      const std::uint64_t offset = base + item.offset + i * item.itemsize;
      if (item.kind == ScalarKind::kPadding && item.name.empty()) continue;
      if (item.kind == ScalarKind::kRecord)
        append_leaves(out, item.items, offset);
      else
        out.append(out.empty() ? "" : " ").append(leaf(item, offset));
    }
}

std::string leaves(const Format& format) {
  std::string out;
  append_leaves(out, format.items(), 0);
  return out;
}

/// Expects that formats parsed with their sizes have their numbers where `script` says that they are; returns
/// how many there were.
int compare_with(const std::string& script) {
  const test::TemporaryFolder folder;
  const std::string command = "/usr/bin/python3 " VERTEXVIEW_SOURCE_DIR "/tests/memory/" + script;
  EXPECT_EQ(std::system((command + " > " + folder.file("records")).c_str()), 0);
  std::ifstream records(folder.file("records"));
  int count = 0;
  for (std::string line; std::getline(records, line); ++count) {
    std::istringstream in(line);
    std::vector<std::string> parts;
    for (std::string part; std::getline(in, part, ';');) parts.push_back(part);
    if (parts.size() < 3) {
      ADD_FAILURE() << line;
      continue;
    }
    const std::uint64_t itemsize = std::stoull(parts[1]);
    const auto format = Format::parse(parts[0], itemsize);
    if (!format) {
      ADD_FAILURE() << line << '\n' << describe(format.error());
      continue;
    }
    EXPECT_EQ(format->itemsize(), itemsize) << line;
    const std::vector<std::string> possible(parts.begin() + 2, parts.end());
    EXPECT_THAT(possible, testing::Contains(leaves(*format))) << parts[0] << ' ' << parts[1];
    const auto again = Format::parse(format->text());
    if (again)
      EXPECT_EQ(*again, *format) << line << ": " << format->text();
    else
      ADD_FAILURE() << line << '\n' << describe(again.error());
  }
  return count;
}

TEST(ExportedFormat, numpyAgrees) {
  if (std::system("/usr/bin/python3 -c 'import numpy' 2>/dev/null") != 0)
    GTEST_SKIP() << "numpy is not installed";
  EXPECT_GT(compare_with("exported_numpy_oracle.py"), 1000);
}

TEST(ExportedFormat, ctypesAgrees) {
  EXPECT_GT(compare_with("exported_ctypes_oracle.py"), 800);
}

TEST(ExportedFormat, sizeSettlesWhatTheTextLeavesOpen) {
  const auto text = [](std::string_view source, std::uint64_t itemsize) {
    const auto format = Format::parse(source, itemsize);
    return format ? format->text() : "error: " + format.error().message;
  };
  // Packed, aligned, and with room to spare.
  EXPECT_EQ(text("T{i:a:h:b:}", 6), "T{^i:a:h:b:}");
  EXPECT_EQ(text("T{i:a:h:b:}", 8), "T{i:a:h:b:}");
  EXPECT_EQ(text("T{i:a:h:b:}", 16), "T{^i:a:h:b:10x}");
  EXPECT_EQ(text("T{(3)T{i:a:h:b:}:in:h:y:}", 20), "T{3T{^i:a:h:b:}:in:h:y:}");
  EXPECT_EQ(text("T{(3)T{i:a:h:b:}:in:xxxxxxh:y:}", 28), "T{3T{^i:a:h:b:xx}:in:h:y:xx}");
  // As other exporters write it: the alignment of a C struct is meant, not written.
  EXPECT_EQ(text("T{b:a:d:b:}", 16), "T{b:a:d:b:}");
  // As ctypes writes it: the same, with every byte order, with or without what Python 3.12 adds.
  EXPECT_EQ(text("T{(3)<f:position:(3)<H:color:}", 20), "T{(3)<f:position:3H:color:xx}");
  EXPECT_EQ(text("T{<c:b:T{<i:i:<h:h:}:p:<d:d:}", 24), "T{<c:b:3xT{i:i:h:h:xx}:p:4xd:d:}");
  EXPECT_EQ(text("T{<c:b:3xT{<i:i:<h:h:2x}:p:4x<d:d:}", 24), "T{<c:b:3xT{i:i:h:h:xx}:p:4xd:d:}");
  EXPECT_EQ(text("T{>c:b:>d:d:}", 16), "T{>c:b:7xd:d:}");
  // A record that occurs no times has no size and no alignment.
  EXPECT_EQ(text("T{0T{}:none:d:a:}", 8), "T{0T{}:none:d:a:}");
  EXPECT_EQ(text("T{b:x:0T{}:none:d:a:}", 16), "T{b:x:0T{}:none:d:a:}");
  // Struct strings.
  EXPECT_EQ(text("3f3H", 18), "@3f3H");
  EXPECT_EQ(text("3f3H", 20), "@3f3Hxx");
  EXPECT_EQ(text("<f", 4), "<f");
}

TEST(ExportedFormat, sizesThatDoNotFit) {
  const auto error = [](std::string_view source, std::uint64_t itemsize) {
    const auto format = Format::parse(source, itemsize);
    return format ? "no error: " + format->text() : format.error().message;
  };
  EXPECT_EQ(error("T{i:a:h:b:}", 5), "format \"T{i:a:h:b:}\" describes 8 bytes; an item is said to have 5");
  EXPECT_EQ(error("<3f3H", 20), "format \"<3f3H\" describes 18 bytes; an item is said to have 20");
  EXPECT_EQ(error("f", 8), "format \"f\" describes 4 bytes; an item is said to have 8");
  EXPECT_EQ(error("T{b:a:d:b:}", 12),
            "format \"T{b:a:d:b:}\" describes 16 bytes; an item is said to have 12");
  EXPECT_EQ(error("T{i:a:}", std::uint64_t{1} << 63U),
            "format \"T{i:a:}\" describes 4 bytes; an item is said to have 9223372036854775808");
  EXPECT_EQ(Format::parse("T{i:a:", 4).error().code, ErrorCode::kBadFormat);
  EXPECT_TRUE(Format::parse("T{}", 0));
  EXPECT_TRUE(Format::parse("T{(0)T{i:a:}:n:}", 0));
}

}  // namespace
}  // namespace vertexview
