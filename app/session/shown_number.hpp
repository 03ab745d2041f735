#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "vertexview/memory/value.hpp"
#include "vertexview/vertex/record_columns.hpp"

namespace vertexview::app {

/// How a column of the table writes its numbers.
enum class NumberStyle : std::uint8_t {
  kDecoded,  ///< as they are meant, see shown_text()
  kDecimal,  ///< as they are stored
  kHex,      ///< their stored bits, in hexadecimal digits
  kBits      ///< their stored bits, eight together
};

/// Returns "decoded", "decimal", "hex" or "bits".
[[nodiscard]] std::string_view number_style_name(NumberStyle style) noexcept;
/// Returns the style of that name; nullopt for any other text.
[[nodiscard]] std::optional<NumberStyle> number_style_named(std::string_view name) noexcept;

/// Returns whether the layout scales or offsets this coordinate, so that its place is another number than the
/// record holds. Returns false for an element that is no coordinate.
[[nodiscard]] bool is_scaled(const RecordColumn& element, const Layout& layout) noexcept;

/// Returns whether shown_text() tells another number than the record holds: one that is scaled or decoded.
[[nodiscard]] bool is_converted(const RecordColumn& element, const Layout& layout) noexcept;

/// Returns the number that is shown for a decoded value: the place of a coordinate where is_scaled(), any
/// other as it is. Its type is shown_type().
[[nodiscard]] Scalar shown_value(const Scalar& value, const RecordColumn& element, const Layout& layout);
/// Returns the type whose shortest_text() tells a shown_value().
[[nodiscard]] ElementType shown_type(const RecordColumn& element, const Layout& layout) noexcept;

/// Returns a number as the record holds it, ElementReader::stored(); empty where there is none.
[[nodiscard]] std::string stored_text(const std::optional<Scalar>& stored, const RecordColumn& element);

/// Returns a decoded value as every panel writes it: as it is in the picture, scaled and offset where
/// is_scaled(), with the fewest digits that identify it, whatever the other values of its column are.
[[nodiscard]] std::string shown_text(const Scalar& value, const RecordColumn& element, const Layout& layout);

/// Returns the number of a record in a style; `record` holds a whole record, of which the element is a
/// number. Without a stored number of its own, as z of a direction, the text is empty but for kDecoded.
[[nodiscard]] std::string styled_text(const std::byte* record, const RecordColumn& element,
                                      const Layout& layout, NumberStyle style);

}  // namespace vertexview::app
