#include "session/selections.hpp"

namespace vertexview::app {

std::optional<VertexId> Selections::focus() const noexcept {
  for (const auto& [dataset, selection] : selections_)
    if (selection.focus) return VertexId{dataset, *selection.focus};
  return std::nullopt;
}

std::optional<VertexId> Selections::hover() const noexcept {
  for (const auto& [dataset, selection] : selections_)
    if (selection.hover) return VertexId{dataset, *selection.hover};
  return std::nullopt;
}

const Selection& Selections::of(DatasetId dataset) const noexcept {
  static const Selection kNothing;
  const auto found = selections_.find(dataset);
  return found != selections_.end() ? found->second : kNothing;
}

void Selections::select(VertexId vertex) {
  deselect();
  Selection& selection = selections_[vertex.dataset];
  selection.vertices.add({vertex.index, vertex.index + 1});
  selection.focus = vertex.index;
}

void Selections::deselect() {
  for (auto& [dataset, selection] : selections_) {
    selection.vertices.clear();
    selection.focus.reset();
  }
  drop_empty();
}

void Selections::set_hover(std::optional<VertexId> vertex) {
  if (hover() == vertex) return;
  for (auto& [dataset, selection] : selections_) selection.hover.reset();
  if (vertex) selections_[vertex->dataset].hover = vertex->index;
  drop_empty();
}

void Selections::forget(DatasetId dataset) {
  selections_.erase(dataset);
}

void Selections::keep_first(DatasetId dataset, std::uint64_t count) {
  const auto found = selections_.find(dataset);
  if (found == selections_.end()) return;
  found->second.keep_first(count);
  drop_empty();
}

void Selections::drop_empty() {
  std::erase_if(selections_, [](const auto& entry) { return entry.second.empty(); });
}

}  // namespace vertexview::app
