#pragma once
#include <cstddef>
#include <vector>

#include "vertexview/record/layout.hpp"

namespace vertexview {

/// Writes records as Python would show them: canonical ones as `Vertex(Vector(x, y, z), Color(r, g, b))`, all
/// others by the names of their elements as a namedtuple does, `Record(x=1.0, data=(1, 2), tag=b'ab')`.
/// Padding is left out. write() may be called from several threads.
class RecordText {
 public:
  explicit RecordText(const Layout& layout);

  /// Returns the most bytes that one write() writes.
  [[nodiscard]] std::size_t longest() const noexcept { return longest_; }
  /// Writes the record of layout.schema.stride bytes at `record`; returns the end of what it wrote.
  [[nodiscard]] char* write(char* out, const std::byte* record) const noexcept;

 private:
  [[nodiscard]] char* write_elements(char* out, const std::byte* record) const noexcept;

  bool is_vertex_;
  std::vector<Element> elements_;
  std::size_t longest_ = 0;
};

}  // namespace vertexview
