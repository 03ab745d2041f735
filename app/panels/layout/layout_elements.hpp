#pragma once
#include <optional>
#include <span>
#include <vector>

#include "gui/ui.hpp"
#include "panels/element_color.hpp"
#include "panels/layout/layout_draft.hpp"

namespace vertexview::app {

/// What a person wants to use an element for.
struct RoleChoice {
  std::size_t element = 0;
  Role role = Role::kNone;
};

/// Draws the elements of a layout at the cursor: name, type and number of elements, place, use, range as
/// stored, byte order. Returns the use that was chosen for one. `elements` are those of the layout; the lists
/// become the areas "layout use of FIELD", the lines of an open one "layout use as ROLE".
[[nodiscard]] std::optional<RoleChoice> draw_element_table(const Ui& ui, const Layout& layout,
                                                           const std::vector<RecordColumn>& elements,
                                                           std::span<const std::optional<ValueRange>> ranges,
                                                           float width, Areas& areas);
/// The height that it takes.
[[nodiscard]] float element_table_height(const Ui& ui, const Layout& layout);

}  // namespace vertexview::app
