#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

#include "vertexview/memory/error.hpp"
#include "vertexview/memory/memory_view.hpp"
#include "vertexview/memory/strided_view.hpp"
#include "vertexview/vertex/colored_vertex.hpp"
#include "vertexview/vertex/vertex_formats.hpp"

namespace vertexview {

/// Returns a Vector of the first three values of a view of floating-point numbers; further values are
/// ignored. kInvalidArgument when there are fewer than three, kOverflow when a finite double lies outside
/// float32. NaN and infinity pass.
[[nodiscard]] Result<Vector> vector_from(StridedView<const float> values);
[[nodiscard]] Result<Vector> vector_from(StridedView<const double> values);

/// Returns a Color of the first three values of a view of unsigned integers; further values are ignored.
/// kInvalidArgument when there are fewer than three, kOverflow, naming the value, when one is over 65535.
[[nodiscard]] Result<Color> color_from(StridedView<const std::uint16_t> values);
[[nodiscard]] Result<Color> color_from(StridedView<const std::uint32_t> values);
[[nodiscard]] Result<Color> color_from(StridedView<const std::uint64_t> values);

/// Return a Vector or a Color of a one-dimensional view whose format is known at run time: f or d for a
/// Vector, H, I, L or Q for a Color. Errors as those of the overloads above; kWrongType for any other format,
/// kReleased for a released view.
[[nodiscard]] Result<Vector> vector_from(const MemoryView& values);
[[nodiscard]] Result<Color> color_from(const MemoryView& values);

// Any other element type is refused when the program is compiled: a Vector's values must be floating-point, a
// Color's unsigned and at least 16 bits wide (8-bit channels have another scale).
template <class T>
Result<Vector> vector_from(StridedView<T> values)
  requires(!std::is_same_v<std::remove_const_t<T>, float> && !std::is_same_v<std::remove_const_t<T>, double>)
= delete;
template <class T>
Result<Color> color_from(StridedView<T> values)
  requires(!std::is_same_v<std::remove_const_t<T>, std::uint16_t> &&
           !std::is_same_v<std::remove_const_t<T>, std::uint32_t> &&
           !std::is_same_v<std::remove_const_t<T>, std::uint64_t>)
= delete;

/// Returns the position and colour of one canonical record; kInvalidArgument when `record` is not exactly 20
/// bytes.
[[nodiscard]] Result<Vertex> vertex_from(std::span<const std::byte> record);

}  // namespace vertexview
