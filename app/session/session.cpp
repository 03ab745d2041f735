#include "session/session.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "session/place.hpp"

namespace vertexview::app {
namespace {

// The log of a long run must not grow without end; a thousand lines are more than a person scrolls back.
constexpr std::size_t kMostNotices = 1000;

// The zero of the clock: this is initialised before main() runs.
const auto kStart = std::chrono::steady_clock::now();

}  // namespace

double seconds_since_start() noexcept {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - kStart).count();
}

const OpenDataset* Session::find(DatasetId id) const noexcept {
  const auto found = std::ranges::find(datasets, id, &OpenDataset::id);
  return found != datasets.end() ? &*found : nullptr;
}

OpenDataset* Session::find(DatasetId id) noexcept {
  const auto found = std::ranges::find(datasets, id, &OpenDataset::id);
  return found != datasets.end() ? &*found : nullptr;
}

std::size_t Session::number_of(DatasetId id) const noexcept {
  return static_cast<std::size_t>(std::ranges::find(datasets, id, &OpenDataset::id) - datasets.begin());
}

glm::dvec3 Session::origin() const noexcept {
  for (const OpenDataset& dataset : datasets)
    if (dataset.visible && origin_of(dataset.data) != glm::dvec3(0)) return origin_of(dataset.data);
  return glm::dvec3(0);
}

Bounds bounds_of(const OpenDataset& dataset, Extent extent) noexcept {
  // The core is that of a sample, which misses the edges of the data. What lies within this many of its
  // longest sides beyond it is an edge; see core_bounds().
  constexpr double kEdge = 4;
  const Bounds& all = dataset.statistics.bounds;
  const bool far = extent == Extent::kMost && !dataset.core.empty() && !dataset.core.grown(kEdge).holds(all);
  return far ? dataset.core : all;
}

Bounds Session::bounds(Extent extent) const noexcept {
  Bounds all;
  const glm::dvec3 here = origin();
  for (const OpenDataset& dataset : datasets) {
    if (!dataset.visible) continue;
    const auto moved = [offset = origin_of(dataset.data) - here](const Vector& v) {
      const auto sum = [](float a, double b) { return static_cast<float>(double{a} + b); };
      return Vector{sum(v.x, offset.x), sum(v.y, offset.y), sum(v.z, offset.z)};
    };
    const Bounds box = bounds_of(dataset, extent);
    if (!box.empty()) all.include(Bounds{moved(box.min), moved(box.max)});
  }
  return all;
}

std::optional<ColoredVertex> Session::selected_vertex() const noexcept {
  const auto focus = selection.focus();
  const OpenDataset* const dataset = focus ? find(focus->dataset) : nullptr;
  if (dataset == nullptr || focus->index >= dataset->data.size()) return std::nullopt;
  return dataset->data[focus->index];
}

bool Session::scanning() const noexcept {
  return std::any_of(datasets.begin(), datasets.end(),
                     [](const OpenDataset& dataset) { return dataset.scan != nullptr; });
}

void Session::notify(Notice::Kind kind, std::string text, std::uint64_t doubted) {
  notices.push_back(
      {.kind = kind, .text = std::move(text), .time = seconds_since_start(), .doubted = doubted});
  if (notices.size() > kMostNotices) notices.pop_front();
}

void Session::tell(const Error& error) {
  notify(Notice::Kind::kError, describe(error));
  const bool open =
      std::ranges::find(datasets, error.path, [](const OpenDataset& dataset) -> const std::string& {
        return dataset.data.path();
      }) != datasets.end();
  if (error.code == ErrorCode::kRemainder && !open) notices.back().refused = error.path;
}

void fit_view(Session& session, Extent extent) {
  const glm::dvec3 origin = session.origin();
  const Camera here = moved_by(session.camera, -origin);
  session.camera = moved_by(here.fitted(session.bounds(extent), session.viewport), origin);
  session.camera_moved_by_user = false;
  session.fitted = extent;
}

void reset_view(Session& session) {
  const Camera start =
      moved_by(default_camera(session.bounds(Extent::kMost), session.viewport), session.origin());
  session.camera.eye = start.eye;
  session.camera.target = start.target;
  session.camera.up = start.up;
  fit_view(session);
}

}  // namespace vertexview::app
