#include "session/document.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "session/place.hpp"

namespace vertexview::app {
namespace {

constexpr std::size_t kMostNotices = 1000;

// The zero of the clock: this is initialised before main() runs.
const auto kStart = std::chrono::steady_clock::now();

}  // namespace

double seconds_since_start() noexcept {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - kStart).count();
}

const Cloud* Document::find(DatasetId id) const noexcept {
  const auto found = std::ranges::find(clouds, id, &Cloud::id);
  return found != clouds.end() ? &*found : nullptr;
}

Cloud* Document::find(DatasetId id) noexcept {
  const auto found = std::ranges::find(clouds, id, &Cloud::id);
  return found != clouds.end() ? &*found : nullptr;
}

std::size_t Document::number_of(DatasetId id) const noexcept {
  return static_cast<std::size_t>(std::ranges::find(clouds, id, &Cloud::id) - clouds.begin());
}

glm::dvec3 Document::origin() const noexcept {
  for (const Cloud& cloud : clouds)
    if (cloud.visible && origin_of(cloud.file) != glm::dvec3(0)) return origin_of(cloud.file);
  return glm::dvec3(0);
}

Bounds Document::bounds() const noexcept {
  Bounds all;
  const glm::dvec3 here = origin();
  for (const Cloud& cloud : clouds) {
    if (!cloud.visible) continue;
    const auto moved = [offset = origin_of(cloud.file) - here](const Vector& v) {
      const auto sum = [](float a, double b) { return static_cast<float>(double{a} + b); };
      return Vector{sum(v.x, offset.x), sum(v.y, offset.y), sum(v.z, offset.z)};
    };
    const Bounds& box = cloud.statistics.bounds;
    if (!box.empty()) all.include(Bounds{moved(box.min), moved(box.max)});
  }
  return all;
}

std::optional<ColoredVertex> Document::selected_vertex() const noexcept {
  const auto focus = selection.focus();
  const Cloud* const cloud = focus ? find(focus->dataset) : nullptr;
  if (cloud == nullptr || focus->index >= cloud->file.size()) return std::nullopt;
  return cloud->file[focus->index];
}

bool Document::scanning() const noexcept {
  return std::any_of(clouds.begin(), clouds.end(), [](const Cloud& cloud) { return cloud.scan != nullptr; });
}

void Document::notify(Notice::Kind kind, std::string text, std::uint64_t doubted) {
  notices.push_back(
      {.kind = kind, .text = std::move(text), .time = seconds_since_start(), .doubted = doubted});
  if (notices.size() > kMostNotices) notices.pop_front();
}

void Document::tell(const Error& error) {
  notify(Notice::Kind::kError, describe(error));
  const bool open = std::ranges::find(clouds, error.path, [](const Cloud& cloud) -> const std::string& {
                      return cloud.file.path();
                    }) != clouds.end();
  if (error.code == ErrorCode::kRemainder && !open) notices.back().refused = error.path;
}

void fit_view(Document& document) {
  const glm::dvec3 origin = document.origin();
  const Camera here = moved_by(document.camera, -origin);
  document.camera = moved_by(here.fitted(document.bounds(), document.viewport), origin);
  document.camera_moved_by_user = false;
}

void reset_view(Document& document) {
  const Camera start = moved_by(default_camera(document.bounds(), document.viewport), document.origin());
  document.camera.eye = start.eye;
  document.camera.target = start.target;
  document.camera.up = start.up;
  fit_view(document);
}

}  // namespace vertexview::app
