#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

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

  /// Returns a number that is another one after each change of what is selected; the vertex under the mouse
  /// does not count.
  [[nodiscard]] std::uint64_t revision() const noexcept { return revision_; }

  /// Selects this vertex alone, in all datasets, and gives it the focus.
  void select(VertexId vertex);
  /// Selects these vertices alone, in all datasets; `focus`, else the first one, gets the focus.
  void select(DatasetId dataset, IndexSet vertices, std::optional<std::uint64_t> focus = std::nullopt);
  /// Adds a vertex to the selected ones of its dataset and gives it the focus, or removes it; then the first
  /// one that is left gets the focus.
  void toggle(VertexId vertex);
  /// Selects the vertices from the one with the focus, which keeps it, to this one. Where the focus is in
  /// another dataset, or nowhere, selects this vertex alone.
  void extend(VertexId vertex);
  /// Selects nothing; the vertex under the mouse stays.
  void deselect();
  /// Goes back to what was selected before the last change, or forward again. Changes of a single vertex
  /// do not count: a click on another row loses nothing. Returns whether there was anything.
  bool undo();
  bool redo();
  void set_hover(std::optional<VertexId> vertex);

  /// Forgets all vertices of a dataset.
  void forget(DatasetId dataset);
  /// Forgets the vertices of a dataset from index `count` on.
  void keep_first(DatasetId dataset, std::uint64_t count);

 private:
  using Map = std::map<DatasetId, Selection>;

  /// Keeps what is selected for undo(), which a change follows.
  void remember();
  /// Takes the last of `from`, and keeps what is selected in `to`.
  bool go(std::vector<Map>& from, std::vector<Map>& to);
  void drop_empty();

  std::uint64_t revision_ = 0;
  Map selections_;         // holds no empty Selection
  std::vector<Map> undo_;  // the oldest first; without what is under the mouse
  std::vector<Map> redo_;
};

}  // namespace vertexview::app
