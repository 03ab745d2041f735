#pragma once
// What holds for every layout, whatever text or file it came from.
#include <algorithm>
#include <tuple>
#include <vector>

#include "promises.hpp"
#include "vertexview/record/element_text.hpp"
#include "vertexview/record/layout.hpp"
#include "vertexview/record/record_limits.hpp"

namespace vertexview::fuzz {

inline bool lies_in(const Element& element, std::uint64_t stride) {
  return element.offset <= stride && element.nbytes() <= stride - element.offset;
}

/// Returns whether two schemas have the same names and numbers at the same places, whatever these are for.
inline bool lie_alike(const Schema& a, const Schema& b) {
  const auto place = [](const Element& element) {
    return std::tie(element.name, element.offset, element.type, element.count, element.big_endian,
                    element.encoding);
  };
  // Where padding of several elements follows one another, a text has it as one.
  return a.stride == b.stride && std::ranges::equal(shown_elements(a), shown_elements(b), {}, place, place);
}

/// Requires that a schema keeps to the limits of record_limits.hpp and that its elements lie in its record.
inline void require_sound(const Schema& schema) {
  require(schema.validate().has_value());
  require(schema.elements.size() <= kMostElements);
  for (const Element& element : schema.elements) {
    require(lies_in(element, schema.stride));
    require(element.count > 0 && element.name.size() <= kLongestElementName);
  }
}

/// Requires that the numbers that are used, if there are any, are as many as layout.hpp says and lie in the
/// record.
inline void require_numbers(const Layout& layout, const Result<std::vector<Element>>& numbers) {
  if (!numbers) return require(!numbers.error().message.empty());
  require(numbers->size() <= 3);
  for (const Element& number : *numbers) {
    require(number.type != ElementType::kBytes && number.number_count() == 1);
    require(lies_in(number, layout.schema.stride));
  }
}

inline void require_sound(const Layout& layout) {
  require_sound(layout.schema);
  require_numbers(layout, position_numbers(layout));
  require_numbers(layout, color_numbers(layout));
}

}  // namespace vertexview::fuzz
