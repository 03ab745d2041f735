#include "vertexview/vertex/record_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <vector>

#include "vertexview/record/record_limits.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview::test {
namespace {

using testing::EndsWith;
using testing::StartsWith;

Layout layout_from(const std::string& text) {
  auto layout = parse_layout(text);
  EXPECT_TRUE(layout) << text;
  return layout.value_or(Layout::canonical());
}

/// Returns the text of a record of zeros, of which only as much exists as may be read.
std::string text_of_zeros(const RecordText& record_text) {
  const std::vector<std::byte> record(static_cast<std::size_t>(record_text.reads()));
  std::string text(record_text.longest(), '\0');
  text.resize(static_cast<std::size_t>(record_text.write(text.data(), record.data()) - text.data()));
  return text;
}

TEST(RecordText, readsNoPaddingAtTheEnd) {
  const RecordText text(layout_from("<2f:v:4000000000x"));
  EXPECT_EQ(text.reads(), 8U);
  EXPECT_EQ(text.numbers(), 2U);
  EXPECT_EQ(text_of_zeros(text), "Record(v=(0.0, 0.0))");
  EXPECT_EQ(RecordText(Layout::canonical()).reads(), 20U);
}

TEST(RecordText, ofALongRunTheFirstNumbersAreWritten) {
  const RecordText text(layout_from("<4294967295B:data:H:tag:"));
  EXPECT_EQ(text.numbers(), kMostWrittenNumbers + 1) << "at least one of each element";
  EXPECT_LT(text.longest(), std::size_t{64} << 20U);
}

TEST(RecordText, whatIsLeftOutIsSeen) {
  const std::string numbers = text_of_zeros(RecordText(layout_from("<1048577B:data:")));
  EXPECT_THAT(numbers, StartsWith("Record(data=(0, 0, "));
  EXPECT_THAT(numbers, EndsWith(", 0, 0, ...))"));
  const std::string whole = text_of_zeros(RecordText(layout_from("<1048576B:data:")));
  EXPECT_THAT(whole, EndsWith(", 0, 0))"));
  const std::string bytes = text_of_zeros(RecordText(layout_from("<1048577s:data:")));
  EXPECT_THAT(bytes, EndsWith("\\x00\\x00'...)"));
}

}  // namespace
}  // namespace vertexview::test
