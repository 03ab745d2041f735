#include "session/update.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <utility>

#include "session/counted_categories.hpp"
#include "session/filter.hpp"
#include "session/fit.hpp"
#include "session/layout_argument.hpp"
#include "session/layout_doubts.hpp"
#include "session/layout_search.hpp"
#include "session/number_counts.hpp"
#include "session/open_files.hpp"
#include "session/query.hpp"
#include "session/scan_job.hpp"
#include "session/search.hpp"
#include "session/sorting.hpp"
#include "vertexview/io/file_watch.hpp"
#include "vertexview/memory/printable.hpp"

namespace vertexview::app {
namespace {

/// Returns how many whole records of a dataset the files that they lie in still hold.
std::uint64_t records_left(const OpenDataset& dataset) {
  std::uint64_t left = dataset.data.size();
  for (const auto& watch : dataset.watches)
    for (const RecordStream& stream : dataset.data.records().streams()) {
      if (stream.file != watch->file()) continue;
      const std::uint64_t bytes = watch->bytes_now();
      const std::uint64_t first = stream.offset_of(0) + stream.size;
      left = bytes < first ? 0 : std::min(left, (bytes - first) / stream.stride + 1);
    }
  return left;
}

/// Returns what a file is called whose change is told: as the dataset, where that has no other files.
std::string name_of(const OpenDataset& dataset, const FileWatch& watch) {
  if (dataset.watches.size() == 1 || watch.file() == nullptr) return dataset.name;
  return printable_name(std::filesystem::path(watch.file()->path()).filename().string());
}

// Opens a file that became shorter again with the records that are left: those that were lost read as zeros,
// which would be drawn. The options keep the whole file for a later reload. Returns the text of the notice.
std::string keep_what_is_left(Session& session, const OpenDataset& dataset, const std::string& name) {
  const DatasetId id = dataset.id;
  const std::uint64_t before = dataset.data.size();
  const Dataset::Options whole = dataset.options;
  Dataset::Options rest = whole;
  rest.at_most = records_left(dataset);
  if (rest.planes) rest.changes.count = before;  // a shorter file has no planes where they were
  const std::uint64_t left = *rest.at_most;
  if (const auto reopened = reopen_dataset(session, id, rest); !reopened)
    return fmt::format("{} became shorter while it was open, and what is left cannot be read: {}", name,
                       describe(reopened.error()));
  session.find(id)->options = whole;
  return fmt::format(
      "{} became shorter while it was open: {} of {} vertices are left. Reload (F5) opens it again.", name,
      left, before);
}

std::string text_of(Session& session, const OpenDataset& dataset, const FileWatch& watch, FileChange change) {
  const std::string name = name_of(dataset, watch);
  switch (change) {
    case FileChange::kShorter: {
      const auto files = dataset.data.records().files();
      // What was decoded is in memory, where none was lost.
      if (std::ranges::find(files, watch.file()) == files.end()) break;
      return keep_what_is_left(session, dataset, name);
    }
    case FileChange::kUnreadable:
      return fmt::format(
          "{} cannot be read whole, because its disk failed: zeros stand for what is lost. Reload (F5) tries "
          "again.",
          name);
    case FileChange::kReplaced:
      return fmt::format(
          "{} was replaced by another file; the old one is shown. Reload (F5) opens the new one.", name);
    case FileChange::kDeleted:
      return fmt::format("{} was deleted; its vertices stay until it is closed.", name);
    case FileChange::kChanged:
    case FileChange::kNone:
      break;
  }
  return fmt::format("{} has changed on the disk. Reload (F5) shows it as it is now.", name);
}

// Tells which open files other programs have changed, once for each file. Returns whether it told anything.
bool follow_disk(Session& session) {
  bool told = false;
  for (OpenDataset& dataset : session.datasets) {
    if (!session.interactive || dataset.change_told) continue;
    const auto changed = std::ranges::find_if(
        dataset.watches, [](const auto& watch) { return watch->change() != FileChange::kNone; });
    if (changed == dataset.watches.end()) continue;
    dataset.change_told = true;
    std::shared_ptr<FileWatch> watch;
    watch = *changed;  // a copy, because the text may open the file again, which ends the others
    std::string text = text_of(session, dataset, *watch, watch->change());
    session.notify({.kind = Notice::Kind::kWarning, .text = std::move(text), .about = dataset.serial});
    told = true;
  }
  return told;
}

// Finds out whether the colours look black, where the scan saw the colours that are shown now.
void doubt_scanned_colors(Session& session, OpenDataset& dataset, const Dataset& scanned) {
  if (scanned.layout().appearance != dataset.data.layout().appearance) return;
  // Colours read with a wrong layout are no colours: the layout has to be settled first.
  if (!dataset.doubt) dataset.color_doubt = doubt_colors(scanned, dataset.statistics);
  if (!dataset.color_doubt) return;
  const auto& [reason, range] = *dataset.color_doubt;
  session.notify({.kind = Notice::Kind::kWarning,
                  .text = fmt::format("{}: {}; try --color-range {}", dataset.name, reason, range),
                  .offers = {{fmt::format("Colour range {}", range), fmt::format("color-range {}", range)}},
                  .about = dataset.serial,
                  .untrue = [serial = dataset.serial](const Session& now) {
                    return !now.find_records(serial)->color_doubt;
                  }});
}

// Where the layout is in doubt, absurd positions are more likely to be its fault.
void tell_far_vertices(Session& session, const OpenDataset& dataset) {
  if (!dataset.doubt && !dataset.statistics.rest.empty())
    session.notify(
        {.kind = Notice::Kind::kWarning,
         .text = fmt::format("{}: some vertices lie far from most others and are out of view; the action "
                             "fit-all shows them",
                             dataset.name),
         .offers = {{"Show all", "fit-all"}, {"Show the rest", "fit-rest"}},
         .about = dataset.serial});
}

void tell_statistics(Session& session, const OpenDataset& dataset) {
  if (dataset.statistics.non_finite == 0) return;
  const Layout& layout = dataset.data.layout();
  if (has_position(layout))
    session.notify(Notice::Kind::kWarning,
                   fmt::format("{}: {} of {} positions are not finite (NaN or infinite) and are not drawn",
                               dataset.name, dataset.statistics.non_finite, dataset.statistics.count));
  else if (!dataset.doubt || dataset.doubt->reason != kNoPosition)  // else take_doubt() has told it
    session.notify(Notice::Kind::kWarning, fmt::format("{}: {}", dataset.name, no_position_text(layout)));
}

// Takes over the colour range that a scan has found. If a person has asked for another appearance since the
// scan began, the range is dropped: the scan for that appearance has its own.
void take_range(Session& session, OpenDataset& dataset) {
  // The up axis may have changed as well, which changes nothing that a scan finds.
  const Layout& layout = dataset.data.layout();
  const Dataset& ranged = dataset.scan->ranged();
  if (ranged.layout().appearance != layout.appearance) return;
  if (auto set = set_data(dataset, ranged.with_up(layout.placement.up)); !set)
    session.notify(Notice::Kind::kError, describe(set.error()));
}

// Takes over the statistics of the whole file from a scan that has ended, or tells why there are none.
void take_result(Session& session, OpenDataset& dataset) {
  const auto job = std::exchange(dataset.scan, nullptr);
  if (job->result()) {
    dataset.statistics = *job->result();
    dataset.scanned = true;
    tell_statistics(session, dataset);
    tell_far_vertices(session, dataset);
    doubt_scanned_colors(session, dataset, job->ranged());
  } else if (job->result().error().code == ErrorCode::kCancelled) {
    session.notify(Notice::Kind::kInfo,
                   fmt::format("{}: scanning was stopped; its ranges are those of a sample. Reload (F5) "
                               "scans it whole.",
                               dataset.name));
  } else if (dataset.data.check_unchanged()) {  // a changed file is told by follow_disk()
    session.notify(Notice::Kind::kError, describe(job->result().error()));
  }
}

// Takes over what a dataset's scan has found since the last call. Returns whether it found anything.
bool follow_scan(Session& session, OpenDataset& dataset) {
  bool changed = false;
  if (dataset.scan->layout_checked() && !dataset.doubt && dataset.scan->doubt())
    changed = take_doubt(session, dataset, *dataset.scan->doubt());
  if (dataset.scan->has_range() && !std::exchange(dataset.ranged, true)) {
    take_range(session, dataset);
    changed = true;
  }
  if (!dataset.scan->finished()) return changed;
  take_result(session, dataset);
  return true;
}

}  // namespace

bool update(Session& session) {
  constexpr std::array kFollow{&follow_search,        &follow_question,   &follow_filter,
                               &follow_layout_search, &follow_categories, &follow_sorting,
                               &follow_number_counts};
  bool changed = follow_disk(session);
  // What the scans have found comes first, because some of the others begin once a file is scanned.
  bool scanned = false;
  for (OpenDataset& dataset : session.datasets)
    if (dataset.scan) scanned = follow_scan(session, dataset) || scanned;
  for (const auto follow : kFollow)
    for (OpenDataset& dataset : session.datasets) changed = follow(session, dataset) || changed;
  if (scanned && !session.camera_moved_by_user) fit_view(session, session.fitted);
  const bool settled = session.settle_notices();
  return changed || scanned || settled;
}

}  // namespace vertexview::app
