#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string>

#include "actions/actions.hpp"
#include "actions/command.hpp"
#include "session/support.hpp"

namespace vertexview::app {
namespace {

TEST(ActionTable, rowsOfOneNameAreOneAction) {
  std::map<std::string_view, const Action*> first;
  for (const Action& action : actions()) {
    const Action* other = first.emplace(action.name, &action).first->second;
    EXPECT_TRUE(action.run == other->run) << action.name;
    EXPECT_EQ(action.arguments.data(), other->arguments.data()) << action.name;
    EXPECT_EQ(action.needs, other->needs) << action.name;
  }
}

TEST(ActionTable, everyRowExplainsItself) {
  const std::set<std::string_view> menus{"File", "Select", "View", "Layout", "Camera", "Table", "Help", ""};
  for (const Action& action : actions()) {
    EXPECT_FALSE(action.label.empty()) << action.name;
    EXPECT_TRUE(menus.contains(action.menu)) << action.name;
    ASSERT_FALSE(action.help.empty()) << action.name;
    EXPECT_EQ(action.help.back(), '.') << action.name;
    EXPECT_TRUE(std::isupper(static_cast<unsigned char>(action.help.front())) != 0) << action.name;
    EXPECT_LE(action.help.size(), 90U) << action.name;
    const bool asks = !action.arguments.empty() && action.preset.empty();
    EXPECT_LE(action.arguments.size(), 1U) << "the window's prompt asks for one";
    EXPECT_EQ(action.label.ends_with("..."), asks || action.name == "palette") << action.label;
  }
}

TEST(ActionTable, everyMenuCanBeOpened) {
  std::vector<std::string_view> menus;
  for (const Action& action : actions())
    if (!action.menu.empty() && std::ranges::find(menus, action.menu) == menus.end())
      menus.push_back(action.menu);
  const auto row = std::ranges::find(actions(), "menu", &Action::name);
  ASSERT_NE(row, actions().end());
  EXPECT_EQ(words_of(row->arguments.front()), menus);
  EXPECT_EQ(row->preset, menus.front());
}

TEST(ActionTable, namesAreWordsThatCanBeTyped) {
  for (const Action& action : actions())
    EXPECT_TRUE(std::all_of(action.name.begin(), action.name.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || c == '-';
    })) << action.name;
}

TEST(ActionTable, presetsAreAccepted) {
  for (const Action& action : actions())
    if (!action.preset.empty()) {
      EXPECT_TRUE(parse_command(std::string(action.name) + " " + std::string(action.preset))) << action.name;
    }
}

TEST(ActionTable, stableNames) {
  for (const char* text : {"open PATH", "open-whole PATH", "fit", "view front", "view side", "view top",
                           "ortho", "camera fov=30", "point-size 4", "select 0", "goto 3", "theme dark",
                           "theme light", "screenshot a.png", "state a.json", "quit"})
    EXPECT_TRUE(parse_command(text)) << text;
}

}  // namespace
}  // namespace vertexview::app
