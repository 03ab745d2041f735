#pragma once
#include <sys/types.h>

#include <string>
#include <string_view>

#include "vertexview/io/posix/descriptor.hpp"

namespace vertexview::posix {

// How many hidden names are tried, because other programs, or ended ones, may hold some.
inline constexpr int kHiddenNames = 1000;

/// Returns how hidden names beside the file at `target` begin: "FOLDER/.NAME.". They are short enough for
/// every file system, however long the name of the target is.
[[nodiscard]] std::string hidden_prefix(std::string_view target);

/// Returns one of kHiddenNames names. They are the same for every process, so that what a process that was
/// killed has left can be found without a look through the folder.
[[nodiscard]] std::string hidden_name(const std::string& prefix, int attempt);

// Whoever needs a file of a hidden name holds a lock (flock) on it, which the system ends with the process,
// however it ends, on whatever machine it runs: so a file without a lock is nobody's.

/// Locks the file for as long as the descriptor, or a copy of it, is open. Returns false where somebody else
/// is about to remove it; a file system without locks keeps its files.
[[nodiscard]] bool hold(int descriptor) noexcept;
/// Removes the files of hidden names that nobody holds any more.
void remove_abandoned(const std::string& prefix) noexcept;

/// A new file of a hidden name, and the hold on it; no descriptor where none could be made, for the reason in
/// errno.
struct HiddenFile {
  Descriptor descriptor = Descriptor();
  std::string name = {};
};
[[nodiscard]] HiddenFile create_hidden(const std::string& prefix, mode_t mode);

}  // namespace vertexview::posix
