#pragma once
#include <span>
#include <string_view>

#include "vertexview/record/schema.hpp"

namespace vertexview {

/// A schema that files of some origin share.
struct SchemaPreset {
  std::string_view name;       ///< the name that parse_schema() takes, as in "kitti"
  std::string_view format;     ///< its format string
  std::string_view extension;  ///< ending of the names of such files, as in ".pcd.bin"; "": none
  std::string_view help;       ///< one line

  [[nodiscard]] Schema schema() const;
};

/// Returns every preset; the first is "vertex", the canonical one.
[[nodiscard]] std::span<const SchemaPreset> schema_presets() noexcept;

/// Returns the preset of that name, or null.
[[nodiscard]] const SchemaPreset* find_preset(std::string_view name) noexcept;

/// Returns the preset whose extension `path` has, upper and lower case alike, or null.
[[nodiscard]] const SchemaPreset* preset_for_extension(std::string_view path) noexcept;

}  // namespace vertexview
