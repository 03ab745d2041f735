#include "vertexview/vertex/record_text.hpp"

#include <cstring>
#include <utility>

#include "vertexview/memory/python_repr.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview {
namespace {

char* write_vertex(char* out, const std::byte* record) noexcept {
  ColoredVertex vertex;
  std::memcpy(&vertex, record, sizeof(vertex));
  out = write_float_repr(write_text(out, "Vertex(Vector("), static_cast<double>(vertex.position.x));
  out = write_float_repr(write_text(out, ", "), static_cast<double>(vertex.position.y));
  out = write_float_repr(write_text(out, ", "), static_cast<double>(vertex.position.z));
  out = write_integer(write_text(out, "), Color("), vertex.color.red);
  out = write_integer(write_text(out, ", "), vertex.color.green);
  out = write_integer(write_text(out, ", "), vertex.color.blue);
  return write_text(out, "))");
}

/// Writes a tuple of several numbers, or a single value alone.
char* write_element(char* out, const Element& element, const std::byte* record) noexcept {
  if (element.count == 1 || element.type == ElementType::kBytes)
    return write_repr(out, ElementReader(element).value(record));
  for (std::uint32_t i = 0; i < element.count; ++i)
    out = write_repr(write_text(out, i == 0 ? "(" : ", "), ElementReader(element, i).value(record));
  return write_text(out, ")");
}

}  // namespace

RecordText::RecordText(const Layout& layout) : is_vertex_(false), elements_(shown_elements(layout.schema)) {
  is_vertex_ = layout.is_canonical() && elements_.size() == 2;
  longest_ = is_vertex_ ? 48 + 6 * kLongestNumber : 16;
  for (const Element& element : elements_) {
    const std::size_t numbers = element.type == ElementType::kBytes ? 1 : element.count;
    longest_ += element.name.size() + 8 + numbers * (longest_number(element) + 2);
  }
}

char* RecordText::write(char* out, const std::byte* record) const noexcept {
  return is_vertex_ ? write_vertex(out, record) : write_elements(out, record);
}

char* RecordText::write_elements(char* out, const std::byte* record) const noexcept {
  out = write_text(out, "Record(");
  bool first = true;
  for (const Element& element : elements_) {
    if (!std::exchange(first, false)) out = write_text(out, ", ");
    out = write_element(write_text(write_text(out, element.name), "="), element, record);
  }
  return write_text(out, ")");
}

}  // namespace vertexview
