// Source: NumPy's "The array interface protocol" (typestr) and the names of its scalar types.
#include "vertexview/record/texts/numpy_scalar.hpp"

#include <string_view>

#include "vertexview/memory/number_text.hpp"
#include "vertexview/memory/printable.hpp"
#include "vertexview/record/texts/bad_text.hpp"

namespace vertexview::detail {
namespace {

struct NumpyName {
  std::string_view name;
  std::string_view text;
};

/// Types that have a name, or a letter without a size. Not those of C's long (int, l, L), whose size differs
/// from system to system.
constexpr NumpyName kNames[]{
    {"float16", "f2"},  {"half", "f2"},    {"e", "f2"},      {"float32", "f4"},   {"single", "f4"},
    {"f", "f4"},        {"float64", "f8"}, {"double", "f8"}, {"float", "f8"},     {"float_", "f8"},
    {"d", "f8"},        {"int8", "i1"},    {"byte", "i1"},   {"b", "i1"},         {"uint8", "u1"},
    {"ubyte", "u1"},    {"B", "u1"},       {"int16", "i2"},  {"short", "i2"},     {"h", "i2"},
    {"uint16", "u2"},   {"ushort", "u2"},  {"H", "u2"},      {"int32", "i4"},     {"intc", "i4"},
    {"i", "i4"},        {"uint32", "u4"},  {"uintc", "u4"},  {"I", "u4"},         {"int64", "i8"},
    {"longlong", "i8"}, {"q", "i8"},       {"uint64", "u8"}, {"ulonglong", "u8"}, {"Q", "u8"},
    {"bool", "b1"},     {"bool_", "b1"},   {"?", "b1"},      {"complex64", "c8"}, {"complex128", "c16"},
};

/// The parts of a text such as "<f4" or "<M8[ns]".
struct TypeText {
  char order = '|';
  char kind = '\0';
  std::uint64_t size = 0;
};

bool split(std::string_view text, TypeText& parts) noexcept {
  if (!text.empty() && std::string_view("<>|=").find(text.front()) != std::string_view::npos) {
    parts.order = text.front();
    text.remove_prefix(1);
  }
  for (const NumpyName& named : kNames)
    if (text == named.name) text = named.text;
  if (text.empty()) return false;
  parts.kind = text.front();
  text.remove_prefix(1);
  if (text.empty()) return true;                                   // an object has no size, as in "|O"
  const auto size = parse_digits(text.substr(0, text.find('[')));  // a date has a unit, as in "<M8[ns]"
  parts.size = size.value_or(0);
  return size && parts.size <= kLargestNumpyItem;
}

NumpyScalar numbers_of(ElementType number, std::uint64_t numbers, const TypeText& text) {
  const std::uint64_t size = numbers * element_size(number);
  const bool big = text.order == '>' && element_size(number) > 1;
  return {.number = number,
          .numbers = numbers,
          .itemsize = size,
          .alignment = element_size(number),
          .big_endian = big,
          .kind = text.kind};
}

/// Returns a type whose bytes are no numbers here, but may be aligned as some.
NumpyScalar bytes_of(std::uint64_t size, std::uint64_t alignment, const TypeText& text) {
  NumpyScalar scalar = numbers_of(ElementType::kBytes, size, text);
  scalar.alignment = alignment;
  return scalar;
}

/// Returns the integer type of so many bytes; kBytes where there is none.
ElementType integer_type(std::uint64_t size, bool is_signed) noexcept {
  switch (size) {
    case 1:
      return is_signed ? ElementType::kInt8 : ElementType::kUint8;
    case 2:
      return is_signed ? ElementType::kInt16 : ElementType::kUint16;
    case 4:
      return is_signed ? ElementType::kInt32 : ElementType::kUint32;
    case 8:
      return is_signed ? ElementType::kInt64 : ElementType::kUint64;
    default:
      return ElementType::kBytes;
  }
}

ElementType float_type(std::uint64_t size) noexcept {
  switch (size) {
    case 2:
      return ElementType::kFloat16;
    case 4:
      return ElementType::kFloat32;
    case 8:
      return ElementType::kFloat64;
    default:
      return ElementType::kBytes;
  }
}

}  // namespace

Result<NumpyScalar> numpy_scalar(const PythonLiteral& dtype) {
  constexpr std::uint64_t kUnicode = 4;  // bytes of a character of a 'U'
  TypeText text;
  const auto unknown = [&] {
    return refuse(dtype, in_quotes(dtype.text).append(" is no type of NumPy known here"));
  };
  if (!split(dtype.text, text)) return unknown();
  const auto number = [&](ElementType type, std::uint64_t numbers) -> Result<NumpyScalar> {
    if (type == ElementType::kBytes) return unknown();
    return numbers_of(type, numbers, text);
  };
  switch (text.kind) {
    case 'i':
    case 'u':
      return number(integer_type(text.size, text.kind == 'i'), 1);
    case 'f':
      // The long double of a processor: kept as bytes, since no other machine can tell what they mean.
      if (text.size == 10 || text.size == 12 || text.size == 16)
        return bytes_of(text.size, text.size == 16 ? 16 : 4, text);
      return number(float_type(text.size), 1);
    case 'c':
      if (text.size == 20 || text.size == 24 || text.size == 32)
        return bytes_of(text.size, text.size == 32 ? 16 : 4, text);
      return number(float_type(text.size / 2), 2);
    case 'b':
      return number(text.size == 1 ? ElementType::kBool : ElementType::kBytes, 1);
    case 'M':
    case 'm':
      return number(integer_type(text.size == 8 ? 8 : 0, true), 1);
    case 'U':
      if (text.size > kLargestNumpyItem / kUnicode)
        return refuse(dtype, "an item of more than 2147483647 bytes, which is the most that NumPy has");
      return bytes_of(text.size * kUnicode, kUnicode, text);
    case 'S':
    case 'a':
    case 'V':
      return bytes_of(text.size, 1, text);
    case 'O':
      return refuse(dtype,
                    "the array holds Python objects, which are stored as a pickle; pickles are programs and "
                    "are never run here; expected numbers",
                    ErrorCode::kNotImplemented);
    default:
      return unknown();
  }
}

}  // namespace vertexview::detail
