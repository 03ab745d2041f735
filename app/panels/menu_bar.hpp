#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "gui/ui.hpp"

namespace vertexview::app {

/// The menus at the top of the window, made from the action table. An open menu is worked by the mouse or by
/// keys: Left and Right go to its neighbours, Up and Down choose, Enter takes.
class MenuBar {
 public:
  /// Draws the menus, and opens the one that the session asks for. Returns the height they take at the top of
  /// the window, in ImGui units.
  [[nodiscard]] float draw(Ui& ui);
  /// Returns where the last draw() put the open menu, as "menu File", and what is chosen in it, as "menu
  /// chosen".
  [[nodiscard]] const Areas& areas() const noexcept { return areas_; }

 private:
  void open_by_keys(Ui& ui, const std::vector<std::string>& menus);
  void choose_by_keys(std::size_t count);
  /// While keys work the menus, a mouse that rests on the name of another menu must not open that one.
  void rest_mouse();
  void draw_menu(Ui& ui, const std::string& menu);
  void draw_item(Ui& ui, const Action& action, std::size_t place, bool enter);

  std::string open_;                   ///< the menu that is open; empty: none
  std::optional<std::size_t> chosen_;  ///< its line that Enter takes
  bool by_keys_ = false;               ///< keys have opened the menu, and the mouse has not been used since
  Areas areas_;
};

}  // namespace vertexview::app
