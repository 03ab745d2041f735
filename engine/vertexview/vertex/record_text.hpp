#pragma once
#include <cstddef>
#include <vector>

#include "vertexview/record/layout.hpp"

namespace vertexview {

/// Writes records as Python would show them: canonical ones as `Vertex(Vector(x, y, z), Color(r, g, b))`, all
/// others by the names of their elements as a namedtuple does, `Record(x=1.0, data=(1, 2), tag=b'ab')`. An
/// element with an encoding has both its numbers, `snorm(stored=127, decoded=1.0)`.
/// Padding is left out. Of a record of more than kMostWrittenNumbers numbers and bytes only so many are
/// written, and at least one of each element; "..." stands for the others of an element. write() may be
/// called from several threads.
class RecordText {
 public:
  explicit RecordText(const Layout& layout);

  /// Returns the most bytes that one write() writes.
  [[nodiscard]] std::size_t longest() const noexcept { return longest_; }
  /// Returns how many numbers, and bytes of runs of bytes, one write() writes.
  [[nodiscard]] std::uint64_t numbers() const noexcept { return numbers_; }
  /// Returns how many bytes at the beginning of a record write() reads.
  [[nodiscard]] std::uint64_t reads() const noexcept { return reads_; }
  /// Writes the record of layout.schema.stride bytes at `record`; returns the end of what it wrote.
  [[nodiscard]] char* write(char* out, const std::byte* record) const noexcept;

 private:
  [[nodiscard]] char* write_elements(char* out, const std::byte* record) const noexcept;

  /// An element, and how many of its numbers or bytes are written.
  struct Written {
    Element element;
    std::uint32_t count = 0;
    Element stored;  ///< the element without its encoding
  };
  static char* write_element(char* out, const Written& written, const std::byte* record) noexcept;
  static char* write_encoded(char* out, const Written& written, const std::byte* record) noexcept;

  bool is_vertex_;
  std::vector<Written> elements_;
  std::size_t longest_ = 0;
  std::uint64_t numbers_ = 0;
  std::uint64_t reads_ = 0;
};

}  // namespace vertexview
