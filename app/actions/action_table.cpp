// The rows of the action table: what a person can do, in the order of the menus.
#include <array>

#include "actions/actions.hpp"
#include "actions/handlers.hpp"
#include "vertexview/record/layout_presets.hpp"

namespace vertexview::app {
namespace {

bool has_file(const Document& document) {
  return document.active_cloud() != nullptr;
}

bool has_vertices(const Document& document) {
  return has_file(document) && !document.active_cloud()->file.empty();
}

bool has_selection(const Document& document) {
  return document.selection.focus().has_value();
}

bool is_busy(const Document& document) {
  return document.scanning() || document.frame.uploading;
}

template <bool Shown::* part>
bool is_shown(const Document& document) {
  return document.show.*part;
}

template <Theme theme>
bool is_theme(const Document& document) {
  return document.look.theme == theme;
}

template <bool lit>
bool is_lit(const Document& document) {
  return (edl_of(document) > 0) == lit;
}

bool is_adaptive(const Document& document) {
  return point_size_of(document).mode == gpu::PointSize::Mode::kAdaptive;
}

bool is_orthographic(const Document& document) {
  return document.camera.orthographic;
}

constexpr std::string_view kSides = "front|back|side|left|top|bottom";
constexpr std::string_view kPanels = "table|inspector|clouds|layout|log|status|axes";
constexpr std::string_view kRamps = "viridis|turbo|grey";

template <Ramp ramp>
bool is_ramp(const Document& document) {
  return has_file(document) && document.active_cloud()->file.layout().color.ramp == ramp;
}

/// Whether the active file has the layout of the preset in that place of layout_presets().
template <std::size_t preset>
bool has_layout(const Document& document) {
  return has_file(document) &&
         document.active_cloud()->file.layout().fields == layout_presets()[preset].layout().fields;
}

constexpr Action layout_row(std::string_view preset, std::string_view label, std::string_view help,
                            bool (*checked)(const Document& document)) {
  return {"layout",
          label,
          "Layout",
          "",
          "LAYOUT [--OPTION VALUE]...",
          preset,
          help,
          handlers::layout,
          has_file,
          checked,
          handlers::check_layout};
}

constexpr std::array kTable{
    Action{"open", "Open...", "File", "Ctrl+O", "PATH", "", "Opens a vertex file beside those that are open.",
           handlers::open},
    Action{"reload", "Reload", "File", "F5", "", "",
           "Reads the active file again; the camera stays where it is.", handlers::reload, has_file},
    Action{"close", "Close", "File", "Ctrl+W", "", "", "Closes the active file.", handlers::close, has_file},
    Action{"cancel", "Stop scanning and uploading", "File", "", "", "",
           "Stops the work that the status bar shows; what is done already stays.", handlers::cancel,
           is_busy},
    Action{"screenshot", "Save picture as...", "File", "Ctrl+Shift+S", "PATH", "",
           "Writes the picture to a PNG file.", handlers::screenshot},
    Action{"snapshot", "Save picture", "File", "F12", "", "",
           "Writes the picture to a numbered PNG file in the current folder.", handlers::snapshot},
    Action{"state", "Save state as...", "File", "", "PATH", "",
           "Writes what is open, selected and shown to a JSON file.", handlers::state},
    Action{"quit", "Quit", "File", "Ctrl+Q", "", "", "Ends the program.", handlers::quit},

    Action{"select", "Select vertex...", "Select", "", "INDEX", "",
           "Selects a vertex of the active file and shows its row.", handlers::select, has_vertices, nullptr,
           handlers::check_index},
    Action{"goto", "Go to vertex...", "Select", "Ctrl+G", "INDEX", "",
           "Selects a vertex, shows its row and flies to it.", handlers::go_to, has_vertices, nullptr,
           handlers::check_index},
    Action{"goto-selected", "Go to selected vertex", "Select", "Enter", "", "",
           "Flies to the selected vertex.", handlers::go_to_selected, has_selection},
    Action{"select-next", "Next vertex", "Select", "", "", "", "Selects the vertex after the selected one.",
           handlers::select_next, has_vertices},
    Action{"select-previous", "Previous vertex", "Select", "", "", "",
           "Selects the vertex before the selected one.", handlers::select_previous, has_vertices},
    Action{"deselect", "Clear selection", "Select", "", "", "", "Selects nothing.", handlers::deselect,
           has_selection},
    Action{"copy", "Copy vertex", "Select", "Ctrl+C", "", "",
           "Copies the selected vertex as text: index, position and colour, with tabs between.",
           handlers::copy_vertex, has_selection},

    Action{"toggle", "Vertices", "View", "", kPanels, "table", "Shows or hides the table of vertices.",
           handlers::toggle, nullptr, is_shown<&Shown::table>},
    Action{"toggle", "Inspector", "View", "", kPanels, "inspector", "Shows or hides the record's inspector.",
           handlers::toggle, nullptr, is_shown<&Shown::inspector>},
    Action{"toggle", "Clouds", "View", "", kPanels, "clouds", "Shows or hides the list of open files.",
           handlers::toggle, nullptr, is_shown<&Shown::clouds>},
    Action{"toggle", "Layout", "View", "Ctrl+L", kPanels, "layout",
           "Shows or hides the panel that says how the records lie.", handlers::toggle, nullptr,
           is_shown<&Shown::layout>},
    Action{"toggle", "Log", "View", "L", kPanels, "log", "Shows or hides the log of notices.",
           handlers::toggle, nullptr, is_shown<&Shown::log>},
    Action{"toggle", "Status bar", "View", "", kPanels, "status", "Shows or hides the status bar.",
           handlers::toggle, nullptr, is_shown<&Shown::status>},
    Action{"toggle", "Axes", "View", "X", kPanels, "axes", "Shows or hides the axes in the corner.",
           handlers::toggle, nullptr, is_shown<&Shown::axes>},
    Action{"point-size", "Larger points", "View", "+", "SIZE|larger|smaller", "larger",
           "Draws points larger.", handlers::point_size, nullptr, nullptr, handlers::check_point_size},
    Action{"point-size", "Smaller points", "View", "-", "SIZE|larger|smaller", "smaller",
           "Draws points smaller.", handlers::point_size, nullptr, nullptr, handlers::check_point_size},
    Action{"point-size", "Point size...", "View", "", "SIZE|larger|smaller", "",
           "Sets the diameter of points: 1 to 64 pixels, units of the file as in 0.05m, or auto.",
           handlers::point_size, nullptr, nullptr, handlers::check_point_size},
    Action{"point-size", "Fill gaps", "View", "", "SIZE|larger|smaller", "auto",
           "Draws points as large as they lie apart.", handlers::point_size, nullptr, is_adaptive,
           handlers::check_point_size},
    Action{"edl", "Eye-dome lighting", "View", "", "on|off|auto|STRENGTH", "on",
           "Darkens what lies behind its neighbours, so that edges stand out.", handlers::edl, nullptr,
           is_lit<true>, handlers::check_edl},
    Action{"edl", "Plain colours", "View", "", "on|off|auto|STRENGTH", "off",
           "Shows colours exactly as stored.", handlers::edl, nullptr, is_lit<false>, handlers::check_edl},
    Action{"renderer", "Draw with...", "", "", "automatic|points|compute|cpu", "",
           "Chooses what draws the points; all draw the same picture.", handlers::renderer},
    Action{"background", "Background...", "View", "", "COLOR", "",
           "Sets the colour behind the points: #rrggbb, black, grey, white, or theme for the theme's.",
           handlers::background, nullptr, nullptr, handlers::check_background},
    Action{"theme", "Dark theme", "View", "", "dark|light", "dark", "Uses light text on dark.",
           handlers::theme, nullptr, is_theme<Theme::kDark>},
    Action{"theme", "Light theme", "View", "", "dark|light", "light", "Uses dark text on light.",
           handlers::theme, nullptr, is_theme<Theme::kLight>},
    Action{"fullscreen", "Full screen", "View", "F11", "", "", "Fills the screen, or goes back to a window.",
           handlers::fullscreen, nullptr, is_shown<&Shown::fullscreen>},
    Action{"activate", "Activate file...", "", "", "CLOUD", "",
           "Shows an open file, counted from 0, in table and inspector.", handlers::activate, has_file,
           nullptr, handlers::check_index},
    Action{"toggle-cloud", "Show or hide file...", "", "", "CLOUD", "",
           "Shows or hides an open file, counted from 0.", handlers::toggle_cloud, has_file, nullptr,
           handlers::check_index},

    layout_row("vertex", "Canonical vertices", "Reads x, y, z as floats and 16-bit colours: 20 bytes.",
               has_layout<0>),
    layout_row("kitti", "KITTI", "Reads x, y, z and intensity as floats: 16 bytes.", has_layout<1>),
    layout_row("nuscenes", "nuScenes", "Reads x, y, z, intensity and ring as floats: 20 bytes.",
               has_layout<2>),
    layout_row("xyz", "XYZ", "Reads x, y, z as floats: 12 bytes.", has_layout<3>),
    layout_row("xyzrgb", "XYZ RGB", "Reads x, y, z and a colour as floats: 24 bytes.", has_layout<4>),
    layout_row("xyzrgb8", "XYZ RGB bytes", "Reads x, y, z as floats and a colour as bytes: 15 bytes.",
               has_layout<5>),
    layout_row("waymo", "Waymo", "Reads x, y, z, intensity, elongation and time as floats: 24 bytes.",
               has_layout<6>),
    layout_row("splat", "Gaussian splats", "Reads position, scale, colour and rotation: 32 bytes.",
               has_layout<7>),
    layout_row("", "Other layout...", "Reads the active file as a format string or a preset says.", nullptr),
    Action{"save-layout", "Save layout beside file", "Layout", "", "", "",
           "Writes FILE.layout, with which the file opens from then on.", handlers::save_layout, has_file},
    Action{"ramp", "Ramp: viridis", "Layout", "", kRamps, "viridis",
           "Colours a single number from violet to yellow.", handlers::ramp, has_file,
           is_ramp<Ramp::kViridis>},
    Action{"ramp", "Ramp: turbo", "Layout", "", kRamps, "turbo", "Colours a single number from blue to red.",
           handlers::ramp, has_file, is_ramp<Ramp::kTurbo>},
    Action{"ramp", "Ramp: grey", "Layout", "", kRamps, "grey", "Colours a single number from black to white.",
           handlers::ramp, has_file, is_ramp<Ramp::kGrey>},
    Action{"color-range", "Colour range...", "Layout", "", "RANGE", "",
           "Sets what is no and full colour: auto, type, file, a number of bits, LOW:HIGH.",
           handlers::color_range, has_file, nullptr, handlers::check_color_range},

    Action{"fit", "Fit", "Camera", "F", "", "", "Moves the camera so that everything is in view.",
           handlers::fit, has_file},
    Action{"reset", "Reset", "Camera", "R", "", "",
           "Looks from the front and above, with everything in view.", handlers::reset},
    Action{"view", "Front", "Camera", "1", kSides, "front", "Looks along y.", handlers::view},
    Action{"view", "Back", "Camera", "Ctrl+1", kSides, "back", "Looks against y.", handlers::view},
    Action{"view", "Side", "Camera", "3", kSides, "side", "Looks against x, from the right.", handlers::view},
    Action{"view", "Left", "Camera", "Ctrl+3", kSides, "left", "Looks along x, from the left.",
           handlers::view},
    Action{"view", "Top", "Camera", "7", kSides, "top", "Looks down, against z.", handlers::view},
    Action{"view", "Bottom", "Camera", "Ctrl+7", kSides, "bottom", "Looks up, along z.", handlers::view},
    Action{"ortho", "Orthographic", "Camera", "O", "", "",
           "Changes between perspective and orthographic projection.", handlers::ortho, nullptr,
           is_orthographic},
    Action{"pivot", "Turn around selected vertex", "Camera", "P", "", "",
           "Makes the selected vertex the centre of turning.", handlers::pivot, has_selection},
    Action{"camera", "Set camera...", "Camera", "", "TEXT", "",
           "Sets any of eye=x,y,z target=x,y,z up=x,y,z fov=degrees ortho=0|1.", handlers::camera, nullptr,
           nullptr, handlers::check_camera},
    Action{"copy-camera", "Copy camera", "Camera", "Ctrl+Shift+C", "", "",
           "Copies the camera as the text that 'camera' and --camera read.", handlers::copy_camera},

    Action{"palette", "All actions...", "Help", "Ctrl+P", "", "", "Lists all actions, to be found by typing.",
           handlers::palette, nullptr, is_shown<&Shown::palette>},
    Action{"help", "Keys and mouse", "Help", "F1", "", "", "Shows what keys and mouse do.", handlers::help,
           nullptr, is_shown<&Shown::help>},
    Action{"escape", "Close what is in front", "", "Esc", "", "",
           "Closes the help or the list of actions, leaves full screen, or clears the selection.",
           handlers::escape},
};

}  // namespace

std::span<const Action> actions() noexcept {
  return kTable;
}

}  // namespace vertexview::app
