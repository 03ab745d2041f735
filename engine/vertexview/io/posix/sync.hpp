#pragma once
#include <string>

namespace vertexview::posix {

/// Writes a file to the disk; returns 0, or the errno that says why it may not be there. What cannot be
/// synchronised, as a pipe, is trusted.
[[nodiscard]] int sync(int descriptor) noexcept;

/// Writes the names in a folder to the disk, as sync() does. A folder that may not be read is trusted.
[[nodiscard]] int sync_folder(const std::string& folder) noexcept;

}  // namespace vertexview::posix
