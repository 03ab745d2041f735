#include "actions/completion.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "actions/fuzzy.hpp"
#include "vertexview/record/schema_presets.hpp"
#include "vertexview/vertex/record_columns.hpp"

namespace vertexview::app {
namespace {

namespace fs = std::filesystem;

// A person who waits for a list does not read more than this many matching entries of a folder.
constexpr std::size_t kMostEntries = 2000;

/// Returns a folder's path as the beginning of a longer path.
std::string opened(const fs::path& folder) {
  return folder.empty() || folder == "/" ? folder.string() : folder.string() + "/";
}

/// Splits a path after its last slash: "a/b/na" -> {"a/b/", "na"}.
std::pair<std::string, std::string> split_path(std::string_view path) {
  const auto slash = path.rfind('/');
  if (slash == std::string_view::npos) return {"", std::string(path)};
  return {std::string(path.substr(0, slash + 1)), std::string(path.substr(slash + 1))};
}

struct Entry {
  std::string name;
  int score = 0;
  bool folder = false;
  std::uint64_t bytes = 0;
};

/// Returns the entries of `folder` whose names have the letters of `typed`, best first.
std::vector<Entry> entries_of(const std::string& folder, const std::string& typed) {
  std::vector<Entry> found;
  std::error_code error;
  fs::directory_iterator it(folder.empty() ? "." : expanded_path(folder),
                            fs::directory_options::skip_permission_denied, error);
  for (; !error && it != fs::directory_iterator() && found.size() < kMostEntries; it.increment(error)) {
    std::string name = it->path().filename().string();
    // Hidden files are offered only to those who type a dot.
    if (name.starts_with('.') && !typed.starts_with('.')) continue;
    const auto score = fuzzy_score(typed, name);
    if (!score) continue;
    std::error_code ignored;
    const bool is_folder = it->is_directory(ignored);
    const std::uint64_t bytes = !is_folder && it->is_regular_file(ignored) ? it->file_size(ignored) : 0;
    found.push_back({std::move(name), *score, is_folder, bytes});
  }
  std::ranges::sort(found, [](const Entry& a, const Entry& b) {
    if (a.score != b.score) return a.score > b.score;
    if (a.folder != b.folder) return a.folder;
    return a.name < b.name;
  });
  return found;
}

std::vector<Completion> paths(std::string_view typed) {
  const auto [folder, name] = split_path(typed);
  const auto entries = entries_of(folder, name);
  std::vector<Completion> all;
  if (name.empty() || entries.empty()) {
    std::error_code ignored;
    const fs::path above = folder.empty() ? fs::current_path(ignored).parent_path()
                                          : fs::path(folder).parent_path().parent_path();
    all.push_back({.text = opened(above), .label = "..", .detail = "up", .folder = true});
  }
  for (const Entry& entry : entries) {
    const std::string shown = entry.folder ? entry.name + "/" : entry.name;
    all.push_back({.text = folder + shown, .label = shown, .folder = entry.folder});
    if (!entry.folder) all.back().bytes = entry.bytes;
  }
  return all;
}

void offer(std::vector<Completion>& all, std::string_view typed, std::string text, std::string detail = {}) {
  if (!fuzzy_score(typed, text) && !fuzzy_score(typed, detail)) return;
  std::string label = text;
  all.push_back({.text = std::move(text), .label = std::move(label), .detail = std::move(detail)});
}

void offer_numbers(std::vector<Completion>& all, std::string_view typed, const Session& session) {
  const OpenDataset* const dataset = session.active_dataset();
  if (dataset == nullptr) return;
  for (const RecordColumn& column : record_columns(dataset->data.layout()))
    if (column.is_number()) offer(all, typed, column.name, std::string(element_type_name(column.type)));
}

}  // namespace

std::vector<Completion> completions(const Argument& argument, const Session& session,
                                    std::string_view typed) {
  std::vector<Completion> all;
  switch (argument.kind) {
    case ArgumentKind::kPath:
      return paths(typed);
    case ArgumentKind::kFile:
      for (std::size_t i = 0; i < session.datasets.size(); ++i)
        offer(all, typed, std::to_string(i), session.datasets[i].name);
      break;
    case ArgumentKind::kLayout:
      for (const SchemaPreset& preset : schema_presets()) offer(all, typed, std::string(preset.name));
      break;
    case ArgumentKind::kNumbers:
      for (const std::string_view word : words_of(argument)) offer(all, typed, std::string(word));
      offer_numbers(all, typed, session);
      break;
    case ArgumentKind::kChoice:
    case ArgumentKind::kText:
      for (const std::string_view word : words_of(argument)) offer(all, typed, std::string(word));
      break;
    case ArgumentKind::kIndex:
      break;
  }
  return all;
}

std::string expanded_path(const std::string& path) {
  const char* const home = std::getenv("HOME");
  if (home != nullptr && (path == "~" || path.starts_with("~/"))) return home + path.substr(1);
  return path;
}

}  // namespace vertexview::app
