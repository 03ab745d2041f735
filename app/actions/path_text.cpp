#include "actions/path_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "vertexview/memory/number_text.hpp"
#include "vertexview/memory/utf8.hpp"

namespace vertexview::app {
namespace {

// Letters after a backslash, each with the byte that it stands for.
constexpr std::array<std::pair<char, char>, 3> kEscapes{{{'n', '\n'}, {'t', '\t'}, {'\\', '\\'}}};

/// Returns how many bytes the letter at the begin of `text` takes; 0 where a line cannot hold it: ImGui's
/// letters have 16 bits, and those of four bytes need more.
std::size_t letter_size(std::string_view text) noexcept {
  const auto [code, size] = utf8_letter(text);
  return code >= 0x20 && code != 0x7F && size <= 3 ? size : 0;
}

/// Returns the byte of an escape such as "xFF" at the begin of `text`, and how many letters it has; the size
/// is 0 where there is none.
std::pair<char, std::size_t> escape_at(std::string_view text) noexcept {
  const auto found = std::ranges::find(kEscapes, text.substr(0, 1),
                                       [](const auto& escape) { return std::string_view(&escape.first, 1); });
  if (found != kEscapes.end()) return {found->second, 1};
  if (!text.starts_with('x') || text.size() < 3) return {'\0', 0};
  const auto byte = parse_digits(text.substr(1, 2), 16);
  if (!byte || *byte == 0) return {'\0', 0};  // no path has a zero byte
  return {static_cast<char>(static_cast<unsigned char>(*byte)), 3};
}

}  // namespace

std::string escaped_path(std::string_view path) {
  std::string text;
  while (!path.empty()) {
    const auto escape = std::ranges::find(kEscapes, path.front(), &std::pair<char, char>::second);
    const std::size_t size = letter_size(path);
    if (escape != kEscapes.end())
      text.append("\\").push_back(escape->first);
    else if (size > 0)
      text.append(path.substr(0, size));
    else
      text += fmt::format("\\x{:02X}", static_cast<unsigned char>(path.front()));
    path.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return text;
}

std::string unescaped_path(std::string_view text) {
  std::string path;
  while (!text.empty()) {
    const auto [byte, size] =
        text.front() == '\\' ? escape_at(text.substr(1)) : std::pair{'\0', std::size_t{0}};
    path += size > 0 ? byte : text.front();
    text.remove_prefix(1 + size);
  }
  return path;
}

std::string expanded_path(const std::string& path) {
  const char* const home = std::getenv("HOME");
  if (home != nullptr && (path == "~" || path.starts_with("~/"))) return home + path.substr(1);
  return path;
}

std::string parent_folder(const std::string& folder) {
  std::error_code error;
  // An empty path has no absolute one.
  const std::string here = folder.empty() ? "." : expanded_path(folder);
  std::filesystem::path path = std::filesystem::absolute(here, error).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  const std::string parent = path.parent_path().string();
  return parent.ends_with('/') ? parent : parent + '/';
}

std::optional<std::string> followed_edit(std::string_view before, std::string_view after) {
  if (before.size() > 1 && before.ends_with('/') && after == before.substr(0, before.size() - 1))
    return escaped_path(parent_folder(unescaped_path(before)));
  if (!after.starts_with(before)) return std::nullopt;
  const std::string_view added = after.substr(before.size());
  if (before.ends_with('/') && (added.starts_with('/') || added.starts_with("~/"))) return std::string(added);
  // The letters of "~/" may come one by one.
  if (before.ends_with("/~") && added.starts_with('/')) return std::string("~").append(added);
  return std::nullopt;
}

}  // namespace vertexview::app
