#pragma once
// Names and texts of single numbers of a record, used by the table, the inspector, the header of a CSV file,
// --color and --position, JSON and the legend. Every function may be called from any thread.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/memory/python_repr.hpp"
#include "vertexview/memory/value.hpp"
#include "vertexview/record/schema.hpp"

namespace vertexview {

/// Returns the name of number `index` of `element`, which is one of `schema`: "intensity" for the only number
/// of an element; x, y, z (w) for a run that is called position or the like, red, green, blue (alpha) for a
/// colour, nx, ny, nz for a normal; "data[0]" otherwise, and where another element already has the name.
/// Bytes have one name for all of them. `index` counts the numbers that are meant, as
/// Element::number_count().
[[nodiscard]] std::string number_name(const Schema& schema, const Element& element, std::uint32_t index);

/// Returns number `index` of `element` as an Element of one number, named by number_name(). A component of an
/// encoding keeps the bytes of the whole stored number.
[[nodiscard]] Element number_of(const Schema& schema, const Element& element, std::uint32_t index);

/// Returns the number of that name, as number_of() gives it: "x", "intensity", "data[0]", and also
/// "position[0]". Nullopt where no number has the name, or where it names a run of numbers or bytes.
[[nodiscard]] std::optional<Element> find_number(const Schema& schema, std::string_view name);

/// Returns all elements but padding, in the order of the schema.
[[nodiscard]] std::vector<Element> shown_elements(const Schema& schema);

/// Returns the most bytes that write_shortest() or write_repr() writes for one number of the element.
[[nodiscard]] std::size_t longest_number(const Element& element) noexcept;

/// Writes a number that was read as `type` with the fewest digits that read back as the same number of that
/// type: 0.1 for the float32 nearest to it, where Python, which widens it, has 0.10000000149011612. An
/// exponent is used below 0.0001, and from 1e16 up (1e9 for float32, whose nine digits end there). A truth
/// value is 1 or 0, bytes are hexadecimal digits. Returns the end of the text in `out`.
[[nodiscard]] char* write_shortest(char* out, const Scalar& value, ElementType type) noexcept;
/// Returns what write_shortest() writes, as a string.
[[nodiscard]] std::string shortest_text(const Scalar& value, ElementType type);
/// Returns the double that shortest_text() reads back as, of a float32 that is 0.1 the double 0.1: for texts,
/// as JSON is, whose writers know no type but double.
[[nodiscard]] double shortest_number(double value, ElementType type) noexcept;

/// Returns the bytes in hexadecimal: "d1 b2 4f 45".
[[nodiscard]] std::string hex_text(std::span<const std::byte> bytes);

}  // namespace vertexview
