#include "panels/prompt.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <system_error>

#include "gui/fuzzy.hpp"
#include "vertexview/memory/number_text.hpp"

namespace vertexview::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostEntries = 2000;

bool takes_path(const Action& action) noexcept {
  return action.argument == "PATH";
}

std::string expanded(const std::string& path) {
  const char* const home = std::getenv("HOME");
  if (home != nullptr && (path == "~" || path.starts_with("~/"))) return home + path.substr(1);
  return path;
}

// "a/b/na" -> {"a/b/", "na"}
std::pair<std::string, std::string> split_path(const std::string& text) {
  const auto slash = text.rfind('/');
  if (slash == std::string::npos) return {"", text};
  return {text.substr(0, slash + 1), text.substr(slash + 1)};
}

std::string title_of(const Action& action) {
  std::string_view label = action.label;
  if (label.ends_with("...")) label.remove_suffix(3);
  return std::string(label);
}

/// What stands in the line while it is empty.
std::string hint_of(const Action& action, const Document& document) {
  if (takes_path(action)) return "a path; Tab completes it";
  const Cloud* const cloud = document.active_cloud();
  if (action.argument == "INDEX" && cloud != nullptr && !cloud->file.empty())
    return fmt::format("0 to {}", grouped(cloud->file.size() - 1));
  return std::string(action.argument);
}

}  // namespace

void ArgumentPrompt::open(const Action& action) {
  action_ = &action;
  error_.clear();
  picker_.open(takes_path(action) ? folder_ : "");
}

void ArgumentPrompt::offer_paths(std::vector<PickItem>& items) {
  const auto [folder, name] = split_path(picker_.text());
  struct Found {
    std::string name;
    bool folder;
    std::uint64_t size;
    int score;
  };
  std::vector<Found> found;
  std::error_code error;
  const std::string place = folder.empty() ? "." : expanded(folder);
  fs::directory_iterator it(place, fs::directory_options::skip_permission_denied, error);
  for (; !error && it != fs::directory_iterator() && found.size() < kMostEntries; it.increment(error)) {
    std::string entry = it->path().filename().string();
    // Hidden files show up for those who ask for them.
    if (entry.starts_with('.') && !name.starts_with('.')) continue;
    const auto score = fuzzy_score(name, entry);
    if (!score) continue;
    std::error_code ignored;
    const bool is_folder = it->is_directory(ignored);
    const std::uint64_t size = !is_folder && it->is_regular_file(ignored) ? it->file_size(ignored) : 0;
    found.push_back({std::move(entry), is_folder, size, *score});
  }
  std::ranges::sort(found, [](const Found& a, const Found& b) {
    if (a.score != b.score) return a.score > b.score;
    if (a.folder != b.folder) return a.folder;
    return a.name < b.name;
  });
  if (!folder.empty()) {
    items.push_back({"..", "", "up"});
    const fs::path parent = fs::path(folder).parent_path().parent_path();
    entries_.push_back({parent.empty() || parent == "/" ? parent.string() : parent.string() + "/", true});
  } else {
    items.push_back({"..", "", "up"});
    const fs::path parent = fs::current_path(error).parent_path();
    entries_.push_back({parent == "/" ? "/" : parent.string() + "/", true});
  }
  if (!name.empty() && !found.empty()) {
    items.clear();
    entries_.clear();
  }
  for (Found& entry : found) {
    items.push_back(
        {entry.folder ? entry.name + "/" : entry.name, "", entry.folder ? "" : readable_bytes(entry.size)});
    entries_.push_back({folder + entry.name + (entry.folder ? "/" : ""), entry.folder});
  }
}

void ArgumentPrompt::offer(std::vector<PickItem>& items) {
  entries_.clear();
  if (takes_path(*action_)) return offer_paths(items);
  for (const std::string_view choice : choices(*action_)) {
    if (!fuzzy_score(picker_.text(), choice)) continue;
    items.push_back({std::string(choice), "", ""});
    entries_.push_back({std::string(choice), false});
  }
}

void ArgumentPrompt::take(Ui& ui, const std::string& argument) {
  const std::string whole = takes_path(*action_) ? expanded(argument) : argument;
  const std::string command = fmt::format("{} {}", action_->name, whole);
  if (const auto parsed = parse_command(command); !parsed) {
    error_ = parsed.error().message;
    error_text_ = picker_.text();
    return;
  }
  if (takes_path(*action_)) folder_ = split_path(argument).first;
  picker_.close();
  ui.run(command);
}

void ArgumentPrompt::draw(Ui& ui) {
  if (!picker_.is_open() || action_ == nullptr) return;
  std::vector<PickItem> items;
  offer(items);
  const bool free_text = choices(*action_).empty();
  const bool wrong = !error_.empty() && error_text_ == picker_.text();
  const std::string note = wrong ? error_ : std::string(action_->help);
  const auto answer = picker_.draw(ui, title_of(*action_).c_str(), hint_of(*action_, ui.document).c_str(),
                                   note, wrong, items, free_text);
  const auto chosen = picker_.chosen();
  const Entry* const entry = chosen && *chosen < entries_.size() ? &entries_[*chosen] : nullptr;
  if (answer == Picker::Answer::kComplete && !entries_.empty())
    return picker_.set_text(entry != nullptr ? entry->text : entries_.front().text);
  if (answer != Picker::Answer::kTaken) return;
  if (entry == nullptr && picker_.text().empty()) return;
  if (entry != nullptr && entry->folder) return picker_.set_text(entry->text);
  std::error_code ignored;
  const bool names_folder =
      takes_path(*action_) && entry == nullptr && fs::is_directory(expanded(picker_.text()), ignored);
  if (names_folder && !picker_.text().ends_with('/')) return picker_.set_text(picker_.text() + "/");
  take(ui, entry != nullptr ? entry->text : picker_.text());
}

}  // namespace vertexview::app
