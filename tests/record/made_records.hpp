#pragma once
#include <algorithm>
#include <cstddef>
#include <cstring>
#include <random>
#include <vector>

namespace vertexview::test {

/// Bytes that a test makes value by value, the same on every machine.
class MadeRecords {
 public:
  template <class T>
  MadeRecords& put(T value) {
    const std::size_t at = bytes.size();
    bytes.resize(at + sizeof(T));
    std::memcpy(bytes.data() + at, &value, sizeof(T));
    return *this;
  }
  /// Appends a float with its bytes in the other order.
  MadeRecords& put_swapped(float value) {
    put(value);
    std::reverse(bytes.end() - sizeof(float), bytes.end());
    return *this;
  }
  /// Returns an evenly distributed number. Written out, because the distributions of the standard library
  /// differ from one to another.
  [[nodiscard]] double random(double low, double high) {
    return low + (high - low) * static_cast<double>(random_()) / 4294967296.0;
  }

  std::vector<std::byte> bytes;

 private:
  std::mt19937 random_{7};
};

}  // namespace vertexview::test
