#include "vertexview/vertex/layout_text.hpp"

#include <utility>

#include "vertexview/record/layout_texts.hpp"
#include "vertexview/record/schema_presets.hpp"

namespace vertexview {

Result<Layout> layout_of(const LayoutText& text) {
  auto layout = parse_layout(text.schema);
  if (!layout) return layout;
  return with_changes(*std::move(layout), text.changes);
}

LayoutText text_of(const Layout& layout) {
  LayoutText text{layout.schema.format, changes_of(layout)};
  for (const SchemaPreset& preset : schema_presets())
    if (preset.format == layout.schema.format) text.schema = preset.name;
  return text;
}

Result<Layout> parse_layout(std::string_view text) {
  return parse_layout_text(text);
}

}  // namespace vertexview
