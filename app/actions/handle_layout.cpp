#include <fmt/format.h>

#include "actions/handlers.hpp"
#include "session/layout_argument.hpp"
#include "session/layout_doubts.hpp"
#include "session/open_files.hpp"
#include "vertexview/record/schema_writers.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"

namespace vertexview::app::handlers {
namespace {

/// Returns the appearance of the active file with its setting `name` changed to `text`.
Result<Appearance> changed(const Session& session, std::string_view name, std::string_view text) {
  LayoutChanges changes;
  if (auto set = set_change(changes, name, text); !set) return tl::unexpected(std::move(set.error()));
  auto layout = with_changes(session.active_dataset()->data.layout(), changes);
  if (!layout) return tl::unexpected(std::move(layout.error()));
  return std::move(layout->appearance);
}

/// Shows the active file with the setting `name` of its appearance changed to `text`.
Result<void> change(Session& session, std::string_view name, std::string_view text) {
  const auto appearance = changed(session, name, text);
  if (!appearance) return tl::unexpected(appearance.error());
  return show_appearance(session, *appearance);
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
  // A layout beside a file is that of the file's own bytes, one record after the other.
  if (dataset.data.mapping() == nullptr)
    return fail(
        ErrorCode::kNotImplemented,
        dataset.data.decoded()
            ? "its records are decoded, so that a layout beside the file cannot describe them"
            : "its records lie in several places, so that a layout beside the file cannot describe them",
        path);
  if (auto written = write_sidecar(path, dataset.data.layout()); !written) return written;
  dataset.layout_source = LayoutSource::kSidecar;
  confirm_layout(session, dataset);
  session.notify(Notice::Kind::kInfo,
                 fmt::format("wrote {}; the file opens with this layout from now on", sidecar_path(path)));
  return {};
}

Result<void> copy_layout(Session& session, const std::string& writer) {
  auto text = write_schema_as(session.active_dataset()->data.layout().schema, writer);
  if (!text) return tl::unexpected(std::move(text.error()));
  session.requests.clipboard = *std::move(text);
  return {};
}

Result<void> guess(Session& session, const std::string& state) {
  session.open_options.guess = state == "on";
  return {};
}

Result<void> check_color(std::string_view text) {
  LayoutChanges changes;
  return set_change(changes, "color", text);
}

Result<void> color(Session& session, const std::string& numbers) {
  auto wanted = changed(session, "color", numbers);
  if (!wanted) return tl::unexpected(std::move(wanted.error()));
  const Appearance& now = session.active_dataset()->data.layout().appearance;
  return show_appearance(session, colored_by(now, std::move(wanted->elements)));
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

Result<void> up(Session& session, const std::string& axis) {
  LayoutChanges changes;
  if (auto set = set_change(changes, "up", axis); !set) return set;
  show_up(session, *changes.up);
  return {};
}

}  // namespace vertexview::app::handlers
