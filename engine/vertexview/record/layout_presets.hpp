#pragma once
#include <span>
#include <string_view>

#include "vertexview/record/layout.hpp"

namespace vertexview {

/// A layout that files of some origin share.
struct LayoutPreset {
  std::string_view name;       ///< what --layout takes, as in "kitti"
  std::string_view format;     ///< its format string
  std::string_view extension;  ///< a file name that ends so has this layout, as in ".pcd.bin"; "": none does
  std::string_view help;       ///< one line

  [[nodiscard]] Layout layout() const;
};

/// Every preset; the first is "vertex", the canonical one.
[[nodiscard]] std::span<const LayoutPreset> layout_presets() noexcept;

/// The preset of that name, or null.
[[nodiscard]] const LayoutPreset* find_preset(std::string_view name) noexcept;

/// The preset whose extension `path` has, upper and lower case alike, or null.
[[nodiscard]] const LayoutPreset* preset_for_extension(std::string_view path) noexcept;

}  // namespace vertexview
