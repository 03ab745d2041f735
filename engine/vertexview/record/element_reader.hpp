#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "vertexview/memory/value.hpp"
#include "vertexview/record/element.hpp"

namespace vertexview {

/// Records as they lie in memory: `count` of them, `stride` bytes apart.
struct RecordSpan {
  const std::byte* data = nullptr;
  std::uint64_t count = 0;
  std::uint64_t stride = 0;

  [[nodiscard]] RecordSpan part(std::uint64_t first, std::uint64_t size) const noexcept {
    return {data + first * stride, size, stride};
  }
};

/// Returns what normalised() takes the element's numbers for: Element::encoding, but kUnorm for plain
/// unsigned integers of a colour, which always are shares of full colour, and kSnorm for plain signed ones of
/// a colour or a normal.
[[nodiscard]] Encoding encoding_of(const Element& element) noexcept;

/// Some neighbouring bits of a packed number that make an integer.
struct BitField {
  std::uint32_t shift = 0;  ///< bits below them
  std::uint32_t width = 0;  ///< 0: not a packed number
};

/// Reads one number of a record, whatever its type, encoding, byte order and alignment: the one decoder of
/// the project. It is cheap to make where it is needed. Every function may be called from any thread.
///
/// The functions that take bare pointers check nothing: the caller has proved with Schema::validate() that
/// the element lies in its record and has an encoding that fits, and that the records exist. value_in()
/// checks the place.
class ElementReader {
 public:
  /// Makes a reader of number `index` of the element, which must be below element.number_count(); for kBytes,
  /// of all bytes.
  explicit ElementReader(const Element& element, std::uint32_t index = 0) noexcept;

  /// Returns the number that is meant: decoded, a double; without an encoding exactly as it is stored, an
  /// integer, a double (for every float type), a truth value, or the bytes, which point into the record.
  [[nodiscard]] Scalar value(const std::byte* record) const noexcept;
  /// Returns value(), or nullopt where the record ends before the number does.
  [[nodiscard]] std::optional<Scalar> value_in(std::span<const std::byte> record) const noexcept;
  /// Returns the number as it is stored, without an encoding value(): an integer, of a packed number the bits
  /// of the component alone; of a direction the first one for x and the second one for y, but nullopt for z.
  [[nodiscard]] std::optional<Scalar> stored(const std::byte* record) const noexcept;

  /// Returns value() as a double: integers beyond 2^53 are rounded, a truth value is 0 or 1, and of bytes
  /// the first one is the number.
  [[nodiscard]] double number(const std::byte* record) const noexcept;
  /// Writes number() of each record to `out`, which has room for records.count. Runs on the calling thread at
  /// the speed of memory where nothing is decoded: each type and byte order has a loop of its own, which
  /// compiles to vector instructions. Each encoding has a loop of its own as well.
  void numbers(const RecordSpan& records, double* out) const noexcept;

  /// Returns the number as encoding_of() means it: 0..1 for kUnorm, -1..1 for kSnorm, whose smallest integer
  /// counts as -1 as in OpenGL. Nullopt where the stored number is the meant one.
  [[nodiscard]] std::optional<double> normalised(const std::byte* record) const noexcept;

 private:
  /// Calls `visit` with the function that decodes the number at an address.
  template <class Visit>
  void with_decoder(Visit&& visit) const noexcept;

  std::uint64_t offset_;
  std::uint64_t nbytes_;
  ElementType type_;
  Encoding encoding_;
  Encoding share_;  ///< what normalised() takes the numbers for
  bool reversed_;
  std::uint8_t component_ = 0;
  BitField bits_ = {};
};

}  // namespace vertexview
