#pragma once
// The rows of the menu View, in its order: what changes what the window shows and how points look.
#include <array>

#include "actions/actions.hpp"
#include "actions/checked.hpp"
#include "actions/handlers.hpp"

namespace vertexview::app::menus {

inline constexpr std::array kPanels{
    Argument{.kind = ArgumentKind::kChoice, .words = "table|inspector|clouds|layout|finder|log|status|axes"}};
inline constexpr std::array kThemes{Argument{.kind = ArgumentKind::kChoice, .words = "dark|light"}};
inline constexpr std::array kBackends{
    Argument{.kind = ArgumentKind::kChoice, .words = "automatic|points|compute|cpu"}};
inline constexpr std::array kPointSize{Argument{.kind = ArgumentKind::kText,
                                                .name = "SIZE|larger|smaller",
                                                .words = "auto|larger|smaller",
                                                .check = handlers::check_point_size}};
inline constexpr std::array kEdl{Argument{
    .kind = ArgumentKind::kText, .name = "on|off|STRENGTH", .words = "on|off", .check = handlers::check_edl}};
inline constexpr std::array kBackground{Argument{.kind = ArgumentKind::kText,
                                                 .name = "COLOR",
                                                 .words = "black|grey|white|theme",
                                                 .check = handlers::check_background}};

template <Theme theme>
bool is_theme(const Session& session) {
  return session.look.theme == theme;
}

template <bool lit>
bool is_lit(const Session& session) {
  return (session.look.edl > 0) == lit;
}

inline bool is_adaptive(const Session& session) {
  return point_size_of(session).mode == gpu::PointSize::Mode::kAdaptive;
}

inline constexpr std::array kViewMenu{
    Action{.name = "toggle",
           .label = "Vertices",
           .menu = "View",
           .arguments = kPanels,
           .preset = "table",
           .help = "Shows or hides the table of vertices.",
           .run = Handler::of<handlers::toggle>(),
           .checked = is_shown<&Shown::table>},
    Action{.name = "toggle",
           .label = "Inspector",
           .menu = "View",
           .arguments = kPanels,
           .preset = "inspector",
           .help = "Shows or hides the record's inspector.",
           .run = Handler::of<handlers::toggle>(),
           .checked = is_shown<&Shown::inspector>},
    Action{.name = "toggle",
           .label = "Clouds",
           .menu = "View",
           .arguments = kPanels,
           .preset = "clouds",
           .help = "Shows or hides the list of open files.",
           .run = Handler::of<handlers::toggle>(),
           .checked = is_shown<&Shown::datasets>},
    Action{.name = "toggle",
           .label = "Layout",
           .menu = "View",
           .shortcut = "Ctrl+L",
           .arguments = kPanels,
           .preset = "layout",
           .help = "Shows or hides the panel that says how the records lie.",
           .run = Handler::of<handlers::toggle>(),
           .checked = is_shown<&Shown::layout>},
    Action{.name = "toggle",
           .label = "Layout finder",
           .menu = "View",
           .arguments = kPanels,
           .preset = "finder",
           .help = "Shows or hides, in the panel Layout, which lengths of a record and which layouts fit.",
           .run = Handler::of<handlers::toggle>(),
           .checked = is_shown<&Shown::finder>},
    Action{.name = "toggle",
           .label = "Log",
           .menu = "View",
           .shortcut = "L",
           .arguments = kPanels,
           .preset = "log",
           .help = "Shows or hides the log of notices.",
           .run = Handler::of<handlers::toggle>(),
           .checked = is_shown<&Shown::log>},
    Action{.name = "toggle",
           .label = "Status bar",
           .menu = "View",
           .arguments = kPanels,
           .preset = "status",
           .help = "Shows or hides the status bar.",
           .run = Handler::of<handlers::toggle>(),
           .checked = is_shown<&Shown::status>},
    Action{.name = "toggle",
           .label = "Axes",
           .menu = "View",
           .shortcut = "X",
           .arguments = kPanels,
           .preset = "axes",
           .help = "Shows or hides the axes in the corner.",
           .run = Handler::of<handlers::toggle>(),
           .checked = is_shown<&Shown::axes>},
    Action{.name = "show",
           .label = "Show panel...",
           .arguments = kPanels,
           .help = "Shows a part of the window, if it is hidden.",
           .run = Handler::of<handlers::show>()},
    Action{.name = "point-size",
           .label = "Larger points",
           .menu = "View",
           .shortcut = "+",
           .arguments = kPointSize,
           .preset = "larger",
           .help = "Draws points larger.",
           .run = Handler::of<handlers::point_size>()},
    Action{.name = "point-size",
           .label = "Smaller points",
           .menu = "View",
           .shortcut = "-",
           .arguments = kPointSize,
           .preset = "smaller",
           .help = "Draws points smaller.",
           .run = Handler::of<handlers::point_size>()},
    Action{.name = "point-size",
           .label = "Point size...",
           .menu = "View",
           .arguments = kPointSize,
           .help = "Sets the diameter of points: 1 to 64 pixels, units of the file as in 0.05m, or auto.",
           .run = Handler::of<handlers::point_size>()},
    Action{.name = "point-size",
           .label = "Fill gaps",
           .menu = "View",
           .arguments = kPointSize,
           .preset = "auto",
           .help = "Draws points as large as they lie apart.",
           .run = Handler::of<handlers::point_size>(),
           .checked = is_adaptive},
    Action{.name = "edl",
           .label = "Eye-dome lighting",
           .menu = "View",
           .arguments = kEdl,
           .preset = "on",
           .help = "Darkens what lies behind its neighbours, so that edges stand out.",
           .run = Handler::of<handlers::edl>(),
           .checked = is_lit<true>},
    Action{.name = "edl",
           .label = "Plain colours",
           .menu = "View",
           .arguments = kEdl,
           .preset = "off",
           .help = "Shows colours exactly as stored.",
           .run = Handler::of<handlers::edl>(),
           .checked = is_lit<false>},
    Action{.name = "backend",
           .old_name = "renderer",
           .label = "Draw with...",
           .arguments = kBackends,
           .help = "Chooses what draws the points; all draw the same picture.",
           .run = Handler::of<handlers::backend>()},
    Action{
        .name = "background",
        .label = "Background...",
        .menu = "View",
        .arguments = kBackground,
        .help = "Sets the colour behind the points: #rrggbb, black, grey, white, or theme for the theme's.",
        .run = Handler::of<handlers::background>()},
    Action{.name = "theme",
           .label = "Dark theme",
           .menu = "View",
           .arguments = kThemes,
           .preset = "dark",
           .help = "Uses light text on dark.",
           .run = Handler::of<handlers::theme>(),
           .checked = is_theme<Theme::kDark>},
    Action{.name = "theme",
           .label = "Light theme",
           .menu = "View",
           .arguments = kThemes,
           .preset = "light",
           .help = "Uses dark text on light.",
           .run = Handler::of<handlers::theme>(),
           .checked = is_theme<Theme::kLight>},
    Action{.name = "fullscreen",
           .label = "Full screen",
           .menu = "View",
           .shortcut = "F11",
           .help = "Fills the screen, or goes back to a window.",
           .run = Handler::of<handlers::fullscreen>(),
           .checked = is_shown<&Shown::fullscreen>},
};

}  // namespace vertexview::app::menus
