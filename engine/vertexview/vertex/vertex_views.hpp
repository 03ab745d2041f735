#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

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

/// The first three of some floating-point numbers in memory, read anew by each call: what is written there
/// shows, and a double keeps its digits. It keeps the owner of the bytes alive. Threads: as MemoryView.
class VectorView {
 public:
  /// Fails as vector_from() of a MemoryView does, but for numbers outside float32, which are kept.
  [[nodiscard]] static Result<VectorView> of(const MemoryView& values);
  [[nodiscard]] double x() const noexcept { return at(0); }
  [[nodiscard]] double y() const noexcept { return at(1); }
  [[nodiscard]] double z() const noexcept { return at(2); }

 private:
  using Numbers = std::variant<StridedView<const float>, StridedView<const double>>;
  VectorView(MemoryView owner, Numbers numbers) noexcept : owner_(std::move(owner)), numbers_(numbers) {}
  [[nodiscard]] double at(std::uint64_t index) const noexcept;

  MemoryView owner_;
  Numbers numbers_;
};

/// The first three of some unsigned integers in memory, read as those of a VectorView.
class ColorView {
 public:
  /// Fails as color_from() of a MemoryView does, but for numbers over 65535, which are kept.
  [[nodiscard]] static Result<ColorView> of(const MemoryView& values);
  [[nodiscard]] std::uint64_t red() const noexcept { return at(0); }
  [[nodiscard]] std::uint64_t green() const noexcept { return at(1); }
  [[nodiscard]] std::uint64_t blue() const noexcept { return at(2); }

 private:
  using Numbers = std::variant<StridedView<const std::uint16_t>, StridedView<const std::uint32_t>,
                               StridedView<const std::uint64_t>>;
  ColorView(MemoryView owner, Numbers numbers) noexcept : owner_(std::move(owner)), numbers_(numbers) {}
  [[nodiscard]] std::uint64_t at(std::uint64_t index) const noexcept;

  MemoryView owner_;
  Numbers numbers_;
};

/// A position and a colour in memory.
struct VertexView {
  /// Views one canonical record, given as its 20 bytes (format B). Fails as MemoryView::cast() does, and with
  /// kInvalidArgument for several records or none.
  [[nodiscard]] static Result<VertexView> of(const MemoryView& record);

  VectorView position;
  ColorView color;
};

/// Return what Python would show: "Vector(1.0, 2.0, 3.0)", "Color(1, 2, 3)", "Vertex(Vector(...),
/// Color(...))".
[[nodiscard]] std::string to_string(const VectorView& view);
[[nodiscard]] std::string to_string(const ColorView& view);
[[nodiscard]] std::string to_string(const VertexView& view);

/// Returns the position and colour of one canonical record; kInvalidArgument when `record` is not exactly 20
/// bytes.
[[nodiscard]] Result<Vertex> vertex_from(std::span<const std::byte> record);

}  // namespace vertexview
