#include "document/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <utility>

#include "document/file_changes.hpp"
#include "document/file_watch.hpp"
#include "document/scan_job.hpp"

namespace vertexview::app {
namespace {

constexpr std::size_t kMostNotices = 1000;
// Each may cost a read of a cold disk before the first picture; a few show the cloud's extent well enough.
constexpr std::uint64_t kSamples = 512;

// Taken when the program is loaded.
const auto kStart = std::chrono::steady_clock::now();

// Without reading ahead: on a cold disk each sample would otherwise bring megabytes along.
Statistics sampled(const VertexFile& file) {
  const MappedFile* mapping = file.mapping();
  if (mapping != nullptr) mapping->advise(AccessHint::kRandom, 0, mapping->size());
  const Statistics statistics = sample(file, kSamples);
  if (mapping != nullptr) mapping->advise(AccessHint::kNormal, 0, mapping->size());
  return statistics;
}

Result<Cloud> open_cloud(const std::string& path, const VertexFile::Options& options) {
  auto file = VertexFile::open(path, options);
  if (!file) return tl::unexpected(std::move(file.error()));
  Cloud cloud;
  cloud.statistics = sampled(*file);
  cloud.file = *std::move(file);
  cloud.options = options;
  cloud.name = std::filesystem::path(path).filename().string();
  return cloud;
}

void start_scan(Document& document, Cloud& cloud) {
  cloud.id = document.next_cloud_id++;
  cloud.watch = std::make_shared<FileWatch>(cloud.file, document.wake);
  cloud.scan = std::make_shared<ScanJob>(cloud.file, document.wake);
}

void tell_statistics(Document& document, const Cloud& cloud) {
  if (cloud.statistics.non_finite > 0)
    document.notify(Notice::Kind::kWarning,
                    fmt::format("{}: {} of {} positions are not finite (NaN or infinite) and are not drawn",
                                cloud.name, cloud.statistics.non_finite, cloud.statistics.count));
}

// Few points are drawn large enough to be found, many small enough to keep apart.
float suitable_point_size(std::uint64_t count) {
  if (count <= 100) return 9;
  if (count <= 10'000) return 4;
  return 2;
}

// Forgets or renumbers a vertex after cloud `closed` was removed.
void renumber(std::optional<Selected>& vertex, std::uint32_t closed) {
  if (!vertex) return;
  if (vertex->cloud == closed)
    vertex.reset();
  else if (vertex->cloud > closed)
    --vertex->cloud;
}

}  // namespace

double seconds_since_start() noexcept {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - kStart).count();
}

float suited_point_size(std::uint64_t vertices) noexcept {
  if (vertices <= 1000) return 8;
  if (vertices <= 20'000) return 4;
  return vertices <= 500'000 ? 3 : 2;
}

const Cloud* Document::active_cloud() const noexcept {
  return active < clouds.size() ? &clouds[active] : nullptr;
}

Bounds Document::bounds() const noexcept {
  Bounds all;
  for (const Cloud& cloud : clouds)
    if (cloud.visible) all.include(cloud.statistics.bounds);
  return all;
}

std::optional<ColoredVertex> Document::selected_vertex() const noexcept {
  if (!selected || selected->cloud >= clouds.size()) return std::nullopt;
  const VertexFile& file = clouds[selected->cloud].file;
  if (selected->vertex >= file.size()) return std::nullopt;
  return file[selected->vertex];
}

bool Document::scanning() const noexcept {
  return std::any_of(clouds.begin(), clouds.end(), [](const Cloud& cloud) { return cloud.scan != nullptr; });
}

void Document::notify(Notice::Kind kind, std::string text) {
  notices.push_back({kind, std::move(text), seconds_since_start()});
  if (notices.size() > kMostNotices) notices.pop_front();
}

Result<void> open_file(Document& document, const std::string& path, const VertexFile::Options& options) {
  auto cloud = open_cloud(path, options);
  if (!cloud) return tl::unexpected(std::move(cloud.error()));
  const bool first = document.clouds.empty();
  start_scan(document, *cloud);
  document.clouds.push_back(*std::move(cloud));
  document.active = static_cast<std::uint32_t>(document.clouds.size() - 1);
  document.scroll_to.reset();
  if (first) {
    if (!document.point_size_chosen)
      document.point_size = suitable_point_size(document.clouds[0].file.size());
    const Camera start = default_camera({}, document.viewport);
    document.camera.eye = start.eye;
    document.camera.target = start.target;
    document.camera.up = start.up;
  }
  fit_view(document);
  return {};
}

Result<void> reload_file(Document& document) {
  if (document.active_cloud() == nullptr) return fail(ErrorCode::kNotFound, "no file is open");
  return reopen_cloud(document, document.active, document.clouds[document.active].options);
}

Result<void> reopen_cloud(Document& document, std::uint32_t index, const VertexFile::Options& options) {
  Cloud& old = document.clouds[index];
  auto cloud = open_cloud(old.file.path(), options);
  if (!cloud) return tl::unexpected(std::move(cloud.error()));
  cloud->visible = old.visible;
  start_scan(document, *cloud);
  old = *std::move(cloud);
  document.camera_moved_by_user = true;  // the view stays, also when the scan is done
  if (document.selected && !document.selected_vertex()) document.selected.reset();
  document.hovered.reset();
  document.scroll_to.reset();
  return {};
}

void close_cloud(Document& document, std::uint32_t index) {
  document.clouds.erase(document.clouds.begin() + index);
  renumber(document.selected, index);
  renumber(document.hovered, index);
  document.scroll_to.reset();
  if (document.active > index || document.active == document.clouds.size())
    document.active -= document.active > 0 ? 1 : 0;
}

void fit_view(Document& document) {
  document.camera = document.camera.fitted(document.bounds(), document.viewport);
  document.camera_moved_by_user = false;
}

bool update(Document& document) {
  const bool on_disk = follow_file_changes(document);
  bool changed = false;
  for (Cloud& cloud : document.clouds) {
    if (!cloud.scan || !cloud.scan->finished()) continue;
    const auto job = std::exchange(cloud.scan, nullptr);
    if (job->result()) {
      cloud.statistics = *job->result();
      cloud.scanned = true;
      tell_statistics(document, cloud);
    } else if (job->result().error().code != ErrorCode::kCancelled && cloud.watch->check_whole()) {
      document.notify(Notice::Kind::kError, describe(job->result().error()));
    }
    changed = true;
  }
  if (changed && !document.camera_moved_by_user) fit_view(document);
  return changed || on_disk;
}

}  // namespace vertexview::app
