#pragma once
// The header of a PLY file: which elements follow it, and which properties each of their records has.
// Source: Greg Turk, "The PLY Polygon File Format" (1994), and what its writers have made of it since.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "vertexview/memory/error.hpp"
#include "vertexview/record/element.hpp"

namespace vertexview {

/// The most properties of an element: as many elements as the text of a schema may have.
inline constexpr std::size_t kMostPlyProperties = 4096;

/// How the numbers after the header are written.
enum class PlyEncoding : std::uint8_t { kText, kLittleEndian, kBigEndian };

/// One number of each record, or a list of them.
struct PlyProperty {
  std::string name;
  ElementType type = ElementType::kFloat32;  ///< of the number, or of each number of the list
  /// Of a list: the type of the number before it, which says how many follow. Nullopt for a single number.
  std::optional<ElementType> length_type = std::nullopt;
};

/// Records of one kind, as the vertices or the faces.
struct PlyElement {
  std::string name;
  std::uint64_t count = 0;
  std::vector<PlyProperty> properties = {};

  /// Returns whether a property is a list, so that records differ in length.
  [[nodiscard]] bool has_lists() const noexcept;
  /// Returns the bytes of all single numbers of a record.
  [[nodiscard]] std::uint64_t fixed_bytes() const noexcept;
};

struct PlyHeader {
  PlyEncoding encoding = PlyEncoding::kText;
  std::vector<PlyElement> elements = {};  ///< in the order in which they follow the header
  std::uint64_t end = 0;                  ///< where the first of them begins
  char line_end = '\n';                   ///< what ends a line of the file: '\n' (maybe after '\r'), or '\r'
};

/// Returns whether bytes begin as a PLY file does: with "ply" on a line of its own, which a
/// few blanks may end.
[[nodiscard]] bool is_ply(std::span<const std::byte> bytes) noexcept;

/// Returns the header of a file for which is_ply() is true. kBadFormat, with the line in the message and its
/// offset, for a header that is impossible or passes the limits: 1 MiB, 256 elements, 4096 properties each.
/// Whether the file is long enough for what the header promises is not checked. May be called from any
/// thread, with untrusted bytes.
[[nodiscard]] Result<PlyHeader> parse_ply_header(std::span<const std::byte> bytes);

/// Returns the type of that name in either spelling: "float" and "float32" are the same.
[[nodiscard]] std::optional<ElementType> ply_type(std::string_view name) noexcept;
/// Returns the name of the type that every reader knows, as in "float"; "" for one that PLY has not.
[[nodiscard]] std::string_view ply_type_name(ElementType type) noexcept;

}  // namespace vertexview
