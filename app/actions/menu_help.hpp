#pragma once
// The rows of the menu Help, in its order: what explains the program, and closes what is in front.
#include <array>

#include "actions/actions.hpp"
#include "actions/checked.hpp"
#include "actions/handlers.hpp"

namespace vertexview::app::menus {

// The menus of the window; a test compares them with those that the table makes.
inline constexpr std::array kMenus{
    Argument{.kind = ArgumentKind::kChoice, .words = "File|Select|View|Layout|Camera|Table|Help"}};

inline constexpr std::array kHelpMenu{
    Action{.name = "palette",
           .label = "All actions...",
           .menu = "Help",
           .shortcut = "Ctrl+P",
           .help = "Lists all actions, to be found by typing.",
           .run = Handler::of<handlers::palette>(),
           .checked = is_shown<&Shown::palette>},
    Action{.name = "help",
           .label = "Keys and mouse",
           .menu = "Help",
           .shortcut = "F1",
           .help = "Shows what keys and mouse do.",
           .run = Handler::of<handlers::help>(),
           .checked = is_shown<&Shown::help>},
    Action{.name = "menu",
           .label = "Menus",
           .shortcut = "F10",
           .arguments = kMenus,
           .preset = "File",
           .help = "Opens a menu: arrow keys move, Enter chooses; Alt and its first letter opens it too.",
           .run = Handler::of<handlers::menu>()},
    Action{
        .name = "escape",
        .label = "Close what is in front",
        .shortcut = "Esc",
        .help = "Closes what is in front, a panel too; then leaves full screen, then clears the selection.",
        .run = Handler::of<handlers::escape>()},
};

}  // namespace vertexview::app::menus
