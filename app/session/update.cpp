#include "session/update.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "session/open_files.hpp"
#include "session/scan_job.hpp"
#include "vertexview/io/file_watch.hpp"

namespace vertexview::app {
namespace {

/// How many whole records of a cloud its file still holds.
std::uint64_t records_left(const Cloud& cloud) {
  const std::uint64_t bytes = cloud.watch->bytes_now();
  const std::uint64_t begin = cloud.file.layout().data_offset;
  return bytes <= begin ? 0 : std::min(cloud.file.size(), (bytes - begin) / cloud.file.stride());
}

// Opens what is left of a file that became shorter, until a person reloads it: the records that were lost
// read as zeros, which would be drawn. Returns what to tell.
std::string keep_what_is_left(Document& document, const Cloud& cloud) {
  const DatasetId id = cloud.id;
  const std::string name = cloud.name;
  const std::uint64_t before = cloud.file.size();
  const VertexFile::Options whole = cloud.options;
  VertexFile::Options rest = whole;
  rest.allow_tail = true;
  rest.count = records_left(cloud);
  const std::uint64_t left = *rest.count;
  if (const auto reopened = reopen_cloud(document, id, rest); !reopened)
    return fmt::format("{} became shorter while it was open, and what is left cannot be read: {}", name,
                       describe(reopened.error()));
  document.find(id)->options = whole;
  return fmt::format(
      "{} became shorter while it was open: {} of {} vertices are left. Reload (F5) opens it again.", name,
      left, before);
}

std::string text_of(Document& document, const Cloud& cloud, FileChange change) {
  const std::string& name = cloud.name;
  switch (change) {
    case FileChange::kShorter:
      return keep_what_is_left(document, cloud);
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

// Tells what other programs have done to the open files, once for each file. Returns whether it told
// anything.
bool follow_disk(Document& document) {
  bool told = false;
  for (Cloud& cloud : document.clouds) {
    if (!document.follows_disk || !cloud.watch || cloud.change_told) continue;
    const FileChange change = cloud.watch->change();
    if (change == FileChange::kNone) continue;
    cloud.change_told = true;
    document.notify(Notice::Kind::kWarning, text_of(document, cloud, change));
    told = true;
  }
  return told;
}

void tell_doubt(Document& document, const Cloud& cloud) {
  std::string text = fmt::format("{}: the layout may be wrong: {}", cloud.name, cloud.doubt->reason);
  std::string names;
  for (const LayoutFit& fit : cloud.doubt->better) names += (names.empty() ? "" : ", ") + fit.layout;
  if (!names.empty()) text += fmt::format("; try --layout {}", names);
  document.notify(Notice::Kind::kWarning, std::move(text), cloud.serial);
}

void tell_statistics(Document& document, const Cloud& cloud) {
  if (cloud.statistics.non_finite > 0)
    document.notify(Notice::Kind::kWarning,
                    fmt::format("{}: {} of {} positions are not finite (NaN or infinite) and are not drawn",
                                cloud.name, cloud.statistics.non_finite, cloud.statistics.count));
}

// Takes over the range that a scan has found, unless a person has asked for another appearance since the scan
// began: the scan of that one is still to come.
void take_range(Cloud& cloud) {
  if (cloud.scan->ranged().layout() == cloud.file.layout()) cloud.file = cloud.scan->ranged();
}

// Takes over the statistics of the whole file from a scan that has ended, or tells why there are none.
void take_result(Document& document, Cloud& cloud) {
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
  } else if (cloud.watch->check_whole()) {  // else it is told of as a change of the file
    document.notify(Notice::Kind::kError, describe(job->result().error()));
  }
}

// Takes over what a cloud's scan has found since the last call. Returns whether there was anything.
bool follow_scan(Document& document, Cloud& cloud) {
  bool changed = false;
  if (cloud.scan->layout_checked() && !cloud.doubt && cloud.scan->doubt()) {
    cloud.doubt = cloud.scan->doubt();
    tell_doubt(document, cloud);
    changed = true;
  }
  if (cloud.scan->has_range() && !std::exchange(cloud.ranged, true)) {
    take_range(cloud);
    changed = true;
  }
  if (!cloud.scan->finished()) return changed;
  take_result(document, cloud);
  return true;
}

}  // namespace

bool update(Document& document) {
  const bool on_disk = follow_disk(document);
  bool scanned = false;
  for (Cloud& cloud : document.clouds)
    if (cloud.scan) scanned = follow_scan(document, cloud) || scanned;
  if (scanned && !document.camera_moved_by_user) fit_view(document);
  return scanned || on_disk;
}

}  // namespace vertexview::app
