#pragma once
// The rows of the menu Table, in its order: how the table of vertices is shown, and what its numbers are used
// for.
#include <array>

#include "actions/actions.hpp"
#include "actions/handlers.hpp"

namespace vertexview::app::menus {

inline constexpr std::array kSort{
    Argument{.kind = ArgumentKind::kNumbers, .name = "NUMBER [down]|none", .words = "none"}};
inline constexpr std::array kRows{
    Argument{.kind = ArgumentKind::kText, .name = "FIRST-LAST", .check = handlers::check_rows}};
inline constexpr std::array kColumn{Argument{.kind = ArgumentKind::kNumbers, .name = "NUMBER"}};
inline constexpr std::array kColumnOrAll{
    Argument{.kind = ArgumentKind::kNumbers, .name = "NUMBER|all", .words = "all"}};
inline constexpr std::array kColumnPlace{
    Argument{.kind = ArgumentKind::kNumbers, .name = "NUMBER PLACE", .check = handlers::check_move_column}};
inline constexpr std::array kColumnWidth{Argument{
    .kind = ArgumentKind::kNumbers, .name = "NUMBER WIDTH|auto", .check = handlers::check_column_width}};
inline constexpr std::array kColumnFormat{Argument{.kind = ArgumentKind::kNumbers,
                                                   .name = "NUMBER decoded|decimal|hex|bits",
                                                   .check = handlers::check_column_format}};
inline constexpr std::array kBrush{Argument{.kind = ArgumentKind::kNumbers,
                                            .name = "NUMBER LOW..HIGH|none",
                                            .words = "none",
                                            .check = handlers::check_brush}};
inline constexpr std::array kNumberOrNone{
    Argument{.kind = ArgumentKind::kNumbers, .name = "NUMBER|none", .words = "none"}};
inline constexpr std::array kValue{Argument{.kind = ArgumentKind::kNumbers, .name = "NUMBER [VERTEX]"}};
// The names of kRowsFormats.
inline constexpr std::array kRowsText{
    Argument{.kind = ArgumentKind::kChoice, .words = "tsv|csv|json|python|numpy|c"}};
inline constexpr std::array kUseAs{
    Argument{.kind = ArgumentKind::kNumbers, .name = "NUMBER x|y|z", .check = handlers::check_use_as}};

inline bool is_unsorted(const Session& session) {
  return session.active_dataset() != nullptr && !session.active_dataset()->table.sort;
}

inline constexpr std::array kTableMenu{
    Action{.name = "sort",
           .label = "Sort rows by...",
           .menu = "Table",
           .arguments = kSort,
           .needs = Needs::kFile,
           .help = "Orders the rows of the table by a number; the file stays as it is, and NaN comes last.",
           .run = Handler::of<handlers::sort>()},
    Action{.name = "sort",
           .label = "Rows as in the file",
           .menu = "Table",
           .arguments = kSort,
           .preset = "none",
           .needs = Needs::kFile,
           .help = "Gives the rows of the table the order of the file.",
           .run = Handler::of<handlers::sort>(),
           .checked = is_unsorted},
    Action{.name = "select-rows",
           .label = "Select rows...",
           .menu = "Table",
           .arguments = kRows,
           .needs = Needs::kVertices,
           .help = "Selects rows of the table, counted from 0 as they stand there: 0-99.",
           .run = Handler::of<handlers::select_rows>()},
    Action{.name = "hide-column",
           .label = "Hide column...",
           .menu = "Table",
           .arguments = kColumn,
           .needs = Needs::kFile,
           .help = "Hides a column of the table.",
           .run = Handler::of<handlers::hide_column>()},
    Action{.name = "show-column",
           .label = "Show column...",
           .menu = "Table",
           .arguments = kColumnOrAll,
           .needs = Needs::kFile,
           .help = "Shows a hidden column of the table again.",
           .run = Handler::of<handlers::show_column>()},
    Action{.name = "show-column",
           .label = "Show all columns",
           .menu = "Table",
           .arguments = kColumnOrAll,
           .preset = "all",
           .needs = Needs::kFile,
           .help = "Shows all hidden columns of the table again.",
           .run = Handler::of<handlers::show_column>()},
    Action{.name = "move-column",
           .label = "Move column...",
           .arguments = kColumnPlace,
           .needs = Needs::kFile,
           .help = "Moves a column of the table to a place, counted from 0, as a drag of its name does.",
           .run = Handler::of<handlers::move_column>()},
    Action{.name = "column-width",
           .label = "Width of a column...",
           .arguments = kColumnWidth,
           .needs = Needs::kFile,
           .help = "Makes a column of the table so wide, or with auto as wide as its numbers are.",
           .run = Handler::of<handlers::column_width>()},
    Action{.name = "column-format",
           .label = "Write a column as...",
           .menu = "Table",
           .arguments = kColumnFormat,
           .needs = Needs::kFile,
           .help = "Writes a column decoded, or what is stored: in decimal, in hex, or as bits.",
           .run = Handler::of<handlers::column_format>()},
    Action{.name = "brush",
           .label = "Brush a range of numbers...",
           .menu = "Table",
           .arguments = kBrush,
           .needs = Needs::kVertices,
           .help = "Keeps to records whose number lies in a range, as a drag over its histogram does.",
           .run = Handler::of<handlers::brush>()},
    Action{.name = "brush",
           .label = "Clear all brushes",
           .menu = "Table",
           .arguments = kBrush,
           .preset = "none",
           .needs = Needs::kVertices,
           .help = "Forgets the ranges that were brushed over histograms.",
           .run = Handler::of<handlers::brush>()},
    Action{.name = "statistics",
           .label = "Statistics of...",
           .menu = "Table",
           .arguments = kNumberOrNone,
           .needs = Needs::kFile,
           .help = "Shows how a number is spread over all records: extremes, mean, histogram.",
           .run = Handler::of<handlers::statistics>()},
    Action{.name = "copy-rows",
           .label = "Copy rows as...",
           .menu = "Table",
           .arguments = kRowsText,
           .needs = Needs::kSelection,
           .help = "Copies the selected rows as text: for spreadsheets, JSON, Python, NumPy, C.",
           .run = Handler::of<handlers::copy_rows>()},
    Action{.name = "copy-value",
           .label = "Copy value...",
           .arguments = kValue,
           .needs = Needs::kVertices,
           .help = "Copies a number of the vertex with the focus, or of another one: copy-value z 17.",
           .run = Handler::of<handlers::copy_value>()},
    Action{.name = "next-equal",
           .label = "Next equal value...",
           .menu = "Table",
           .arguments = kValue,
           .needs = Needs::kVertices,
           .help = "Goes to the next vertex of the file that has the same number.",
           .run = Handler::of<handlers::next_equal>()},
    Action{.name = "next-different",
           .label = "Next different value...",
           .menu = "Table",
           .arguments = kValue,
           .needs = Needs::kVertices,
           .help = "Goes to the next vertex of the file that has another number.",
           .run = Handler::of<handlers::next_different>()},
    Action{.name = "next-color",
           .label = "Colour by the next number",
           .menu = "Table",
           .shortcut = "]",
           .needs = Needs::kFile,
           .help = "Colours by the number after the one that gives the colour; after the last, the first.",
           .run = Handler::of<handlers::next_color>()},
    Action{.name = "previous-color",
           .label = "Colour by the previous number",
           .menu = "Table",
           .shortcut = "[",
           .needs = Needs::kFile,
           .help = "Colours by the number before the one that gives the colour; before the first, the last.",
           .run = Handler::of<handlers::previous_color>()},
    Action{.name = "use-as",
           .label = "Use as a coordinate...",
           .menu = "Table",
           .arguments = kUseAs,
           .needs = Needs::kFile,
           .help = "Takes a coordinate of the position from a number: use-as intensity z.",
           .run = Handler::of<handlers::use_as>()},
};

}  // namespace vertexview::app::menus
