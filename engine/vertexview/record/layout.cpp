#include "vertexview/record/layout.hpp"

#include <algorithm>
#include <bit>

namespace vertexview {
namespace {

constexpr bool kNativeIsBig = std::endian::native == std::endian::big;

bool holds(const Layout& layout, Semantic semantic, ScalarType type, std::uint32_t count,
           std::uint64_t offset) {
  return std::ranges::count(layout.fields, semantic, &Field::semantic) == 1 &&
         std::ranges::any_of(layout.fields, [&](const Field& field) {
           return field.semantic == semantic && field.type == type && field.count == count &&
                  field.offset == offset && field.big_endian == kNativeIsBig;
         });
}

}  // namespace

std::uint64_t Field::nbytes() const noexcept {
  return std::uint64_t{count} * scalar_size(type);
}

std::uint32_t scalar_size(ScalarType type) noexcept {
  switch (type) {
    case ScalarType::kInt8:
    case ScalarType::kUint8:
    case ScalarType::kBool:
    case ScalarType::kBytes:
      return 1;
    case ScalarType::kInt16:
    case ScalarType::kUint16:
    case ScalarType::kFloat16:
      return 2;
    case ScalarType::kInt32:
    case ScalarType::kUint32:
    case ScalarType::kFloat32:
      return 4;
    case ScalarType::kInt64:
    case ScalarType::kUint64:
    case ScalarType::kFloat64:
      return 8;
  }
  return 1;
}

std::string_view scalar_name(ScalarType type) noexcept {
  switch (type) {
    case ScalarType::kInt8:
      return "int8";
    case ScalarType::kUint8:
      return "uint8";
    case ScalarType::kInt16:
      return "int16";
    case ScalarType::kUint16:
      return "uint16";
    case ScalarType::kInt32:
      return "int32";
    case ScalarType::kUint32:
      return "uint32";
    case ScalarType::kInt64:
      return "int64";
    case ScalarType::kUint64:
      return "uint64";
    case ScalarType::kFloat16:
      return "float16";
    case ScalarType::kFloat32:
      return "float32";
    case ScalarType::kFloat64:
      return "float64";
    case ScalarType::kBool:
      return "bool";
    case ScalarType::kBytes:
      return "bytes";
  }
  return "bytes";
}

Layout Layout::canonical() {
  Layout layout;
  layout.format = "@3f3Hxx";
  layout.fields = {{"position", ScalarType::kFloat32, 3, 0, Semantic::kPosition, kNativeIsBig},
                   {"color", ScalarType::kUint16, 3, 12, Semantic::kColor, kNativeIsBig},
                   {"padding", ScalarType::kBytes, 2, 18, Semantic::kPadding, false}};
  layout.stride = 20;
  return layout;
}

bool Layout::is_canonical() const noexcept {
  const bool plain_color = color.fields.empty() && (color.range_kind == ColorRange::kAutomatic ||
                                                    color.range_kind == ColorRange::kType);
  const bool plain_position = position.fields.empty() && position.scale == PositionMapping{}.scale;
  return stride == 20 && plain_position && plain_color &&
         holds(*this, Semantic::kPosition, ScalarType::kFloat32, 3, 0) &&
         holds(*this, Semantic::kColor, ScalarType::kUint16, 3, 12);
}

const Field* Layout::find(std::string_view name) const noexcept {
  const auto found = std::ranges::find(fields, name, &Field::name);
  return found == fields.end() ? nullptr : &*found;
}

Result<void> Layout::validate() const {
  if (stride == 0) return fail(ErrorCode::kBadFormat, "a layout needs a stride of at least one byte");
  for (const Field& field : fields)
    if (field.offset > stride || field.nbytes() > stride - field.offset)
      return fail(ErrorCode::kBadFormat, "field '" + field.name + "' of " + std::to_string(field.nbytes()) +
                                             " bytes at offset " + std::to_string(field.offset) +
                                             " does not fit in a record of " + std::to_string(stride) +
                                             " bytes");
  return {};
}

}  // namespace vertexview
