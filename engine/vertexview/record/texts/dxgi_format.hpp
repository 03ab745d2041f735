#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "vertexview/record/element.hpp"

namespace vertexview::detail {

/// What a DXGI_FORMAT of a vertex element is in the record.
struct DxgiFormat {
  ElementType type = ElementType::kFloat32;
  std::uint32_t count = 1;
  Encoding encoding = Encoding::kPlain;
  bool reversed = false;  ///< whether the numbers run blue, green, red (alpha)
};

/// Returns the format of that name, with or without DXGI_FORMAT_ before it, as in "R8G8B8A8_UNORM". One that
/// packs numbers of several sizes into one integer is that integer. Nullopt for a name that is no such
/// format.
[[nodiscard]] std::optional<DxgiFormat> dxgi_format(std::string_view name);

/// Returns the name, as in "DXGI_FORMAT_R8G8B8A8_UNORM", of numbers as they lie; "" where Direct3D has none.
[[nodiscard]] std::string dxgi_format_name(const DxgiFormat& format);

}  // namespace vertexview::detail
