#pragma once
#include <cstdlib>
#include <string>

namespace vertexview::test {

/// The path of the sample, assets/colors.bin: that of VERTEXVIEW_SAMPLE where a test was carried to a machine
/// without the source.
inline std::string colors_bin() {
  const char* carried = std::getenv("VERTEXVIEW_SAMPLE");
  return carried != nullptr ? carried : VERTEXVIEW_SOURCE_DIR "/assets/colors.bin";
}

}  // namespace vertexview::test
