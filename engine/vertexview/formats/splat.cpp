// Reads Gaussian splats as the web viewers exchange them: records of 32 bytes without a header, so that only
// the name of the file identifies them.
#include <array>
#include <utility>

#include "vertexview/formats/container.hpp"
#include "vertexview/record/schema_presets.hpp"

namespace vertexview {
namespace {

bool recognises(const FileBytes& file) noexcept {
  const SchemaPreset* const preset = preset_for_extension(file.path);
  return preset != nullptr && preset->name == "splat";
}

Result<Container> read(const FileBytes&, Progress*) {
  Layout layout;
  layout.schema = find_preset("splat")->schema();
  return Container{splat_reader().name, {Member{.layout = std::move(layout)}}};
}

}  // namespace

const Reader& splat_reader() noexcept {
  static constexpr std::array<std::string_view, 1> kEndings{".splat"};
  static constexpr Reader kReader{"Gaussian splats", kEndings, recognises, read};
  return kReader;
}

}  // namespace vertexview
