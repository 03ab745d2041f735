#pragma once
// Single values in bytes: how a value is read and written, and the walk over all values of a format.
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "vertexview/memory/error.hpp"
#include "vertexview/memory/format.hpp"
#include "vertexview/memory/value.hpp"

namespace vertexview {

/// Returns the value of `item`, which must be neither padding nor a record, at `bytes`, of which
/// item.itemsize are read.
[[nodiscard]] Scalar read_scalar(const FormatItem& item, const std::byte* bytes) noexcept;

/// The reasons why a value cannot be written as a type code.
enum class WriteFault : std::uint8_t {
  kNone,
  kWrongType,    ///< a value of another kind than the code takes: no integer for an integer code, ...
  kWrongLength,  ///< a number of bytes other than one for c
  kOutOfRange,   ///< an integer that does not fit
  kOverflow,     ///< a finite number too large for e, or for f with a standard size
};

/// Writes item.itemsize bytes, or none when it returns a fault. It does what CPython's struct does: bool is
/// an integer, integers are numbers, anything has a truth value, bytes are cut or filled with zeros.
[[nodiscard]] WriteFault write_scalar(const FormatItem& item, const Value& value, std::byte* bytes) noexcept;

/// Returns the fault in words: "'H' takes an integer from 0 to 65535, found 70000".
[[nodiscard]] std::string describe_fault(const FormatItem& item, const Value& value);

/// The places of all values of a format in order, records and shapes flattened.
class ScalarCursor {
 public:
  explicit ScalarCursor(std::span<const FormatItem> items) noexcept { push(items, 0); }

  /// Moves to the next value; returns false after the last.
  bool next() noexcept;
  [[nodiscard]] const FormatItem& item() const noexcept { return *item_; }
  /// Returns the bytes from the start of the outermost record to the value.
  [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }

 private:
  struct Level {
    const FormatItem* item;
    const FormatItem* end;
    std::uint64_t element;  // index in *item of the element to visit next
    std::uint64_t base;
  };
  void push(std::span<const FormatItem> items, std::uint64_t base) noexcept {
    levels_[depth_++] = {items.data(), items.data() + items.size(), 0, base};
  }

  std::array<Level, 33> levels_;  // the parser allows 32 nested records
  std::size_t depth_ = 0;
  const FormatItem* item_ = nullptr;
  std::uint64_t offset_ = 0;
};

/// Returns all values of the record at `record`, in order.
[[nodiscard]] Value::List item_values(const Format& format, const std::byte* record);
/// Returns the item as MemoryView gives it: the one value of a scalar format, otherwise the list of all
/// values.
[[nodiscard]] Value item_value(const Format& format, const std::byte* item);

/// Returns whether a block of `size` bytes can be had. It is asked before a size from outside becomes a
/// vector, since without exceptions a failing allocation would end the program.
[[nodiscard]] bool can_allocate(std::uint64_t size) noexcept;

}  // namespace vertexview
