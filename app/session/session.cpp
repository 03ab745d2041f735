#include "session/session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "session/place.hpp"
#include "session/tasks.hpp"

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

const OpenDataset* Session::find_records(std::uint64_t serial) const noexcept {
  const auto found = std::ranges::find(datasets, serial, &OpenDataset::serial);
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

std::optional<ColoredVertex> Session::selected_vertex() const noexcept {
  const auto focus = selection.focus();
  const OpenDataset* const dataset = focus ? find(focus->dataset) : nullptr;
  if (dataset == nullptr || focus->index >= dataset->data.size()) return std::nullopt;
  return dataset->data[focus->index];
}

bool Session::scanning() const noexcept {
  bool runs = false;
  for (const OpenDataset& dataset : datasets)
    for_each_task(dataset, [&](const auto&, std::string_view) { runs = true; });
  return runs;
}

std::span<const LayoutCandidate> OpenDataset::candidates() const noexcept {
  if (doubt) return doubt->better;
  const bool said = layout_source != LayoutSource::kGuessed && layout_source != LayoutSource::kGiven;
  if (said || data.guess() == nullptr) return {};
  return data.guess()->candidates;
}

void Session::notify(Notice notice) {
  notice.time = seconds_since_start();
  notices.push_back(std::move(notice));
  if (notices.size() > kMostNotices) notices.pop_front();
}

void Session::notify(Notice::Kind kind, std::string text) {
  notify({.kind = kind, .text = std::move(text)});
}

bool Session::settle_notices() {
  bool any = false;
  for (Notice& notice : notices) {
    if (notice.settled) continue;
    const bool gone = notice.about != 0 && find_records(notice.about) == nullptr;
    notice.settled = gone || (notice.untrue && notice.untrue(*this));
    any = any || notice.settled;
  }
  return any;
}

void Session::tell(const Error& error) {
  Notice notice{.kind = Notice::Kind::kError, .text = describe(error)};
  const auto opened = [path = error.path](const Session& session) {
    return std::ranges::any_of(session.datasets,
                               [&](const OpenDataset& dataset) { return dataset.data.path() == path; });
  };
  if (error.code == ErrorCode::kRemainder && !opened(*this)) {
    notice.offers = {{"Open its whole records", fmt::format("open-whole {}", error.path)}};
    notice.untrue = opened;
  }
  notify(std::move(notice));
}

}  // namespace vertexview::app
