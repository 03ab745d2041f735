#pragma once
#include <cstdint>
#include <optional>

#include "vertexview/record/index_set.hpp"

namespace vertexview {

/// What a person has selected and points at in one dataset. Plain data: nothing here knows how many vertices
/// the dataset has, so whoever opens it anew with fewer records calls keep_first().
struct Selection {
  IndexSet vertices;
  std::optional<std::uint64_t> focus = std::nullopt;  ///< the one vertex that the inspector shows
  std::optional<std::uint64_t> hover = std::nullopt;  ///< the vertex under the mouse

  [[nodiscard]] bool empty() const noexcept { return vertices.empty() && !focus && !hover; }
  /// Removes every index that is not below `count`.
  void keep_first(std::uint64_t count);

  friend bool operator==(const Selection&, const Selection&) = default;
};

}  // namespace vertexview
