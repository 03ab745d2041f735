// Looks for the layout of any bytes. Whatever is found can be read: it lies in the bytes, and is a layout
// that its own text describes.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "promises.hpp"
#include "vertexview/record/layout_finder.hpp"

namespace {

using namespace vertexview;
using fuzz::require;

void check_candidate(const LayoutCandidate& one, std::uint64_t size) {
  const Schema& schema = one.layout.schema;
  require(schema.stride > 0 && one.count > 0);
  require(one.layout.data_offset <= size);
  require(one.count <= (size - one.layout.data_offset) / schema.stride);
  require(!one.layout.count || *one.layout.count == one.count);
  require(schema.validate().has_value());
  require(std::isfinite(one.score) && one.score >= 0 && !one.name.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const FoundLayouts found = find_layouts(std::as_bytes(std::span(data, size)));
  for (const LayoutCandidate& one : found.candidates) check_candidate(one, size);
  require(std::ranges::is_sorted(found.candidates, std::greater(), &LayoutCandidate::score));
  require(found.candidates.size() <= 8);
  // So few bytes never hold records enough.
  require(!found.sure || found.candidates.front().count >= 100);
  return 0;
}
