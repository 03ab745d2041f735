#include "cli/nearest.hpp"

#include "document/nearest.hpp"

namespace vertexview::cli {
std::string nearest(std::string_view typed, const std::vector<std::string>& names) {
  std::string best;
  std::size_t least = typed.size() / 3 + 2;
  for (const auto& name : names) {
    const bool beginning = typed.size() >= 2 && name.starts_with(typed);
    const auto far = beginning ? std::size_t{1} : app::edit_distance(typed, name);
    if (far < least && far < name.size()) {
      least = far;
      best = name;
    }
  }
  return best;
}

}  // namespace vertexview::cli
