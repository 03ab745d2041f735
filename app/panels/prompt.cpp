#include "panels/prompt.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "actions/path_text.hpp"
#include "actions/target.hpp"
#include "session/folder.hpp"
#include "session/open_path.hpp"
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
  if (argument.kind == ArgumentKind::kPath) return "a path; Tab completes it, Alt+Up goes up";
  if (argument.kind == ArgumentKind::kSource)
    return "a path, or *.bin for many; Tab completes it, Alt+Up goes up";
  if (argument.kind == ArgumentKind::kRecent) return "letters of its path";
  if (argument.kind == ArgumentKind::kCondition)
    return "as in z > 3 && !isnan(x); names complete as you type";
  const bool vertices = argument.kind == ArgumentKind::kVertices;
  if (vertices && dataset != nullptr && !dataset->data.empty())
    return fmt::format("0 to {}, 10-20,35, 50%, last, all", grouped(dataset->data.size() - 1));
  if (argument.kind == ArgumentKind::kIndex && dataset != nullptr && !dataset->data.empty())
    return fmt::format("0 to {}, 50%, +1000, -10, last, @byte", grouped(dataset->data.size() - 1));
  return std::string(shown_name(argument));
}

PickItem item_of(const Completion& completion, bool path) {
  const std::string label = path ? escaped_path(completion.label) : completion.label;
  if (completion.bytes) return {label, "", readable_bytes(*completion.bytes)};
  return {label, path ? escaped_path(completion.detail) : completion.detail, ""};
}

std::string folder_of(const std::string& path) {
  return split_path(path).folder;
}

}  // namespace

void ArgumentPrompt::open(const Action& action, const Session& session) {
  action_ = &action;
  error_.clear();
  offered_text_.reset();
  first_text_ = types_path() ? escaped_path(folder_) : "";
  if (argument().begins_with != nullptr) first_text_ = argument().begins_with(session);
  picker_.open(first_text_);
}

// Actions that a person is asked for take one argument; a test of the action table makes sure of that.
const Argument& ArgumentPrompt::argument() const noexcept {
  return action_->arguments.front();
}

bool ArgumentPrompt::types_path() const noexcept {
  return argument().kind == ArgumentKind::kPath || argument().kind == ArgumentKind::kSource;
}

std::string ArgumentPrompt::typed() const {
  return is_path(argument().kind) ? unescaped_path(picker_.text()) : picker_.text();
}

void ArgumentPrompt::look_up(const Session& session) {
  if (is_path(argument().kind) && offered_text_ == picker_.text()) return;
  offered_text_ = picker_.text();
  offered_ = completions(argument(), session, typed());
  if (argument().kind != ArgumentKind::kSource || picker_.text() != first_text_) return;
  const auto recent = recent_files(session, "");
  offered_.insert(offered_.begin(), recent.begin(), recent.end());
}

std::string ArgumentPrompt::note() const {
  if (refused()) return error_;
  const std::string text = typed();
  if (argument().kind != ArgumentKind::kSource || picker_.text() == first_text_)
    return std::string(action_->help);
  if (text.ends_with('/'))
    return "Enter opens the vertex files of this folder; *.bin, say, those that match.";
  if (!is_pattern(split_path(text).name)) return std::string(action_->help);
  const auto count = static_cast<std::size_t>(std::ranges::count(offered_, false, &Completion::aside));
  std::string told = counted(count, "file matches", "files match");
  if (count > kMostFiles) return told + fmt::format("; Enter opens the first {}.", kMostFiles);
  return told + (count == 0 ? "." : count == 1 ? "; Enter opens it." : "; Enter opens them.");
}

void ArgumentPrompt::take(Ui& ui, const std::string& text) {
  const bool path = is_path(argument().kind);
  auto command = parse_arguments(*action_, path ? expanded_path(text) : text);
  const auto found = command ? check_targets(ui.session, *command) : tl::unexpected(command.error());
  if (!found) {
    error_ = found.error().message;
    error_text_ = picker_.text();
    return;
  }
  if (path) folder_ = folder_of(text);
  picker_.close();
  ui.run(*std::move(command));
}

std::optional<PromptReport> ArgumentPrompt::report() const {
  if (!picker_.is_open() || action_ == nullptr) return std::nullopt;
  return PromptReport{std::string(action_->name), picker_.text(), refused() ? error_ : ""};
}

void ArgumentPrompt::complete(const Completion* entry) {
  const auto first = std::ranges::find(offered_, false, &Completion::aside);
  if (entry == nullptr && first != offered_.end()) entry = &*first;
  if (entry != nullptr) picker_.set_text(is_path(argument().kind) ? escaped_path(entry->text) : entry->text);
}

// What the line begins with was not typed, and Enter alone must not open a whole folder.
void ArgumentPrompt::take_line(Ui& ui, const Completion* entry) {
  if (entry != nullptr && entry->folder) return complete(entry);
  if (entry != nullptr) return take(ui, entry->text);
  const std::string text = typed();
  if (text.empty() || argument().kind == ArgumentKind::kRecent) return;
  if (types_path() && picker_.text() == first_text_) return;
  std::error_code ignored;
  if (types_path() && !text.ends_with('/') && std::filesystem::is_directory(expanded_path(text), ignored))
    return picker_.set_text(picker_.text() + '/');
  take(ui, text);
}

void ArgumentPrompt::follow(const std::string& before) {
  if (!types_path() || picker_.text() == before) return;
  if (auto followed = followed_edit(before, picker_.text())) picker_.set_text(*std::move(followed));
}

void ArgumentPrompt::draw(Ui& ui) {
  if (!picker_.is_open() || action_ == nullptr) return;
  look_up(ui.session);
  std::vector<PickItem> items;
  items.reserve(offered_.size());
  for (const Completion& completion : offered_)
    items.push_back(item_of(completion, is_path(argument().kind)));
  const ArgumentKind kind = argument().kind;
  const bool free_text = kind != ArgumentKind::kChoice && kind != ArgumentKind::kRecent;
  const std::string before = picker_.text();
  const auto answer = picker_.draw(ui, title_of(*action_).c_str(), hint_of(argument(), ui.session).c_str(),
                                   note(), refused(), items, free_text);
  const auto chosen = picker_.chosen();
  const Completion* const entry = chosen && *chosen < offered_.size() ? &offered_[*chosen] : nullptr;
  follow(before);
  if (answer == Picker::Answer::kComplete) return complete(entry);
  if (answer == Picker::Answer::kAbove && types_path())
    return picker_.set_text(escaped_path(parent_folder(folder_of(typed()))));
  if (answer == Picker::Answer::kTaken) take_line(ui, entry);
}

}  // namespace vertexview::app
