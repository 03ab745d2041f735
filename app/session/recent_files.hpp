#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vertexview::app {

/// The files and folders that a person opened last, kept in a file from one run to the next. Losing them
/// costs little, so nothing here is an error: a file that cannot be read counts as empty, one that cannot be
/// written stays as it was. Used on one thread only; several programs may share the file.
class RecentFiles {
 public:
  // More are not looked through for one, but found by their folder.
  static constexpr std::size_t kMost = 20;

  /// Remembers nothing.
  RecentFiles() = default;
  /// Keeps what is remembered in `file`; "" remembers nothing.
  explicit RecentFiles(std::string file) : file_(std::move(file)) {}

  /// Remembers a path as the latest. The file is not touched before save().
  void add(const std::string& path);
  /// Writes what was added, followed by what the file holds by now, as NewFile writes. Does nothing when
  /// nothing was added since.
  void save();
  /// Returns the absolute paths that still are files, members of files (FILE#NAME) or folders, the latest
  /// first, at most kMost. Reads the file each time.
  [[nodiscard]] std::vector<std::string> existing() const;

 private:
  [[nodiscard]] std::vector<std::string> all() const;

  std::string file_;
  std::vector<std::string> added_;  ///< not in the file yet, the latest first
};

/// Returns the file in which a window keeps them: "vertexview/recent" in $XDG_STATE_HOME, else in
/// ~/.local/state, as the XDG Base Directory Specification says; "" where neither is an absolute path.
[[nodiscard]] std::string recent_files_path();

/// Returns the paths of the text of such a file, which may be untrusted: each ends in a zero byte, the one
/// byte that no path has. What is no absolute path of a length that the system takes is left out, and so is
/// all after the first RecentFiles::kMost.
[[nodiscard]] std::vector<std::string> parse_recent_files(std::string_view text);

/// Returns the text that parse_recent_files() reads back.
[[nodiscard]] std::string recent_files_text(std::span<const std::string> paths);

}  // namespace vertexview::app
