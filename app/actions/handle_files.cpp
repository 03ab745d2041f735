#include <fmt/format.h>

#include "actions/handlers.hpp"
#include "session/open_files.hpp"
#include "session/requests.hpp"
#include "session/scan_job.hpp"

namespace vertexview::app::handlers {
namespace {

/// The open file of that number; at least one must be open.
Result<DatasetId> find_file(const Document& document, std::string_view action, std::uint64_t number) {
  const std::size_t count = document.clouds.size();
  if (number < count) return document.clouds[number].id;
  return fail(ErrorCode::kOutOfRange,
              fmt::format("{}: there is no file {}; {} open, 0 to {}", action, number, count, count - 1));
}

}  // namespace

Result<void> open(Document& document, const std::string& path) {
  return open_file(document, path, document.open_options);
}

// A size that is not whole records is most likely another layout, which only an open file can be given: the
// panel that changes it is shown as well.
Result<void> open_whole(Document& document, const std::string& path) {
  VertexFile::Options options = document.open_options;
  options.allow_tail = true;
  if (auto opened = open_file(document, path, options); !opened) return opened;
  const Cloud& cloud = *document.active_cloud();
  if (cloud.file.remainder() == 0) return {};
  document.show.layout = true;
  document.notify(
      Notice::Kind::kWarning,
      fmt::format("{}: the last {} {} no whole record and are left out; see the Layout panel", cloud.name,
                  cloud.file.remainder(), cloud.file.remainder() == 1 ? "byte is" : "bytes are"));
  return {};
}

Result<void> reload(Document& document) {
  return reload_file(document);
}

Result<void> close(Document& document) {
  close_cloud(document, document.active);
  return {};
}

Result<void> cancel(Document& document) {
  for (const Cloud& cloud : document.clouds)
    if (cloud.scan) cloud.scan->cancel();
  document.requests.stop_upload = document.frame.uploading;
  return {};
}

Result<void> activate(Document& document, std::uint64_t file) {
  const auto cloud = find_file(document, "activate", file);
  if (!cloud) return tl::unexpected(cloud.error());
  if (document.active != *cloud) document.scroll_to.reset();
  document.active = *cloud;
  return {};
}

Result<void> toggle_cloud(Document& document, std::uint64_t file) {
  const auto cloud = find_file(document, "toggle-cloud", file);
  if (!cloud) return tl::unexpected(cloud.error());
  bool& visible = document.find(*cloud)->visible;
  visible = !visible;
  return {};
}

Result<void> screenshot(Document& document, const std::string& path) {
  document.requests.screenshots.emplace_back(path);
  return {};
}

Result<void> snapshot(Document& document) {
  return screenshot(document, free_picture_name(document));
}

Result<void> state(Document& document, const std::string& path) {
  document.requests.state_files.emplace_back(path);
  return {};
}

Result<void> quit(Document& document) {
  document.requests.quit = true;
  return {};
}

}  // namespace vertexview::app::handlers
