#pragma once
#include <glm/vec2.hpp>
#include <string>
#include <vector>

namespace vertexview::test {

/// Drags files onto the viewer's window of a display and drops them there, as a file manager would by the
/// XDND protocol (version 5). Returns false when the window takes no drops or did not finish within some
/// seconds.
[[nodiscard]] bool drop_files(const std::string& display, const std::vector<std::string>& paths,
                              glm::ivec2 pixel);

}  // namespace vertexview::test
