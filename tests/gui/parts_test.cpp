// The parts of the window that need none: events, shortcuts, search, numbers, and the table at any length.
#include <GLFW/glfw3.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <set>

#include "actions/fuzzy.hpp"
#include "actions/handlers.hpp"
#include "gui/fonts.hpp"
#include "panels/record.hpp"
#include "panels/vertex_table.hpp"
#include "support_files.hpp"
#include "viewer/event_queue.hpp"
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

TEST(Fuzzy, lettersInOrder) {
  EXPECT_TRUE(fuzzy_score("gtv", "Go to vertex"));
  EXPECT_FALSE(fuzzy_score("vtg", "Go to vertex"));
  EXPECT_GT(*fuzzy_score("op", "Open..."), *fuzzy_score("op", "Larger points"));
  EXPECT_GT(*fuzzy_score("fit", "Fit"), *fuzzy_score("fit", "Show or hide file..."));
  EXPECT_EQ(fuzzy_score("", "anything"), 0);
}

TEST(Record, elementsOfTheCanonicalRecord) {
  const auto elements = elements_of(Layout::canonical());
  std::vector<std::string> names;
  std::vector<std::uint64_t> offsets;
  for (const Column& element : elements) {
    names.push_back(element.name);
    offsets.push_back(element.offset);
  }
  EXPECT_THAT(names, testing::ElementsAre("x", "y", "z", "red", "green", "blue", "padding"));
  EXPECT_THAT(offsets, testing::ElementsAre(0, 4, 8, 12, 14, 16, 18));
}

TEST(Record, valuesAndTexts) {
  constexpr std::array<unsigned char, 20> kFirst{0xd1, 0xb2, 0x4f, 0x45, 0xd9, 0x11, 0xcd, 0x45, 0xed, 0x1c,
                                                 0x12, 0x46, 0xe0, 0x0b, 0x77, 0x86, 0x31, 0xd4, 0x5d, 0xf9};
  const auto record = std::as_bytes(std::span(kFirst));
  const auto elements = elements_of(Layout::canonical());
  const Value x = decode(record, elements[0]);
  EXPECT_EQ(full_text(x), "3323.176025390625");
  EXPECT_EQ(short_text(x, ElementType::kFloat32), "3323.176");
  EXPECT_EQ(column_text(x, 3), "3323.176");
  EXPECT_EQ(normalised_text(x, elements[0]), "");
  const Value red = decode(record, elements[3]);
  EXPECT_EQ(full_text(red), "3040");
  EXPECT_EQ(normalised_text(red, elements[3]), "0.04639");
  EXPECT_EQ(hex_text(record.subspan(18)), "5d f9");
}

TEST(Record, otherByteOrderAndTypes) {
  constexpr std::array<unsigned char, 8> kBytes{0x3f, 0x80, 0x00, 0x00, 0xff, 0x80, 0x00, 0x3c};
  const auto record = std::as_bytes(std::span(kBytes));
  Column element;
  element.type = ElementType::kFloat32;
  element.size = 4;
  element.big_endian = true;
  EXPECT_EQ(decode(record, element), Value(1.0));
  element.type = ElementType::kInt8;
  element.offset = 4;
  EXPECT_EQ(decode(record, element), Value(std::int64_t{-1}));
  element.offset = 5;
  EXPECT_EQ(normalised_text(decode(record, element), element), "") << "a number, not a part of something";
  element.semantic = Semantic::kNormal;
  EXPECT_EQ(normalised_text(decode(record, element), element), "") << "of no colour";
  element.semantic = Semantic::kNone;
  element.type = ElementType::kFloat16;
  element.offset = 6;
  element.big_endian = false;
  EXPECT_EQ(decode(record, element), Value(1.0));
  element.offset = 7;
  EXPECT_EQ(decode(record, element), Value()) << "past the end";
}

TEST(Record, columnsKeepTheirPoint) {
  EXPECT_EQ(decimals_for(9823.12), 3);
  EXPECT_EQ(decimals_for(100), 4);
  EXPECT_EQ(decimals_for(4e6), 0);
  EXPECT_EQ(decimals_for(0.5), 6);
  EXPECT_EQ(column_text(Value(0.0), 3), "0.000");
  EXPECT_EQ(column_text(Value(1e-9), 3), "1e-09");
  EXPECT_EQ(column_text(Value(std::numeric_limits<double>::quiet_NaN()), 3), "nan");
  EXPECT_EQ(column_text(Value(-std::numeric_limits<double>::infinity()), 3), "-inf");
}

TEST(Record, numbersOfARange) {
  EXPECT_EQ(number_text(0.2, {0.2, 0.99}), "0.2");
  EXPECT_EQ(number_text(0.99, {0.2, 0.99}), "0.99");
  EXPECT_EQ(number_text(1.0 / 3, {0, 1}), "0.333");
  EXPECT_EQ(number_text(412345.25, {412340, 412390}), "412345.25");
  EXPECT_EQ(number_text(412345.25, {0, 1e6}), "412345");
  EXPECT_EQ(number_text(65535, {0, 65535}), "65535");
  EXPECT_EQ(number_text(1.6e9 + 40.5, {1.6e9, 1.6e9 + 40.5}), "1600000040.5");
  EXPECT_EQ(number_text(7, {7, 7}), "7") << "a range of one number";
  EXPECT_EQ(number_text(0, {0, 0}), "0");
  EXPECT_EQ(number_text(-0.00001, {-1, 1}), "0");
  EXPECT_EQ(number_text(1e-5, {0, 2e-5}), "1e-05");
  EXPECT_EQ(number_text(3.4e38, {-3.4e38, 3.4e38}), "3.4e+38");
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
    auto file = VertexFile::open(path);
    ASSERT_TRUE(file) << describe(file.error());
    Cloud cloud;
    cloud.file = *std::move(file);
    cloud.name = "huge.bin";
    cloud.id = document_.active = DatasetId{1};
    document_.clouds.push_back(std::move(cloud));
  }

  std::vector<Command> frame() {
    ImGui::NewFrame();
    Ui ui{.document = document_,
          .colors = theme_colors(Theme::kDark),
          .fonts = fonts_,
          .task = {},
          .commands = {}};
    table_.draw(ui, {{0, 0}, {500, 500}});
    ImGui::Render();
    return ui.commands;
  }

  test::TemporaryFolder folder_;
  Fonts fonts_;
  Document document_;
  VertexTable table_;
};

constexpr std::uint64_t kBillion = 1'000'000'000;

TEST_F(Table, showsTheLastOfABillionRows) {
  ASSERT_NO_FATAL_FAILURE(open(kBillion));
  document_.scroll_to = kBillion - 1;
  (void)frame();
  const auto whole = static_cast<std::uint64_t>(table_.rows_area().height() / table_.row_height());
  EXPECT_EQ(table_.first_row() + whole, kBillion);
  EXPECT_FALSE(document_.scroll_to);
}

TEST_F(Table, oneRowFurtherIsOneRowAtAnyDepth) {
  ASSERT_NO_FATAL_FAILURE(open(kBillion));
  document_.scroll_to = 999'000'000;
  (void)frame();
  const std::uint64_t first = table_.first_row();
  const auto whole = static_cast<std::uint64_t>(table_.rows_area().height() / table_.row_height());
  document_.scroll_to = first + whole;
  (void)frame();
  EXPECT_EQ(table_.first_row(), first + 1);
  document_.scroll_to = first;
  (void)frame();
  EXPECT_EQ(table_.first_row(), first);
}

TEST_F(Table, clickHitsTheExactRowAtTheEnd) {
  ASSERT_NO_FATAL_FAILURE(open(kBillion));
  document_.scroll_to = 999'999'990;
  (void)frame();
  const auto row = table_.first_row() + 7;
  ImGuiIO& io = ImGui::GetIO();
  io.MousePos = {100, table_.rows_area().min.y + 7.5F * table_.row_height()};
  (void)frame();
  io.MouseDown[0] = true;
  EXPECT_THAT(frame(), testing::ElementsAre(command<handlers::select>(Amount{row})));
}

TEST_F(Table, wheelMovesByRows) {
  ASSERT_NO_FATAL_FAILURE(open(kBillion));
  document_.scroll_to = 500'000'000;
  (void)frame();
  const std::uint64_t first = table_.first_row();
  ImGui::GetIO().MousePos = {100, 200};
  (void)frame();
  ImGui::GetIO().MouseWheel = -1;
  (void)frame();
  EXPECT_EQ(table_.first_row(), first + 3);
}

TEST_F(Table, noRows) {
  ASSERT_NO_FATAL_FAILURE(open(0));
  EXPECT_TRUE(frame().empty());
  EXPECT_EQ(table_.first_row(), 0U);
}

}  // namespace
}  // namespace vertexview::app
