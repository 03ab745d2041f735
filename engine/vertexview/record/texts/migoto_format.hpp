#pragma once
#include <string_view>

#include "vertexview/record/layout.hpp"

namespace vertexview::detail {

/// Returns whether `text` is the .fmt file that 3DMigoto writes beside a dump of vertices.
[[nodiscard]] bool is_migoto_format(std::string_view text) noexcept;

/// Returns the layout of the one input slot that a .fmt file describes: its stride, and of each element
/// SemanticName, SemanticIndex, Format and AlignedByteOffset. The elements are named by their semantics,
/// those of an index above 0 with it. kBadFormat with the offset, also for elements of several input slots,
/// which lie in a file each.
[[nodiscard]] Result<Layout> read_migoto_format(std::string_view text);

}  // namespace vertexview::detail
