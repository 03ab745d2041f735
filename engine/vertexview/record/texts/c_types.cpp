#include "vertexview/record/texts/c_types.hpp"

#include <algorithm>
#include <array>

namespace vertexview::detail {
namespace {

struct NamedType {
  std::string_view name;
  ElementType type;
};

/// Numbers, by every name that is in use for them. A "char" is text, as in Python's ctypes.
constexpr NamedType kNumbers[]{
    {"char", ElementType::kBytes},       {"std::byte", ElementType::kBytes},
    {"int8_t", ElementType::kInt8},      {"int8", ElementType::kInt8},
    {"i8", ElementType::kInt8},          {"s8", ElementType::kInt8},
    {"GLbyte", ElementType::kInt8},      {"uint8_t", ElementType::kUint8},
    {"uint8", ElementType::kUint8},      {"u8", ElementType::kUint8},
    {"uchar", ElementType::kUint8},      {"byte", ElementType::kUint8},
    {"BYTE", ElementType::kUint8},       {"GLubyte", ElementType::kUint8},
    {"int16_t", ElementType::kInt16},    {"int16", ElementType::kInt16},
    {"i16", ElementType::kInt16},        {"s16", ElementType::kInt16},
    {"short", ElementType::kInt16},      {"GLshort", ElementType::kInt16},
    {"uint16_t", ElementType::kUint16},  {"uint16", ElementType::kUint16},
    {"u16", ElementType::kUint16},       {"ushort", ElementType::kUint16},
    {"WORD", ElementType::kUint16},      {"GLushort", ElementType::kUint16},
    {"int32_t", ElementType::kInt32},    {"int32", ElementType::kInt32},
    {"i32", ElementType::kInt32},        {"s32", ElementType::kInt32},
    {"int", ElementType::kInt32},        {"INT", ElementType::kInt32},
    {"GLint", ElementType::kInt32},      {"uint32_t", ElementType::kUint32},
    {"uint32", ElementType::kUint32},    {"u32", ElementType::kUint32},
    {"uint", ElementType::kUint32},      {"UINT", ElementType::kUint32},
    {"DWORD", ElementType::kUint32},     {"GLuint", ElementType::kUint32},
    {"int64_t", ElementType::kInt64},    {"int64", ElementType::kInt64},
    {"i64", ElementType::kInt64},        {"s64", ElementType::kInt64},
    {"uint64_t", ElementType::kUint64},  {"uint64", ElementType::kUint64},
    {"u64", ElementType::kUint64},       {"half", ElementType::kFloat16},
    {"_Float16", ElementType::kFloat16}, {"__fp16", ElementType::kFloat16},
    {"__half", ElementType::kFloat16},   {"float16_t", ElementType::kFloat16},
    {"float16", ElementType::kFloat16},  {"f16", ElementType::kFloat16},
    {"GLhalf", ElementType::kFloat16},   {"HALF", ElementType::kFloat16},
    {"float", ElementType::kFloat32},    {"float32_t", ElementType::kFloat32},
    {"float32", ElementType::kFloat32},  {"f32", ElementType::kFloat32},
    {"FLOAT", ElementType::kFloat32},    {"GLfloat", ElementType::kFloat32},
    {"double", ElementType::kFloat64},   {"float64_t", ElementType::kFloat64},
    {"float64", ElementType::kFloat64},  {"f64", ElementType::kFloat64},
    {"GLdouble", ElementType::kFloat64}, {"bool", ElementType::kBool},
    {"_Bool", ElementType::kBool},       {"GLboolean", ElementType::kBool},
};

/// What stands before the number of components of a vector, as in "vec3", "float2" or "XMFLOAT3", and after
/// it, as in "Vector3f".
struct VectorName {
  std::string_view before;
  ElementType type;
  std::string_view after = {};
};

constexpr VectorName kVectors[]{
    {"vec", ElementType::kFloat32},          {"dvec", ElementType::kFloat64},
    {"ivec", ElementType::kInt32},           {"uvec", ElementType::kUint32},
    {"hvec", ElementType::kFloat16},         {"f16vec", ElementType::kFloat16},
    {"f32vec", ElementType::kFloat32},       {"f64vec", ElementType::kFloat64},
    {"i8vec", ElementType::kInt8},           {"u8vec", ElementType::kUint8},
    {"i16vec", ElementType::kInt16},         {"u16vec", ElementType::kUint16},
    {"i32vec", ElementType::kInt32},         {"u32vec", ElementType::kUint32},
    {"i64vec", ElementType::kInt64},         {"u64vec", ElementType::kUint64},
    {"half", ElementType::kFloat16},         {"float", ElementType::kFloat32},
    {"double", ElementType::kFloat64},       {"char", ElementType::kInt8},
    {"uchar", ElementType::kUint8},          {"short", ElementType::kInt16},
    {"ushort", ElementType::kUint16},        {"int", ElementType::kInt32},
    {"uint", ElementType::kUint32},          {"packed_float", ElementType::kFloat32},
    {"packed_half", ElementType::kFloat16},  {"packed_short", ElementType::kInt16},
    {"packed_ushort", ElementType::kUint16}, {"packed_char", ElementType::kInt8},
    {"packed_uchar", ElementType::kUint8},   {"packed_int", ElementType::kInt32},
    {"packed_uint", ElementType::kUint32},   {"XMFLOAT", ElementType::kFloat32},
    {"XMHALF", ElementType::kFloat16},       {"XMINT", ElementType::kInt32},
    {"XMUINT", ElementType::kUint32},        {"Vector", ElementType::kFloat32},
    {"Vector", ElementType::kFloat32, "f"},  {"Vector", ElementType::kFloat64, "d"},
    {"Vector", ElementType::kInt32, "i"},    {"Vec", ElementType::kFloat32},
    {"Vec", ElementType::kFloat32, "f"},     {"Vec", ElementType::kFloat64, "d"},
    {"Vec", ElementType::kInt32, "i"},       {"Vec", ElementType::kUint8, "b"},
};

/// What stands before "3x3" or the one number of a square matrix.
constexpr NamedType kMatrices[]{
    {"mat", ElementType::kFloat32},  {"dmat", ElementType::kFloat64},   {"float", ElementType::kFloat32},
    {"half", ElementType::kFloat16}, {"double", ElementType::kFloat64},
};

struct Refused {
  std::string_view name;
  std::string_view why;
};

constexpr std::string_view kLongDiffers =
    "has 4 bytes on Windows and 8 on other systems; write int32_t or int64_t";
constexpr Refused kRefused[]{
    {"long", kLongDiffers},
    {"ulong", kLongDiffers},
    {"wchar_t", "has 2 bytes on Windows and 4 on other systems; write uint16_t or uint32_t"},
    {"size_t", "has 4 or 8 bytes; write uint32_t or uint64_t"},
    {"uintptr_t", "is an address, which means nothing in a file"},
    {"intptr_t", "is an address, which means nothing in a file"},
    {"void", "has no size"},
    {"union", "is not read: leave the one member that is meant"},
    {"enum", "has the size that its compiler gives it; write uint32_t or the like"},
    {"virtual", "makes a class with a pointer in each object, which means nothing in a file"},
    {"FVector", "has float or double numbers; write float3 or double3"},
    {"bvec2", "has no size that is the same everywhere; write uvec2"},
    {"bvec3", "has no size that is the same everywhere; write uvec3"},
    {"bvec4", "has no size that is the same everywhere; write uvec4"},
};

/// Returns the name without the namespaces that vectors and numbers come from.
std::string_view without_namespace(std::string_view name) noexcept {
  constexpr std::array<std::string_view, 9> kSpaces{
      "std::", "glm::", "DirectX::", "Eigen::", "simd::", "metal::", "hlsl::", "math::", "osg::"};
  for (const std::string_view space : kSpaces)
    if (name.starts_with(space)) return name.substr(space.size());
  return name;
}

/// Returns 2, 3 or 4 for that digit; 0 for anything else.
constexpr std::uint32_t components(char c) noexcept {
  return c >= '2' && c <= '4' ? static_cast<std::uint32_t>(c - '0') : 0;
}

std::optional<CNumberType> vector_type(std::string_view name) noexcept {
  for (const VectorName& row : kVectors) {
    if (!name.starts_with(row.before) || name.size() != row.before.size() + 1 + row.after.size()) continue;
    const std::uint32_t rows = components(name[row.before.size()]);
    if (rows != 0 && name.ends_with(row.after)) return CNumberType{.number = row.type, .rows = rows};
  }
  return std::nullopt;
}

std::optional<CNumberType> matrix_type(std::string_view name) noexcept {
  for (const NamedType& row : kMatrices) {
    if (!name.starts_with(row.name)) continue;
    const std::string_view size = name.substr(row.name.size());
    const bool square = size.size() == 1 && row.name.ends_with("mat");
    if (!square && (size.size() != 3 || size[1] != 'x')) continue;
    const std::uint32_t columns = components(size.front());
    const std::uint32_t rows = components(size.back());
    if (columns != 0 && rows != 0) return CNumberType{.number = row.type, .rows = rows, .columns = columns};
  }
  return std::nullopt;
}

}  // namespace

std::optional<CNumberType> c_number_type(std::string_view name) noexcept {
  const std::string_view plain = without_namespace(name);
  for (const NamedType& row : kNumbers)
    if (row.name == name || row.name == plain) return CNumberType{.number = row.type};
  if (const auto vector = vector_type(plain)) return vector;
  return matrix_type(plain);
}

std::string_view why_no_c_type(std::string_view name) noexcept {
  const std::string_view plain = without_namespace(name);
  const auto* const found = std::ranges::find(kRefused, plain, &Refused::name);
  return found == std::end(kRefused) ? std::string_view() : found->why;
}

}  // namespace vertexview::detail
