#pragma once
#include <cstddef>
#include <vector>

#include "vertexview/formats/detail/gltf_document.hpp"
#include "vertexview/memory/error.hpp"

namespace vertexview::detail::gltf {

/// A mesh as the scene shows it.
struct Placed {
  std::size_t mesh = 0;
  Affine transform = {};
  bool skinned = false;
  bool instanced = false;
};

/// Returns the meshes of the scene, one for each node that has one, in the order of a walk from its roots.
/// Without a scene the roots are the nodes that are nobody's children; where no node has a mesh, every mesh
/// is shown where it is. kBadFormat for nodes that are no trees and for what does not exist.
[[nodiscard]] Result<std::vector<Placed>> placed_meshes(const Document& document);

}  // namespace vertexview::detail::gltf
