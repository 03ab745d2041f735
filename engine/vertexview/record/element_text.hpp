#pragma once
// How single numbers of a record are called and how they are written: the same in the table, the inspector,
// the header of a CSV file, --color and --position, JSON and the legend. Every function may be called from
// any thread.
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

/// The name of number `index` of `element`, which is one of `schema`: "intensity" where it is the only one;
/// x, y, z (w) of a run that is called position or the like, red, green, blue (alpha) of a colour, nx, ny, nz
/// of a normal; "data[0]" else, and where another element has that name already. Bytes have one name for all
/// of them.
[[nodiscard]] std::string number_name(const Schema& schema, const Element& element, std::uint32_t index);

/// Number `index` of `element` as an Element of one number, which has its number_name().
[[nodiscard]] Element number_of(const Schema& schema, const Element& element, std::uint32_t index);

/// The number of that name, as number_of() gives it: "x", "intensity", "data[0]" and "position[0]" as well.
/// Nullopt where none has it, or where it is the name of a run of numbers or of bytes.
[[nodiscard]] std::optional<Element> find_number(const Schema& schema, std::string_view name);

/// The elements that hold something: all but padding, as they stand in the schema.
[[nodiscard]] std::vector<Element> shown_elements(const Schema& schema);

/// The most bytes that write_shortest() and write_repr() write for number after number of the element.
[[nodiscard]] std::size_t longest_number(const Element& element) noexcept;

/// Writes a number that was read as `type` with the fewest digits that read back as the same number of that
/// type: 0.1 for the float32 nearest to it, where Python, which widens it, has 0.10000000149011612. An
/// exponent is used below 0.0001, and from 1e16 up (1e9 for float32, whose nine digits end there). A truth
/// value is 1 or 0, bytes are hexadecimal digits. Returns the end of what it wrote to `out`.
[[nodiscard]] char* write_shortest(char* out, const Scalar& value, ElementType type) noexcept;
/// The same as a string.
[[nodiscard]] std::string shortest_text(const Scalar& value, ElementType type);
/// All digits of the number that is stored, a float32 as the double it is: "3323.176025390625".
[[nodiscard]] std::string full_text(const Scalar& value);

/// "d1 b2 4f 45".
[[nodiscard]] std::string hex_text(std::span<const std::byte> bytes);

}  // namespace vertexview
