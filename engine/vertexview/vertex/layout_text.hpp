#pragma once
#include <string>
#include <string_view>

#include "vertexview/vertex/layout_changes.hpp"

namespace vertexview {

/// A layout as a person writes it: the text of a schema, and changes to it. Sidecars, options and actions
/// each have their own way to write the two.
struct LayoutText {
  std::string schema;  ///< a preset's name, a format string, or another text of parse_layout_text()
  LayoutChanges changes = {};
  friend bool operator==(const LayoutText&, const LayoutText&) = default;
};

/// Returns the layout that the text describes. Errors of parse_layout_text() and with_changes().
[[nodiscard]] Result<Layout> layout_of(const LayoutText& text);

/// Returns the text that describes `layout`; a schema that equals that of a preset becomes the name of the
/// preset.
[[nodiscard]] LayoutText text_of(const Layout& layout);

/// Returns the layout that `text` describes, with nothing changed: parse_layout_text().
[[nodiscard]] Result<Layout> parse_layout(std::string_view text);

}  // namespace vertexview
