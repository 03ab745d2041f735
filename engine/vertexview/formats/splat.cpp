// Reads Gaussian splats as the web viewers exchange them: records of 32 bytes without a header, so that only
// the name of the file identifies them.
#include "vertexview/formats/container.hpp"
#include "vertexview/record/schema_presets.hpp"

namespace vertexview {
namespace {

bool recognises(std::string_view path, std::span<const std::byte>) noexcept {
  const SchemaPreset* const preset = preset_for_extension(path);
  return preset != nullptr && preset->name == "splat";
}

Result<Container> read(std::string_view, std::span<const std::byte>) {
  return Container{splat_reader().name, {Stream{find_preset("splat")->schema()}}};
}

}  // namespace

const Reader& splat_reader() noexcept {
  static constexpr Reader kReader{"Gaussian splats", recognises, read};
  return kReader;
}

}  // namespace vertexview
