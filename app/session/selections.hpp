#pragma once
#include <cstdint>
#include <map>
#include <optional>

#include "vertexview/vertex/selection.hpp"

namespace vertexview::app {

/// Names an open dataset. A dataset keeps its id while it is open: when it is reloaded, read with another
/// layout or coloured otherwise as well. No id is given twice in a session.
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
  /// The vertex that the inspector shows; nullopt where none is selected.
  [[nodiscard]] std::optional<VertexId> focus() const noexcept;
  /// The vertex under the mouse.
  [[nodiscard]] std::optional<VertexId> hover() const noexcept;
  /// Of one dataset; empty where nothing of it is selected. Valid until the next change.
  [[nodiscard]] const Selection& of(DatasetId dataset) const noexcept;

  /// Selects this vertex alone and gives it the focus; what was selected before, in any dataset, no longer
  /// is.
  void select(VertexId vertex);
  /// Selects nothing; what is under the mouse stays.
  void deselect();
  void set_hover(std::optional<VertexId> vertex);

  /// Lets go of all vertices of a dataset.
  void forget(DatasetId dataset);
  /// Lets go of the vertices of a dataset from index `count` on.
  void keep_first(DatasetId dataset, std::uint64_t count);

 private:
  void drop_empty();

  std::map<DatasetId, Selection> selections_;  // none of them empty
};

}  // namespace vertexview::app
