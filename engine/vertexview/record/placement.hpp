#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vertexview {

/// The axis of the world that points up. It turns the view and no position.
enum class UpAxis : std::uint8_t { kX, kY, kZ, kMinusX, kMinusY, kMinusZ };

/// Returns "x", "y", "z", "-x", "-y" or "-z".
[[nodiscard]] std::string_view up_axis_name(UpAxis axis) noexcept;

/// How a record's numbers become a position: number * scale + offset, per axis; and which way the positions
/// stand.
struct Placement {
  /// The elements to take the numbers from, in the order x, y, z, each a name or "name[index]". Empty: the
  /// elements whose semantic is kPosition.
  std::vector<std::string> elements = {};
  std::array<double, 3> scale{1, 1, 1};
  std::array<double, 3> offset{0, 0, 0};
  UpAxis up = UpAxis::kZ;

  /// Returns whether a number of `axis` (below 3) is scaled or shifted, so that its coordinate is another
  /// number.
  [[nodiscard]] bool moves(std::size_t axis) const noexcept { return scale[axis] != 1 || offset[axis] != 0; }
  /// Returns the coordinate that a number of `axis` (below 3) stands for. Scale and offset are decimal
  /// numbers, which doubles only come near to: where a shorter decimal number lies within the rounding error
  /// of the arithmetic, it is returned, so that 63600176 * 0.01 is 636001.76. Where
  /// nothing moves(), the number itself.
  [[nodiscard]] double place(double number, std::size_t axis) const noexcept;

  friend bool operator==(const Placement&, const Placement&) = default;
};

}  // namespace vertexview
