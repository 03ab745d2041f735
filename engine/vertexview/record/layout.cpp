#include "vertexview/record/layout.hpp"

#include <algorithm>
#include <bit>

namespace vertexview {
namespace {

constexpr bool kNativeIsBig = std::endian::native == std::endian::big;

bool holds(const Layout& layout, Semantic semantic, ElementType type, std::uint32_t count,
           std::uint64_t offset) {
  return std::ranges::count(layout.elements, semantic, &Element::semantic) == 1 &&
         std::ranges::any_of(layout.elements, [&](const Element& field) {
           return field.semantic == semantic && field.type == type && field.count == count &&
                  field.offset == offset && field.big_endian == kNativeIsBig;
         });
}

}  // namespace

Layout Layout::canonical() {
  return {Schema::canonical()};
}

bool Layout::is_canonical() const noexcept {
  const bool plain_color = color.elements.empty() && (color.range_kind == ColorRange::kAutomatic ||
                                                      color.range_kind == ColorRange::kType);
  const bool plain_position = position.elements.empty() && position.scale == Placement{}.scale;
  return stride == 20 && plain_position && plain_color &&
         holds(*this, Semantic::kPosition, ElementType::kFloat32, 3, 0) &&
         holds(*this, Semantic::kColor, ElementType::kUint16, 3, 12);
}

}  // namespace vertexview
