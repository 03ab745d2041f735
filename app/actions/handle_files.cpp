#include <fmt/format.h>

#include "actions/handlers.hpp"
#include "session/open_files.hpp"
#include "session/requests.hpp"
#include "session/scan_job.hpp"

namespace vertexview::app::handlers {
namespace {

Result<DatasetId> find_cloud(const Document& document, std::string_view action, std::string_view text) {
  const auto index = read_index(text);
  if (!index) return tl::unexpected(index.error());
  if (*index >= document.clouds.size())
    return fail(ErrorCode::kOutOfRange,
                document.clouds.empty()
                    ? fmt::format("{}: no file is open", action)
                    : fmt::format("{}: there is no file {}; {} open, 0 to {}", action, *index,
                                  document.clouds.size(), document.clouds.size() - 1));
  return document.clouds[*index].id;
}

}  // namespace

// A size that is not whole records is most likely another layout, which only an open file can be given: its
// whole records are shown, and the rest is told.
Result<void> open(Document& document, std::string_view path) {
  const VertexFile::Options& options = document.open_options;
  auto opened = open_file(document, std::string(path), options);
  if (opened || opened.error().code != ErrorCode::kBadFormat || options.layout || options.allow_tail)
    return opened;
  VertexFile::Options whole = options;
  whole.allow_tail = true;
  const auto file = VertexFile::open(path, whole);
  if (!file || file->empty()) return opened;
  if (auto again = open_file(document, std::string(path), whole); !again) return again;
  document.show.layout = true;
  document.notify(Notice::Kind::kWarning,
                  describe(opened.error()) + ", or with another layout; see the Layout panel");
  return {};
}

Result<void> reload(Document& document, std::string_view) {
  return reload_file(document);
}

Result<void> close(Document& document, std::string_view) {
  if (document.active_cloud() == nullptr) return nothing_open("close");
  close_cloud(document, document.active);
  return {};
}

Result<void> cancel(Document& document, std::string_view) {
  if (!document.scanning() && !document.frame.uploading)
    return fail(ErrorCode::kNotFound, "cancel: nothing is under way");
  for (const Cloud& cloud : document.clouds)
    if (cloud.scan) cloud.scan->cancel();
  document.requests.stop_upload = document.frame.uploading;
  return {};
}

Result<void> activate(Document& document, std::string_view text) {
  const auto cloud = find_cloud(document, "activate", text);
  if (!cloud) return tl::unexpected(cloud.error());
  if (document.active != *cloud) document.scroll_to.reset();
  document.active = *cloud;
  return {};
}

Result<void> toggle_cloud(Document& document, std::string_view text) {
  const auto cloud = find_cloud(document, "toggle-cloud", text);
  if (!cloud) return tl::unexpected(cloud.error());
  bool& visible = document.find(*cloud)->visible;
  visible = !visible;
  return {};
}

Result<void> screenshot(Document& document, std::string_view path) {
  document.requests.screenshots.emplace_back(path);
  return {};
}

Result<void> snapshot(Document& document, std::string_view) {
  return screenshot(document, free_picture_name(document));
}

Result<void> state(Document& document, std::string_view path) {
  document.requests.state_files.emplace_back(path);
  return {};
}

Result<void> quit(Document& document, std::string_view) {
  document.requests.quit = true;
  return {};
}

}  // namespace vertexview::app::handlers
