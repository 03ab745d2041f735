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

/// How the element's stored numbers become the ones that are meant: Element::encoding, and kUnorm for the
/// unsigned integers of a colour, which always are parts of full colour.
[[nodiscard]] Encoding encoding_of(const Element& element) noexcept;

/// Reads one number of a record, whatever its type, byte order and alignment: the one decoder of the project.
/// Small, to be made where it is needed. Every function may be called from any thread.
///
/// Whoever passes bare pointers has proved with Schema::validate() that the element lies in its record, and
/// that the records are there; value_in() checks.
class ElementReader {
 public:
  /// Reads number `index` of the element, which must be below element.count; of kBytes always all bytes.
  explicit ElementReader(const Element& element, std::uint32_t index = 0) noexcept;

  /// The number exactly as it is stored: an integer, a double (of every float), a truth value, or the bytes,
  /// which point into the record.
  [[nodiscard]] Scalar value(const std::byte* record) const noexcept;
  /// The same, or nullopt where the record ends before the number does.
  [[nodiscard]] std::optional<Scalar> value_in(std::span<const std::byte> record) const noexcept;

  /// The number as a double: integers beyond 2^53 are rounded, a truth value is 0 or 1, of bytes the first
  /// one is a number.
  [[nodiscard]] double number(const std::byte* record) const noexcept;
  /// The same of each record into `out`, which has room for records.count. One thread, at the speed of its
  /// memory: a loop of its own for each type and byte order, which compiles to vector instructions.
  void numbers(const RecordSpan& records, double* out) const noexcept;

  /// number() as the element's encoding means it: 0..1 for kUnorm, -1..1 for kSnorm, whose smallest integer
  /// counts as -1 as in OpenGL. Nullopt where the stored number is the one that is meant.
  [[nodiscard]] std::optional<double> normalised(const std::byte* record) const noexcept;

 private:
  std::uint64_t offset_;
  std::uint64_t nbytes_;
  ElementType type_;
  Encoding encoding_;
  bool reversed_;
};

}  // namespace vertexview
