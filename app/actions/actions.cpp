#include "actions/actions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "actions/nearest.hpp"

namespace vertexview::app {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::vector<std::string_view> names() {
  std::vector<std::string_view> all;
  for (const Action& action : actions())
    if (std::find(all.begin(), all.end(), action.name) == all.end()) all.push_back(action.name);
  return all;
}

tl::unexpected<Error> invalid(std::string message) {
  return fail(ErrorCode::kInvalidArgument, std::move(message));
}

// What was expected: the nearest names where there are many.
std::string suggestion(std::string_view typed, std::span<const std::string_view> known) {
  constexpr std::size_t kFew = 10;
  const auto nearest = nearest_names(typed, known);
  std::string text;
  if (nearest.empty() || known.size() <= kFew)
    text = fmt::format("; expected one of {}", fmt::join(known, ", "));
  if (!nearest.empty()) text += fmt::format("; did you mean '{}'?", fmt::join(nearest, "', '"));
  return text;
}

Result<void> check_argument(const Action& action, std::string_view argument) {
  if (action.argument.empty()) {
    if (!argument.empty())
      return invalid(fmt::format("{} takes no argument; found '{}'", action.name, argument));
    return {};
  }
  if (argument.empty())
    return invalid(fmt::format("{0} needs an argument; expected '{0} {1}'", action.name, action.argument));
  const auto words = choices(action);
  if (!words.empty() && std::find(words.begin(), words.end(), argument) == words.end())
    return invalid(fmt::format("{}: '{}' is unknown{}", action.name, argument, suggestion(argument, words)));
  return action.check != nullptr ? action.check(argument) : Result<void>{};
}

}  // namespace

std::vector<std::string_view> choices(const Action& action) {
  const std::string_view text = action.argument;
  const bool words = text.find('|') != std::string_view::npos &&
                     std::none_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  std::vector<std::string_view> all;
  for (std::size_t begin = 0; words && begin < text.size();) {
    const std::size_t end = std::min(text.find('|', begin), text.size());
    all.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return all;
}

Result<Command> parse_command(std::string_view text) {
  text = trimmed(text);
  const std::size_t end = std::min(text.find_first_of(kSpace), text.size());
  const std::string_view name = text.substr(0, end);
  if (name.empty()) return invalid("no action is given; expected NAME [ARGUMENT], as in 'select 2'");
  const auto table = actions();
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const Action& row) { return row.name == name; });
  if (found == table.end()) return invalid(fmt::format("no action '{}'{}", name, suggestion(name, names())));
  const std::string_view argument = trimmed(text.substr(end));
  if (auto checked = check_argument(*found, argument); !checked)
    return tl::unexpected(std::move(checked.error()));
  return Command{&*found, std::string(argument)};
}

Result<void> perform(Document& document, const Command& command) {
  return command.action->run(document, command.argument);
}

Result<void> perform(Document& document, std::string_view text) {
  const auto command = parse_command(text);
  if (!command) return tl::unexpected(command.error());
  return perform(document, *command);
}

}  // namespace vertexview::app
