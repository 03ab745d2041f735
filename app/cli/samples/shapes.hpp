#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "vertexview/vertex/colored_vertex.hpp"

namespace vertexview::cli {

/// A dataset of `count` vertices that is known by formula, so that any part of it can be made at any time.
/// The same shape, count and seed give the same bytes on every machine: integer arithmetic, IEEE float
/// operations without fused multiply-add, and no function of libm but sqrt.
class Shape {
 public:
  virtual ~Shape() = default;
  /// Makes vertices [first, first + out.size()). Thread-safe. first + out.size() must not exceed the count.
  virtual void fill(std::uint64_t first, std::span<ColoredVertex> out) const = 0;
};

/// Returns the names of the shapes: "sphere", "terrain", "helix", "cube".
[[nodiscard]] std::span<const std::string_view> shape_names() noexcept;

/// Returns the shape of that name; null for any other name.
[[nodiscard]] std::unique_ptr<const Shape> make_shape(std::string_view name, std::uint64_t count,
                                                      std::uint64_t seed);

}  // namespace vertexview::cli
