#include "vertexview/io/link_names.hpp"

#include <cstddef>
#include <filesystem>
#include <system_error>

namespace vertexview {

std::vector<std::string> link_names(std::string_view path) {
  constexpr std::size_t kMostLinks = 40;  // as many as Linux follows
  std::vector<std::string> names{std::string(path)};
  while (names.size() <= kMostLinks) {
    const std::filesystem::path name(names.back());
    std::error_code no_link;
    const auto next = std::filesystem::read_symlink(name, no_link);
    if (no_link) break;
    names.push_back((name.parent_path() / next).string());
  }
  return names;
}

}  // namespace vertexview
