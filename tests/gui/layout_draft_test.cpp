// How the Layout panel reads a draft, without a window; and the words of the help.
#include "panels/layout/layout_draft.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <imgui.h>

#include <cmath>

#include "actions/command.hpp"
#include "panels/help.hpp"
#include "panels/layout/layout_ruler.hpp"
#include "support_files.hpp"
#include "vertexview/vertex/layout_text.hpp"

namespace vertexview::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

DraftReading reading_of(const LayoutDraft& draft, std::uint64_t size) {
  return read_draft(draft, size);
}

TEST(LayoutDraft, says) {
  const auto reading = reading_of({.format = "kitti", .offset = "8"}, 8 + 160);
  EXPECT_EQ(reading.error, "");
  EXPECT_EQ(reading.layout->schema.stride, 16U);
  EXPECT_EQ(reading.records, 10U);
  EXPECT_EQ(reading.remainder, 0U);
  EXPECT_EQ(layout_argument(reading.text), "kitti --offset 8");
}

TEST(LayoutDraft, errorsNameThePart) {
  const auto part = [](const LayoutDraft& draft) { return reading_of(draft, 80).part; };
  EXPECT_EQ(part({.format = "<3q!"}), DraftPart::kFormat);
  EXPECT_EQ(part({.format = ""}), DraftPart::kFormat);
  EXPECT_EQ(part({.format = "<5f", .offset = "81"}), DraftPart::kOffset);
  EXPECT_EQ(part({.format = "<5f", .offset = "-1"}), DraftPart::kOffset);
  EXPECT_EQ(part({.format = "<5f", .offset = "99999999999999999999"}), DraftPart::kOffset);
  EXPECT_EQ(part({.format = "<5f", .stride = "19"}), DraftPart::kStride);
  EXPECT_EQ(part({.format = "<5f", .stride = "0"}), DraftPart::kStride);
  EXPECT_EQ(part({.format = "<5f", .count = "5"}), DraftPart::kCount);
  EXPECT_EQ(part({.format = "<3f"}), DraftPart::kCount);
  EXPECT_EQ(part({.format = "<3f", .allow_tail = true}), DraftPart::kNone);
  EXPECT_EQ(part({.format = "<3f", .count = "6"}), DraftPart::kNone);
}

TEST(LayoutDraft, theMessageDoesNotRepeatTheFormatAboveIt) {
  const auto reading = reading_of({.format = "<3fz"}, 80);
  EXPECT_EQ(reading.error, "expected a type code (one of xcbB?hHiIlLqQnNefdspP); found \"z\" at position 3");
  EXPECT_EQ(reading.caret, 3U);
}

TEST(Roles, whatElementsAreUsedFor) {
  const Layout layout = parse_layout("<3f:position:f:intensity:H:ring:2x8s:name:").value();
  const auto role = [&](std::size_t i) { return role_of(layout, layout.schema.elements[i]); };
  EXPECT_EQ(role(0), Role::kPosition);
  EXPECT_EQ(role(1), Role::kRamp);
  EXPECT_EQ(role(2), Role::kNone);
  EXPECT_EQ(role(3), Role::kNone);
  EXPECT_TRUE(roles_for(layout.schema.elements[3]).empty()) << "padding";
  EXPECT_TRUE(roles_for(layout.schema.elements[4]).empty()) << "text";
}

TEST(Roles, aRangeThatWasGivenForOtherNumbersIsDropped) {
  const Layout layout = parse_layout("<3f:position:f:intensity:H:ring:").value();
  const auto after = [&](const LayoutChanges& before, const char* element) {
    return with_role(layout, before, *layout.schema.find(element), Role::kRamp).color_range;
  };
  const LayoutChanges given{.color = {{"intensity"}}, .color_range = {{ColorRange::kGiven, {0, 1}}}};
  EXPECT_EQ(after(given, "ring"), std::nullopt);
  EXPECT_EQ(after(given, "intensity"), given.color_range) << "the same number";
  const LayoutChanges whole{.color_range = {{ColorRange::kFile, {}}}};
  EXPECT_EQ(after(whole, "ring"), whole.color_range) << "that is asked of any number";
}

TEST(Roles, choosingOneChangesTheOverrides) {
  Layout layout = parse_layout("<f:east:f:north:f:up:B:s:B:t:B:u:x").value();
  LayoutChanges changes;
  const auto choose = [&](const char* element, Role role) {
    changes = with_role(layout, changes, *layout.schema.find(element), role);
    auto changed = with_changes(parse_layout("<f:east:f:north:f:up:B:s:B:t:B:u:x").value(), changes);
    ASSERT_TRUE(changed) << changed.error().message;
    layout = *changed;
  };
  choose("east", Role::kX);
  choose("north", Role::kY);
  choose("up", Role::kZ);
  EXPECT_THAT(*changes.position, ElementsAre("east", "north", "up"));
  choose("s", Role::kRamp);
  EXPECT_THAT(*changes.color, ElementsAre("s"));
  choose("s", Role::kRed);
  choose("t", Role::kGreen);
  choose("u", Role::kBlue);
  EXPECT_THAT(*changes.color, ElementsAre("s", "t", "u"));
  EXPECT_EQ(role_of(layout, *layout.schema.find("t")), Role::kGreen);
  choose("t", Role::kNone);
  EXPECT_FALSE(changes.color);
  EXPECT_TRUE(changes.position) << "the other role stays";
}

TEST(Roles, aPackedNumberIsAWholePosition) {
  const Layout layout = parse_layout("<I:position(ufloat11_11_10):2h:n(oct):").value();
  EXPECT_EQ(role_of(layout, layout.schema.elements[0]), Role::kPosition);
  EXPECT_THAT(roles_for(layout.schema.elements[1]), ElementsAre(Role::kNone, Role::kPosition, Role::kColor));
}

TEST(LayoutDraft, anUnknownEncodingHasItsCaret) {
  const DraftReading reading = read_draft({.format = "<3h:position(snrm):"}, 60);
  EXPECT_EQ(reading.part, DraftPart::kFormat);
  EXPECT_EQ(reading.caret, 13U);
  EXPECT_EQ(reading.error,
            "no encoding 'snrm'; the encodings are plain, unorm, snorm, unorm10_10_10_2, snorm10_10_10_2, "
            "unorm5_6_5, ufloat11_11_10, oct; found at position 13");
}

TEST(Roles, coloursOfElementsFollowThem) {
  LayoutChanges changes;
  changes.position = {"c", "b", "a"};
  const Layout layout = with_changes(parse_layout("<f:a:f:b:f:c:").value(), changes).value();
  const auto elements = record_columns(layout);
  const ThemeColors& colors = theme_colors(Theme::kDark);
  EXPECT_EQ(color_of(elements[2], colors), colors.position[0]);
  EXPECT_EQ(color_of(elements[1], colors), colors.position[1]);
  EXPECT_EQ(color_of(elements[0], colors), colors.position[2]);
}

TEST(LayoutDraft, scaleAndShiftAreTyped) {
  LayoutDraft draft{.format = "<3i:position:", .scale = "0.001", .shift = "1,2,3"};
  const DraftReading reading = read_draft(draft, 24);
  EXPECT_EQ(reading.error, "");
  EXPECT_EQ(layout_argument(reading.text), "<3i:position: --scale 0.001 --shift 1,2,3");
  draft.scale = "0.001,";
  const DraftReading wrong = read_draft(draft, 24);
  EXPECT_EQ(wrong.part, DraftPart::kScale);
  EXPECT_FALSE(wrong.error.empty());
}

// ImGui without a window.
class Headless : public testing::Test {
 protected:
  Headless() {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {1280, 800};
    std::string missing;
    fonts_ = load_fonts(1, 1, missing);
    io.Fonts->Build();
  }
  Headless(const Headless&) = delete;
  Headless& operator=(const Headless&) = delete;
  ~Headless() override { ImGui::DestroyContext(); }

  Ui ui() {
    return {.session = session_,
            .colors = theme_colors(Theme::kDark),
            .fonts = fonts_,
            .activity = {},
            .commands = {}};
  }

  Fonts fonts_;
  Session session_;
};

TEST_F(Headless, rulerOfShortAndLongRecords) {
  ImGui::NewFrame();
  const Ui ui = this->ui();
  for (const std::uint64_t stride : {1U, 4U, 20U, 48U}) {
    const RulerGrid grid = ruler_grid(ui, 780, stride);
    EXPECT_EQ(grid.lines, 1U) << stride;
    EXPECT_LE(grid.byte_width * static_cast<float>(stride), 780) << stride;
  }
  const RulerGrid wide = ruler_grid(ui, 780, 200);
  EXPECT_EQ(wide.bytes_a_line, 64U);
  EXPECT_EQ(wide.lines, 4U);
  EXPECT_EQ(wide.left_out, 0U);
  const RulerGrid huge = ruler_grid(ui, 780, 100'000);
  EXPECT_EQ(huge.lines * huge.bytes_a_line + huge.left_out, 100'000U);
  EXPECT_LE(huge.lines, 8U);
  EXPECT_GE(ruler_grid(ui, 1, 20).bytes_a_line, 1U);
  ImGui::Render();
}

TEST_F(Headless, helpListsEveryKeyOfTheTable) {
  ImGui::NewFrame();
  Ui ui = this->ui();
  // ImGui's log ends with the window and goes to ImGui's own clipboard.
  ImGui::LogToClipboard();
  EXPECT_FALSE(draw_help(ui));
  const std::string text = ImGui::GetClipboardText();
  ImGui::Render();
  for (const Action& action : actions()) {
    if (action.shortcut.empty()) continue;
    EXPECT_THAT(text, HasSubstr(std::string(action.shortcut)));
    EXPECT_THAT(text, HasSubstr(std::string(action.label)));
  }
  for (const char* const gesture : {"Left drag", "Wheel", "Double-click", "W A S D, Q E"})
    EXPECT_THAT(text, HasSubstr(gesture));
}

}  // namespace
}  // namespace vertexview::app
