#pragma once
#include <array>
#include <string>
#include <vector>

namespace vertexview {

/// How a record's numbers become a position: number * scale + offset, per axis.
struct Placement {
  /// The elements to take the numbers from, in the order x, y, z, each a name or "name[index]". Empty: the
  /// elements whose semantic is kPosition.
  std::vector<std::string> elements = {};
  std::array<double, 3> scale{1, 1, 1};
  std::array<double, 3> offset{0, 0, 0};
  friend bool operator==(const Placement&, const Placement&) = default;
};

}  // namespace vertexview
