#include "panels/command_palette.hpp"

#include <algorithm>

#include "actions/fuzzy.hpp"
#include "actions/target.hpp"

namespace vertexview::app {
namespace {

struct Match {
  const Action* action;
  int score;
};

std::vector<Match> matches_of(std::string_view typed) {
  std::vector<Match> found;
  for (const Action& action : actions()) {
    const auto label = fuzzy_score(typed, action.label);
    const auto name = fuzzy_score(typed, action.name);
    if (!label && !name) continue;
    found.push_back({&action, std::max(label.value_or(-1000), name.value_or(-1000))});
  }
  // Actions of equal score keep the order of the table, which their addresses give.
  std::ranges::sort(found, [](const Match& a, const Match& b) {
    return a.score != b.score ? a.score > b.score : a.action < b.action;
  });
  return found;
}

// Returns the command when the line is a whole one with its arguments; it then is the one thing offered.
std::optional<Command> whole_command(const std::string& typed) {
  auto command = parse_command(typed);
  if (!command || command->arguments.empty()) return std::nullopt;
  return *std::move(command);
}

}  // namespace

void CommandPalette::draw(Ui& ui) {
  if (!picker_.is_open()) return;
  const auto command = whole_command(picker_.text());
  std::vector<Match> found;
  std::vector<PickItem> items;
  if (command) {
    items.push_back({command_text(*command), "run this command", "Enter"});
  } else {
    found = matches_of(picker_.text());
    for (const Match& match : found)
      items.push_back({std::string(match.action->label), std::string(match.action->help),
                       std::string(match.action->shortcut)});
  }
  const auto found_targets = command ? check_targets(ui.session, *command) : Result<void>{};
  std::string note = items.empty() ? "No command has these letters." : "";
  if (!found_targets) note = found_targets.error().message;
  const auto answer = picker_.draw(ui, "", "Type a command", note, !found_targets, items, false);
  if (!found_targets || answer != Picker::Answer::kTaken || !picker_.chosen()) return;
  picker_.close();
  if (command)
    ui.run(*command);
  else
    ui.invoke(*found[*picker_.chosen()].action);
}

}  // namespace vertexview::app
