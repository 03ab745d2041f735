#pragma once
// The rows of the menu File, in its order: what opens, closes and writes files.
#include <array>

#include "actions/actions.hpp"
#include "actions/handlers.hpp"

namespace vertexview::app::menus {

inline constexpr std::array kPath{Argument{.kind = ArgumentKind::kPath, .name = "PATH"}};
inline constexpr std::array kSource{Argument{.kind = ArgumentKind::kSource, .name = "PATH"}};
inline constexpr std::array kRecent{Argument{.kind = ArgumentKind::kRecent, .name = "PATH"}};
inline constexpr std::array kFile{Argument{.kind = ArgumentKind::kFile, .name = "FILE"}};

inline constexpr std::array kFileMenu{
    Action{.name = "open",
           .label = "Open...",
           .menu = "File",
           .shortcut = "Ctrl+O",
           .arguments = kSource,
           .help = "Opens a vertex file, all of a folder, or those that match a pattern such as *.bin.",
           .run = Handler::of<handlers::open>()},
    Action{.name = "open-recent",
           .label = "Open recent...",
           .menu = "File",
           .shortcut = "Ctrl+Shift+O",
           .arguments = kRecent,
           .help = "Opens a file or a folder that was opened before; the latest comes first.",
           .run = Handler::of<handlers::open>()},
    Action{.name = "open-whole",
           .label = "Open whole records...",
           .arguments = kPath,
           .help = "Opens a file without the bytes after its last whole record.",
           .run = Handler::of<handlers::open_whole>()},
    Action{.name = "reload",
           .label = "Reload",
           .menu = "File",
           .shortcut = "F5",
           .needs = Needs::kFile,
           .help = "Reads the active file again; the camera stays where it is.",
           .run = Handler::of<handlers::reload>()},
    Action{.name = "close",
           .label = "Close",
           .menu = "File",
           .shortcut = "Ctrl+W",
           .needs = Needs::kFile,
           .help = "Closes the active file.",
           .run = Handler::of<handlers::close>()},
    Action{.name = "cancel",
           .label = "Stop scanning, searching and uploading",
           .menu = "File",
           .needs = Needs::kWork,
           .help = "Stops the work that the status bar shows; what is done already stays.",
           .run = Handler::of<handlers::cancel>()},
    Action{.name = "screenshot",
           .label = "Save picture as...",
           .menu = "File",
           .shortcut = "Ctrl+Shift+S",
           .arguments = kPath,
           .help = "Writes the picture to a PNG file.",
           .run = Handler::of<handlers::screenshot>()},
    Action{.name = "snapshot",
           .label = "Save picture",
           .menu = "File",
           .shortcut = "F12",
           .help = "Writes the picture to a numbered PNG file in the current folder.",
           .run = Handler::of<handlers::snapshot>()},
    Action{.name = "state",
           .label = "Save state as...",
           .menu = "File",
           .arguments = kPath,
           .help = "Writes what is open, selected and shown to a JSON file.",
           .run = Handler::of<handlers::state>()},
    Action{.name = "quit",
           .label = "Quit",
           .menu = "File",
           .shortcut = "Ctrl+Q",
           .help = "Ends the program.",
           .run = Handler::of<handlers::quit>()},
    Action{.name = "activate",
           .label = "Activate file...",
           .arguments = kFile,
           .needs = Needs::kFile,
           .help = "Shows an open file, counted from 0, in table and inspector.",
           .run = Handler::of<handlers::activate>()},
    Action{.name = "toggle-cloud",
           .label = "Show or hide file...",
           .arguments = kFile,
           .needs = Needs::kFile,
           .help = "Shows or hides an open file, counted from 0.",
           .run = Handler::of<handlers::toggle_dataset>()},
};

}  // namespace vertexview::app::menus
