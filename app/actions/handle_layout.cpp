#include <fmt/format.h>

#include "actions/handlers.hpp"
#include "session/layout_argument.hpp"
#include "session/open_files.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"

namespace vertexview::app::handlers {
namespace {

/// Shows the active file with the setting `name` of its appearance changed to `text`.
Result<void> change(Session& session, std::string_view name, std::string_view text) {
  LayoutChanges changes;
  if (auto set = set_change(changes, name, text); !set) return set;
  const auto layout = with_changes(session.active_dataset()->data.layout(), changes);
  if (!layout) return tl::unexpected(layout.error());
  return show_appearance(session, layout->appearance);
}

}  // namespace

Result<void> check_layout(std::string_view text) {
  const auto layout = layout_of_argument(text);
  if (!layout) return tl::unexpected(layout.error());
  return {};
}

Result<void> layout(Session& session, const std::string& text) {
  auto layout = layout_of_argument(text);
  if (!layout) return tl::unexpected(std::move(layout.error()));
  return show_layout(session, *std::move(layout));
}

Result<void> save_layout(Session& session) {
  OpenDataset& dataset = *session.find(session.active);
  const std::string& path = dataset.data.path();
  if (auto written = write_sidecar(path, dataset.data.layout()); !written) return written;
  dataset.layout_source = LayoutSource::kSidecar;
  dataset.doubt.reset();
  session.notify(Notice::Kind::kInfo,
                 fmt::format("wrote {}; the file opens with this layout from now on", sidecar_path(path)));
  return {};
}

Result<void> ramp(Session& session, const std::string& name) {
  return change(session, "ramp", name);
}

Result<void> check_color_range(std::string_view text) {
  LayoutChanges changes;
  return set_change(changes, "color-range", text);
}

Result<void> color_range(Session& session, const std::string& text) {
  return change(session, "color-range", text);
}

}  // namespace vertexview::app::handlers
