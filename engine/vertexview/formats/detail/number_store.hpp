#pragma once
#include <cstddef>

#include "vertexview/formats/detail/number_scan.hpp"
#include "vertexview/record/element.hpp"

namespace vertexview {

/// Writes a number to `to` as one of `type`, in native byte order and unaligned: floats as to_float() and
/// to_double() have them, whole numbers also where they are written as 3.0 or 1e3. Writes nothing for kBytes.
/// Returns false where the type does not hold the number; of floats, an infinite one is written all the same.
[[nodiscard]] bool store_number(const ScannedNumber& number, ElementType type, std::byte* to) noexcept;
/// Does so for who has `wide`, the double next to the number, which to_double() says is `held`.
[[nodiscard]] bool store_number(const ScannedNumber& number, double wide, bool held, ElementType type,
                                std::byte* to) noexcept;

}  // namespace vertexview
