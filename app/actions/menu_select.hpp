#pragma once
// The rows of the menu Select, in its order: what selects vertices.
#include <array>

#include "actions/actions.hpp"
#include "actions/handlers.hpp"

namespace vertexview::app::menus {

inline constexpr std::array kVertex{Argument{.kind = ArgumentKind::kIndex, .name = "INDEX"}};

inline constexpr std::array kSelectMenu{
    Action{.name = "select",
           .label = "Select vertex...",
           .menu = "Select",
           .arguments = kVertex,
           .needs = Needs::kVertices,
           .help = "Selects a vertex and shows its row: 10M, 50%, +1000, -10, last, or @0x1c5c for a byte.",
           .run = Handler::of<handlers::select>()},
    Action{.name = "goto",
           .label = "Go to vertex...",
           .menu = "Select",
           .shortcut = "Ctrl+G",
           .arguments = kVertex,
           .needs = Needs::kVertices,
           .help = "Selects a vertex and flies to it: 10M, 50%, +1000, -10, last, or @0x1c5c for a byte.",
           .run = Handler::of<handlers::go_to>()},
    Action{.name = "goto-selected",
           .label = "Go to selected vertex",
           .menu = "Select",
           .shortcut = "Enter",
           .needs = Needs::kSelection,
           .help = "Flies to the selected vertex.",
           .run = Handler::of<handlers::go_to_selected>()},
    Action{.name = "select-next",
           .label = "Next vertex",
           .menu = "Select",
           .needs = Needs::kVertices,
           .help = "Selects the vertex after the selected one.",
           .run = Handler::of<handlers::select_next>()},
    Action{.name = "select-previous",
           .label = "Previous vertex",
           .menu = "Select",
           .needs = Needs::kVertices,
           .help = "Selects the vertex before the selected one.",
           .run = Handler::of<handlers::select_previous>()},
    Action{.name = "next-nonfinite",
           .label = "Next position that is not finite",
           .menu = "Select",
           .shortcut = "N",
           .needs = Needs::kVertices,
           .help = "Selects the next vertex whose position is NaN or infinite; after the last, the first.",
           .run = Handler::of<handlers::next_non_finite>()},
    Action{.name = "deselect",
           .label = "Clear selection",
           .menu = "Select",
           .help = "Selects nothing.",
           .run = Handler::of<handlers::deselect>()},
    Action{.name = "copy",
           .label = "Copy vertex",
           .menu = "Select",
           .shortcut = "Ctrl+C",
           .needs = Needs::kSelection,
           .help = "Copies the selected vertex as text: index, position and colour, with tabs between.",
           .run = Handler::of<handlers::copy_vertex>()},
};

}  // namespace vertexview::app::menus
