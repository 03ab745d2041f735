#include "vertexview/formats/detail/gltf_scene.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace vertexview::detail::gltf {
namespace {

/// Returns the map that does `inner` first.
Affine after(const Affine& outer, const Affine& inner) {
  Affine both;
  for (std::size_t row = 0; row < 3; ++row) {
    both.translation[row] = outer.translation[row];
    for (std::size_t i = 0; i < 3; ++i) {
      both.translation[row] += outer.linear[3 * row + i] * inner.translation[i];
      double sum = 0;
      for (std::size_t k = 0; k < 3; ++k) sum += outer.linear[3 * row + k] * inner.linear[3 * k + i];
      both.linear[3 * row + i] = sum;
    }
  }
  return both;
}

bool is_finite(const Affine& map) {
  const auto finite = [](double number) { return std::isfinite(number); };
  return std::ranges::all_of(map.linear, finite) && std::ranges::all_of(map.translation, finite);
}

std::vector<std::size_t> roots_of(const Document& document) {
  if (document.roots) return *document.roots;
  std::vector<bool> child(document.nodes.size());
  for (const Node& node : document.nodes)
    for (const std::size_t index : node.children)
      if (index < child.size()) child[index] = true;
  std::vector<std::size_t> roots;
  for (std::size_t i = 0; i < child.size(); ++i)
    if (!child[i]) roots.push_back(i);
  return roots;
}

}  // namespace

Result<std::vector<Placed>> placed_meshes(const Document& document) {
  struct Visit {
    std::size_t node;
    Affine parent;
  };
  std::vector<Placed> placed;
  std::vector<Visit> stack;
  // A stack gives back last what was put there first.
  const auto push = [&](const std::vector<std::size_t>& nodes, const Affine& parent) {
    for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) stack.push_back({*node, parent});
  };
  push(roots_of(document), {});
  std::vector<bool> visited(document.nodes.size());
  while (!stack.empty()) {
    const Visit visit = stack.back();
    stack.pop_back();
    if (visit.node >= visited.size())
      return impossible("node " + std::to_string(visit.node) + " is missing; there are " +
                        std::to_string(visited.size()));
    if (visited[visit.node])
      return impossible("node " + std::to_string(visit.node) + " lies in the scene twice; nodes are trees");
    visited[visit.node] = true;
    const Node& node = document.nodes[visit.node];
    const Affine world = after(visit.parent, node.local);
    if (!is_finite(world))
      return impossible("node " + std::to_string(visit.node) + " has a transform that no number can hold");
    if (node.mesh) {
      if (*node.mesh >= document.meshes.size())
        return impossible("mesh " + std::to_string(*node.mesh) + " is missing; there are " +
                          std::to_string(document.meshes.size()));
      // The joints alone say where a skinned mesh is.
      placed.push_back({.mesh = *node.mesh,
                        .transform = node.skinned ? Affine{} : world,
                        .skinned = node.skinned,
                        .instanced = node.instanced});
    }
    push(node.children, world);
  }
  if (placed.empty())
    for (std::size_t i = 0; i < document.meshes.size(); ++i) placed.push_back({.mesh = i});
  return placed;
}

}  // namespace vertexview::detail::gltf
