#pragma once
#include <imgui.h>

#include <string>

#include "gui/ui.hpp"

namespace vertexview::app {

/// Shows ImGui's line of text for a std::string. Returns what ImGui::InputText returns. Enter leaves the line
/// active, and a text that its owner changes meanwhile is shown at once.
bool input_text(const char* id, const char* hint, std::string& text, ImVec2 size, int flags = 0);

/// Begins a list to choose from, with a small arrow in place of ImGui's button. Returns true while the list
/// is open: then offer ImGui::Selectable lines and end with ImGui::EndCombo().
bool begin_combo(const Ui& ui, const char* id, const std::string& shown, float width);

/// Returns whether a menu or a list to choose from is open.
[[nodiscard]] bool popup_open();
/// Closes the innermost menu or list that is open.
void close_popup();
/// Returns whether a key went down in this frame; with `repeat`, also whether it repeats while it is held.
[[nodiscard]] bool key_pressed(ImGuiKey key, bool repeat = true);

/// Returns whether the right button was let go that was pressed in `area`: a drag that began elsewhere and
/// ends there is no click.
[[nodiscard]] bool right_clicked(const Area& area);

/// Returns whether the mouse has rested on ImGui's last hovered item for a moment, so that a tip does not
/// cover what a person is about to do; makes the window draw again when it will have.
[[nodiscard]] bool mouse_rests(Ui& ui);

/// Records the rectangle of ImGui's last item as the area `name`.
void mark(Areas& areas, const std::string& name);

/// Returns what a colour range is called: "2 % to 98 %", "min to max", ...
[[nodiscard]] const char* range_name(ColorRange range) noexcept;

}  // namespace vertexview::app
