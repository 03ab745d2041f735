#include "actions/command.hpp"

#include <array>
#include <set>

#include "actions/handlers.hpp"
#include "session/support.hpp"

namespace vertexview::app {
namespace {

std::string error_of(std::string_view text) {
  const auto command = parse_command(text);
  if (command) return "no error";
  EXPECT_EQ(command.error().code, ErrorCode::kInvalidArgument);
  return command.error().message;
}

std::string argument_of(std::string_view text) {
  const auto command = parse_command(text);
  return command ? std::get<std::string>(command->arguments.at(0)) : describe(command.error());
}

TEST(ParseCommand, nameAndArgument) {
  const auto command = parse_command("  theme \t dark \n");
  ASSERT_TRUE(command);
  EXPECT_EQ(command->action->name, "theme");
  EXPECT_THAT(command->arguments, ElementsAre(ArgumentValue("dark")));
  EXPECT_THAT(parse_command(" fit ")->arguments, IsEmpty());
}

TEST(ParseCommand, aPathIsBytes) {
  EXPECT_EQ(argument_of("open /a path/with spaces.bin"), "/a path/with spaces.bin");
  EXPECT_EQ(argument_of("open x.bin "), "x.bin ");
  EXPECT_EQ(argument_of("open  x.bin"), " x.bin") << "only the one blank that ends the name is taken off";
  EXPECT_EQ(argument_of("open a\nb\t"), "a\nb\t");
  EXPECT_EQ(argument_of("open \xFF\xFE"), "\xFF\xFE") << "it need not be UTF-8";
  EXPECT_EQ(argument_of("open-recent  x.bin "), " x.bin ");
  EXPECT_EQ(argument_of("screenshot a.png "), "a.png ");
  EXPECT_EQ(argument_of("state s.json "), "s.json ");
  EXPECT_EQ(error_of("open "), "open needs an argument; expected 'open PATH'");
}

TEST(ParseCommand, indices) {
  EXPECT_THAT(parse_command("goto 12")->arguments, ElementsAre(ArgumentValue(Amount{12})));
  EXPECT_THAT(parse_command("goto 1 000 000")->arguments, ElementsAre(ArgumentValue(Amount{1'000'000})));
  EXPECT_THAT(parse_command("goto 0x10")->arguments, ElementsAre(ArgumentValue(Amount{16})));
  EXPECT_THAT(parse_command("goto 5_000_000")->arguments, ElementsAre(ArgumentValue(Amount{5'000'000})));
  EXPECT_THAT(parse_command("goto 10M")->arguments, ElementsAre(ArgumentValue(Amount{10'000'000})));
  EXPECT_THAT(parse_command("goto 50%")->arguments, ElementsAre(ArgumentValue(Amount{500'000'000, true})));
  EXPECT_THAT(parse_command("activate 1")->arguments, ElementsAre(ArgumentValue(std::uint64_t{1})));
  EXPECT_EQ(error_of("activate 50%"), "'50%' is not an index; expected a whole number from 0");
}

TEST(ParseCommand, addresses) {
  using Kind = VertexAddress::Kind;
  const auto address_of = [](std::string_view text) { return parse_command(text)->arguments; };
  EXPECT_THAT(address_of("goto +1000"), ElementsAre(ArgumentValue(VertexAddress(Kind::kForward, {1000}))));
  EXPECT_THAT(address_of("goto +1 000"), ElementsAre(ArgumentValue(VertexAddress(Kind::kForward, {1000}))));
  EXPECT_THAT(address_of("goto -10"), ElementsAre(ArgumentValue(VertexAddress(Kind::kBackward, {10}))));
  EXPECT_THAT(address_of("goto +1%"),
              ElementsAre(ArgumentValue(VertexAddress(Kind::kForward, {10'000'000, true}))));
  EXPECT_THAT(address_of("goto last "), ElementsAre(ArgumentValue(VertexAddress(Kind::kLast, {}))));
  EXPECT_THAT(address_of("goto @0x76c1c5c"),
              ElementsAre(ArgumentValue(VertexAddress(Kind::kByte, {0x76c1c5c}))));
  EXPECT_THAT(address_of("goto @20"), ElementsAre(ArgumentValue(VertexAddress(Kind::kByte, {20}))));
}

TEST(ParseCommand, unknownNameListsTheNearest) {
  EXPECT_EQ(error_of("selct 2"), "no action 'selct'; did you mean 'select', 'deselect', 'select-to'?");
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
  EXPECT_EQ(error_of("select"), "select needs an argument; expected 'select VERTICES'");
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
  for (const std::string text : {"two", "1.5", "99999999999999999999", "200%", "+", "-", "@", "+-1", "- 1",
                                 "+1.5", "@50%", "@-1", "last 1", "Last", "last+1"})
    EXPECT_EQ(error_of("select " + text),
              "'" + text +
                  "' is not an index; write it as 5000000, 10M, 50%, +1000, -10, last or @0x1c5c, a byte of "
                  "the file");
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

Result<void> two_arguments(Session&, const VertexAddress&, const std::string&) {
  return {};
}

TEST(ParseArguments, allButTheLastAreAWordEach) {
  constexpr std::array kArguments{Argument{.kind = ArgumentKind::kIndex, .name = "INDEX"},
                                  Argument{.kind = ArgumentKind::kPath, .name = "PATH"}};
  const Action action{.name = "note",
                      .label = "Note",
                      .arguments = kArguments,
                      .help = "Takes two.",
                      .run = Handler::of<two_arguments>()};
  EXPECT_EQ(usage(action), "note INDEX PATH");
  const auto command = parse_arguments(action, "7  a b ");
  ASSERT_TRUE(command) << command.error().message;
  EXPECT_THAT(command->arguments, ElementsAre(ArgumentValue(Amount{7}), ArgumentValue(" a b ")));
  EXPECT_EQ(command_text(*command), "note 7  a b ");
  EXPECT_EQ(parse_arguments(action, "7 ").error().message,
            "note needs an argument; expected 'note INDEX PATH'");
  EXPECT_FALSE(parse_arguments(action, "x y"));
}

TEST(CommandText, readsBackToAnEqualCommand) {
  for (const std::string text : {"open  x.bin ",
                                 "open \xFF\n",
                                 "fit",
                                 "select 0",
                                 "select 18446744073709551615",
                                 "goto 50%",
                                 "goto 12.5%",
                                 "goto 0.0000001%",
                                 "goto 100%",
                                 "goto +1000",
                                 "goto -0",
                                 "goto +12.5%",
                                 "goto last",
                                 "select @124525660",
                                 "activate 3",
                                 "theme dark",
                                 "layout \"<3f 4x\" --count 7",
                                 "camera eye=1,2,3 fov=30",
                                 "point-size 0.05m",
                                 "background #102030",
                                 "edl 0.5",
                                 "color-range 0:1"}) {
    const auto command = parse_command(text);
    ASSERT_TRUE(command) << text;
    EXPECT_EQ(command_text(*command), text);
    EXPECT_EQ(parse_command(command_text(*command)), command) << text;
  }
  EXPECT_EQ(command_text(*parse_command("goto 1 000 000")), "goto 1000000");
}

TEST(CommandText, presetsOfEveryRow) {
  for (const Action& action : actions()) {
    const Command command = preset_command(action);
    EXPECT_EQ(command.action, &action);
    if (action.preset.empty()) continue;
    const auto again = parse_command(command_text(command));
    ASSERT_TRUE(again) << action.name << ": " << again.error().message;
    EXPECT_EQ(again->arguments, command.arguments);
    EXPECT_EQ(again->action->name, action.name);
  }
}

TEST(Command, ofAHandler) {
  EXPECT_EQ(command<handlers::select>(VertexChoice(Amount{7})), parse_command("select 7"));
  EXPECT_EQ(command<handlers::open>("x.bin "), parse_command("open x.bin "));
  EXPECT_EQ(command<handlers::fit>(), parse_command("fit"));
}

TEST(Perform, saysWhyNothingWasDone) {
  Session session;
  const auto done = perform(session, "slect 1");
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().message, StartsWith("no action 'slect'"));
  EXPECT_THAT(perform(session, "select 1").error().message, HasSubstr("no file is open"));
}

// perform() refuses every action that is not enabled now, wherever the command came from.
TEST(Perform, refusesWhatIsOff) {
  Session session;
  for (const Action& action : actions()) {
    const auto enabled = check_enabled(action, session);
    if (enabled) continue;
    const auto done = perform(session, preset_command(action));
    ASSERT_FALSE(done) << action.name;
    EXPECT_EQ(done.error().message, enabled.error().message);
    EXPECT_THAT(done.error().message, StartsWith(std::string(action.name) + ": "));
  }
  const auto error = [&](std::string_view text) { return describe(perform(session, text).error()); };
  EXPECT_EQ(error("fit"), "fit: no file is open");
  EXPECT_EQ(error("ramp turbo"), "ramp: no file is open");
  EXPECT_EQ(error("close"), "close: no file is open");
  EXPECT_EQ(error("activate 0"), "activate: no file is open");
  EXPECT_EQ(error("cancel"), "cancel: nothing is under way");
  EXPECT_EQ(error("copy"), "copy: no vertex is selected");
}

TEST(Perform, refusesArgumentsOfOtherTypes) {
  Session session = colors_session();
  const Action* const select = find_action(Handler::of<handlers::select>());
  ASSERT_NE(select, nullptr);
  for (const Command& command : {Command{select, {}}, Command{select, {std::string("2")}},
                                 Command{select, {Amount{1}, Amount{2}}}, Command{}}) {
    EXPECT_FALSE(perform(session, command));
    EXPECT_FALSE(session.selection.focus());
  }
}

}  // namespace
}  // namespace vertexview::app
