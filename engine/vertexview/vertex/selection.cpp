#include "vertexview/vertex/selection.hpp"

namespace vertexview {

void Selection::keep_first(std::uint64_t count) {
  vertices.remove({count, UINT64_MAX});
  if (focus && *focus >= count) focus.reset();
  if (hover && *hover >= count) hover.reset();
}

}  // namespace vertexview
