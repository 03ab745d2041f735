#pragma once
#include <cstdint>
#include <map>
#include <optional>

#include "vertexview/vertex/selection.hpp"

namespace vertexview::app {

/// Identifies an open dataset. A dataset keeps its id while it is open, also when it is reloaded, read with
/// another layout or coloured otherwise. No id is given twice in a session.
enum class DatasetId : std::uint64_t { kNone = 0 };

/// One vertex of one open dataset.
struct VertexId {
  DatasetId dataset = DatasetId::kNone;
  std::uint64_t index = 0;
  friend bool operator==(const VertexId&, const VertexId&) = default;
};

/// What is selected and pointed at in each open dataset. Of all datasets together at most one vertex has the
/// focus and at most one is under the mouse. Nothing here knows which datasets are open: whoever closes one
/// calls forget().
class Selections {
 public:
  /// Returns the vertex that the inspector shows; nullopt when no vertex is selected.
  [[nodiscard]] std::optional<VertexId> focus() const noexcept;
  /// Returns the vertex under the mouse.
  [[nodiscard]] std::optional<VertexId> hover() const noexcept;
  /// Returns the selection of one dataset, which may be empty. The reference is valid until the next change.
  [[nodiscard]] const Selection& of(DatasetId dataset) const noexcept;

  /// Selects this vertex alone, in all datasets, and gives it the focus.
  void select(VertexId vertex);
  /// Selects nothing; the vertex under the mouse stays.
  void deselect();
  void set_hover(std::optional<VertexId> vertex);

  /// Forgets all vertices of a dataset.
  void forget(DatasetId dataset);
  /// Forgets the vertices of a dataset from index `count` on.
  void keep_first(DatasetId dataset, std::uint64_t count);

 private:
  void drop_empty();

  std::map<DatasetId, Selection> selections_;  // holds no empty Selection
};

}  // namespace vertexview::app
