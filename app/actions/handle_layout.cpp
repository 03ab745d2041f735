#include <fmt/format.h>

#include "actions/handlers.hpp"
#include "session/layout_request.hpp"
#include "session/open_files.hpp"
#include "vertexview/record/layout_sidecar.hpp"

namespace vertexview::app::handlers {
namespace {

/// Shows the active file with one setting of its appearance changed.
Result<void> change(Session& session, std::string_view name, std::string_view text) {
  LayoutOverrides overrides;
  if (auto set = set_override(overrides, name, text); !set) return set;
  const auto layout = with_overrides(session.active_dataset()->data.layout(), overrides);
  if (!layout) return tl::unexpected(layout.error());
  return show_appearance(session, layout->color);
}

}  // namespace

Result<void> check_layout(std::string_view text) {
  const auto request = parse_layout_request(text);
  if (!request) return tl::unexpected(request.error());
  const auto options = options_of(*request);
  if (!options) return tl::unexpected(options.error());
  return {};
}

Result<void> layout(Session& session, const std::string& text) {
  const auto request = parse_layout_request(text);
  if (!request) return tl::unexpected(request.error());
  const auto options = options_of(*request);
  if (!options) return tl::unexpected(options.error());
  return reopen_file(session, *options);
}

Result<void> save_layout(Session& session) {
  const OpenDataset& dataset = *session.active_dataset();
  const std::string& path = dataset.data.path();
  if (auto written = write_sidecar(path, dataset.data.layout()); !written) return written;
  session.notify(Notice::Kind::kInfo,
                 fmt::format("wrote {}; the file opens with this layout from now on", sidecar_path(path)));
  return {};
}

Result<void> ramp(Session& session, const std::string& name) {
  return change(session, "ramp", name);
}

Result<void> check_color_range(std::string_view text) {
  LayoutOverrides overrides;
  return set_override(overrides, "range", text);
}

Result<void> color_range(Session& session, const std::string& text) {
  return change(session, "range", text);
}

}  // namespace vertexview::app::handlers
