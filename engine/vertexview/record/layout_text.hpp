#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/memory/format.hpp"
#include "vertexview/record/layout.hpp"

namespace vertexview {

/// The layout that `text` names: a preset ("kitti", see layout_presets()) or a format string
/// ("<3f:position:3H:color:2x"). kBadFormat for a text that is neither, with `offset` at the bad character.
[[nodiscard]] Result<Layout> parse_layout(std::string_view text);

/// The layout of a format: a field for each of its items, those of nested records as "outer.inner"; meanings
/// as in with_semantics(). kBadFormat for a record of no bytes.
[[nodiscard]] Result<Layout> layout_from_format(const Format& format);

/// The layout of fields in any order; gaps are padding. A `stride` of 0 ends the record with its last field.
/// kBadFormat when two overlap, one has no elements, or one lies outside the stride.
[[nodiscard]] Result<Layout> layout_from_elements(std::vector<Element> fields, std::uint64_t stride = 0);

/// A format string with the names of the fields that parses to the same fields: "<3f:position:3H:color:2x".
[[nodiscard]] std::string format_text(const std::vector<Element>& fields, std::uint64_t stride);

}  // namespace vertexview
