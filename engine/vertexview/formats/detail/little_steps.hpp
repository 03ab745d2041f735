#pragma once
// How numbers of a record of any layout become numbers of a file: in little endian, one after the other, and
// halves as float32, which formats without halves have.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "vertexview/record/element.hpp"

namespace vertexview::detail {

/// What becomes of some bytes of a record.
struct LittleStep {
  enum class Kind : std::uint8_t { kCopy, kReverse, kWiden } kind = Kind::kCopy;
  std::uint64_t from = 0;
  std::uint64_t size = 0;   ///< bytes that are read
  bool big_endian = false;  ///< whether these are
};

/// Returns the steps that write the elements, each of one number that is no kBytes. Neighbours that are
/// copied are one step.
[[nodiscard]] std::vector<LittleStep> little_steps(std::span<const Element> numbers);

/// Returns whether the step copies that many bytes from the first on.
[[nodiscard]] bool is_copy_of(const LittleStep& step, std::uint64_t size) noexcept;

/// Writes what becomes of the step's bytes; returns the end of it in `out`.
[[nodiscard]] std::byte* take_step(const LittleStep& step, const std::byte* record, std::byte* out) noexcept;

}  // namespace vertexview::detail
