#pragma once
#include <span>
#include <string>
#include <string_view>

#include "vertexview/record/schema.hpp"

namespace vertexview {

/// A text in which a program has the layout of a record.
struct SchemaWriter {
  std::string_view name;   ///< as in "c" or "numpy"
  std::string_view label;  ///< for menus, as in "C struct"
  std::string_view help;   ///< one line
  /// Returns the text, which ends with a line break. What parse_layout_text() reads reads back to elements of
  /// the same numbers in the same bytes.
  Result<std::string> (*write)(const Schema& schema);
};

/// Returns every writer:
///   text        the format string, see parse_schema()
///   c           a struct for C and C++ with its padding and a static_assert of its size
///   numpy       a numpy.dtype
///   pointfield  the fields of a PointCloud2 of ROS; a position becomes x, y, z, which its readers look for
///   gl          calls of glVertexAttribPointer() and its like
///   vulkan      a VkVertexInputBindingDescription and its attributes
///   d3d11       an array of D3D11_INPUT_ELEMENT_DESC
///   webgpu      a GPUVertexBufferLayout
/// What a graphics API cannot read stands in its text as a comment that says why. The fields of a PointCloud2
/// and the format string have no comments: kNotImplemented names the element that they cannot say.
[[nodiscard]] std::span<const SchemaWriter> schema_writers() noexcept;

/// Returns the text of the writer called `name`; kInvalidArgument, with the names of all, for another name.
[[nodiscard]] Result<std::string> write_schema_as(const Schema& schema, std::string_view name);

}  // namespace vertexview
