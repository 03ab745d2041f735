// Reads records of a fixed stride without a header. Such a file does not say its schema, so that only its
// name can tell.
#include <array>
#include <utility>

#include "vertexview/formats/container.hpp"
#include "vertexview/record/schema_presets.hpp"

namespace vertexview {
namespace {

bool recognises(const FileBytes&) noexcept {
  return true;
}

Result<Container> read(const FileBytes& file, Progress*) {
  const SchemaPreset* const preset = preset_for_extension(file.path);
  Layout layout;
  layout.schema = preset == nullptr ? Schema::canonical() : preset->schema();
  return Container{raw_reader().name, {Member{.layout = std::move(layout)}}};
}

}  // namespace

const Reader& raw_reader() noexcept {
  // The ending of a preset that is read here ends in it as well.
  static constexpr std::array<std::string_view, 2> kEndings{".bin", ".pcd.bin"};
  static constexpr Reader kReader{"records", kEndings, recognises, read};
  return kReader;
}

}  // namespace vertexview
