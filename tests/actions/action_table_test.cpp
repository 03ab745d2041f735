#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string>

#include "actions/actions.hpp"
#include "session/support.hpp"

namespace vertexview::app {
namespace {

std::string error_of(std::string_view text) {
  const auto command = parse_command(text);
  if (command) return "no error";
  EXPECT_EQ(command.error().code, ErrorCode::kInvalidArgument);
  return command.error().message;
}

TEST(ActionTable, namesWithPresetsAreUnique) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const Action& action : actions())
    EXPECT_TRUE(seen.emplace(action.name, action.preset).second) << action.name << " " << action.preset;
}

TEST(ActionTable, rowsOfOneNameAreOneAction) {
  std::map<std::string_view, const Action*> first;
  for (const Action& action : actions()) {
    const Action* other = first.emplace(action.name, &action).first->second;
    EXPECT_EQ(action.run, other->run) << action.name;
    EXPECT_EQ(action.argument, other->argument) << action.name;
    EXPECT_EQ(action.check, other->check) << action.name;
  }
}

TEST(ActionTable, shortcutsAreUnique) {
  std::set<std::string_view> seen;
  for (const Action& action : actions())
    if (!action.shortcut.empty()) {
      EXPECT_TRUE(seen.insert(action.shortcut).second) << action.shortcut;
    }
}

TEST(ActionTable, everyRowExplainsItself) {
  const std::set<std::string_view> menus{"File", "Select", "View", "Layout", "Camera", "Help", ""};
  for (const Action& action : actions()) {
    EXPECT_FALSE(action.label.empty()) << action.name;
    EXPECT_TRUE(menus.contains(action.menu)) << action.name;
    EXPECT_NE(action.run, nullptr) << action.name;
    ASSERT_FALSE(action.help.empty()) << action.name;
    EXPECT_EQ(action.help.back(), '.') << action.name;
    EXPECT_TRUE(std::isupper(static_cast<unsigned char>(action.help.front())) != 0) << action.name;
    EXPECT_LE(action.help.size(), 90U) << action.name;
    const bool asks = !action.argument.empty() && action.preset.empty();
    EXPECT_EQ(action.label.ends_with("..."), asks || action.name == "palette") << action.label;
  }
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
  for (const char* text :
       {"open PATH", "fit", "view front", "view side", "view top", "ortho", "camera fov=30", "point-size 4",
        "select 0", "goto 3", "theme dark", "theme light", "screenshot a.png", "state a.json", "quit"})
    EXPECT_TRUE(parse_command(text)) << text;
}

TEST(ActionTable, actionsThatAreOffFailCleanlyOnAnEmptyDocument) {
  for (const Action& action : actions()) {
    Document document;
    if (action.enabled == nullptr || action.enabled(document)) continue;
    const std::string argument = action.argument == "INDEX" || action.argument == "CLOUD" ? "0" : "";
    const auto done = action.run(document, argument);
    if (action.name == "fit" || action.name == "deselect") {
      EXPECT_TRUE(done) << "nothing to do is no error";
    } else {
      ASSERT_FALSE(done) << action.name;
      EXPECT_FALSE(done.error().message.empty());
    }
  }
}

TEST(Choices, onlyLowerCaseWordsAreChoices) {
  EXPECT_THAT(choices(*parse_command("theme dark")->action), ElementsAre("dark", "light"));
  EXPECT_THAT(choices(*parse_command("point-size 4")->action), IsEmpty());
  EXPECT_THAT(choices(*parse_command("open x")->action), IsEmpty());
  EXPECT_THAT(choices(*parse_command("fit")->action), IsEmpty());
}

TEST(ParseCommand, nameAndArgument) {
  const auto command = parse_command("  open \t /a path/with spaces.bin  ");
  ASSERT_TRUE(command);
  EXPECT_EQ(command->action->name, "open");
  EXPECT_EQ(command->argument, "/a path/with spaces.bin");
  EXPECT_EQ(parse_command("fit")->argument, "");
}

TEST(ParseCommand, unknownNameListsTheNearest) {
  EXPECT_EQ(error_of("selct 2"), "no action 'selct'; did you mean 'select', 'deselect'?");
  EXPECT_EQ(error_of("pointsize 2"), "no action 'pointsize'; did you mean 'point-size'?");
  EXPECT_EQ(
      error_of("FIT"), "no action 'FIT'; expected one of " + [] {
        std::string all;
        std::set<std::string_view> seen;
        for (const Action& action : actions())
          if (seen.insert(action.name).second) all += (all.empty() ? "" : ", ") + std::string(action.name);
        return all;
      }());
}

TEST(ParseCommand, emptyText) {
  EXPECT_EQ(error_of(""), "no action is given; expected NAME [ARGUMENT], as in 'select 2'");
  EXPECT_EQ(error_of(" \n"), "no action is given; expected NAME [ARGUMENT], as in 'select 2'");
}

TEST(ParseCommand, missingAndSuperfluousArguments) {
  EXPECT_EQ(error_of("select"), "select needs an argument; expected 'select INDEX'");
  EXPECT_EQ(error_of("theme "), "theme needs an argument; expected 'theme dark|light'");
  EXPECT_EQ(error_of("fit now"), "fit takes no argument; found 'now'");
}

TEST(ParseCommand, wrongWords) {
  EXPECT_EQ(
      error_of("view frnt"),
      "view: 'frnt' is unknown; expected one of front, back, side, left, top, bottom; did you mean 'front'?");
  EXPECT_EQ(error_of("theme blue"), "theme: 'blue' is unknown; expected one of dark, light");
}

TEST(ParseCommand, wrongNumbers) {
  EXPECT_EQ(error_of("select two"), "'two' is not an index; expected a whole number from 0");
  EXPECT_EQ(error_of("goto -1"), "'-1' is not an index; expected a whole number from 0");
  EXPECT_EQ(error_of("select 1.5"), "'1.5' is not an index; expected a whole number from 0");
  EXPECT_EQ(error_of("select 99999999999999999999"),
            "'99999999999999999999' is not an index; expected a whole number from 0");
  for (const std::string text : {"0", "65", "-1", "nan", "4pt", "huge"})
    EXPECT_EQ(error_of("point-size " + text), "point-size: '" + text +
                                                  "' is not a size; expected 1 to 64 pixels, units of the "
                                                  "file as in 0.05m, auto, larger or smaller");
}

TEST(ParseCommand, wrongCameraWords) {
  EXPECT_EQ(
      error_of("camera eye=1"),
      "camera, position 4: eye expects three numbers separated by commas without spaces, as in eye=1,2,3; "
      "found '1'");
  EXPECT_TRUE(parse_command("camera target=0,-3,0")) << "whether it fits depends on the camera it changes";
}

TEST(Perform, saysWhyNothingWasDone) {
  Document document;
  const auto done = perform(document, "slect 1");
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().message, StartsWith("no action 'slect'"));
  EXPECT_THAT(perform(document, "select 1").error().message, HasSubstr("no file is open"));
}

}  // namespace
}  // namespace vertexview::app
