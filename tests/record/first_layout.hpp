#pragma once
#include <string>

#include "vertexview/record/layout_finder.hpp"

namespace vertexview::test {

/// Returns the best candidate as "kitti: 1000 records of 16 bytes from 0".
inline std::string first_of(const FoundLayouts& found) {
  if (found.candidates.empty()) return "nothing";
  const LayoutCandidate& first = found.candidates.front();
  std::string text = first.name;
  text.append(": ").append(std::to_string(first.count)).append(" records of ");
  text.append(std::to_string(first.layout.schema.stride)).append(" bytes from ");
  return text.append(std::to_string(first.layout.data_offset));
}

}  // namespace vertexview::test
