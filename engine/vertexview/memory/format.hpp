#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/memory/format_grammar.hpp"

namespace vertexview {

class Format;
class RecordSwap;

namespace detail {
Result<void> swap_records(const Format& format, std::span<const std::byte> source,
                          std::span<std::byte> target);
}

/// One item of a Format, as in the "3f" of "@3f3Hxx": `count` elements of `itemsize` bytes each, at byte
/// `offset` of the enclosing record.
struct FormatItem {
  std::string name;                  ///< "" when unnamed
  std::vector<std::uint64_t> shape;  ///< {} for one value, {3} for "3f" and "(3)f", {2, 3} for "(2,3)f"
  std::uint64_t offset = 0;
  std::uint64_t itemsize = 0;
  std::uint64_t count = 1;  ///< the product of the shape
  char code = 'x';          ///< the type code, or 'T' for a record
  char prefix = '@';        ///< the byte order it was written under: @ ^ = < >
  ScalarKind kind = ScalarKind::kPadding;
  ByteOrder order = kNativeOrder;
  std::vector<FormatItem> items;  ///< the members of a record

  [[nodiscard]] std::uint64_t nbytes() const noexcept { return itemsize * count; }
  friend bool operator==(const FormatItem&, const FormatItem&) = default;
};

/// What the bytes of one item mean: a parsed struct string. Accepts exactly what CPython's `struct` accepts,
/// with the same offsets and size, and beyond it what numpy and ctypes export after PEP 3118: names
/// ("3f:position:3H:color:2x"), shapes ("(3)<f"), records ("T{...}", nested too) and a byte order before any
/// item that follows a name, a shape or a record. Immutable: copies share one description and cost no more
/// than a pointer; they and concurrent reads are safe.
///
/// A struct string ends with its last item. T{...} in native mode ends on its alignment as a C struct does,
/// which is how numpy reads it but not how it writes: give the item size that an exporter states along with
/// its text.
class Format {
 public:
  /// Makes the format of plain bytes: "B".
  Format();
  // A format that was moved from would describe nothing: a move is a copy.
  Format(const Format&) noexcept = default;
  Format& operator=(const Format&) noexcept = default;
  ~Format() = default;

  /// Parses a format string. Fails with kBadFormat and with `offset` at the offending character; the text
  /// names the character and what was expected there.
  [[nodiscard]] static Result<Format> parse(std::string_view text);

  /// Returns the format of a buffer whose exporter states items of `itemsize` bytes. numpy writes one T{...}
  /// for packed and aligned dtypes and leaves out the padding at their ends, and at the ends of nested ones;
  /// the size decides which it was. A nested dtype is taken as aligned where it has room for that. ctypes
  /// leaves out all padding of a Structure (before Python 3.12), and writes unions and packed Structures as
  /// one B, which is taken literally. A struct string may leave out the padding at its end. Fails with
  /// kBadFormat when no reading has that size.
  [[nodiscard]] static Result<Format> parse(std::string_view text, std::uint64_t itemsize);

  /// Returns the bytes of one item (Python: struct.calcsize). No padding is added at the end, as in C it
  /// would be.
  [[nodiscard]] std::uint64_t itemsize() const noexcept { return parts_->itemsize; }
  /// Returns every item in order, padding included, at the outermost level.
  [[nodiscard]] std::span<const FormatItem> items() const& noexcept { return parts_->items; }
  std::span<const FormatItem> items() const&& = delete;
  /// Returns the items that hold values: those of the record itself where the whole format is one unnamed
  /// T{...}.
  [[nodiscard]] std::span<const FormatItem> fields() const& noexcept { return parts_->fields; }
  std::span<const FormatItem> fields() const&& = delete;
  /// Returns the first field of that name, or null.
  [[nodiscard]] const FormatItem* find(std::string_view name) const& noexcept;
  const FormatItem* find(std::string_view name) const&& = delete;
  /// Returns how many values unpack gives, records and shapes flattened.
  [[nodiscard]] std::uint64_t value_count() const noexcept { return parts_->value_count; }
  /// Returns the item that holds the one and only value, as in "f", "<H" or "4s"; null for records and
  /// arrays.
  [[nodiscard]] const FormatItem* scalar() const& noexcept;
  const FormatItem* scalar() const&& = delete;
  /// Returns whether this is one native type code, as memoryview.cast takes: "f" or "@f".
  [[nodiscard]] bool native_scalar() const noexcept;
  /// Returns whether items are single bytes that cast to and from anything: B, b or c.
  [[nodiscard]] bool byte_like() const noexcept;

  /// Returns the canonical text, which parses to an equal Format: "@3f3Hxx", "<4f", "f".
  [[nodiscard]] const std::string& text() const& noexcept { return parts_->text; }
  [[nodiscard]] std::string text() const&& { return parts_->text; }
  /// Returns whether values lie in the same bytes with the same codes and byte orders, whatever the names.
  [[nodiscard]] bool same_layout(const Format& other) const noexcept;
  /// Returns the record with every byte order reversed. Sizes are kept; native alignment becomes explicit
  /// padding.
  [[nodiscard]] Format byteswapped() const;

  /// Returns the format of one field alone, at offset 0 and without its name.
  [[nodiscard]] static Format of_field(const FormatItem& item);
  /// Returns the format of one element of the field, without its shape.
  [[nodiscard]] static Format element_of(const FormatItem& item);

  friend bool operator==(const Format& a, const Format& b) noexcept {
    return a.parts_ == b.parts_ || a.parts_->items == b.parts_->items;
  }

 private:
  struct Parts {
    Parts() = default;
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;
    ~Parts();

    std::vector<FormatItem> items;
    std::vector<FormatItem> fields;
    std::uint64_t itemsize = 1;
    std::uint64_t value_count = 1;
    std::string text;
    mutable std::atomic<const RecordSwap*> swap = nullptr;  // made when it is first asked for
  };

  friend Result<void> byteswap_copy(const Format& format, std::span<const std::byte> source,
                                    std::span<std::byte> target);
  friend Result<void> detail::swap_records(const Format& format, std::span<const std::byte> source,
                                           std::span<std::byte> target);
  [[nodiscard]] const RecordSwap& record_swap() const;

  Format(std::vector<FormatItem> items, std::uint64_t itemsize);

  std::shared_ptr<const Parts> parts_;  // never null
};

}  // namespace vertexview
