#pragma once
#include <imgui.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "actions/command.hpp"
#include "gui/fonts.hpp"
#include "gui/theme.hpp"
#include "session/session.hpp"

namespace vertexview::app {

/// A rectangle of the window, in ImGui units from the top left.
struct Area {
  ImVec2 min{0, 0};
  ImVec2 max{0, 0};
  [[nodiscard]] float width() const noexcept { return max.x - min.x; }
  [[nodiscard]] float height() const noexcept { return max.y - min.y; }
  [[nodiscard]] bool contains(ImVec2 p) const noexcept {
    return p.x >= min.x && p.x < max.x && p.y >= min.y && p.y < max.y;
  }
};

/// Where things are that scripts and tests point at, by name.
using Areas = std::map<std::string, Area>;

/// What goes on in the background, and how far it is; `what` empty: nothing does.
struct Activity {
  std::string what;
  double fraction = 0;
};

/// What every panel is given: the session to read, the look to draw with, and the one way to change
/// something. Actions run after all panels are drawn, so that no panel sees the session change under it.
struct Ui {
  Session& session;
  const ThemeColors& colors;
  const Fonts& fonts;
  float scale = 1;    ///< ImGui units to one unit of the design
  float density = 1;  ///< pixels to one ImGui unit
  double now = 0;     ///< seconds since the program started
  Activity activity;
  std::vector<Command> commands;  ///< to be performed, in order
  const Action* ask = nullptr;    ///< an action whose argument is to be asked for
  double next_change = 0;         ///< when something will look different by itself; 0: never

  /// Runs a command after this frame's panels.
  void run(Command command) { commands.push_back(std::move(command)); }
  /// Runs an action as menus and shortcuts do: with its preset, or by asking for the argument. One that can
  /// do nothing now asks for nothing: it is run as it is, and perform() says why it does nothing.
  void invoke(const Action& action);
  /// Draws again then at the latest, also where nobody does anything.
  void wake_at(double time);
  /// A length of the design in ImGui units, on a whole pixel.
  [[nodiscard]] float px(float design) const noexcept;
};

/// "1 vertex", "10 000 vertices".
[[nodiscard]] std::string counted(std::uint64_t count, const char* one, const char* many);
/// "1.2 GB", "80 bytes".
[[nodiscard]] std::string readable_bytes(std::uint64_t bytes);

/// Begins a window without decoration that fills `area`; ends with ImGui::End().
void begin_panel(const char* name, const Area& area, ImVec2 padding, ImU32 background, int extra_flags = 0);

/// Lines from bottom left to top right, as drawings mark what is not part of the thing.
void hatch(ImDrawList& list, ImVec2 min, ImVec2 max, float step, ImU32 color);

/// Text at a position, cut off at `right` with an ellipsis.
void text_at(ImDrawList& list, ImFont* font, ImVec2 position, ImU32 color, std::string_view text,
             float right = 1e9F);
[[nodiscard]] float text_width(ImFont* font, std::string_view text);

}  // namespace vertexview::app
