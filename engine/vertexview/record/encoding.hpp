#pragma once
// The encodings of stored numbers: their names in texts, the types they take, and what they become. Every
// function may be called from any thread.
#include <cstdint>
#include <string>
#include <string_view>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/element.hpp"
#include "vertexview/record/value_range.hpp"

namespace vertexview {

struct BitField;  // of element_reader.hpp

/// Returns "unorm", "snorm10_10_10_2", ...; "plain" for Encoding::kPlain.
[[nodiscard]] std::string_view encoding_name(Encoding encoding) noexcept;
/// Returns how many numbers a stored one becomes, for Encoding::kOct a pair of stored ones; 1 to 4.
[[nodiscard]] std::uint32_t component_count(Encoding encoding) noexcept;
/// Returns the smallest and the largest number that the encoding gives. 0..1 for floats, which have no
/// largest one of use.
[[nodiscard]] ValueRange encoding_range(Encoding encoding) noexcept;

/// Returns where the bits of a component lie in the stored number; of width 0 where that is no packed one.
/// `component` must be below component_count().
[[nodiscard]] BitField bit_field_of(Encoding encoding, std::uint32_t component) noexcept;

/// Fails for an element whose type or count the encoding does not take, and for a component that it does not
/// have; the text says which types it takes.
[[nodiscard]] Result<void> check_encoding(const Element& element);

/// Returns the type that tells numbers of the element apart with the fewest digits: its own where they are
/// stored as they are meant, float32 where float32 tells decoded ones apart, else float64.
[[nodiscard]] ElementType value_type(const Element& element) noexcept;

/// Returns the type of the element's numbers and the encoding where they have one: "uint16", "uint8 unorm".
[[nodiscard]] std::string type_text(const Element& element);

/// Returns the element as the numbers that are stored, each meant as it is: what has no encoding itself.
[[nodiscard]] Element stored_element(Element element);

/// A name in the text of a layout, and the encoding that it gives.
struct EncodedName {
  std::string_view name;  ///< a part of the text
  Encoding encoding = Encoding::kPlain;
};

/// Returns the parts of "color(unorm)": what stands in the parentheses that end a name is its encoding.
/// kBadFormat for an encoding that is not known here, with `offset` at its first character, and for one
/// without a name.
[[nodiscard]] Result<EncodedName> parse_encoded_name(std::string_view text);
/// Returns the text that parse_encoded_name() reads as the name and the encoding of the element; without
/// parentheses where it has none and its name ends in none.
[[nodiscard]] std::string encoded_name(const Element& element);

}  // namespace vertexview
