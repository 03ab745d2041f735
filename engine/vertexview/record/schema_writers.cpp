#include "vertexview/record/schema_writers.hpp"

#include <algorithm>

#include "vertexview/memory/printable.hpp"
#include "vertexview/record/texts/vertex_inputs.hpp"
#include "vertexview/record/texts/written_texts.hpp"

namespace vertexview {
namespace {

Result<std::string> write_text(const Schema& schema) {
  return printable_name(schema.format) + "\n";
}

constexpr SchemaWriter kWriters[]{
    {"text", "Format string", "the format string that --layout takes", write_text},
    {"c", "C struct", "a struct for C and C++", detail::write_c_struct},
    {"numpy", "NumPy dtype", "a numpy.dtype", detail::write_numpy_dtype},
    {"pointfield", "ROS PointField list", "the fields of a PointCloud2", detail::write_point_fields},
    {"gl", "glVertexAttribPointer", "calls of OpenGL", detail::write_gl_attributes},
    {"vulkan", "VkVertexInputAttributeDescription", "structs of Vulkan", detail::write_vulkan_attributes},
    {"d3d11", "D3D11_INPUT_ELEMENT_DESC", "structs of Direct3D 11", detail::write_d3d11_elements},
    {"webgpu", "WebGPU vertex buffer layout", "an object of WebGPU", detail::write_webgpu_layout},
};

}  // namespace

std::span<const SchemaWriter> schema_writers() noexcept {
  return kWriters;
}

Result<std::string> write_schema_as(const Schema& schema, std::string_view name) {
  const auto* const found = std::ranges::find(kWriters, name, &SchemaWriter::name);
  if (found != std::end(kWriters)) return found->write(schema);
  std::string names;
  for (const SchemaWriter& writer : kWriters) names.append(names.empty() ? "" : ", ").append(writer.name);
  std::string message = "expected one of ";
  return fail(ErrorCode::kInvalidArgument, message.append(names).append("; found ").append(in_quotes(name)));
}

}  // namespace vertexview
