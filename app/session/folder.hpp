#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/memory/error.hpp"

namespace vertexview::app {

/// One name in a folder.
struct FolderEntry {
  enum class Kind : std::uint8_t { kFile, kFolder, kOther };
  std::string name;
  Kind kind = Kind::kOther;  ///< of what a symbolic link leads to; kFile is a regular file
};

/// What was read of a folder.
struct Folder {
  std::vector<FolderEntry> entries;  ///< in no order
  bool whole = true;                 ///< whether no entry was left unread
};

// So many entries are read and looked through within a tenth of a second, the longest wait that a person who
// types takes for an immediate answer.
inline constexpr std::size_t kMostEntries = 50'000;

/// Reads the first `most` entries of a folder; "" is the current one. The path is taken as it is. Errors:
/// kNotFound, kPermissionDenied, kIo, with the path.
[[nodiscard]] Result<Folder> read_folder(const std::string& path, std::size_t most = kMostEntries);

/// Returns whether name `a` stands before `b`, digits in a row compared as one number: frame_2 before
/// frame_10. Names whose numbers differ only by zeros before them are in the order of their bytes.
[[nodiscard]] bool natural_less(std::string_view a, std::string_view b) noexcept;

/// Returns whether a name is a pattern: whether it has a * (any letters) or a ? (any one byte).
[[nodiscard]] bool is_pattern(std::string_view name) noexcept;
/// Returns whether all of `name` fits a pattern.
[[nodiscard]] bool matches_pattern(std::string_view pattern, std::string_view name) noexcept;

/// Splits a path after its last slash: "a/b/na" -> {"a/b/", "na"}.
struct SplitPath {
  std::string folder;
  std::string name;
};
[[nodiscard]] SplitPath split_path(std::string_view path);

}  // namespace vertexview::app
