#pragma once
#include <string>
#include <string_view>

#include "vertexview/record/layout.hpp"

namespace vertexview {

// The texts in which people and programs have the layout of a record. Each kind is told by how it begins;
// its grammar is one file of texts/:
//   a preset or a format string   "kitti", "<3f:position:3H:color:2x", see parse_schema()
//   a struct                      of C, C++, HLSL or GLSL, with #pragma pack, or layout(std430) of GLSL
//   a NumPy dtype                 np.dtype([...]), a list or a dict, "f4,3u1", the header of a .npy
//   a list of PointFields         of a PointCloud2 of ROS, as `ros2 topic echo` prints it
//   the header of a PLY or PCD    file
//   a .fmt file                   of 3DMigoto

/// Returns the layout that `text` describes. What is a preset or a format string is read as that. kBadFormat
/// for any other text: the message names the kind that it was taken for and the line and column, counted from
/// 1, and `offset` is the byte. May be called from any thread, with untrusted text; what it may ask for is
/// limited, see record_limits.hpp.
[[nodiscard]] Result<Layout> parse_layout_text(std::string_view text);

/// Returns what a text would be read as, as in "C struct"; "" for a preset, a format string, and for a text
/// of no kind. Says nothing about whether it can be read.
[[nodiscard]] std::string_view layout_text_kind(std::string_view text);

}  // namespace vertexview
