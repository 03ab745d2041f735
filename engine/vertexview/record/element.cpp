#include "vertexview/record/element.hpp"

#include <tuple>

#include "vertexview/record/encoding.hpp"

namespace vertexview {

std::uint64_t Element::nbytes() const noexcept {
  return std::uint64_t{count} * element_size(type);
}

std::uint32_t Element::number_count() const noexcept {
  if (component) return 1;
  return encoding == Encoding::kOct ? component_count(encoding) : count * component_count(encoding);
}

bool same_number(const Element& a, const Element& b) noexcept {
  const auto place = [](const Element& number) {
    return std::tie(number.offset, number.type, number.big_endian, number.encoding, number.component);
  };
  return place(a) == place(b);
}

std::uint32_t element_size(ElementType type) noexcept {
  switch (type) {
    case ElementType::kInt8:
    case ElementType::kUint8:
    case ElementType::kBool:
    case ElementType::kBytes:
      return 1;
    case ElementType::kInt16:
    case ElementType::kUint16:
    case ElementType::kFloat16:
      return 2;
    case ElementType::kInt32:
    case ElementType::kUint32:
    case ElementType::kFloat32:
      return 4;
    case ElementType::kInt64:
    case ElementType::kUint64:
    case ElementType::kFloat64:
      return 8;
  }
  return 1;
}

std::string_view element_type_name(ElementType type) noexcept {
  switch (type) {
    case ElementType::kInt8:
      return "int8";
    case ElementType::kUint8:
      return "uint8";
    case ElementType::kInt16:
      return "int16";
    case ElementType::kUint16:
      return "uint16";
    case ElementType::kInt32:
      return "int32";
    case ElementType::kUint32:
      return "uint32";
    case ElementType::kInt64:
      return "int64";
    case ElementType::kUint64:
      return "uint64";
    case ElementType::kFloat16:
      return "float16";
    case ElementType::kFloat32:
      return "float32";
    case ElementType::kFloat64:
      return "float64";
    case ElementType::kBool:
      return "bool";
    case ElementType::kBytes:
      return "bytes";
  }
  return "bytes";
}

}  // namespace vertexview
