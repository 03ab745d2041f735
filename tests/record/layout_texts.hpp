#pragma once
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "vertexview/record/layout_texts.hpp"

namespace vertexview::test {

/// Returns the format string of the layout that a text describes, or the error that it gives.
inline std::string read_as(std::string_view text) {
  const auto layout = parse_layout_text(text);
  return layout ? layout->schema.format : layout.error().message;
}

/// Expects that every beginning of a text gives a layout or an error that says what is wrong and where in the
/// text. Each is read from memory of exactly its size.
inline void expect_each_beginning_told(std::string_view text) {
  for (std::size_t size = 0; size <= text.size(); ++size) {
    const std::string begin(text.substr(0, size));
    const auto layout = parse_layout_text(begin);
    if (layout) {
      EXPECT_TRUE(layout->schema.validate()) << begin;
      continue;
    }
    EXPECT_FALSE(layout.error().message.empty()) << begin;
    EXPECT_LE(layout.error().offset.value_or(0), size) << begin;
  }
}

}  // namespace vertexview::test
