#pragma once
#include <optional>
#include <span>
#include <vector>

#include "gui/ui.hpp"
#include "panels/element_color.hpp"
#include "panels/layout/layout_draft.hpp"

namespace vertexview::app {

/// The role that a person has chosen for an element.
struct RoleChoice {
  std::size_t element = 0;
  Role role = Role::kNone;
};

/// Draws the elements of a layout as a table at the cursor: name, type and count, place, role, range as
/// stored, byte order. Returns the role that was chosen for one of them in this frame. `elements` are the
/// columns of the layout. The lists of roles become the areas "layout use of ELEMENT", the lines of an open
/// list "layout use as ROLE".
[[nodiscard]] std::optional<RoleChoice> draw_element_table(const Ui& ui, const Layout& layout,
                                                           const std::vector<RecordColumn>& elements,
                                                           std::span<const std::optional<ValueRange>> ranges,
                                                           float width, Areas& areas);
/// Returns the height that draw_element_table() takes.
[[nodiscard]] float element_table_height(const Ui& ui, const Layout& layout);

}  // namespace vertexview::app
