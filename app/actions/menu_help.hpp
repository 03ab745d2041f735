#pragma once
// The rows of the menu Help, in its order: what explains the program, and closes what is in front.
#include <array>

#include "actions/actions.hpp"
#include "actions/checked.hpp"
#include "actions/handlers.hpp"

namespace vertexview::app::menus {

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
    Action{.name = "escape",
           .label = "Close what is in front",
           .shortcut = "Esc",
           .help = "Closes the help or the list of actions, leaves full screen, or clears the selection.",
           .run = Handler::of<handlers::escape>()},
};

}  // namespace vertexview::app::menus
