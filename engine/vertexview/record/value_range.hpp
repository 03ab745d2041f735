#pragma once

namespace vertexview {

/// A range of numbers, both ends included.
struct ValueRange {
  double low = 0;
  double high = 0;
  friend bool operator==(const ValueRange&, const ValueRange&) = default;
};

}  // namespace vertexview
