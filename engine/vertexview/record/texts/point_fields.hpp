#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "vertexview/record/layout.hpp"

namespace vertexview::detail {

/// Returns the number that sensor_msgs/PointField has for the type; 0 for one that it has not.
[[nodiscard]] std::uint32_t point_field_datatype(ElementType type) noexcept;

/// Returns whether `text` has fields as a sensor_msgs/PointCloud2 of ROS has them.
[[nodiscard]] bool is_point_field_list(std::string_view text) noexcept;

/// Returns the layout of the points of a PointCloud2 as `ros2 topic echo` and `rostopic echo` print it, in
/// lines or in one (--flow-style), or as Python shows it: its fields, point_step and is_bigendian. Other
/// parts of the message are passed over; without point_step a point ends with its last field. A field called
/// rgb or rgba of four bytes is the packed colour of the Point Cloud Library. kBadFormat with the offset.
[[nodiscard]] Result<Layout> read_point_fields(std::string_view text);

}  // namespace vertexview::detail
