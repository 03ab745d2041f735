#pragma once
#include <optional>
#include <span>
#include <vector>

#include "gui/ui.hpp"
#include "panels/element_color.hpp"
#include "panels/layout/layout_draft.hpp"

namespace vertexview::app {

/// What a person wants to use a field for.
struct RoleChoice {
  std::size_t field = 0;
  Role role = Role::kNone;
};

/// Draws the fields of a layout at the cursor: name, type and number of elements, place, use, range as
/// stored, byte order. Returns the use that was chosen for one. `elements` are those of the layout; the lists
/// become the areas "layout use of FIELD", the lines of an open one "layout use as ROLE".
[[nodiscard]] std::optional<RoleChoice> draw_field_table(const Ui& ui, const Layout& layout,
                                                         const std::vector<RecordColumn>& elements,
                                                         std::span<const std::optional<ValueRange>> ranges,
                                                         float width, Areas& areas);
/// The height that it takes.
[[nodiscard]] float field_table_height(const Ui& ui, const Layout& layout);

}  // namespace vertexview::app
