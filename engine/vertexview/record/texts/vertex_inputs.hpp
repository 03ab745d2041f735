#pragma once
#include <string>

#include "vertexview/record/schema.hpp"

// How graphics APIs are told where the numbers of a vertex lie. Each function returns text for a program, in
// which what the API cannot read is a comment that says why.
namespace vertexview::detail {

[[nodiscard]] Result<std::string> write_gl_attributes(const Schema& schema);
[[nodiscard]] Result<std::string> write_vulkan_attributes(const Schema& schema);
[[nodiscard]] Result<std::string> write_d3d11_elements(const Schema& schema);
[[nodiscard]] Result<std::string> write_webgpu_layout(const Schema& schema);

}  // namespace vertexview::detail
