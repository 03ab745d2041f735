#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "vertexview/record/element.hpp"

namespace vertexview::detail {

/// A type of C, C++, GLSL or HLSL that holds numbers: one, a vector of `rows`, or a matrix of `columns` such
/// vectors.
struct CNumberType {
  ElementType number = ElementType::kFloat32;
  std::uint32_t rows = 1;
  std::uint32_t columns = 1;
};

/// Returns the type of that name, as in "float", "std::uint8_t", "glm::vec3", "half2" or "mat4"; nullopt for
/// any other. "char" is one byte of text.
[[nodiscard]] std::optional<CNumberType> c_number_type(std::string_view name) noexcept;

/// Returns why a type that C has cannot be in a record of a file, as for a pointer's or one whose size
/// differs from system to system; "" for other names.
[[nodiscard]] std::string_view why_no_c_type(std::string_view name) noexcept;

}  // namespace vertexview::detail
