#pragma once
#include <string_view>

#include "vertexview/record/layout.hpp"

namespace vertexview::detail {

/// Returns whether `text` begins as declarations of C, C++, GLSL or HLSL do.
[[nodiscard]] bool is_c_struct(std::string_view text) noexcept;

/// Returns whether a member of that name is taken for padding.
[[nodiscard]] bool is_c_padding(std::string_view name) noexcept;

/// Returns the layout of the last struct of a text, of an array at the end of its buffer block, or of members
/// alone. Members lie as a C compiler for 64-bit machines lays them, vectors as arrays of their numbers;
/// where the text says layout(std430) or layout(std140), as GLSL says. A struct of two to four equal numbers
/// called x, y, z, w or r, g, b, a is a vector; members called _, pad, padding or reserved, with any number,
/// are padding. Where HLSL's semantic means something else than the name, it names the element. Errors
/// of parse_c_declarations() and schema_from_elements().
[[nodiscard]] Result<Layout> read_c_struct(std::string_view text);

}  // namespace vertexview::detail
