#pragma once

namespace vertexview {

/// The smallest and the largest of something, both included.
struct ValueRange {
  double low = 0;
  double high = 0;
  friend bool operator==(const ValueRange&, const ValueRange&) = default;
};

}  // namespace vertexview
