#include "cli/record_text.hpp"

#include <concepts>
#include <utility>

#include "vertexview/memory/number_load.hpp"
#include "vertexview/memory/python_repr.hpp"
#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview::cli {
namespace {

template <class T>
T load(const Element& field, std::uint32_t index, const std::byte* record) noexcept {
  return load_number<T>(record + field.offset + std::size_t{index} * sizeof(T),
                        is_reversed(field.big_endian));
}

// Calls `visit` with the element as the C++ type that holds it: integers of 64 bits, bool, float, double.
template <class Visit>
char* with_element(const Element& field, std::uint32_t index, const std::byte* record,
                   Visit&& visit) noexcept {
  switch (field.type) {
    case ElementType::kInt8:
      return visit(std::int64_t{load<std::int8_t>(field, index, record)});
    case ElementType::kInt16:
      return visit(std::int64_t{load<std::int16_t>(field, index, record)});
    case ElementType::kInt32:
      return visit(std::int64_t{load<std::int32_t>(field, index, record)});
    case ElementType::kInt64:
      return visit(load<std::int64_t>(field, index, record));
    case ElementType::kUint8:
      return visit(std::uint64_t{load<std::uint8_t>(field, index, record)});
    case ElementType::kUint16:
      return visit(std::uint64_t{load<std::uint16_t>(field, index, record)});
    case ElementType::kUint32:
      return visit(std::uint64_t{load<std::uint32_t>(field, index, record)});
    case ElementType::kUint64:
      return visit(load<std::uint64_t>(field, index, record));
    case ElementType::kFloat16:
      return visit(double_from_half(load<std::uint16_t>(field, index, record)));
    case ElementType::kFloat32:
      return visit(load<float>(field, index, record));
    case ElementType::kFloat64:
      return visit(load<double>(field, index, record));
    case ElementType::kBool:
    case ElementType::kBytes:
      break;
  }
  return visit(load<std::uint8_t>(field, index, record) != 0);
}

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

}  // namespace

char* write_element(char* out, const Element& field, std::uint32_t index, const std::byte* record) noexcept {
  return with_element(field, index, record, [out](auto value) {
    if constexpr (std::same_as<decltype(value), bool>)
      return write_text(out, value ? "True" : "False");
    else if constexpr (std::floating_point<decltype(value)>)
      return write_float_repr(out, static_cast<double>(value));
    else
      return write_integer(out, value);
  });
}

char* write_short_element(char* out, const Element& field, std::uint32_t index,
                          const std::byte* record) noexcept {
  return with_element(field, index, record, [out](auto value) {
    if constexpr (std::same_as<decltype(value), bool>)
      return write_text(out, value ? "1" : "0");
    else
      return std::to_chars(out, out + kLongestNumber, value).ptr;
  });
}

std::vector<Element> shown_fields(const Layout& layout) {
  auto fields = layout.elements;
  std::erase_if(fields, [](const Element& field) { return field.semantic == Semantic::kPadding; });
  return fields;
}

RecordText::RecordText(const Layout& layout) : is_vertex_(false), fields_(shown_fields(layout)) {
  is_vertex_ = layout.is_canonical() && fields_.size() == 2;
  longest_ = is_vertex_ ? 48 + 6 * kLongestNumber : 16;
  for (const auto& field : fields_)
    longest_ += field.name.size() + 8 +
                std::size_t{field.count} * (field.type == ElementType::kBytes ? 4 : kLongestNumber + 2);
}

char* RecordText::write(char* out, const std::byte* record) const noexcept {
  return is_vertex_ ? write_vertex(out, record) : write_fields(out, record);
}

char* RecordText::write_fields(char* out, const std::byte* record) const noexcept {
  out = write_text(out, "Record(");
  bool first = true;
  for (const auto& field : fields_) {
    if (!std::exchange(first, false)) out = write_text(out, ", ");
    out = write_text(write_text(out, field.name), "=");
    if (field.type == ElementType::kBytes) {
      out = write_bytes_repr(out, {reinterpret_cast<const char*>(record + field.offset), field.count});
    } else if (field.count == 1) {
      out = write_element(out, field, 0, record);
    } else {
      for (std::uint32_t i = 0; i < field.count; ++i)
        out = write_element(write_text(out, i == 0 ? "(" : ", "), field, i, record);
      out = write_text(out, ")");
    }
  }
  return write_text(out, ")");
}

}  // namespace vertexview::cli
