#pragma once
#include <unistd.h>

#include <cstddef>

namespace vertexview {

/// Returns how many bytes a page of memory has. The first call asks the system; later ones are safe in the
/// handler of a signal.
[[nodiscard]] inline std::size_t page_size() noexcept {
  static const auto size = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  return size;
}

}  // namespace vertexview
