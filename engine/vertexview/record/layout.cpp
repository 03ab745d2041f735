#include "vertexview/record/layout.hpp"

#include <algorithm>
#include <bit>

namespace vertexview {
namespace {

constexpr bool kNativeIsBig = std::endian::native == std::endian::big;

bool holds(const Layout& layout, Semantic semantic, ElementType type, std::uint32_t count,
           std::uint64_t offset) {
  return std::ranges::count(layout.schema.elements, semantic, &Element::semantic) == 1 &&
         std::ranges::any_of(layout.schema.elements, [&](const Element& element) {
           return element.semantic == semantic && element.type == type && element.count == count &&
                  element.offset == offset && element.big_endian == kNativeIsBig &&
                  element.encoding == Encoding::kPlain;
         });
}

}  // namespace

Layout Layout::canonical() {
  return {.schema = Schema::canonical()};
}

bool Layout::is_canonical() const noexcept {
  const bool plain_color = appearance.elements.empty() && (appearance.range_kind == ColorRange::kAutomatic ||
                                                           appearance.range_kind == ColorRange::kType);
  const bool plain_position = placement.elements.empty() && placement.scale == Placement{}.scale;
  return schema.stride == 20 && plain_position && plain_color &&
         holds(*this, Semantic::kPosition, ElementType::kFloat32, 3, 0) &&
         holds(*this, Semantic::kColor, ElementType::kUint16, 3, 12);
}

}  // namespace vertexview
