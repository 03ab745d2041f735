#pragma once
// The formats of one scalar, which most views have: they are parsed once and shared.
#include <memory>
#include <string_view>

#include "vertexview/memory/format.hpp"

namespace vertexview::detail {

/// Returns the format that `text` parses to where that is one type code, with a prefix or without: "f", "@f",
/// "<H". Null for every other text, among them those that do not parse.
[[nodiscard]] std::shared_ptr<const Format> format_of_code(std::string_view text);

/// Returns the format of one element of the field.
[[nodiscard]] std::shared_ptr<const Format> shared_element_of(const FormatItem& item);

}  // namespace vertexview::detail
