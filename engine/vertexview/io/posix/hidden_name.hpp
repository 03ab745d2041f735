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

/// Returns one of kHiddenNames names, which differ from those of every other process of this machine.
[[nodiscard]] std::string hidden_name(const std::string& prefix, int attempt);

/// A new file of a hidden name; no descriptor where none could be made, for the reason in errno.
struct HiddenFile {
  Descriptor descriptor = Descriptor();
  std::string name = {};
};
[[nodiscard]] HiddenFile create_hidden(const std::string& prefix, mode_t mode);

}  // namespace vertexview::posix
