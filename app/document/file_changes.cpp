#include "document/file_changes.hpp"

#include <fmt/format.h>

#include "document/file_watch.hpp"

namespace vertexview::app {
namespace {

// Until the file is opened again; what was lost reads as zeros, which would be drawn.
std::string keep_what_is_left(Document& document, std::uint32_t index) {
  const Cloud& cloud = document.clouds[index];
  const std::string name = cloud.name;
  const std::uint64_t before = cloud.file.size();
  const auto whole = cloud.options;
  VertexFile::Options rest = whole;
  rest.allow_tail = true;
  rest.count = cloud.watch->records_left();
  const std::uint64_t left = *rest.count;
  const bool kept_view = document.camera_moved_by_user;
  const auto reopened = reopen_cloud(document, index, rest);
  document.camera_moved_by_user = kept_view;
  if (!reopened)
    return fmt::format("{} became shorter while it was open, and what is left cannot be read: {}", name,
                       describe(reopened.error()));
  document.clouds[index].options = whole;
  return fmt::format(
      "{} became shorter while it was open: {} of {} vertices are left. Reload (F5) opens it again.", name,
      left, before);
}

std::string text_of(Document& document, std::uint32_t index, FileChange change) {
  const std::string& name = document.clouds[index].name;
  switch (change) {
    case FileChange::kShorter:
      return keep_what_is_left(document, index);
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

}  // namespace

bool follow_file_changes(Document& document) {
  bool told = false;
  for (std::uint32_t index = 0; index < document.clouds.size(); ++index) {
    Cloud& cloud = document.clouds[index];
    if (!document.wake || !cloud.watch || cloud.change_told) continue;
    const FileChange change = cloud.watch->change();
    if (change == FileChange::kNone) continue;
    cloud.change_told = true;
    document.notify(Notice::Kind::kWarning, text_of(document, index, change));
    told = true;
  }
  return told;
}

}  // namespace vertexview::app
