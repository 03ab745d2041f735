#pragma once
// The rows of the menu Camera, in its order: what moves the camera.
#include <array>

#include "actions/actions.hpp"
#include "actions/handlers.hpp"

namespace vertexview::app::menus {

inline constexpr std::array kSides{
    Argument{.kind = ArgumentKind::kChoice, .words = "front|back|side|left|top|bottom"}};
inline constexpr std::array kCamera{
    Argument{.kind = ArgumentKind::kText, .name = "TEXT", .check = handlers::check_camera}};

inline bool is_orthographic(const Session& session) {
  return session.camera.orthographic;
}

inline constexpr std::array kCameraMenu{
    Action{.name = "fit",
           .label = "Fit",
           .menu = "Camera",
           .shortcut = "F",
           .needs = Needs::kFile,
           .help = "Brings all into view; done again, also the few vertices that lie far away.",
           .run = Handler::of<handlers::fit>()},
    Action{.name = "reset",
           .label = "Reset",
           .menu = "Camera",
           .shortcut = "R",
           .help = "Looks from the front and above, with everything in view.",
           .run = Handler::of<handlers::reset>()},
    Action{.name = "view",
           .label = "Front",
           .menu = "Camera",
           .shortcut = "1",
           .arguments = kSides,
           .preset = "front",
           .help = "Looks along y.",
           .run = Handler::of<handlers::view>()},
    Action{.name = "view",
           .label = "Back",
           .menu = "Camera",
           .shortcut = "Ctrl+1",
           .arguments = kSides,
           .preset = "back",
           .help = "Looks against y.",
           .run = Handler::of<handlers::view>()},
    Action{.name = "view",
           .label = "Side",
           .menu = "Camera",
           .shortcut = "3",
           .arguments = kSides,
           .preset = "side",
           .help = "Looks against x, from the right.",
           .run = Handler::of<handlers::view>()},
    Action{.name = "view",
           .label = "Left",
           .menu = "Camera",
           .shortcut = "Ctrl+3",
           .arguments = kSides,
           .preset = "left",
           .help = "Looks along x, from the left.",
           .run = Handler::of<handlers::view>()},
    Action{.name = "view",
           .label = "Top",
           .menu = "Camera",
           .shortcut = "7",
           .arguments = kSides,
           .preset = "top",
           .help = "Looks down, against z.",
           .run = Handler::of<handlers::view>()},
    Action{.name = "view",
           .label = "Bottom",
           .menu = "Camera",
           .shortcut = "Ctrl+7",
           .arguments = kSides,
           .preset = "bottom",
           .help = "Looks up, along z.",
           .run = Handler::of<handlers::view>()},
    Action{.name = "ortho",
           .label = "Orthographic",
           .menu = "Camera",
           .shortcut = "O",
           .help = "Changes between perspective and orthographic projection.",
           .run = Handler::of<handlers::ortho>(),
           .checked = is_orthographic},
    Action{.name = "pivot",
           .label = "Turn around selected vertex",
           .menu = "Camera",
           .shortcut = "P",
           .needs = Needs::kSelection,
           .help = "Makes the selected vertex the centre of turning.",
           .run = Handler::of<handlers::pivot>()},
    Action{.name = "camera",
           .label = "Set camera...",
           .menu = "Camera",
           .arguments = kCamera,
           .help = "Sets any of eye=x,y,z target=x,y,z up=x,y,z fov=degrees ortho=0|1.",
           .run = Handler::of<handlers::camera>()},
    Action{.name = "copy-camera",
           .label = "Copy camera",
           .menu = "Camera",
           .shortcut = "Ctrl+Shift+C",
           .help = "Copies the camera as the text that 'camera' and --camera read.",
           .run = Handler::of<handlers::copy_camera>()},
};

}  // namespace vertexview::app::menus
