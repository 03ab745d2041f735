#pragma once
#include <array>
#include <map>
#include <string>

#include "gui/ui.hpp"
#include "panels/column_menu.hpp"
#include "panels/command_palette.hpp"
#include "panels/layout/layout_panel.hpp"
#include "panels/menu_bar.hpp"
#include "panels/notices.hpp"
#include "panels/prompt.hpp"
#include "panels/vertex_table.hpp"

namespace vertexview::app {

/// All panels in their places: menus above, the 3D view at the left with the layout below it, files, table
/// and inspector at the right with splitters between, the status bar below, and what opens over them.
class Workspace {
 public:
  /// Draws all panels. `picture` is the GL texture of the points, 0 for none.
  void draw(Ui& ui, unsigned picture);

  /// Returns where the 3D view is, as of the last draw().
  [[nodiscard]] const Area& view() const noexcept { return view_; }
  /// Returns the number of the dataset whose row in the list is at `place`, as of the last draw(), so that
  /// files can be dropped on it; nullopt where there is none.
  [[nodiscard]] std::optional<std::uint64_t> dataset_at(ImVec2 place) const noexcept;
  /// Returns the places of the things that scripts and tests point at, by name, in pixels of the window:
  /// left, top, width, height.
  [[nodiscard]] std::map<std::string, std::array<int, 4>> areas(float density) const;
  /// Returns what the Layout panel shows; nullopt while it is hidden.
  [[nodiscard]] std::optional<LayoutReport> layout_report() const;
  /// Returns what the prompt shows; nullopt while none is open.
  [[nodiscard]] std::optional<PromptReport> prompt_report() const { return prompt_.report(); }
  /// Returns whether a panel waits for the disk and will show more.
  [[nodiscard]] bool reading() const;
  /// Returns whether letters are for a part of the window: a palette or a prompt that is open or opening, or
  /// bytes that are marked in the Layout panel.
  [[nodiscard]] bool typing() const noexcept;
  /// Returns whether a palette or a prompt is opening: what is typed now has to wait for it.
  [[nodiscard]] bool taking_focus() const noexcept;

 private:
  /// Returns whether a palette or a prompt is open or opening.
  [[nodiscard]] bool asking() const noexcept;
  void place(Ui& ui, float top, ImVec2 display);
  void draw_side(Ui& ui);
  void draw_layout(Ui& ui);
  void draw_splitters(Ui& ui, float top, float table_bottom);
  void draw_overlays(Ui& ui);
  void open_prompt(Ui& ui);
  /// Draws the grip between two parts; while it is held, `edge` becomes where it is dragged to, and the
  /// function returns true.
  bool split(const char* name, const Area& area, bool vertical, const ThemeColors& colors, float& edge);

  MenuBar menu_bar_;
  VertexTable table_;
  CellMenu cell_menu_;  ///< of the inspector
  LayoutPanel layout_panel_;
  CommandPalette palette_;
  ArgumentPrompt prompt_;
  Notices notices_;
  std::vector<Area> dataset_rows_;
  Area dataset_list_;
  Area view_;
  Area side_;
  Area status_;
  Areas status_areas_;
  Areas overlay_areas_;  ///< of the inspector, and of what lies over the 3D view
  Area layout_;          ///< empty while the Layout panel is hidden
  Area side_splitter_;
  Area inspector_splitter_;
  float side_width_ = 0;        ///< in design units; 0: the default
  float inspector_height_ = 0;  ///< in design units; 0: the default
  int focus_wait_ = 0;
  float layout_height_ = 0;  ///< in design units; 0: the height that the panel wants
  float grab_ = 0;           ///< distance from the held grip's edge to the mouse
};

}  // namespace vertexview::app
