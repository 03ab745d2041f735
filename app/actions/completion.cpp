#include "actions/completion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "actions/fuzzy.hpp"
#include "actions/path_text.hpp"
#include "session/folder.hpp"
#include "vertexview/memory/ascii.hpp"
#include "vertexview/memory/number_text.hpp"
#include "vertexview/record/encoding.hpp"
#include "vertexview/record/schema_presets.hpp"
#include "vertexview/vertex/expression.hpp"
#include "vertexview/vertex/record_columns.hpp"

namespace vertexview::app {
namespace {

// A person who waits for a list does not read more than this many matching entries of a folder.
constexpr std::size_t kMostOffered = 2000;

struct Match {
  const FolderEntry* entry;
  int score;
  bool begins;  ///< whether the name begins with what is typed
  [[nodiscard]] bool is_folder() const noexcept { return entry->kind == FolderEntry::Kind::kFolder; }
};

/// Returns how well an entry fits what is typed of its name; nullopt where it does not. Hidden files are
/// offered only to those who type a dot.
std::optional<int> score_of(const FolderEntry& entry, const std::string& typed, bool pattern) {
  if (entry.name.starts_with('.') && !typed.starts_with('.')) return std::nullopt;
  if (!pattern) return fuzzy_score(typed, entry.name);
  const bool fits = entry.kind == FolderEntry::Kind::kFile && matches_pattern(typed, entry.name);
  return fits ? std::optional(0) : std::nullopt;
}

/// Returns the entries that fit what is typed, best first: names that begin with it before all others, as a
/// shell completes them, and folders before files of the same score.
std::vector<Match> matches_of(const Folder& folder, const std::string& typed, bool pattern) {
  std::vector<Match> found;
  for (const FolderEntry& entry : folder.entries)
    if (const auto score = score_of(entry, typed, pattern))
      found.push_back({&entry, *score, entry.name.starts_with(typed)});
  const auto best = [](const Match& a, const Match& b) {
    if (a.begins != b.begins) return a.begins;
    if (a.score != b.score) return a.score > b.score;
    if (a.is_folder() != b.is_folder()) return a.is_folder();
    return natural_less(a.entry->name, b.entry->name);
  };
  const std::size_t count = std::min(found.size(), kMostOffered);
  std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(count), best);
  found.resize(count, {nullptr, 0, false});
  return found;
}

Completion completion_of(const std::string& folder, const Match& match) {
  const std::string& name = match.entry->name;
  if (match.is_folder()) return {.text = folder + name + '/', .label = name + '/', .folder = true};
  Completion file{.text = folder + name, .label = name};
  std::error_code error;
  const std::uintmax_t bytes = std::filesystem::file_size(expanded_path(file.text), error);
  if (!error) file.bytes = bytes;
  return file;
}

std::vector<Completion> paths(std::string_view typed, bool several) {
  const auto [folder, name] = split_path(typed);
  const Folder read = read_folder(expanded_path(folder)).value_or(Folder());
  const auto matches = matches_of(read, name, several && is_pattern(name));
  std::vector<Completion> all;
  if (name.empty() || matches.empty())
    all.push_back(
        {.text = parent_folder(folder), .label = "..", .detail = "up", .folder = true, .aside = true});
  if (!read.whole)
    all.push_back(
        {.text = std::string(typed),
         .label = "...",
         .detail = fmt::format("only the first {} entries of this folder are listed", grouped(kMostEntries)),
         .folder = true,
         .aside = true});
  for (const Match& match : matches) all.push_back(completion_of(folder, match));
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
    if (column.is_number()) offer(all, typed, column.name, type_text(column));
}

/// Offers the names that the last word of a condition may become.
void offer_names(std::vector<Completion>& all, std::string_view typed, const Session& session) {
  const auto is_part = [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '.'; };
  std::size_t begin = typed.size();
  while (begin > 0 && is_part(typed[begin - 1])) --begin;
  if (begin == typed.size() && begin > 0) return;  // an operator or a blank: nothing is typed yet
  const std::string_view word = typed.substr(begin);
  std::vector<Completion> names;
  offer_numbers(names, word, session);
  if (!word.empty())
    for (const std::string_view name : expression_functions())
      offer(names, word, std::string(name).append("("));
  for (Completion& name : names) {
    name.text.insert(0, typed.substr(0, begin));
    all.push_back(std::move(name));
  }
}

}  // namespace

std::vector<Completion> completions(const Argument& argument, const Session& session,
                                    std::string_view typed) {
  std::vector<Completion> all;
  switch (argument.kind) {
    case ArgumentKind::kPath:
    case ArgumentKind::kSource:
      return paths(typed, argument.kind == ArgumentKind::kSource);
    case ArgumentKind::kRecent:
      return recent_files(session, typed);
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
    case ArgumentKind::kVertices:
      for (const std::string_view word : words_of(argument)) offer(all, typed, std::string(word));
      break;
    case ArgumentKind::kCondition:
      offer_names(all, typed, session);
      break;
    case ArgumentKind::kIndex:
      break;
  }
  return all;
}

std::vector<Completion> recent_files(const Session& session, std::string_view typed) {
  struct Found {
    int worse;        // the negative score
    std::size_t age;  // the one opened last has 0
    std::string path;
  };
  std::vector<Found> found;
  for (std::string& path : session.recent.existing())
    if (const auto score = fuzzy_score(typed, path))
      found.push_back({-*score, found.size(), std::move(path)});
  std::ranges::sort(found, {}, [](const Found& one) { return std::pair(one.worse, one.age); });
  std::vector<Completion> all;
  all.reserve(found.size());
  for (Found& one : found) {
    auto [folder, name] = split_path(one.path);
    all.push_back({.text = std::move(one.path), .label = std::move(name), .detail = std::move(folder)});
  }
  return all;
}

}  // namespace vertexview::app
