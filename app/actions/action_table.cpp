// The action table: the rows of all menus, and what must hold of all of them together.
#include <algorithm>
#include <array>
#include <tuple>

#include "actions/menu_camera.hpp"
#include "actions/menu_file.hpp"
#include "actions/menu_help.hpp"
#include "actions/menu_layout.hpp"
#include "actions/menu_select.hpp"
#include "actions/menu_table.hpp"
#include "actions/menu_view.hpp"

namespace vertexview::app {
namespace {

template <std::size_t... sizes>
constexpr auto joined(const std::array<Action, sizes>&... menus) {
  return std::apply([](const auto&... rows) { return std::array{rows...}; }, std::tuple_cat(menus...));
}

constexpr std::array kTable =
    joined(menus::kFileMenu, menus::kSelectMenu, menus::kViewMenu, menus::kLayoutMenu, menus::kCameraMenu,
           menus::kTableMenu, menus::kHelpMenu);

constexpr bool every_handler_takes_what_its_row_says() {
  return std::ranges::all_of(kTable, [](const Action& row) { return row.run.takes(row.arguments); });
}
static_assert(every_handler_takes_what_its_row_says());

constexpr bool every_row_is_another() {
  for (std::size_t i = 0; i < kTable.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (kTable[i].name == kTable[j].name && kTable[i].preset == kTable[j].preset) return false;
  return true;
}
static_assert(every_row_is_another());

constexpr bool no_shortcut_is_taken_twice() {
  for (std::size_t i = 0; i < kTable.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (!kTable[i].shortcut.empty() && kTable[i].shortcut == kTable[j].shortcut) return false;
  return true;
}
static_assert(no_shortcut_is_taken_twice());

}  // namespace

std::span<const Action> actions() noexcept {
  return kTable;
}

}  // namespace vertexview::app
