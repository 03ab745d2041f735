// Reads any bytes as the text of a sidecar. A layout that is written as one has to read back as it was.
#include "layout_promises.hpp"
#include "vertexview/vertex/layout_sidecar.hpp"

using namespace vertexview;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto layout = parse_sidecar(fuzz::text_of(data, size));
  if (!layout) {
    fuzz::require_told(layout.error(), size);
    return 0;
  }
  fuzz::require_sound(*layout);
  const auto again = sidecar_text(*layout);
  fuzz::require(again && parse_sidecar(*again) == *layout);
  return 0;
}
