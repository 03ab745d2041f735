// The parts of the window that need no window: events, shortcuts, search, numbers, and the table at any
// length.
#include <GLFW/glfw3.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <set>

#include "actions/fuzzy.hpp"
#include "actions/handlers.hpp"
#include "gui/fonts.hpp"
#include "panels/vertex_table.hpp"
#include "support_files.hpp"
#include "viewer/event_queue.hpp"
#include "viewer/navigation.hpp"
#include "viewer/shortcuts.hpp"

namespace vertexview::app {
namespace {

Event button(bool pressed) {
  Event event;
  event.kind = Event::Kind::kButton;
  event.pressed = pressed;
  return event;
}

Event key(int code, bool pressed) {
  Event event;
  event.kind = Event::Kind::kKey;
  event.code = code;
  event.pressed = pressed;
  return event;
}

Event moved(double x) {
  Event event;
  event.position = {x, 0};
  return event;
}

TEST(EventQueue, pressAndReleaseAreTwoFrames) {
  EventQueue queue;
  queue.push(moved(1));
  queue.push(button(true));
  queue.push(button(false));
  queue.push(moved(2));
  EXPECT_EQ(queue.next_frame().size(), 2U);
  const auto second = queue.next_frame();
  ASSERT_EQ(second.size(), 1U);
  EXPECT_FALSE(second[0].pressed);
  EXPECT_EQ(queue.next_frame().size(), 1U);
  EXPECT_TRUE(queue.empty());
}

TEST(EventQueue, movesInARowAreOne) {
  EventQueue queue;
  for (int i = 0; i < 100; ++i) queue.push(moved(i));
  const auto taken = queue.next_frame();
  ASSERT_EQ(taken.size(), 1U);
  EXPECT_EQ(taken[0].position.x, 99);
  ASSERT_EQ(taken[0].passed.size(), 99U) << "an outline goes through all of them";
  EXPECT_EQ(taken[0].passed.front().x, 0);
  EXPECT_EQ(taken[0].passed.back().x, 98);
}

TEST(EventQueue, anEditingKeyIsNotLostInASlowFrame) {
  EventQueue queue;
  queue.push(key(GLFW_KEY_ENTER, true));
  queue.push(key(GLFW_KEY_ENTER, false));
  EXPECT_EQ(queue.next_frame().size(), 1U);
  EXPECT_EQ(queue.next_frame().size(), 1U);
}

TEST(EventQueue, lettersArriveTogether) {
  EventQueue queue;
  for (const int code : {GLFW_KEY_A, GLFW_KEY_B}) {
    Event letter;
    letter.kind = Event::Kind::kCharacter;
    queue.push(key(code, true));
    queue.push(letter);
    queue.push(key(code, false));
  }
  EXPECT_EQ(queue.next_frame().size(), 6U);
}

TEST(EventQueue, enterComesAfterTheLetters) {
  EventQueue queue;
  Event letter;
  letter.kind = Event::Kind::kCharacter;
  queue.push(key(GLFW_KEY_2, true));
  queue.push(letter);
  queue.push(key(GLFW_KEY_2, false));
  queue.push(key(GLFW_KEY_ENTER, true));
  EXPECT_EQ(queue.next_frame().size(), 3U);
  EXPECT_EQ(queue.next_frame().size(), 1U);
}

TEST(EventQueue, aCommandIsNotLostWhereCtrlIsLetGoFirst) {
  EventQueue queue;
  Event command = key(GLFW_KEY_A, true);
  command.modifiers = GLFW_MOD_CONTROL;
  queue.push(command);
  queue.push(key(GLFW_KEY_LEFT_CONTROL, false));
  queue.push(key(GLFW_KEY_A, false));
  EXPECT_EQ(queue.next_frame().size(), 1U);
  EXPECT_EQ(queue.next_frame().size(), 2U);
}

Event wheel(int modifiers) {
  Event event;
  event.kind = Event::Kind::kWheel;
  event.modifiers = modifiers;
  return event;
}

TEST(EventQueue, aWheelKeepsItsModifiersInASlowFrame) {
  EventQueue queue;
  Event shift = key(GLFW_KEY_LEFT_SHIFT, true);
  shift.modifiers = kShift;
  queue.push(shift);
  queue.push(wheel(kShift));
  queue.push(key(GLFW_KEY_LEFT_SHIFT, false));
  queue.push(wheel(0));
  EXPECT_THAT(queue.next_frame(), testing::ElementsAre(testing::Field(&Event::modifiers, kShift),
                                                       testing::Field(&Event::modifiers, kShift)));
  EXPECT_EQ(queue.next_frame().size(), 2U);
  EXPECT_TRUE(queue.empty());
}

TEST(EventQueue, lettersAfterACommandAreForWhatItOpens) {
  EventQueue queue;
  Event command = key(GLFW_KEY_P, true);
  command.modifiers = GLFW_MOD_CONTROL;
  queue.push(command);
  queue.push(key(GLFW_KEY_P, false));
  queue.push(key(GLFW_KEY_L, true));
  EXPECT_EQ(queue.next_frame().size(), 1U);
  const auto second = queue.next_frame();
  ASSERT_EQ(second.size(), 2U);
  EXPECT_EQ(second[1].code, GLFW_KEY_L);
}

TEST(Shortcut, everyOneOfTheTableIsUnderstood) {
  for (const Action& action : actions()) {
    if (action.shortcut.empty()) continue;
    EXPECT_TRUE(parse_shortcut(action.shortcut)) << action.name << ": " << action.shortcut;
  }
}

TEST(Shortcut, noTwoActionsShareOne) {
  std::set<std::string_view> seen;
  for (const Action& action : actions())
    EXPECT_TRUE(action.shortcut.empty() || seen.insert(action.shortcut).second)
        << action.name << ": " << action.shortcut;
}

TEST(Shortcut, noneIsAKeyThatFlies) {
  for (const Action& action : actions()) {
    const auto shortcut = parse_shortcut(action.shortcut);
    if (!shortcut || (shortcut->modifiers & (kControl | kSuper)) != 0) continue;
    EXPECT_FALSE(Navigation::is_fly_key(shortcut->key)) << action.name << ": " << action.shortcut;
  }
}

TEST(Shortcut, modifiersCount) {
  EXPECT_TRUE(matches("Ctrl+P", GLFW_KEY_P, GLFW_MOD_CONTROL));
  EXPECT_FALSE(matches("Ctrl+P", GLFW_KEY_P, 0));
  EXPECT_FALSE(matches("Ctrl+P", GLFW_KEY_P, GLFW_MOD_CONTROL | GLFW_MOD_SHIFT));
  EXPECT_TRUE(matches("F", GLFW_KEY_F, GLFW_MOD_NUM_LOCK | GLFW_MOD_CAPS_LOCK));
  EXPECT_TRUE(matches("+", GLFW_KEY_EQUAL, GLFW_MOD_SHIFT));
  EXPECT_TRUE(matches("+", GLFW_KEY_KP_ADD, 0));
  EXPECT_TRUE(matches("7", GLFW_KEY_KP_7, 0));
  EXPECT_FALSE(parse_shortcut("Hyper+Q"));
  EXPECT_FALSE(parse_shortcut(""));
}

TEST(Shortcut, altAndItsFirstLetterOpenAMenu) {
  const auto menu = [](int code, int modifiers) {
    Event event = key(code, true);
    event.modifiers = modifiers;
    return menu_of(event);
  };
  EXPECT_EQ(menu(GLFW_KEY_F, kAlt), "File");
  EXPECT_EQ(menu(GLFW_KEY_C, kAlt | GLFW_MOD_NUM_LOCK), "Camera");
  EXPECT_EQ(menu(GLFW_KEY_F, 0), "");
  EXPECT_EQ(menu(GLFW_KEY_F, kAlt | kControl), "");
  EXPECT_EQ(menu(GLFW_KEY_Z, kAlt), "");
  EXPECT_EQ(menu(GLFW_KEY_S, kAlt), "") << "it flies back slowly";
}

TEST(Fuzzy, lettersInOrder) {
  EXPECT_TRUE(fuzzy_score("gtv", "Go to vertex"));
  EXPECT_FALSE(fuzzy_score("vtg", "Go to vertex"));
  EXPECT_GT(*fuzzy_score("op", "Open..."), *fuzzy_score("op", "Larger points"));
  EXPECT_GT(*fuzzy_score("fit", "Fit"), *fuzzy_score("fit", "Show or hide file..."));
  EXPECT_EQ(fuzzy_score("", "anything"), 0);
}

// ImGui without a window: enough for a panel's arithmetic.
class Table : public testing::Test {
 protected:
  Table() {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {800, 600};
    std::string missing;
    fonts_ = load_fonts(1, 1, missing);
    io.Fonts->Build();
  }
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;
  ~Table() override { ImGui::DestroyContext(); }

  void open(std::uint64_t records) {
    const std::string path = folder_.sparse("huge.bin", records * 20);
    auto file = Dataset::open(path);
    ASSERT_TRUE(file) << describe(file.error());
    OpenDataset dataset;
    dataset.data = *std::move(file);
    dataset.name = "huge.bin";
    dataset.id = session_.active = DatasetId{1};
    session_.datasets.push_back(std::move(dataset));
  }

  std::vector<Command> frame() {
    ImGui::NewFrame();
    Ui ui{.session = session_,
          .colors = theme_colors(Theme::kDark),
          .fonts = fonts_,
          .activity = {},
          .commands = {},
          .popup = popup_};
    table_.draw(ui, {{0, 0}, {500, 500}});
    ImGui::Render();
    return ui.commands;
  }

  test::TemporaryFolder folder_;
  Fonts fonts_;
  Session session_;
  VertexTable table_;
  bool popup_ = false;
};

constexpr std::uint64_t kBillion = 1'000'000'000;

TEST_F(Table, showsTheLastOfABillionRows) {
  ASSERT_NO_FATAL_FAILURE(open(kBillion));
  session_.scroll_to = kBillion - 1;
  (void)frame();
  const auto whole = static_cast<std::uint64_t>(table_.rows_area().height() / table_.row_height());
  EXPECT_EQ(table_.first_row() + whole, kBillion);
  EXPECT_FALSE(session_.scroll_to);
}

TEST_F(Table, oneRowFurtherIsOneRowAtAnyDepth) {
  ASSERT_NO_FATAL_FAILURE(open(kBillion));
  session_.scroll_to = 999'000'000;
  (void)frame();
  const std::uint64_t first = table_.first_row();
  const auto whole = static_cast<std::uint64_t>(table_.rows_area().height() / table_.row_height());
  session_.scroll_to = first + whole;
  (void)frame();
  EXPECT_EQ(table_.first_row(), first + 1);
  session_.scroll_to = first;
  (void)frame();
  EXPECT_EQ(table_.first_row(), first);
}

TEST_F(Table, clickHitsTheExactRowAtTheEnd) {
  ASSERT_NO_FATAL_FAILURE(open(kBillion));
  session_.scroll_to = 999'999'990;
  (void)frame();
  const auto row = table_.first_row() + 7;
  ImGuiIO& io = ImGui::GetIO();
  io.MousePos = {100, table_.rows_area().min.y + 7.5F * table_.row_height()};
  (void)frame();
  io.MouseDown[0] = true;
  EXPECT_THAT(frame(), testing::ElementsAre(command<handlers::select>(VertexChoice(Amount{row}))));
}

TEST_F(Table, wheelMovesByRows) {
  ASSERT_NO_FATAL_FAILURE(open(kBillion));
  session_.scroll_to = 500'000'000;
  (void)frame();
  const std::uint64_t first = table_.first_row();
  ImGui::GetIO().MousePos = {100, 200};
  (void)frame();
  ImGui::GetIO().MouseWheel = -1;
  (void)frame();
  EXPECT_EQ(table_.first_row(), first + 3);
}

TEST_F(Table, keysBehindAMenuMoveNothing) {
  ASSERT_NO_FATAL_FAILURE(open(kBillion));
  ImGuiIO& io = ImGui::GetIO();
  io.KeyMap[ImGuiKey_DownArrow] = GLFW_KEY_DOWN;
  (void)frame();
  io.KeysDown[GLFW_KEY_DOWN] = true;
  popup_ = true;
  EXPECT_THAT(frame(), testing::IsEmpty());
  io.KeysDown[GLFW_KEY_DOWN] = false;
  popup_ = false;
  EXPECT_THAT(frame(), testing::IsEmpty());
  io.KeysDown[GLFW_KEY_DOWN] = true;
  EXPECT_THAT(frame(), testing::ElementsAre(command<handlers::select>(VertexChoice(Amount{0}))));
}

TEST_F(Table, noRows) {
  ASSERT_NO_FATAL_FAILURE(open(0));
  EXPECT_TRUE(frame().empty());
  EXPECT_EQ(table_.first_row(), 0U);
}

}  // namespace
}  // namespace vertexview::app
