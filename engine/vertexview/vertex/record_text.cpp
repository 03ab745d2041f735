#include "vertexview/vertex/record_text.hpp"

#include <algorithm>
#include <cstring>
#include <utility>
#include <variant>

#include "vertexview/memory/printable.hpp"
#include "vertexview/memory/python_repr.hpp"
#include "vertexview/record/element_reader.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/encoding.hpp"
#include "vertexview/record/record_limits.hpp"
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

constexpr std::uint64_t kEncoded = 5;        // numbers written of one that is stored: it, and 4 at most
constexpr std::string_view kOthers = "...";  // as Python writes what it leaves out

/// Writes the first `count` numbers of the element: a tuple of several, or the only one alone.
char* write_numbers(char* out, const Element& element, std::uint32_t count,
                    const std::byte* record) noexcept {
  if (element.number_count() == 1) return write_repr(out, ElementReader(element).value(record));
  for (std::uint32_t i = 0; i < count; ++i)
    out = write_repr(write_text(out, i == 0 ? "(" : ", "), ElementReader(element, i).value(record));
  if (count < element.number_count()) out = write_text(write_text(out, ", "), kOthers);
  return write_text(out, ")");
}

/// Returns how many numbers are meant by the first `count` stored ones, for Encoding::kOct by all of them.
std::uint32_t meant_by(std::uint32_t count, const Element& element) noexcept {
  return element.number_count() / element.count * count + element.number_count() % element.count;
}

}  // namespace

RecordText::RecordText(const Layout& layout) : is_vertex_(false) {
  const auto elements = shown_elements(layout.schema);
  is_vertex_ = layout.is_canonical() && elements.size() == 2;
  longest_ = is_vertex_ ? 48 + 6 * kLongestNumber : 16;
  for (const Element& element : elements) {
    const std::uint64_t left =
        std::max<std::uint64_t>(1, kMostWrittenNumbers - std::min(kMostWrittenNumbers, numbers_));
    const bool encoded = element.encoding != Encoding::kPlain;
    const std::uint64_t most = encoded ? std::max<std::uint64_t>(1, left / kEncoded) : left;
    Written written{element, static_cast<std::uint32_t>(std::min<std::uint64_t>(element.count, most)),
                    stored_element(element)};
    if (element.encoding == Encoding::kOct) written.count = element.count;  // both belong together
    const bool bytes = element.type == ElementType::kBytes;
    written.element.name = printable_name(element.name);
    longest_ += written.element.name.size() + 8 + kOthers.size();
    longest_ += bytes ? longest_bytes_repr(written.count) : written.count * (kLongestNumber + 2);
    numbers_ += written.count;
    if (encoded) {
      constexpr std::string_view kAround = "(stored=, decoded=)";
      const std::uint32_t decoded = meant_by(written.count, element);
      longest_ += encoding_name(element.encoding).size() + kAround.size() + kOthers.size() + 4;
      longest_ += std::size_t{decoded} * (kLongestNumber + 2);
      numbers_ += decoded;
    }
    reads_ = std::max(reads_, element.offset + std::uint64_t{written.count} * element_size(element.type));
    elements_.push_back(std::move(written));
  }
  if (is_vertex_) reads_ = sizeof(ColoredVertex);
}

/// Writes the stored numbers and what they become.
char* RecordText::write_encoded(char* out, const Written& written, const std::byte* record) noexcept {
  const Element& element = written.element;
  out = write_text(write_text(out, encoding_name(element.encoding)), "(stored=");
  out = write_numbers(out, written.stored, written.count, record);
  out = write_numbers(write_text(out, ", decoded="), element, meant_by(written.count, element), record);
  return write_text(out, ")");
}

/// Writes a tuple of several numbers, or a single value alone.
char* RecordText::write_element(char* out, const Written& written, const std::byte* record) noexcept {
  const Element& element = written.element;
  if (element.encoding != Encoding::kPlain) return write_encoded(out, written, record);
  if (element.type == ElementType::kBytes) {
    const bool whole = written.count == element.count;
    const auto all = std::get<std::string_view>(ElementReader(element).value(record));
    out = write_bytes_repr(out, all.substr(0, written.count));
    return whole ? out : write_text(out, kOthers);
  }
  return write_numbers(out, element, written.count, record);
}

char* RecordText::write(char* out, const std::byte* record) const noexcept {
  return is_vertex_ ? write_vertex(out, record) : write_elements(out, record);
}

char* RecordText::write_elements(char* out, const std::byte* record) const noexcept {
  out = write_text(out, "Record(");
  bool first = true;
  for (const Written& written : elements_) {
    if (!std::exchange(first, false)) out = write_text(out, ", ");
    out = write_element(write_text(write_text(out, written.element.name), "="), written, record);
  }
  return write_text(out, ")");
}

}  // namespace vertexview
