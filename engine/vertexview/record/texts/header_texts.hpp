#pragma once
#include <string_view>

#include "vertexview/record/layout.hpp"

// The headers of PLY and PCD files as the text of a layout, for records that lie without them. They may end
// with their last line or lack the line break behind it. May be called from any thread, with untrusted text.
namespace vertexview::detail {

/// Returns whether `text` begins as the header of a PLY file does.
[[nodiscard]] bool is_ply_text(std::string_view text);
/// Returns the layout of the vertices. kBadFormat with the offset, also for vertices with lists and for those
/// that are text, which are no records.
[[nodiscard]] Result<Layout> read_ply_text_header(std::string_view text);

/// Returns whether `text` has the lines of the header of a PCD file.
[[nodiscard]] bool is_pcd_text(std::string_view text);
/// Returns the layout of the points. kBadFormat with the offset, also for points that are text or compressed.
[[nodiscard]] Result<Layout> read_pcd_text_header(std::string_view text);

}  // namespace vertexview::detail
