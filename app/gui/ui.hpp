#pragma once
#include <imgui.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "actions/command.hpp"
#include "gui/fonts.hpp"
#include "gui/pixel_image.hpp"
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

/// The places of the things that scripts and tests point at, by name.
using Areas = std::map<std::string, Area>;

/// Background work and its progress; with an empty `what` there is none.
struct Activity {
  std::string what;
  double fraction = 0;
};

/// Keeps pictures where the window can draw them. Called on the window's thread.
class PictureStore {
 public:
  PictureStore() = default;
  PictureStore(const PictureStore&) = delete;
  PictureStore& operator=(const PictureStore&) = delete;
  virtual ~PictureStore() = default;
  /// Returns what ImGui draws for the picture of that `place`, counted from 0: copied there when it has
  /// another `serial`, which is not 0, than the one before. It is valid for this frame.
  [[nodiscard]] virtual ImTextureID texture(std::size_t place, std::uint64_t serial,
                                            const PixelImage& picture) = 0;
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
  std::vector<ImVec2> outline = {};  ///< corners of the box or outline that is being drawn over the picture
  std::vector<Command> commands;     ///< performed in order after the panels are drawn
  const Action* ask = nullptr;       ///< an action for whose argument the person is asked next; null: none
  bool popup = false;      ///< a menu or a list was open when the frame began: keys are for it, not behind it
  double next_change = 0;  ///< when a panel will look different by itself, in the seconds of `now`; 0: never
  PictureStore* pictures = nullptr;  ///< null: panels show no pictures of their own

  /// Runs a command after this frame's panels.
  void run(Command command) { commands.push_back(std::move(command)); }
  /// Runs an action as menus and shortcuts do: with its preset, or after asking for the argument. An action
  /// that is not enabled asks for nothing: it is run as it is, and perform() says why it does nothing.
  void invoke(const Action& action);
  /// Makes the window draw again at `time` at the latest, even where nobody does anything.
  void wake_at(double time);
  /// Returns a length of the design in ImGui units, rounded to whole pixels.
  [[nodiscard]] float px(float design) const noexcept;
};

/// Returns the count with the fitting noun: "1 vertex", "10 000 vertices".
[[nodiscard]] std::string counted(std::uint64_t count, const char* one, const char* many);
/// Returns a size with a decimal unit: "1.20 GB", "80 bytes".
[[nodiscard]] std::string readable_bytes(std::uint64_t bytes);

/// Begins a window without decoration that fills `area`; the caller ends it with ImGui::End().
void begin_panel(const char* name, const Area& area, ImVec2 padding, ImU32 background, int extra_flags = 0);

/// Hatches a rectangle with lines from bottom left to top right, as technical drawings mark filler.
void hatch(ImDrawList& list, ImVec2 min, ImVec2 max, float step, ImU32 color);

/// Draws text at a position; an ellipsis ends it where it would pass `right`.
void text_at(ImDrawList& list, ImFont* font, ImVec2 position, ImU32 color, std::string_view text,
             float right = 1e9F);
[[nodiscard]] float text_width(ImFont* font, std::string_view text);

}  // namespace vertexview::app
