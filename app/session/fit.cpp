#include "session/fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "session/filter.hpp"
#include "session/place.hpp"

namespace vertexview::app {
namespace {

// A picture has no more pixels than this from side to side; what is smaller than one of them is not seen.
constexpr double kMostPixels = 16384;

/// A visible dataset and the box of most of its vertices, relative to Session::origin().
struct Placed {
  const OpenDataset* dataset = nullptr;
  Bounds box;
};

Bounds placed_box(const Session& session, const OpenDataset& dataset, Extent extent) {
  const Bounds box = bounds_of(dataset, extent);
  if (box.empty()) return box;
  const auto moved = [offset = origin_of(dataset.data) - session.origin()](const Vector& v) {
    const auto sum = [](float a, double b) { return static_cast<float>(double{a} + b); };
    return Vector{sum(v.x, offset.x), sum(v.y, offset.y), sum(v.z, offset.z)};
  };
  return {moved(box.min), moved(box.max)};
}

Bounds both(Bounds a, const Bounds& b) noexcept {
  a.include(b);
  return a;
}

/// Returns the longest side of the box that holds `from` and the nearest half of the others.
double side_of_half(const std::vector<Placed>& all, const Bounds& from) {
  std::vector<double> sides;
  sides.reserve(all.size());
  for (const Placed& other : all) sides.push_back(both(from, other.box).longest_side());
  const auto half = sides.begin() + static_cast<std::ptrdiff_t>((sides.size() - 1) / 2);
  std::ranges::nth_element(sides, half);
  return *half;
}

/// Returns the box that a common view grows from; nullopt where all datasets are single places, of which none
/// hides how another one is shaped.
std::optional<Bounds> first_box(const std::vector<Placed>& all) {
  std::optional<Bounds> first;
  double least = std::numeric_limits<double>::infinity();
  for (const Placed& candidate : all) {
    if (candidate.box.longest_side() == 0) continue;
    const double side = side_of_half(all, candidate.box);
    if (side < least) first = candidate.box;
    least = std::min(least, side);
  }
  return first;
}

/// Removes the datasets that no picture can show together with the others.
void leave_out_far(std::vector<Placed>& all) {
  const auto first = first_box(all);
  if (!first) return;
  std::ranges::sort(all, {}, [&](const Placed& placed) { return both(*first, placed.box).longest_side(); });
  Bounds kept = *first;
  const auto far = std::ranges::find_if(all, [&](const Placed& placed) {
    const Bounds wider = both(kept, placed.box);
    const bool fits = wider.longest_side() <= kMostPixels * kept.longest_side();
    if (fits) kept = wider;
    return !fits;
  });
  all.erase(far, all.end());
}

std::vector<Placed> placed_together(const Session& session) {
  std::vector<Placed> all;
  for (const OpenDataset& dataset : session.datasets) {
    const Bounds box = dataset.visible ? placed_box(session, dataset, Extent::kMost) : Bounds();
    if (!box.empty()) all.push_back({&dataset, box});
  }
  const auto doubted = [](const Placed& placed) { return placed.dataset->doubt.has_value(); };
  if (!std::ranges::all_of(all, doubted)) std::erase_if(all, doubted);
  leave_out_far(all);
  return all;
}

// A notice that still stands is not repeated, nor one that the person has sent away.
void tell_left_out(Session& session, const OpenDataset& dataset) {
  constexpr const char* kShow = "fit-active";
  const bool told = std::ranges::any_of(session.notices, [&](const Notice& notice) {
    return notice.about == dataset.serial && !notice.settled &&
           std::ranges::find(notice.offers, kShow, &Offer::command) != notice.offers.end();
  });
  if (told) return;
  session.notify({.kind = Notice::Kind::kWarning,
                  .text = fmt::format("{}: left out of the view, because {}", dataset.name,
                                      dataset.doubt ? "its layout is in doubt"
                                                    : "the other files could not be seen beside it"),
                  .offers = {{fmt::format("Show {}", dataset.name), kShow}, {"Show all", "fit-all"}},
                  .about = dataset.serial,
                  .untrue = [serial = dataset.serial](const Session& now) {
                    return !left_out(now, *now.find_records(serial));
                  }});
}

}  // namespace

Bounds bounds_of(const OpenDataset& dataset, Extent extent) noexcept {
  const Statistics& shown = filtered_statistics(dataset);
  switch (extent) {
    case Extent::kMost:
      return shown.most;
    case Extent::kAll:
      return shown.bounds;
    case Extent::kRest:
      break;
  }
  return shown.rest;
}

std::vector<const OpenDataset*> fitted_together(const Session& session) {
  std::vector<const OpenDataset*> datasets;
  for (const Placed& placed : placed_together(session)) datasets.push_back(placed.dataset);
  return datasets;
}

bool left_out(const Session& session, const OpenDataset& dataset) {
  if (!dataset.visible) return false;
  const Bounds box = placed_box(session, dataset, Extent::kMost);
  return !box.empty() && !session.bounds({Extent::kMost}).holds(box);
}

Bounds Session::bounds(const Fit& fit) const {
  if (const OpenDataset* const alone = find(fit.dataset)) return placed_box(*this, *alone, fit.extent);
  Bounds all;
  if (fit.extent == Extent::kMost) {
    for (const Placed& placed : placed_together(*this)) all.include(placed.box);
    return all;
  }
  for (const OpenDataset& dataset : datasets)
    if (dataset.visible) all.include(placed_box(*this, dataset, fit.extent));
  return all;
}

void fit_view(Session& session, const Fit& fit) {
  const glm::dvec3 origin = session.origin();
  const Camera here = moved_by(session.camera, -origin);
  session.camera = moved_by(here.fitted(session.bounds(fit), session.viewport), origin);
  session.camera_moved_by_user = false;
  session.fitted = fit;
  if (fit != Fit{}) return;
  for (const OpenDataset& dataset : session.datasets)
    if (left_out(session, dataset)) tell_left_out(session, dataset);
}

void reset_view(Session& session) {
  const Camera start = moved_by(
      default_camera(session.bounds(Fit{}), session.viewport, session.camera.up_axis), session.origin());
  session.camera.eye = start.eye;
  session.camera.target = start.target;
  session.camera.up = start.up;
  fit_view(session);
}

}  // namespace vertexview::app
