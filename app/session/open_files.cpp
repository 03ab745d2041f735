#include "session/open_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <glm/geometric.hpp>
#include <system_error>
#include <utility>

#include "session/open_vertices.hpp"
#include "session/place.hpp"
#include "session/scan_job.hpp"
#include "vertexview/io/file_watch.hpp"
#include "vertexview/record/layout_presets.hpp"
#include "vertexview/record/layout_sidecar.hpp"

namespace vertexview::app {
namespace {

// How many records are read before the first picture, to find the extent of a cloud. Each may cost a read of
// a cold disk, and a few hundred miss only what a person sees at once when the scan adds it.
constexpr std::uint64_t kSamples = 512;

LayoutSource source_of(const std::string& path, const VertexFile::Options& options) {
  std::error_code ignored;
  if (options.layout) return LayoutSource::kGiven;
  if (std::filesystem::exists(sidecar_path(path), ignored)) return LayoutSource::kSidecar;
  return preset_for_extension(path) != nullptr ? LayoutSource::kExtension : LayoutSource::kDefault;
}

// Returns whether no person said how the records lie.
bool is_guessed(const Cloud& cloud) {
  return cloud.layout_source == LayoutSource::kDefault || cloud.layout_source == LayoutSource::kExtension;
}

/// Opens a file as it is to be shown among those of `document`: a sample of it is read, it is watched for
/// changes, and its scan begins.
Result<Cloud> open_cloud(Document& document, const std::string& path, const VertexFile::Options& options) {
  VertexFile::Options at_once = options;
  at_once.whole_range = false;  // the scan finds it
  auto file = open_vertices(path, at_once);
  if (!file) return tl::unexpected(std::move(file.error()));
  Cloud cloud;
  cloud.serial = ++document.numbers_given;
  cloud.file = *std::move(file);
  cloud.options = options;
  cloud.layout_source = source_of(path, options);
  cloud.name = std::filesystem::path(path).filename().string();
  cloud.statistics = sample(cloud.file, kSamples);
  cloud.sampled = cloud.statistics.bounds;
  cloud.watch = std::make_shared<FileWatch>(cloud.file.shared_mapping(),
                                            document.follows_disk ? document.wake : nullptr);
  cloud.scan = std::make_shared<ScanJob>(cloud.file, document.wake, is_guessed(cloud));
  return cloud;
}

/// Returns `options` with the origin that all clouds but `other` share; where there is none, the file may
/// choose its own.
VertexFile::Options beside_the_others(const Document& document, VertexFile::Options options,
                                      const Cloud* other = nullptr) {
  const auto found = std::ranges::find_if(document.clouds, [&](const Cloud& c) { return &c != other; });
  options.origin.reset();
  if (found != document.clouds.end()) options.origin = found->file.origin();
  return options;
}

// Warns where a cloud lies so far from the origin that all clouds share that a float, which has 24 bits,
// cannot tell its neighbouring points apart.
void tell_rounding(Document& document, const Cloud& cloud) {
  constexpr double kVisible = 1e-4;  // of the cloud's extent: a tenth of a pixel where it fills a window
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

// Puts `next`, the same file opened anew, in the place of `cloud`.
void replace(Cloud& cloud, Cloud next) {
  next.id = cloud.id;
  next.visible = cloud.visible;
  cloud = std::move(next);
}

// Opens the other clouds anew about zero where the newcomer lies about zero: its records are canonical ones,
// which go to the GPU as they are and cannot be shifted, so that the others must not be shifted either.
void share_origin(Document& document, const Cloud& newcomer) {
  if (origin_of(newcomer.file) != glm::dvec3(0)) return;
  for (Cloud& cloud : document.clouds) {
    if (origin_of(cloud.file) == glm::dvec3(0)) continue;
    VertexFile::Options options = cloud.options;
    options.origin = std::array<double, 3>{};
    auto again = open_cloud(document, cloud.file.path(), options);
    if (!again) continue;
    replace(cloud, *std::move(again));
    tell_rounding(document, cloud);
  }
}

/// Returns whether record i of one layout is the same bytes of the file as record i of the other.
bool same_records(const Layout& a, const Layout& b) {
  return a.stride == b.stride && a.data_offset == b.data_offset;
}

// Lets go of what a person has selected in a cloud that was opened anew: of all of it where the records are
// other bytes than before (`others`), else of the records that are gone.
void forget_records(Document& document, const Cloud& cloud, bool others) {
  const std::uint64_t kept = others ? 0 : cloud.file.size();
  document.selection.keep_first(cloud.id, kept);
  document.selection.set_hover(std::nullopt);
  if (document.scroll_to && document.active == cloud.id && *document.scroll_to >= kept)
    document.scroll_to.reset();
}

/// The box that a few records of a cloud lie in, in the coordinates of the file.
struct Box {
  glm::dvec3 low;
  glm::dvec3 high;
};

std::optional<Box> sampled_box(const Cloud& cloud) {
  if (cloud.sampled.empty()) return std::nullopt;
  const auto corner = [&](const Vector& v) { return glm::dvec3(v.x, v.y, v.z) + origin_of(cloud.file); };
  return Box{corner(cloud.sampled.min), corner(cloud.sampled.max)};
}

/// Returns whether two boxes are the same but for which records the samples happened to take.
bool same_box(const std::optional<Box>& a, const std::optional<Box>& b) {
  constexpr double kSlack = 0.05;  // of the diagonal: samples of 512 of the same records differ by less
  if (!a || !b) return false;
  const double most = kSlack * glm::distance(a->low, a->high);
  return glm::distance(a->low, b->low) <= most && glm::distance(a->high, b->high) <= most;
}

tl::unexpected<Error> nothing_open() {
  return fail(ErrorCode::kNotFound, "no file is open");
}

}  // namespace

Result<void> open_file(Document& document, const std::string& path, const VertexFile::Options& options) {
  auto cloud = open_cloud(document, path, beside_the_others(document, options));
  if (!cloud) return tl::unexpected(std::move(cloud.error()));
  cloud->id = DatasetId{++document.numbers_given};
  document.active = cloud->id;
  document.clouds.push_back(*std::move(cloud));
  document.scroll_to.reset();
  share_origin(document, document.clouds.back());
  tell_rounding(document, document.clouds.back());
  if (document.clouds.size() == 1)
    reset_view(document);
  else
    fit_view(document);
  return {};
}

Result<void> reload_file(Document& document) {
  const Cloud* const cloud = document.active_cloud();
  if (cloud == nullptr) return nothing_open();
  const VertexFile::Options options = cloud->options;
  auto reopened = reopen_cloud(document, document.active, options);
  if (reopened) document.camera_moved_by_user = true;  // the view stays, also when the scan is done
  return reopened;
}

Result<void> reopen_file(Document& document, const VertexFile::Options& options) {
  if (document.active_cloud() == nullptr) return nothing_open();
  const auto before = sampled_box(*document.active_cloud());
  if (auto reopened = reopen_cloud(document, document.active, options); !reopened) return reopened;
  if (!same_box(before, sampled_box(*document.active_cloud()))) fit_view(document);
  return {};
}

Result<void> reopen_cloud(Document& document, DatasetId id, const VertexFile::Options& options) {
  Cloud& cloud = *document.find(id);
  auto again = open_cloud(document, cloud.file.path(), beside_the_others(document, options, &cloud));
  if (!again) return tl::unexpected(std::move(again.error()));
  const bool others = !same_records(cloud.file.layout(), again->file.layout());
  replace(cloud, *std::move(again));
  forget_records(document, cloud, others);
  share_origin(document, cloud);
  return {};
}

Result<void> show_appearance(Document& document, const Appearance& appearance) {
  Cloud* const cloud = document.find(document.active);
  if (cloud == nullptr) return nothing_open();
  auto file = cloud->file.with_appearance(appearance);
  if (!file) return tl::unexpected(std::move(file.error()));
  cloud->file = *std::move(file);
  // A reload opens the file with what is shown now.
  LayoutOverrides& overrides = cloud->options.overrides;
  overrides.range = {appearance.range_kind, appearance.range};
  overrides.ramp = appearance.ramp;
  if (!appearance.elements.empty()) overrides.color = appearance.elements;
  if (!cloud->file.range_pending()) return {};
  cloud->ranged = false;
  cloud->scan = std::make_shared<ScanJob>(cloud->file, document.wake, is_guessed(*cloud) && !cloud->scanned);
  return {};
}

void close_cloud(Document& document, DatasetId id) {
  auto& clouds = document.clouds;
  const std::size_t number = document.number_of(id);
  clouds.erase(clouds.begin() + static_cast<std::ptrdiff_t>(number));
  document.selection.forget(id);
  document.scroll_to.reset();
  if (document.active != id) return;
  // The cloud after the closed one becomes active; where it was the last, the one before it does.
  document.active = clouds.empty() ? DatasetId::kNone : clouds[std::min(number, clouds.size() - 1)].id;
}

}  // namespace vertexview::app
