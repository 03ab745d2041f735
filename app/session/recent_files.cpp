#include "session/recent_files.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "vertexview/io/new_file.hpp"
#include "vertexview/vertex/member_path.hpp"

namespace vertexview::app {
namespace {

namespace fs = std::filesystem;

// The longest path that Linux takes, with the zero byte that ends it (PATH_MAX).
constexpr std::size_t kLongestPath = 4096;

/// Returns the value of a variable that holds an absolute path, else "".
std::string absolute_variable(const char* name) {
  const char* const value = std::getenv(name);
  return value != nullptr && *value == '/' ? value : "";
}

/// Returns the begin of a regular file, as much as a list can take; "" where it cannot be read. What is no
/// regular file is not opened: a FIFO would block.
std::string begin_of(const std::string& path) {
  std::error_code ignored;
  if (!fs::is_regular_file(path, ignored)) return {};
  std::string text(RecentFiles::kMost * kLongestPath, '\0');
  std::ifstream in(path, std::ios::binary);
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  return text;
}

void append_new(std::vector<std::string>& paths, std::string path) {
  if (paths.size() < RecentFiles::kMost && std::ranges::find(paths, path) == paths.end())
    paths.push_back(std::move(path));
}

}  // namespace

void RecentFiles::add(const std::string& path) {
  if (file_.empty()) return;
  std::error_code error;
  std::string whole = fs::absolute(path, error).string();
  if (error || whole.size() >= kLongestPath) return;
  std::erase(added_, whole);
  added_.insert(added_.begin(), std::move(whole));
  if (added_.size() > kMost) added_.pop_back();
}

std::vector<std::string> RecentFiles::all() const {
  std::vector<std::string> paths = added_;
  for (std::string& path : parse_recent_files(begin_of(file_))) append_new(paths, std::move(path));
  return paths;
}

void RecentFiles::save() {
  if (added_.empty()) return;
  std::error_code ignored;  // the write fails where the folder could not be made
  const fs::path folder = fs::path(file_).parent_path();
  // What a person opens is nobody else's business.
  if (fs::create_directories(folder, ignored)) fs::permissions(folder, fs::perms::owner_all, ignored);
  const std::string text = recent_files_text(all());
  (void)write_file(file_, std::as_bytes(std::span(text)));
  added_.clear();
}

std::vector<std::string> RecentFiles::existing() const {
  std::vector<std::string> paths;
  if (file_.empty()) return paths;
  paths = all();
  std::erase_if(paths, [](const std::string& path) {
    std::error_code ignored;
    const fs::file_type type = fs::status(parse_member_path(path).file, ignored).type();
    return type != fs::file_type::regular && type != fs::file_type::directory;
  });
  return paths;
}

std::string recent_files_path() {
  std::string state = absolute_variable("XDG_STATE_HOME");
  if (state.empty()) {
    state = absolute_variable("HOME");
    if (state.empty()) return {};
    state += "/.local/state";
  }
  return state + "/vertexview/recent";
}

std::vector<std::string> parse_recent_files(std::string_view text) {
  std::vector<std::string> paths;
  for (std::size_t end = text.find('\0'); end != std::string_view::npos; end = text.find('\0')) {
    const std::string_view path = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (path.starts_with('/') && path.size() < kLongestPath) append_new(paths, std::string(path));
  }
  return paths;
}

std::string recent_files_text(std::span<const std::string> paths) {
  std::string text;
  for (const std::string& path : paths) text.append(path).push_back('\0');
  return text;
}

}  // namespace vertexview::app
