#pragma once
// Single values in bytes: how one is read and written, and the walk over all values of a format.
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "vertexview/memory/error.hpp"
#include "vertexview/memory/format.hpp"
#include "vertexview/memory/value.hpp"

namespace vertexview {

/// The value of `item`, which must be neither padding nor a record, at `bytes`: item.itemsize of them are
/// read.
[[nodiscard]] Scalar read_scalar(const FormatItem& item, const std::byte* bytes) noexcept;

/// Why a value cannot be written as a type code.
enum class WriteFault : std::uint8_t {
  kNone,
  kWrongType,    ///< an integer code and no integer, bytes and no bytes, ...
  kWrongLength,  ///< c and another number of bytes than one
  kOutOfRange,   ///< an integer that does not fit
  kOverflow,     ///< a finite number too large for e, or for f with a standard size
};

/// Writes item.itemsize bytes, or none when the answer is a fault. What CPython's struct does: bool is an
/// integer, integers are numbers, anything has a truth value, bytes are cut or filled with zeros.
[[nodiscard]] WriteFault write_scalar(const FormatItem& item, const Value& value, std::byte* bytes) noexcept;

/// "'H' takes an integer from 0 to 65535, found 70000".
[[nodiscard]] std::string describe_fault(const FormatItem& item, const Value& value);

/// The places of all values of a format in order, records and shapes flattened.
class ScalarCursor {
 public:
  explicit ScalarCursor(std::span<const FormatItem> items) noexcept { push(items, 0); }

  /// Moves to the next value; false after the last.
  bool next() noexcept;
  [[nodiscard]] const FormatItem& item() const noexcept { return *item_; }
  /// Bytes from the start of the outermost record.
  [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }

 private:
  struct Level {
    const FormatItem* item;
    const FormatItem* end;
    std::uint64_t element;  // of *item, the next one to visit
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

/// All values of the record at `record`, in order.
[[nodiscard]] Value::List item_values(const Format& format, const std::byte* record);
/// The item as MemoryView gives it: the one value of a scalar format, else the list of all values.
[[nodiscard]] Value item_value(const Format& format, const std::byte* item);

/// Whether a block of `size` bytes can be had: the check before a size from outside becomes a vector, since
/// without exceptions a failing one would end the program.
[[nodiscard]] bool can_allocate(std::uint64_t size) noexcept;

}  // namespace vertexview
