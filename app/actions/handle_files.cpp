#include <fmt/format.h>

#include "actions/handlers.hpp"
#include "actions/target.hpp"
#include "session/companions.hpp"
#include "session/open_files.hpp"
#include "session/open_path.hpp"
#include "session/requests.hpp"
#include "session/tasks.hpp"

namespace vertexview::app::handlers {

Result<void> open(Session& session, const std::string& path) {
  return open_path(session, path, session.open_options);
}

// A size that is not whole records most likely means another layout. Only an open dataset can be given one,
// so the panel that changes it is shown as well.
Result<void> open_whole(Session& session, const std::string& path) {
  Dataset::Options options = session.open_options;
  options.changes.allow_tail = true;
  if (auto opened = open_file(session, path, options); !opened) return opened;
  session.recent.add(path);
  const OpenDataset& dataset = *session.active_dataset();
  if (dataset.data.remainder() == 0) return {};
  session.show.layout = true;
  session.notify(
      Notice::Kind::kWarning,
      fmt::format("{}: the last {} {} no whole record and are left out; see the Layout panel", dataset.name,
                  dataset.data.remainder(), dataset.data.remainder() == 1 ? "byte is" : "bytes are"));
  return {};
}

Result<void> join(Session& session, const std::string& companion) {
  return join_file(session, companion);
}

Result<void> reload(Session& session) {
  return reload_file(session);
}

Result<void> close(Session& session) {
  close_dataset(session, session.active);
  return {};
}

Result<void> cancel(Session& session) {
  for (const OpenDataset& dataset : session.datasets)
    for_each_task(dataset, [](auto& task, std::string_view) { task.cancel(); });
  session.requests.stop_upload = session.frame.uploading;
  return {};
}

Result<void> activate(Session& session, std::uint64_t file) {
  const auto dataset = file_of(session, "activate", file);
  if (!dataset) return tl::unexpected(dataset.error());
  if (session.active != *dataset) session.scroll_to.reset();
  session.active = *dataset;
  return {};
}

Result<void> toggle_dataset(Session& session, std::uint64_t file) {
  const auto dataset = file_of(session, "toggle-cloud", file);
  if (!dataset) return tl::unexpected(dataset.error());
  bool& visible = session.find(*dataset)->visible;
  visible = !visible;
  return {};
}

Result<void> screenshot(Session& session, const std::string& path) {
  session.requests.screenshots.emplace_back(path);
  return {};
}

Result<void> snapshot(Session& session) {
  return screenshot(session, free_picture_name(session));
}

Result<void> state(Session& session, const std::string& path) {
  session.requests.state_files.emplace_back(path);
  return {};
}

Result<void> quit(Session& session) {
  session.requests.quit = true;
  return {};
}

}  // namespace vertexview::app::handlers
