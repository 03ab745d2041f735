#pragma once
#include <imgui.h>

#include <string>

#include "gui/ui.hpp"

namespace vertexview::app {

/// ImGui's line of text over a std::string. True where ImGui::InputText is.
bool input_text(const char* id, const char* hint, std::string& text, ImVec2 size, int flags = 0);

/// A list to choose from, with a small arrow in place of ImGui's button. True while it is open: then offer
/// ImGui::Selectable lines and end with ImGui::EndCombo().
bool begin_combo(const Ui& ui, const char* id, const std::string& shown, float width);

/// The last item becomes the area `name`.
void mark(Areas& areas, const std::string& name);

/// What a colour range is called: "2 % to 98 %", "min to max", ...
[[nodiscard]] const char* range_name(ColorRange range) noexcept;

}  // namespace vertexview::app
