#pragma once
#include <span>
#include <string_view>

#include "vertexview/record/schema.hpp"

namespace vertexview {

/// A schema that files of some origin share.
struct SchemaPreset {
  std::string_view name;       ///< what parse_schema() takes, as in "kitti"
  std::string_view format;     ///< its format string
  std::string_view extension;  ///< a file name that ends so has this schema, as in ".pcd.bin"; "": none does
  std::string_view help;       ///< one line

  [[nodiscard]] Schema schema() const;
};

/// Every preset; the first is "vertex", the canonical one.
[[nodiscard]] std::span<const SchemaPreset> schema_presets() noexcept;

/// The preset of that name, or null.
[[nodiscard]] const SchemaPreset* find_preset(std::string_view name) noexcept;

/// The preset whose extension `path` has, upper and lower case alike, or null.
[[nodiscard]] const SchemaPreset* preset_for_extension(std::string_view path) noexcept;

}  // namespace vertexview
