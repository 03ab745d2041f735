#include "vertexview/vertex/companion.hpp"

#include <filesystem>
#include <system_error>
#include <utility>

#include "vertexview/memory/ascii.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview {
namespace {

bool exists(std::string_view path) {
  std::error_code ignored;
  return std::filesystem::exists(std::filesystem::path(path), ignored);
}

}  // namespace

Result<Companion> parse_companion(std::string_view text) {
  std::size_t split = text.find('=');
  if (split == std::string_view::npos || exists(text)) return Companion{std::string(text), std::nullopt};
  // The = that follows the name of a file is the one that ends it; a layout may begin with one.
  for (std::size_t at = split; at != std::string_view::npos; at = text.find('=', at + 1))
    if (exists(text.substr(0, at))) {
      split = at;
      break;
    }
  auto layout = layout_or_file(text.substr(split + 1));
  if (!layout) {
    if (layout.error().offset && layout.error().path.empty()) *layout.error().offset += split + 1;
    return tl::unexpected<Error>(std::move(layout.error()));
  }
  return Companion{std::string(text.substr(0, split)), *std::move(layout)};
}

std::optional<Layout> usual_companion_layout(std::string_view path) {
  if (!ends_in(path, ".label")) return std::nullopt;
  Layout layout = parse_layout("<H:label:H:instance:").value();
  layout.appearance.elements = {"label"};
  layout.appearance.ramp = Ramp::kSemanticKitti;
  return layout;
}

}  // namespace vertexview
