#include "vertexview/record/schema_presets.hpp"

#include <algorithm>

#include "vertexview/memory/file_ending.hpp"
#include "vertexview/record/schema_text.hpp"

namespace vertexview {
namespace {

constexpr SchemaPreset kPresets[]{
    {"vertex", "@3f3Hxx", "", "the canonical record: x, y, z as floats, 16-bit colour, 2 bytes of padding"},
    {"kitti", "<3f:position:f:intensity:", "", "KITTI lidar scans: x, y, z, reflectance"},
    {"nuscenes", "<3f:position:f:intensity:f:ring:", ".pcd.bin",
     "nuScenes lidar scans: x, y, z, intensity, ring"},
    {"xyz", "<3f:position:", "", "x, y, z as floats"},
    {"xyzrgb", "<3f:position:3f:color:", "", "x, y, z, red, green, blue as floats"},
    {"xyzrgb8", "<3f:position:3B:color:", "", "x, y, z as floats; red, green, blue as bytes"},
    {"waymo", "<3f:position:f:intensity:f:elongation:f:timestamp:", "",
     "Waymo lidar scans: x, y, z, intensity, elongation, timestamp"},
    {"splat", "<3f:position:3f:scale:4B:color:4B:rotation:", ".splat",
     "Gaussian splats: position, scale, colour and opacity, rotation"},
};

}  // namespace

Schema SchemaPreset::schema() const {
  if (format == kPresets[0].format) return Schema::canonical();
  return schema_from_format(*Format::parse(format)).value();
}

std::span<const SchemaPreset> schema_presets() noexcept {
  return kPresets;
}

const SchemaPreset* find_preset(std::string_view name) noexcept {
  const auto* const found = std::ranges::find(kPresets, name, &SchemaPreset::name);
  return found == std::end(kPresets) ? nullptr : found;
}

const SchemaPreset* preset_for_extension(std::string_view path) noexcept {
  for (const SchemaPreset& preset : kPresets)
    if (!preset.extension.empty() && has_file_ending(path, preset.extension)) return &preset;
  return nullptr;
}

}  // namespace vertexview
