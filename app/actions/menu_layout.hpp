#pragma once
// The rows of the menu Layout, in its order: what changes how records are read and coloured.
#include <array>

#include "actions/actions.hpp"
#include "actions/handlers.hpp"
#include "vertexview/record/schema_presets.hpp"

namespace vertexview::app::menus {

inline constexpr std::array kRampNames{
    Argument{.kind = ArgumentKind::kChoice, .words = "auto|viridis|turbo|grey|categories|semantickitti"}};
inline constexpr std::array kColorRange{Argument{.kind = ArgumentKind::kText,
                                                 .name = "RANGE",
                                                 .words = "auto|type|file|depth|snorm8|snorm16",
                                                 .check = handlers::check_color_range}};
inline constexpr std::array kColor{Argument{
    .kind = ArgumentKind::kNumbers, .name = "NUMBERS|auto", .words = "auto", .check = handlers::check_color}};
// The names of schema_writers().
inline constexpr std::array kLayoutText{
    Argument{.kind = ArgumentKind::kChoice, .words = "text|c|numpy|pointfield|gl|vulkan|d3d11|webgpu"}};
inline constexpr std::array kGuess{Argument{.kind = ArgumentKind::kChoice, .words = "on|off"}};
inline constexpr std::array kStride{
    Argument{.kind = ArgumentKind::kText, .name = "BYTES", .check = handlers::check_stride}};
// The letters of type_letters().
inline constexpr std::array kBytesAs{
    Argument{.kind = ArgumentKind::kText, .name = "FIRST-LAST LETTER", .check = handlers::check_bytes_as}};
inline constexpr std::array kLayout{Argument{
    .kind = ArgumentKind::kLayout, .name = "LAYOUT [--OPTION VALUE]...", .check = handlers::check_layout}};

template <Ramp ramp>
bool is_ramp(const Session& session) {
  return session.active_dataset() != nullptr && session.active_dataset()->data.shading().ramp == ramp;
}

template <bool on>
bool guesses(const Session& session) {
  return session.open_options.guess == on;
}

inline bool is_colored_as_named(const Session& session) {
  return session.active_dataset() != nullptr &&
         session.active_dataset()->data.layout().appearance.elements.empty();
}

inline bool is_colored_by_height(const Session& session) {
  return session.active_dataset() != nullptr &&
         session.active_dataset()->data.shading().source == ColorSource::kZ;
}

/// Returns whether the active dataset has the schema of schema_presets()[preset].
template <std::size_t preset>
bool has_layout(const Session& session) {
  return session.active_dataset() != nullptr && session.active_dataset()->data.layout().schema.elements ==
                                                    schema_presets()[preset].schema().elements;
}

inline constexpr std::array kLayoutMenu{
    Action{.name = "layout",
           .label = "Canonical vertices",
           .menu = "Layout",
           .arguments = kLayout,
           .preset = "vertex",
           .needs = Needs::kFile,
           .help = "Reads x, y, z as floats and 16-bit colours: 20 bytes.",
           .run = Handler::of<handlers::layout>(),
           .checked = has_layout<0>},
    Action{.name = "layout",
           .label = "KITTI",
           .menu = "Layout",
           .arguments = kLayout,
           .preset = "kitti",
           .needs = Needs::kFile,
           .help = "Reads x, y, z and intensity as floats: 16 bytes.",
           .run = Handler::of<handlers::layout>(),
           .checked = has_layout<1>},
    Action{.name = "layout",
           .label = "nuScenes",
           .menu = "Layout",
           .arguments = kLayout,
           .preset = "nuscenes",
           .needs = Needs::kFile,
           .help = "Reads x, y, z, intensity and ring as floats: 20 bytes.",
           .run = Handler::of<handlers::layout>(),
           .checked = has_layout<2>},
    Action{.name = "layout",
           .label = "XYZ",
           .menu = "Layout",
           .arguments = kLayout,
           .preset = "xyz",
           .needs = Needs::kFile,
           .help = "Reads x, y, z as floats: 12 bytes.",
           .run = Handler::of<handlers::layout>(),
           .checked = has_layout<3>},
    Action{.name = "layout",
           .label = "XYZ RGB",
           .menu = "Layout",
           .arguments = kLayout,
           .preset = "xyzrgb",
           .needs = Needs::kFile,
           .help = "Reads x, y, z and a colour as floats: 24 bytes.",
           .run = Handler::of<handlers::layout>(),
           .checked = has_layout<4>},
    Action{.name = "layout",
           .label = "XYZ RGB bytes",
           .menu = "Layout",
           .arguments = kLayout,
           .preset = "xyzrgb8",
           .needs = Needs::kFile,
           .help = "Reads x, y, z as floats and a colour as bytes: 15 bytes.",
           .run = Handler::of<handlers::layout>(),
           .checked = has_layout<5>},
    Action{.name = "layout",
           .label = "Waymo",
           .menu = "Layout",
           .arguments = kLayout,
           .preset = "waymo",
           .needs = Needs::kFile,
           .help = "Reads x, y, z, intensity, elongation and time as floats: 24 bytes.",
           .run = Handler::of<handlers::layout>(),
           .checked = has_layout<6>},
    Action{.name = "layout",
           .label = "Gaussian splats",
           .menu = "Layout",
           .arguments = kLayout,
           .preset = "splat",
           .needs = Needs::kFile,
           .help = "Reads position, scale, colour and rotation: 32 bytes.",
           .run = Handler::of<handlers::layout>(),
           .checked = has_layout<7>},
    Action{.name = "layout",
           .label = "Other layout...",
           .menu = "Layout",
           .arguments = kLayout,
           .needs = Needs::kFile,
           .help = "Reads the active file as a format string or a preset says.",
           .run = Handler::of<handlers::layout>()},
    Action{.name = "layout-stride",
           .label = "Records of another length...",
           .menu = "Layout",
           .arguments = kStride,
           .needs = Needs::kFile,
           .help = "Reads the active file with the layout that explains records of this length best.",
           .run = Handler::of<handlers::layout_stride>()},
    Action{.name = "layout-bytes",
           .label = "Bytes as numbers...",
           .menu = "Layout",
           .arguments = kBytesAs,
           .needs = Needs::kFile,
           .help = "Reads bytes of each record as numbers: layout-bytes 0-11 f makes three float32.",
           .run = Handler::of<handlers::layout_bytes>()},
    Action{.name = "save-layout",
           .label = "Save layout beside file",
           .menu = "Layout",
           .needs = Needs::kFile,
           .help = "Writes FILE.layout, with which the file opens from then on.",
           .run = Handler::of<handlers::save_layout>()},
    Action{.name = "save-folder-layout",
           .label = "Save layout for such files of the folder",
           .menu = "Layout",
           .needs = Needs::kFile,
           .help = "Writes .EXT.layout, with which files of this ending open that have no FILE.layout.",
           .run = Handler::of<handlers::save_folder_layout>()},
    Action{.name = "copy-layout",
           .label = "Copy layout as...",
           .menu = "Layout",
           .arguments = kLayoutText,
           .needs = Needs::kFile,
           .help = "Copies the layout as text for a program: a C struct, a NumPy dtype, OpenGL calls ...",
           .run = Handler::of<handlers::copy_layout>()},
    Action{
        .name = "guess",
        .label = "Guess unknown layouts",
        .menu = "Layout",
        .arguments = kGuess,
        .preset = "on",
        .help = "Opens files that nothing describes with the layout that their bytes leave no doubt about.",
        .run = Handler::of<handlers::guess>(),
        .checked = guesses<true>},
    Action{.name = "guess",
           .label = "Guess no layout",
           .menu = "Layout",
           .arguments = kGuess,
           .preset = "off",
           .help = "Opens files that nothing describes as canonical vertices, or asks how they lie.",
           .run = Handler::of<handlers::guess>(),
           .checked = guesses<false>},
    Action{.name = "color",
           .label = "Colours of the record",
           .menu = "Layout",
           .arguments = kColor,
           .preset = "auto",
           .needs = Needs::kFile,
           .help = "Takes the colour from the record's colour, else its intensity, else its height.",
           .run = Handler::of<handlers::color>(),
           .checked = is_colored_as_named},
    Action{.name = "color",
           .label = "Colour by height",
           .menu = "Layout",
           .arguments = kColor,
           .preset = "z",
           .needs = Needs::kFile,
           .help = "Shows z through the ramp.",
           .run = Handler::of<handlers::color>(),
           .checked = is_colored_by_height},
    Action{.name = "color",
           .label = "Colour by...",
           .menu = "Layout",
           .arguments = kColor,
           .needs = Needs::kFile,
           .help = "Shows a number of the record through the ramp, or three as red, green, blue.",
           .run = Handler::of<handlers::color>()},
    Action{.name = "ramp",
           .label = "Ramp: viridis",
           .menu = "Layout",
           .arguments = kRampNames,
           .preset = "viridis",
           .needs = Needs::kFile,
           .help = "Colours a single number from violet to yellow.",
           .run = Handler::of<handlers::ramp>(),
           .checked = is_ramp<Ramp::kViridis>},
    Action{.name = "ramp",
           .label = "Ramp: turbo",
           .menu = "Layout",
           .arguments = kRampNames,
           .preset = "turbo",
           .needs = Needs::kFile,
           .help = "Colours a single number from blue to red.",
           .run = Handler::of<handlers::ramp>(),
           .checked = is_ramp<Ramp::kTurbo>},
    Action{.name = "ramp",
           .label = "Ramp: grey",
           .menu = "Layout",
           .arguments = kRampNames,
           .preset = "grey",
           .needs = Needs::kFile,
           .help = "Colours a single number from black to white.",
           .run = Handler::of<handlers::ramp>(),
           .checked = is_ramp<Ramp::kGrey>},
    Action{.name = "ramp",
           .label = "Ramp: categories",
           .menu = "Layout",
           .arguments = kRampNames,
           .preset = "categories",
           .needs = Needs::kFile,
           .help = "Gives each whole number a colour of its own, for labels and classes.",
           .run = Handler::of<handlers::ramp>(),
           .checked = is_ramp<Ramp::kCategories>},
    Action{.name = "ramp",
           .label = "Ramp: SemanticKITTI",
           .menu = "Layout",
           .arguments = kRampNames,
           .preset = "semantickitti",
           .needs = Needs::kFile,
           .help = "Gives each class of SemanticKITTI its published colour.",
           .run = Handler::of<handlers::ramp>(),
           .checked = is_ramp<Ramp::kSemanticKitti>},
    Action{.name = "color-range",
           .label = "Colour range...",
           .menu = "Layout",
           .arguments = kColorRange,
           .needs = Needs::kFile,
           .help = "Sets what is no and full colour: auto, type, file, depth, a number of bits, LOW:HIGH.",
           .run = Handler::of<handlers::color_range>()},
};

}  // namespace vertexview::app::menus
