#include "vertexview/record/schema.hpp"

#include <algorithm>
#include <bit>

#include "vertexview/memory/printable.hpp"
#include "vertexview/record/encoding.hpp"

namespace vertexview {

Schema Schema::canonical() {
  Schema schema;
  constexpr bool kNativeIsBig = std::endian::native == std::endian::big;
  schema.format = "@3f3Hxx";
  schema.elements = {{"position", ElementType::kFloat32, 3, 0, Semantic::kPosition, kNativeIsBig},
                     {"color", ElementType::kUint16, 3, 12, Semantic::kColor, kNativeIsBig},
                     {"padding", ElementType::kBytes, 2, 18, Semantic::kPadding, false}};
  schema.stride = 20;
  return schema;
}

const Element* Schema::find(std::string_view name) const& noexcept {
  const auto found = std::ranges::find(elements, name, &Element::name);
  return found == elements.end() ? nullptr : &*found;
}

Result<void> Schema::validate() const {
  if (stride == 0) return fail(ErrorCode::kBadFormat, "a layout needs a stride of at least one byte");
  for (const Element& element : elements) {
    if (auto fits = check_encoding(element); !fits) return fits;
    if (element.offset > stride || element.nbytes() > stride - element.offset)
      return fail(ErrorCode::kBadFormat,
                  "element " + in_quotes(element.name) + " of " + std::to_string(element.nbytes()) +
                      " bytes at offset " + std::to_string(element.offset) + " does not fit in a record of " +
                      std::to_string(stride) + " bytes");
  }
  return {};
}

}  // namespace vertexview
