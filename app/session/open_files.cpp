#include "session/open_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <glm/geometric.hpp>
#include <system_error>
#include <utility>

#include "session/companions.hpp"
#include "session/filter.hpp"
#include "session/fit.hpp"
#include "session/layout_doubts.hpp"
#include "session/open_vertices.hpp"
#include "session/place.hpp"
#include "session/scan_job.hpp"
#include "vertexview/formats/container.hpp"
#include "vertexview/io/file_watch.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/record/schema_presets.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"
#include "vertexview/vertex/member_path.hpp"

namespace vertexview::app {
namespace {

// Records that are read before the first picture to find the extent of a dataset. Each may cost one read of a
// cold disk, so that more would delay the picture; with fewer the first view would fit badly until the scan
// corrects it.
constexpr std::uint64_t kSamples = 512;

/// Returns what the dataset is called, as one line shows it: the file, the member that was asked for or, of
/// several, found, and the companions.
std::string name_of(const Dataset& file, const MemberPath& path, const Dataset::Options& options) {
  const bool several = file.container() != nullptr && file.container()->members.size() > 1;
  const std::string& member = several ? file.member()->name : path.member;
  std::string name = text_of(MemberPath{std::filesystem::path(path.file).filename().string(), member});
  for (const Companion& companion : options.companions)
    name.append(" + ").append(std::filesystem::path(companion.path).filename().string());
  return printable_name(name);
}

/// Opens a file to be shown in `session`: reads a sample of it and watches it for changes. Its scan is still
/// to be started.
Result<OpenDataset> open_unscanned(Session& session, const std::string& path,
                                   const Dataset::Options& options) {
  const MemberPath named =
      options.member.empty() ? parse_member_path(path) : MemberPath{path, options.member};
  Dataset::Options at_once = options;
  at_once.member = named.member;
  at_once.whole_range = false;  // the scan finds the range
  auto file = Dataset::open(named.file, at_once);
  if (!file) return tl::unexpected(std::move(file.error()));
  OpenDataset dataset;
  dataset.serial = ++session.numbers_given;
  dataset.data = *std::move(file);
  dataset.options = options;
  dataset.options.member = named.member;           // so that it is opened again when the file is
  dataset.options.guessed = dataset.data.guess();  // so that it keeps a layout that was guessed
  dataset.layout_source = dataset.data.layout_source();
  if (dataset.layout_source == LayoutSource::kGuessed && !dataset.data.guess()->sure)
    dataset.doubt = LayoutDoubt{"nobody says how the records lie, and their bytes leave it open",
                                dataset.data.guess()->candidates};
  dataset.name = name_of(dataset.data, named, options);
  dataset.statistics = sample(dataset.data, kSamples);
  dataset.sampled = dataset.statistics.bounds;
  for (const auto& each : dataset.data.files())
    dataset.watches.push_back(
        std::make_shared<FileWatch>(each, session.interactive ? session.wake : nullptr));
  return dataset;
}

/// Starts the scan of a dataset that was opened. With `trust`, it also finds out whether to doubt its layout.
void start_scan(const Session& session, OpenDataset& dataset, std::optional<LayoutTrust> trust) {
  dataset.scan = std::make_shared<ScanJob>(dataset.data, dataset.statistics.fence, session.wake, trust);
}

/// Opens a file as open_unscanned() does, and starts its scan.
Result<OpenDataset> open_dataset(Session& session, const std::string& path, const Dataset::Options& options) {
  auto dataset = open_unscanned(session, path, options);
  if (dataset) start_scan(session, *dataset, trust_in(dataset->layout_source));
  return dataset;
}

/// Returns `options` with the origin that all datasets but `other` share, or with none where there is no
/// other dataset: the file then chooses its own origin.
Dataset::Options beside_the_others(const Session& session, Dataset::Options options,
                                   const OpenDataset* other = nullptr) {
  const auto found =
      std::ranges::find_if(session.datasets, [&](const OpenDataset& c) { return &c != other; });
  options.origin.reset();
  if (found != session.datasets.end()) options.origin = found->data.origin();
  return options;
}

// Warns where a dataset lies so far from the shared origin that float32, with its 24 bits, cannot tell
// neighbouring points apart.
void tell_rounding(Session& session, const OpenDataset& dataset) {
  // A share of the extent: about a tenth of a pixel when the dataset fills a window.
  constexpr double kVisible = 1e-4;
  const Bounds& box = dataset.statistics.bounds;
  if (dataset.data.converter() == nullptr || box.empty() || session.datasets.size() < 2) return;
  const glm::dvec3 low(box.min.x, box.min.y, box.min.z);
  const glm::dvec3 high(box.max.x, box.max.y, box.max.z);
  const double step = std::ldexp(std::max(glm::length(low), glm::length(high)), -24);
  if (step > kVisible * glm::distance(low, high))
    session.notify(
        Notice::Kind::kWarning,
        fmt::format("{}: lies far from the other files and is drawn with steps of {:.2g}; its numbers "
                    "are told in full, and alone it is drawn in full",
                    dataset.name, step));
}

/// Opens the whole records of a file whose size is no multiple of theirs, so that a person sees its bytes and
/// chooses a layout. Its doubt says what layouts explain the file.
Result<OpenDataset> open_to_choose(Session& session, const std::string& path, Dataset::Options options) {
  options.changes.allow_tail = true;
  auto dataset = open_unscanned(session, path, beside_the_others(session, options));
  if (!dataset) return dataset;
  start_scan(session, *dataset, std::nullopt);  // the doubt is found here
  const Dataset& file = dataset->data;
  auto doubt = doubt_layout(file).value_or(LayoutDoubt());
  doubt.reason = fmt::format("{} bytes are {} records of {} bytes and a remainder of {}",
                             file.size() * file.stride() + file.remainder(), file.size(), file.stride(),
                             file.remainder());
  dataset->doubt = std::move(doubt);
  return dataset;
}

// Replaces `dataset` by `next`, the same file opened again; its id, visibility, filter and the look of its
// table stay.
void replace(Session& session, OpenDataset& dataset, OpenDataset next) {
  next.id = dataset.id;
  next.visible = dataset.visible;
  const std::string filter = filter_text(dataset);
  next.filter_typed = std::move(dataset.filter_typed);
  next.table = std::move(dataset.table);
  dataset = std::move(next);
  filter_again(session, dataset, filter);
}

// Opens the other datasets again with origin zero when the newcomer's origin is zero: canonical records go to
// the GPU as they are and cannot be shifted, so that the others must not be shifted either.
void share_origin(Session& session, const OpenDataset& newcomer) {
  if (origin_of(newcomer.data) != glm::dvec3(0)) return;
  for (OpenDataset& dataset : session.datasets) {
    if (origin_of(dataset.data) == glm::dvec3(0)) continue;
    Dataset::Options options = dataset.options;
    options.origin = std::array<double, 3>{};
    auto again = open_dataset(session, dataset.data.path(), options);
    if (!again) continue;
    replace(session, dataset, *std::move(again));
    tell_rounding(session, dataset);
  }
}

/// Tells the doubt that opening a file has found. Returns whether its layout is doubted.
bool tell_found_doubt(Session& session, OpenDataset& dataset) {
  const auto found = std::exchange(dataset.doubt, std::nullopt);
  return found && take_doubt(session, dataset, *found);
}

/// Returns whether record i consists of the same bytes of the file in both layouts.
bool same_records(const Layout& a, const Layout& b) {
  return a.schema.stride == b.schema.stride && a.data_offset == b.data_offset;
}

// Forgets the selection in a dataset that was opened again: all of it where the records consist of other
// bytes than before (`others`), else that of the records that are gone.
void forget_records(Session& session, const OpenDataset& dataset, bool others) {
  const std::uint64_t kept = others ? 0 : dataset.data.size();
  session.selection.keep_first(dataset.id, kept);
  session.selection.set_hover(std::nullopt);
  if (session.scroll_to && session.active == dataset.id && *session.scroll_to >= kept)
    session.scroll_to.reset();
}

/// The box that the sampled records of a dataset lie in, in the coordinates of the file.
struct Box {
  glm::dvec3 low;
  glm::dvec3 high;
};

std::optional<Box> sampled_box(const OpenDataset& dataset) {
  if (dataset.sampled.empty()) return std::nullopt;
  const auto corner = [&](const Vector& v) { return glm::dvec3(v.x, v.y, v.z) + origin_of(dataset.data); };
  return Box{corner(dataset.sampled.min), corner(dataset.sampled.max)};
}

/// Returns whether two boxes are equal, up to the difference that another choice of sampled records makes.
bool same_box(const std::optional<Box>& a, const std::optional<Box>& b) {
  constexpr double kSlack = 0.05;  // of the diagonal: two samples of the same records differ by less
  if (!a || !b) return false;
  const double most = kSlack * glm::distance(a->low, a->high);
  return glm::distance(a->low, b->low) <= most && glm::distance(a->high, b->high) <= most;
}

// Turns the view to the up axis that Session::camera says it has. To be called when the files or their
// layouts have changed.
void follow_up_axis(Session& session) {
  if (session.datasets.empty()) return;
  const UpAxis up = session.datasets.front().data.layout().placement.up;
  if (up == session.camera.up_axis) return;
  session.camera = session.camera.with_up_axis(up);
  if (!session.camera_moved_by_user) fit_view(session, session.fitted);
}

// Gives a dataset another up axis; a later reload opens the file with it.
void set_up_axis(OpenDataset& dataset, UpAxis up) {
  dataset.data = dataset.data.with_up(up);  // a filter's own data need not know it
  dataset.options.changes.up = up;
}

/// Returns how the records that are open are opened with another layout.
Dataset::Options with_layout(const OpenDataset& dataset, const Layout& layout) {
  Dataset::Options options = dataset.options;
  if (options.planes || !options.companions.empty()) {
    options.joined_layout = layout;
    options.changes = places_of(options.changes);
    return options;
  }
  const Member* const member = dataset.data.member();
  return {.layout = layout,
          .guessed = dataset.data.guess(),
          .member = member != nullptr ? member->name : dataset.options.member,
          .layout_of_member = dataset.data.mapping() == nullptr};
}

tl::unexpected<Error> nothing_open() {
  return fail(ErrorCode::kNotFound, "no file is open");
}

}  // namespace

Result<void> open_file(Session& session, const std::string& path, Dataset::Options options) {
  if (options.last_guess == nullptr) options.last_guess = std::make_shared<LastGuess>();
  options.likeliest = session.interactive;
  auto dataset = open_dataset(session, path, beside_the_others(session, options));
  if (!dataset && session.interactive && dataset.error().code == ErrorCode::kRemainder)
    if (auto whole = open_to_choose(session, path, options); !whole || presumes_records(whole->data, options))
      dataset = std::move(whole);
  if (!dataset) {
    add_advice(dataset.error(), path, options);
    return tl::unexpected(std::move(dataset.error()));
  }
  dataset->id = DatasetId{++session.numbers_given};
  session.active = dataset->id;
  session.datasets.push_back(*std::move(dataset));
  session.scroll_to.reset();
  share_origin(session, session.datasets.back());
  tell_rounding(session, session.datasets.back());
  if (tell_found_doubt(session, session.datasets.back())) session.show.layout = true;
  offer_companion(session, session.datasets.back());
  tell_guess(session, session.datasets.back());
  follow_up_axis(session);
  if (session.datasets.size() == 1)
    reset_view(session);
  else
    fit_view(session);
  return {};
}

Result<void> reload_file(Session& session) {
  const OpenDataset* const dataset = session.active_dataset();
  if (dataset == nullptr) return nothing_open();
  const Dataset::Options options = dataset->options;
  auto reopened = reopen_dataset(session, session.active, options);
  if (reopened) session.camera_moved_by_user = true;  // so that the finished scan does not fit the view
  return reopened;
}

Result<void> show_layout(Session& session, DatasetId id, const Layout& layout) {
  OpenDataset* const dataset = session.find(id);
  if (dataset == nullptr) return nothing_open();
  Layout same_places = dataset->data.layout();
  same_places.appearance = layout.appearance;
  same_places.placement.up = layout.placement.up;
  if (same_places == layout) {
    if (auto shown = show_appearance(session, id, layout.appearance); !shown) return shown;
    set_up_axis(*dataset, layout.placement.up);
    follow_up_axis(session);
    dataset->options = with_layout(*dataset, layout);
    dataset->layout_source = LayoutSource::kGiven;
    confirm_layout(session, *dataset);
    return {};
  }
  const auto before = sampled_box(*dataset);
  const bool known = was_doubted(session, dataset->data.path(), layout);
  const Dataset::Options options = with_layout(*dataset, layout);
  if (auto reopened = reopen_dataset(session, id, options); !reopened) return reopened;
  if (known) confirm_layout(session, *dataset);
  if (!same_box(before, sampled_box(*dataset))) fit_view(session);
  return {};
}

Result<void> reopen_dataset(Session& session, DatasetId id, const Dataset::Options& options) {
  OpenDataset& dataset = *session.find(id);
  auto again = open_dataset(session, dataset.data.path(), beside_the_others(session, options, &dataset));
  if (!again) {
    add_advice(again.error(), dataset.data.path(), options);
    return tl::unexpected(std::move(again.error()));
  }
  const bool others = !same_records(dataset.data.layout(), again->data.layout());
  replace(session, dataset, *std::move(again));
  forget_records(session, dataset, others);
  share_origin(session, dataset);
  static_cast<void>(tell_found_doubt(session, dataset));  // the panel is open, or was closed
  tell_guess(session, dataset);
  follow_up_axis(session);
  return {};
}

void show_up(Session& session, UpAxis up) {
  for (OpenDataset& dataset : session.datasets) set_up_axis(dataset, up);
  follow_up_axis(session);
}

Result<void> show_appearance(Session& session, DatasetId id, const Appearance& appearance) {
  OpenDataset* const dataset = session.find(id);
  if (dataset == nullptr) return nothing_open();
  auto file = dataset->data.with_appearance(appearance);
  if (!file) return tl::unexpected(std::move(file.error()));
  const Appearance before = dataset->data.layout().appearance;
  if (appearance != before) dataset->color_doubt.reset();
  if (auto set = set_data(*dataset, *std::move(file)); !set) return set;
  // A later reload opens the file with the appearance that is shown now.
  LayoutChanges& changes = dataset->options.changes;
  changes.color_range = {appearance.range_kind, appearance.range};
  changes.ramp = appearance.ramp;
  if (appearance.elements != before.elements) changes.color = appearance.elements;
  const bool sought = dataset->scan != nullptr && appearance == before;
  if (!dataset->data.range_pending() || sought) return {};
  dataset->ranged = false;
  const auto trust = dataset->scanned ? std::nullopt : std::optional(trust_in(dataset->layout_source));
  start_scan(session, *dataset, trust);
  return {};
}

void close_dataset(Session& session, DatasetId id) {
  auto& datasets = session.datasets;
  const std::size_t number = session.number_of(id);
  forget_doubts(session, datasets[number].data.path());
  datasets.erase(datasets.begin() + static_cast<std::ptrdiff_t>(number));
  session.selection.forget(id);
  session.scroll_to.reset();
  follow_up_axis(session);
  if (session.active != id) return;
  // The dataset after the closed one becomes active; where it was the last, the one before it does.
  session.active = datasets.empty() ? DatasetId::kNone : datasets[std::min(number, datasets.size() - 1)].id;
}

}  // namespace vertexview::app
