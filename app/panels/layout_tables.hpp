#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "panels/layout_draft.hpp"
#include "panels/record.hpp"
#include "panels/ui.hpp"

namespace vertexview::app {

/// The first records of a file as a layout reads them, as text.
struct Preview {
  std::vector<Element> elements;  ///< one a column; padding and plain bytes are left out
  std::vector<std::vector<std::string>> rows;
};

/// At most `most` records from the layout's data offset on; a long record's first columns.
[[nodiscard]] Preview preview_of(const Layout& layout, std::span<const std::byte> file, std::uint64_t records,
                                 std::size_t most);

/// The fields of a layout: name, type, place, number of elements, use, range, byte order. Returns the use
/// that was chosen for a field. `elements` are those of the layout.
struct RoleChoice {
  std::size_t field = 0;
  Role role = Role::kNone;
};
[[nodiscard]] std::optional<RoleChoice> draw_field_table(const Ui& ui, const Layout& layout,
                                                         const std::vector<Element>& elements,
                                                         std::span<const std::optional<ValueRange>> ranges,
                                                         float width);
/// The height that it takes.
[[nodiscard]] float field_table_height(const Ui& ui, const Layout& layout);

/// Draws the preview at the cursor; wider than its place, it can be scrolled.
void draw_preview(const Ui& ui, const Preview& preview);
[[nodiscard]] float preview_height(const Ui& ui, const Preview& preview);

}  // namespace vertexview::app
