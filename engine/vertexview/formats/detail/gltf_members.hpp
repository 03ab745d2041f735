#pragma once
#include <string_view>
#include <vector>

#include "vertexview/formats/container.hpp"
#include "vertexview/formats/detail/gltf_buffers.hpp"
#include "vertexview/formats/detail/gltf_document.hpp"
#include "vertexview/formats/detail/gltf_scene.hpp"
#include "vertexview/memory/error.hpp"
#include "vertexview/task/progress.hpp"

namespace vertexview::detail::gltf {

/// Fills the container with what the document shows: a member for each primitive with positions, for each
/// node that has it. Vertices of the member `wanted` ("": the first) that are no records where they lie are
/// gathered. kBadFormat where one is impossible; kNotImplemented, with what helps, where none is supported;
/// errors of gather().
[[nodiscard]] Result<void> find_members(const Document& document, const std::vector<Placed>& placed,
                                        const std::vector<BufferBytes>& buffers, std::string_view wanted,
                                        Progress* progress, Container& container);

}  // namespace vertexview::detail::gltf
