#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "vertexview/record/layout.hpp"

namespace vertexview::cli {

/// Element `index` of the field in `record`, as Python's repr() writes it: floats widened to double, True and
/// False. Not for kBytes. At most kLongestNumber bytes.
[[nodiscard]] char* write_element(char* out, const Element& field, std::uint32_t index,
                                  const std::byte* record) noexcept;

/// The same with the fewest digits that read back as the field's own type, as in "0.1" for a float32.
[[nodiscard]] char* write_short_element(char* out, const Element& field, std::uint32_t index,
                                        const std::byte* record) noexcept;

/// Records as Python would show them: canonical ones as `Vertex(Vector(x, y, z), Color(r, g, b))`, all others
/// by the names of their fields as a namedtuple does, `Record(x=1.0, data=(1, 2), tag=b'ab')`. Padding is
/// left out.
class RecordText {
 public:
  explicit RecordText(const Layout& layout);

  /// The most bytes that write() writes.
  [[nodiscard]] std::size_t longest() const noexcept { return longest_; }
  [[nodiscard]] char* write(char* out, const std::byte* record) const noexcept;

 private:
  [[nodiscard]] char* write_fields(char* out, const std::byte* record) const noexcept;

  bool is_vertex_;
  std::vector<Element> fields_;
  std::size_t longest_ = 0;
};

/// The fields that hold something: all but padding.
[[nodiscard]] std::vector<Element> shown_fields(const Layout& layout);

}  // namespace vertexview::cli
