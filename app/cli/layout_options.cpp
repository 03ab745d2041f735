#include <fmt/format.h>

#include <string>

#include "cli/command.hpp"
#include "cli/terminal/terminal_text.hpp"
#include "session/layout_argument.hpp"
#include "session/open_vertices.hpp"
#include "vertexview/record/schema_presets.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview::cli {
namespace {

constexpr const char* kGroup = "Layout";

std::string layout_help() {
  std::string help =
      "How the records lie in the file: a Python struct string as in \"<3f:position:3H:color:2x\", or one of";
  for (const SchemaPreset& preset : schema_presets()) help.append(" ").append(preset.name);
  help +=
      "; or a C, HLSL or GLSL struct, a NumPy dtype, a ROS PointField list, the header of a PLY or PCD file, "
      "a "
      "3DMigoto .fmt, or a file that holds one of these";
  return help + " (default: FILE.layout, else by the extension, else a sure guess, else vertex)";
}

/// Returns the layout as layout_or_file() does; the error of a text of several lines shows the line.
Result<Layout> layout_from_text(std::string_view text) {
  auto layout = layout_or_file(text);
  if (!layout && layout.error().offset && layout.error().path.empty() &&
      text.find('\n') != std::string_view::npos)
    layout.error().message.append("\n").append(app::caret_text(text, *layout.error().offset));
  if (!layout) layout.error().message = describe(layout.error());
  return layout;
}

void add_setting(CLI::App& app, const LayoutSetting& setting, Dataset::Options& options) {
  std::string name = "--";
  name.append(setting.name);
  std::string help(setting.help);
  const auto set = [&options, &setting, name](const std::string& text) {
    if (auto done = setting.read(options.changes, text); !done)
      throw CLI::ValidationError(name, done.error().message);
  };
  if (setting.value.empty())
    app.add_flag_callback(name, [set] { set(""); }, help)->group(kGroup);
  else
    app.add_option_function<std::string>(name, set, help)
        ->type_name(std::string(setting.value))
        ->group(kGroup);
}

void add_companion_options(CLI::App& app, Dataset::Options& options) {
  const auto add = [&options](const std::string& text) -> std::string {
    auto companion = parse_companion(text);
    if (!companion) return describe(companion.error());
    options.companions.push_back(*std::move(companion));
    return {};
  };
  app.add_option_function<std::vector<std::string>>(
         "--with",
         [add](const std::vector<std::string>& texts) {
           for (const std::string& text : texts)
             if (const auto refused = add(text); !refused.empty())
               throw CLI::ValidationError("--with", refused);
         },
         "Join a file of as many records, such as labels beside a scan, of layout L, which may be a file as "
         "for "
         "--layout; may be repeated")
      ->type_name("FILE[=L]")
      ->allow_extra_args(false)
      ->group(kGroup);
  app.add_flag("--planes", options.planes, "Each element lies in a plane of its own: all x, then all y, ...")
      ->group(kGroup);
}

}  // namespace

void add_layout_options(CLI::App& app, Dataset::Options& options, std::string_view without) {
  add_parsed(app, "--layout", options.layout, "L", &layout_from_text, layout_help())->group(kGroup);
  add_companion_options(app, options);
  for (const LayoutSetting& setting : layout_settings())
    if (setting.name != without) add_setting(app, setting, options);
  options.guess = true;
  app.add_flag_callback(
         "--no-guess", [&options] { options.guess = false; },
         "Take no layout that only the bytes suggest where nothing says how the records lie")
      ->group(kGroup);
}

Result<Dataset> open_to_read(const std::string& path, const Dataset::Options& options) {
  auto file = app::open_vertices(path, options);
  if (file) tell_guess(*file);
  return file;
}

void tell_guess(const Dataset& file) {
  if (file.layout_source() != LayoutSource::kGuessed) return;
  // Only a window takes one that is not sure.
  const char* const others =
      file.guess()->sure ? "" : "; the bytes leave others open, which the window shows";
  tell(fmt::format("{}: {}{}", printable_name(file.path()), app::guess_text(file.layout()), others));
}

bool tell_nonsense(const Dataset& file) {
  if (app::trust_in(file.layout_source()) != LayoutTrust::kGiven) return false;
  const auto doubt = doubt_layout(file, LayoutTrust::kGiven);
  if (doubt)
    complain(fmt::format("{}: the layout may be wrong: {}", printable_name(file.path()),
                         app::doubt_text(*doubt, file.layout())));
  return doubt.has_value();
}

}  // namespace vertexview::cli
