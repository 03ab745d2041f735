#include "panels/prompt.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "actions/target.hpp"
#include "vertexview/memory/number_text.hpp"

namespace vertexview::app {
namespace {

std::string title_of(const Action& action) {
  std::string_view label = action.label;
  if (label.ends_with("...")) label.remove_suffix(3);
  return std::string(label);
}

/// Returns the hint that the line shows while it is empty.
std::string hint_of(const Argument& argument, const Session& session) {
  const OpenDataset* const dataset = session.active_dataset();
  if (argument.kind == ArgumentKind::kPath) return "a path; Tab completes it";
  if (argument.kind == ArgumentKind::kIndex && dataset != nullptr && !dataset->data.empty())
    return fmt::format("0 to {}, 50%, +1000, -10, last, @byte", grouped(dataset->data.size() - 1));
  return std::string(shown_name(argument));
}

PickItem item_of(const Completion& completion) {
  if (completion.bytes) return {completion.label, "", readable_bytes(*completion.bytes)};
  return {completion.label, completion.detail, ""};
}

std::string folder_of(const std::string& path) {
  return path.substr(0, path.rfind('/') + 1);
}

}  // namespace

void ArgumentPrompt::open(const Action& action) {
  action_ = &action;
  error_.clear();
  picker_.open(argument().kind == ArgumentKind::kPath ? folder_ : "");
}

// Actions that a person is asked for take one argument; a test of the action table makes sure of that.
const Argument& ArgumentPrompt::argument() const noexcept {
  return action_->arguments.front();
}

void ArgumentPrompt::take(Ui& ui, const std::string& text) {
  const bool is_path = argument().kind == ArgumentKind::kPath;
  auto command = parse_arguments(*action_, is_path ? expanded_path(text) : text);
  const auto found = command ? check_targets(ui.session, *command) : tl::unexpected(command.error());
  if (!found) {
    error_ = found.error().message;
    error_text_ = picker_.text();
    return;
  }
  if (is_path) folder_ = folder_of(text);
  picker_.close();
  ui.run(*std::move(command));
}

std::optional<PromptReport> ArgumentPrompt::report() const {
  if (!picker_.is_open() || action_ == nullptr) return std::nullopt;
  return PromptReport{std::string(action_->name), picker_.text(), refused() ? error_ : ""};
}

void ArgumentPrompt::draw(Ui& ui) {
  if (!picker_.is_open() || action_ == nullptr) return;
  const auto offered = completions(argument(), ui.session, picker_.text());
  std::vector<PickItem> items;
  items.reserve(offered.size());
  for (const Completion& completion : offered) items.push_back(item_of(completion));
  const bool free_text = argument().kind != ArgumentKind::kChoice;
  const bool wrong = refused();
  const std::string note = wrong ? error_ : std::string(action_->help);
  const auto answer = picker_.draw(ui, title_of(*action_).c_str(), hint_of(argument(), ui.session).c_str(),
                                   note, wrong, items, free_text);
  const auto chosen = picker_.chosen();
  const Completion* const entry = chosen && *chosen < offered.size() ? &offered[*chosen] : nullptr;
  if (answer == Picker::Answer::kComplete && !offered.empty())
    return picker_.set_text(entry != nullptr ? entry->text : offered.front().text);
  if (answer != Picker::Answer::kTaken) return;
  if (entry == nullptr && picker_.text().empty()) return;
  if (entry != nullptr && entry->folder) return picker_.set_text(entry->text);
  std::error_code ignored;
  const bool names_folder = argument().kind == ArgumentKind::kPath && entry == nullptr &&
                            std::filesystem::is_directory(expanded_path(picker_.text()), ignored);
  if (names_folder && !picker_.text().ends_with('/')) return picker_.set_text(picker_.text() + "/");
  take(ui, entry != nullptr ? entry->text : picker_.text());
}

}  // namespace vertexview::app
