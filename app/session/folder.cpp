#include "session/folder.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "vertexview/memory/ascii.hpp"

namespace vertexview::app {
namespace {

namespace fs = std::filesystem;

/// Removes the digits that `text` begins with and returns them without the zeros before them, so that of two
/// numbers the one with more digits is larger.
std::string_view take_number(std::string_view& text) noexcept {
  const auto end = static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
  std::string_view digits = text.substr(0, end);
  text.remove_prefix(end);
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

FolderEntry::Kind kind_of(const fs::directory_entry& entry) {
  std::error_code ignored;  // a link that leads nowhere is neither
  if (entry.is_directory(ignored)) return FolderEntry::Kind::kFolder;
  return entry.is_regular_file(ignored) ? FolderEntry::Kind::kFile : FolderEntry::Kind::kOther;
}

}  // namespace

Result<Folder> read_folder(const std::string& path, std::size_t most) {
  Folder folder;
  std::error_code error;
  fs::directory_iterator it(path.empty() ? "." : path, error);
  for (; !error && it != fs::directory_iterator(); it.increment(error)) {
    if (folder.entries.size() == most) {
      folder.whole = false;
      break;
    }
    folder.entries.push_back({it->path().filename().string(), kind_of(*it)});
  }
  if (error) return fail_system(error.value(), "cannot read the folder", path);
  return folder;
}

bool natural_less(std::string_view a, std::string_view b) noexcept {
  const std::pair whole{a, b};
  while (!a.empty() && !b.empty()) {
    if (is_digit(a.front()) && is_digit(b.front())) {
      const std::string_view left = take_number(a);
      const std::string_view right = take_number(b);
      if (left.size() != right.size()) return left.size() < right.size();
      if (left != right) return left < right;
      continue;
    }
    if (a.front() != b.front()) return a.substr(0, 1) < b.substr(0, 1);
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  if (a.empty() != b.empty()) return a.empty();
  return whole.first < whole.second;
}

bool is_pattern(std::string_view name) noexcept {
  return name.find_first_of("*?") != std::string_view::npos;
}

// Where a letter does not fit, only the last star can take one more: what earlier stars took never has to be
// given back. So the time is at most the product of the lengths.
bool matches_pattern(std::string_view pattern, std::string_view name) noexcept {
  std::size_t at = 0;
  std::size_t in_name = 0;
  std::size_t star = std::string_view::npos;
  std::size_t star_took = 0;
  while (in_name < name.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      star_took = in_name;
    } else if (at < pattern.size() && (pattern[at] == '?' || pattern[at] == name[in_name])) {
      ++at;
      ++in_name;
    } else if (star != std::string_view::npos) {
      at = star + 1;
      in_name = ++star_took;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at) == std::string_view::npos;
}

SplitPath split_path(std::string_view path) {
  const std::size_t begin = path.rfind('/') + 1;  // npos + 1 is 0
  return {std::string(path.substr(0, begin)), std::string(path.substr(begin))};
}

}  // namespace vertexview::app
