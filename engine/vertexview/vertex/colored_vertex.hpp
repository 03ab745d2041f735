#pragma once
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace vertexview {

/// A position: three float32, 12 bytes.
struct Vector {
  float x = 0, y = 0, z = 0;
  friend bool operator==(const Vector&, const Vector&) = default;
};

/// A colour: three uint16, 0..65535, 6 bytes; shown as stored (sRGB-encoded).
struct Color {
  std::uint16_t red = 0, green = 0, blue = 0;
  friend bool operator==(const Color&, const Color&) = default;
};

/// What a record means: a position and a colour, without the padding.
struct Vertex {
  Vector position;
  Color color;
  friend bool operator==(const Vertex&, const Vertex&) = default;
};

/// The canonical record, Python struct `@3f3Hxx`, byte for byte as it lies in a file and in GPU memory. The
/// padding may hold any value; it takes no part in comparisons of Vertex.
struct ColoredVertex {
  Vector position;
  Color color;
  std::uint16_t padding = 0;

  [[nodiscard]] Vertex vertex() const noexcept { return {position, color}; }
};

static_assert(sizeof(Vector) == 12 && sizeof(Color) == 6);
static_assert(sizeof(ColoredVertex) == 20 && alignof(ColoredVertex) == 4);
static_assert(offsetof(ColoredVertex, position) == 0 && offsetof(ColoredVertex, color) == 12);
static_assert(offsetof(ColoredVertex, padding) == 18);
static_assert(std::is_trivially_copyable_v<ColoredVertex> && std::is_standard_layout_v<ColoredVertex>);

}  // namespace vertexview
