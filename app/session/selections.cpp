#include "session/selections.hpp"

#include <algorithm>
#include <utility>

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

void Selections::select(DatasetId dataset, IndexSet vertices, std::optional<std::uint64_t> focus) {
  deselect();
  if (vertices.empty()) return;
  Selection& selection = selections_[dataset];
  selection.focus = focus ? focus : vertices.member(0);
  selection.vertices = std::move(vertices);
}

void Selections::toggle(VertexId vertex) {
  remember();
  for (auto& [dataset, selection] : selections_) selection.focus.reset();
  Selection& selection = selections_[vertex.dataset];
  selection.vertices.toggle({vertex.index, vertex.index + 1});
  selection.focus = selection.vertices.contains(vertex.index) ? vertex.index : selection.vertices.member(0);
  drop_empty();
}

void Selections::extend(VertexId vertex) {
  const auto anchor = focus();
  if (!anchor || anchor->dataset != vertex.dataset) return select(vertex);
  const auto [first, last] = std::minmax({anchor->index, vertex.index});
  select(vertex.dataset, IndexSet({first, last + 1}), anchor->index);
}

void Selections::remember() {
  ++revision_;
  constexpr std::size_t kMost = 100;  // more steps back are no way to find anything
  redo_.clear();
  std::uint64_t count = 0;
  for (const auto& [dataset, selection] : selections_) count += selection.vertices.count();
  if (count < 2) return;
  if (undo_.size() == kMost) undo_.erase(undo_.begin());
  undo_.push_back(selections_);
}

bool Selections::go(std::vector<Map>& from, std::vector<Map>& to) {
  if (from.empty()) return false;
  ++revision_;
  const auto under_mouse = hover();
  to.push_back(std::exchange(selections_, std::move(from.back())));
  from.pop_back();
  for (auto& [dataset, selection] : selections_) selection.hover.reset();
  drop_empty();
  set_hover(under_mouse);
  return true;
}

bool Selections::undo() {
  return go(undo_, redo_);
}

bool Selections::redo() {
  return go(redo_, undo_);
}

void Selections::deselect() {
  remember();
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
  ++revision_;
  selections_.erase(dataset);
  for (std::vector<Map>* const kept : {&undo_, &redo_})
    for (Map& map : *kept) map.erase(dataset);
}

void Selections::keep_first(DatasetId dataset, std::uint64_t count) {
  ++revision_;
  for (std::vector<Map>* const kept : {&undo_, &redo_})
    for (Map& map : *kept)
      if (const auto found = map.find(dataset); found != map.end()) found->second.keep_first(count);
  const auto found = selections_.find(dataset);
  if (found == selections_.end()) return;
  found->second.keep_first(count);
  drop_empty();
}

void Selections::drop_empty() {
  std::erase_if(selections_, [](const auto& entry) { return entry.second.empty(); });
}

}  // namespace vertexview::app
