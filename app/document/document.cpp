#include "document/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <glm/geometric.hpp>
#include <system_error>
#include <utility>

#include "document/file_changes.hpp"
#include "document/file_watch.hpp"
#include "document/place.hpp"
#include "document/scan_job.hpp"
#include "vertexview/vertex/layout_presets.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"

namespace vertexview::app {
namespace {

constexpr std::size_t kMostNotices = 1000;
// Each may cost a read of a cold disk before the first picture; a few show the cloud's extent well enough.
constexpr std::uint64_t kSamples = 512;

// Taken when the program is loaded.
const auto kStart = std::chrono::steady_clock::now();

LayoutSource source_of(const std::string& path, const VertexFile::Options& options) {
  std::error_code ignored;
  if (options.layout) return LayoutSource::kGiven;
  if (std::filesystem::exists(sidecar_path(path), ignored)) return LayoutSource::kSidecar;
  return preset_for_extension(path) != nullptr ? LayoutSource::kExtension : LayoutSource::kDefault;
}

Result<Cloud> open_cloud(const std::string& path, const VertexFile::Options& options) {
  VertexFile::Options at_once = options;
  at_once.whole_range = false;  // the scan finds it
  auto file = VertexFile::open(path, at_once);
  if (!file) return tl::unexpected(std::move(file.error()));
  Cloud cloud;
  cloud.statistics = sample(*file, kSamples);
  cloud.file = *std::move(file);
  cloud.options = options;
  cloud.layout_source = source_of(path, options);
  cloud.name = std::filesystem::path(path).filename().string();
  return cloud;
}

void start_scan(Document& document, Cloud& cloud) {
  cloud.id = document.next_cloud_id++;
  cloud.watch = std::make_shared<FileWatch>(cloud.file, document.wake);
  const bool guessed =
      cloud.layout_source == LayoutSource::kDefault || cloud.layout_source == LayoutSource::kExtension;
  cloud.scan = std::make_shared<ScanJob>(cloud.file, document.wake, guessed);
}

void tell_doubt(Document& document, const Cloud& cloud) {
  std::string text = fmt::format("{}: the layout may be wrong: {}", cloud.name, cloud.doubt->reason);
  std::string names;
  for (const LayoutFit& fit : cloud.doubt->better) names += (names.empty() ? "" : ", ") + fit.layout;
  if (!names.empty()) text += fmt::format("; try --layout {}", names);
  document.notify(Notice::Kind::kWarning, std::move(text), cloud.id);
}

/// Whether the boxes of two samples are one box, in file coordinates, but for the chance of sampling.
bool same_box(const VertexFile& a, const VertexFile& b) {
  constexpr double kSlack = 0.05;  // of the diagonal
  const Bounds box_a = sample(a, kSamples).bounds;
  const Bounds box_b = sample(b, kSamples).bounds;
  if (box_a.empty() || box_b.empty()) return false;
  const auto corner = [](const Vector& v, const VertexFile& file) {
    return glm::dvec3(v.x, v.y, v.z) + origin_of(file);
  };
  const glm::dvec3 low = corner(box_a.min, a);
  const glm::dvec3 high = corner(box_a.max, a);
  const double most = kSlack * glm::distance(low, high);
  return glm::distance(low, corner(box_b.min, b)) <= most &&
         glm::distance(high, corner(box_b.max, b)) <= most;
}

/// What the positions of all clouds but `other` are relative to; nullopt without any.
std::optional<std::array<double, 3>> shared_origin(const Document& document, const Cloud* other = nullptr) {
  for (const Cloud& cloud : document.clouds)
    if (&cloud != other) return cloud.file.origin();
  return std::nullopt;
}

// Far from the origin of what else is open, floats have few digits left for what happens there.
void tell_rounding(Document& document, const Cloud& cloud) {
  constexpr double kVisible = 1e-4;  // of the cloud
  const Bounds& box = cloud.statistics.bounds;
  if (cloud.file.converter() == nullptr || box.empty() || document.clouds.size() < 2) return;
  const glm::dvec3 low(box.min.x, box.min.y, box.min.z);
  const glm::dvec3 high(box.max.x, box.max.y, box.max.z);
  const double step = std::ldexp(std::max(glm::length(low), glm::length(high)), -24);
  if (step > kVisible * glm::distance(low, high))
    document.notify(
        Notice::Kind::kWarning,
        fmt::format("{}: lies far from the other files and is drawn with steps of {:.2g}; its numbers "
                    "are told in full, and alone it is drawn in full",
                    cloud.name, step));
}

// Canonical records that lie about zero cannot be shifted: beside them the others must not be, either.
void shift_back(Document& document) {
  for (Cloud& cloud : document.clouds) {
    if (origin_of(cloud.file) == glm::dvec3(0)) continue;
    VertexFile::Options options = cloud.options;
    options.origin = std::array<double, 3>{};
    auto again = open_cloud(cloud.file.path(), options);
    if (!again) continue;
    again->visible = cloud.visible;
    again->layout_source = cloud.layout_source;
    start_scan(document, *again);
    cloud = *std::move(again);
    tell_rounding(document, cloud);
  }
}

// The records get other colours, so what is kept of the old ones is of no use.
void take_range(Document& document, Cloud& cloud) {
  const std::uint64_t id = std::exchange(cloud.id, document.next_cloud_id++);
  for (Notice& notice : document.notices)
    if (notice.doubted == id) notice.doubted = cloud.id;
  cloud.file = cloud.scan->ranged();
}

/// Whether record i of both is the same bytes of the file.
bool same_records(const Layout& a, const Layout& b) {
  return a.stride == b.stride && a.data_offset == b.data_offset;
}

void tell_statistics(Document& document, const Cloud& cloud) {
  if (cloud.statistics.non_finite > 0)
    document.notify(Notice::Kind::kWarning,
                    fmt::format("{}: {} of {} positions are not finite (NaN or infinite) and are not drawn",
                                cloud.name, cloud.statistics.non_finite, cloud.statistics.count));
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
  if (vertices <= 100) return 9;
  if (vertices <= 10'000) return 4;
  return vertices <= 500'000 ? 3 : 2;
}

glm::vec3 background_of(Theme theme) noexcept {
  return theme == Theme::kDark ? glm::vec3(0x12, 0x14, 0x19) / 255.0F : glm::vec3(1);
}

glm::vec3 background_of(const Document& document) noexcept {
  return document.background.value_or(background_of(document.theme));
}

float edl_of(const Document& document) noexcept {
  constexpr double kTenthOfFrameMs = 1000.0 / 60 / 10;
  if (document.edl_strength) return *document.edl_strength;
  return document.draw_costs && document.draw_costs->edl_ms < kTenthOfFrameMs ? kEdlStrength : 0;
}

gpu::PointSize drawn_point_size(const Document& document) noexcept {
  if (document.point_size.mode != gpu::PointSize::Mode::kAdaptive) return document.point_size;
  // As if each cloud were a sheet as large as its box is seen from its broadest side. Sheets bend and points
  // lie unevenly: that much more closes most gaps.
  constexpr double kOverlap = 2.5;
  double area = 0;
  double points = 0;
  for (const Cloud& cloud : document.clouds) {
    const Bounds& bounds = cloud.statistics.bounds;
    if (!cloud.visible || bounds.empty()) continue;
    std::array<double, 3> sides = {double{bounds.max.x} - double{bounds.min.x},
                                   double{bounds.max.y} - double{bounds.min.y},
                                   double{bounds.max.z} - double{bounds.min.z}};
    std::sort(sides.begin(), sides.end());
    area += sides[1] * sides[2];
    points += static_cast<double>(cloud.file.size());
  }
  const auto units = static_cast<float>(kOverlap * std::sqrt(area / std::max(points, 1.0)));
  return units > 0 && std::isfinite(units) ? gpu::PointSize::world(units) : document.point_size;
}

float shown_point_size(const Document& document, const glm::dvec3& position) noexcept {
  const gpu::PointSize size = drawn_point_size(document);
  if (size.mode != gpu::PointSize::Mode::kWorld) return size.value;
  const auto one = document.camera.project(document.viewport, position);
  const auto other = document.camera.project(document.viewport, position + document.camera.right());
  if (!one || !other) return kSmallestPoint;
  const auto pixels = static_cast<float>(other->pixel.x - one->pixel.x) * size.value;
  return std::clamp(pixels, kSmallestPoint, kLargestPoint);
}

const Cloud* Document::active_cloud() const noexcept {
  return active < clouds.size() ? &clouds[active] : nullptr;
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
  if (!selected || selected->cloud >= clouds.size()) return std::nullopt;
  const VertexFile& file = clouds[selected->cloud].file;
  if (selected->vertex >= file.size()) return std::nullopt;
  return file[selected->vertex];
}

bool Document::scanning() const noexcept {
  return std::any_of(clouds.begin(), clouds.end(), [](const Cloud& cloud) { return cloud.scan != nullptr; });
}

void Document::notify(Notice::Kind kind, std::string text, std::uint64_t doubted) {
  notices.push_back({kind, std::move(text), seconds_since_start(), doubted});
  if (notices.size() > kMostNotices) notices.pop_front();
}

Result<void> open_file(Document& document, const std::string& path, const VertexFile::Options& wanted) {
  VertexFile::Options options = wanted;
  options.origin = shared_origin(document);
  auto cloud = open_cloud(path, options);
  if (!cloud) return tl::unexpected(std::move(cloud.error()));
  const bool first = document.clouds.empty();
  start_scan(document, *cloud);
  document.clouds.push_back(*std::move(cloud));
  document.active = static_cast<std::uint32_t>(document.clouds.size() - 1);
  document.scroll_to.reset();
  if (origin_of(document.clouds.back().file) == glm::dvec3(0)) shift_back(document);
  tell_rounding(document, document.clouds.back());
  if (first) {
    if (!document.point_size_chosen) document.point_size = suited_point_size(document.clouds[0].file.size());
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

Result<void> reopen_cloud(Document& document, std::uint32_t index, const VertexFile::Options& wanted) {
  Cloud& old = document.clouds[index];
  VertexFile::Options options = wanted;
  options.origin = shared_origin(document, &old);
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

Result<void> open_again(Document& document, const VertexFile::Options& wanted) {
  if (document.active_cloud() == nullptr) return fail(ErrorCode::kNotFound, "no file is open");
  Cloud& old = document.clouds[document.active];
  VertexFile::Options options = wanted;
  options.origin = shared_origin(document, &old);
  auto cloud = open_cloud(old.file.path(), options);
  if (!cloud) return tl::unexpected(std::move(cloud.error()));
  cloud->visible = old.visible;
  const bool in_place = same_box(old.file, cloud->file);
  const bool keeps_records = same_records(old.file.layout(), cloud->file.layout());
  start_scan(document, *cloud);
  old = *std::move(cloud);
  const bool here = document.selected && document.selected->cloud == document.active;
  if (here && (!keeps_records || !document.selected_vertex())) document.selected.reset();
  if (!keeps_records) document.scroll_to.reset();
  if (origin_of(old.file) == glm::dvec3(0)) shift_back(document);
  document.hovered.reset();
  if (!in_place) fit_view(document);
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
  const glm::dvec3 origin = document.origin();
  const Camera here = moved_by(document.camera, -origin);
  document.camera = moved_by(here.fitted(document.bounds(), document.viewport), origin);
  document.camera_moved_by_user = false;
}

bool update(Document& document) {
  const bool on_disk = follow_file_changes(document);
  bool changed = false;
  for (Cloud& cloud : document.clouds) {
    if (!cloud.scan) continue;
    if (cloud.scan->layout_checked() && !cloud.doubt && cloud.scan->doubt()) {
      cloud.doubt = cloud.scan->doubt();
      tell_doubt(document, cloud);
      changed = true;
    }
    if (cloud.scan->has_range() && !std::exchange(cloud.ranged, true)) {
      take_range(document, cloud);
      changed = true;
    }
    if (!cloud.scan->finished()) continue;
    const auto job = std::exchange(cloud.scan, nullptr);
    if (job->result()) {
      cloud.statistics = *job->result();
      cloud.scanned = true;
      tell_statistics(document, cloud);
    } else if (job->result().error().code == ErrorCode::kCancelled) {
      document.notify(Notice::Kind::kInfo,
                      fmt::format("{}: scanning was stopped; its ranges are those of a sample. Reload (F5) "
                                  "scans it whole.",
                                  cloud.name));
    } else if (cloud.watch->check_whole()) {
      document.notify(Notice::Kind::kError, describe(job->result().error()));
    }
    changed = true;
  }
  if (changed && !document.camera_moved_by_user) fit_view(document);
  return changed || on_disk;
}

}  // namespace vertexview::app
